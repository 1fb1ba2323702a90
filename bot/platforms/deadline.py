"""Connections that know whether a request could leave on them, and that end when a call has lasted too long."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Self

from requests import ConnectTimeout, ReadTimeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

Clock = Callable[[], float]
"""Seconds since some moment."""


def awake_or_asleep() -> float:
    """By a clock that goes on while the machine sleeps, as `time.monotonic` does not on Linux."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.time()


class Call:
    """One call under the clock. At the end of its time the connection is shut, whatever is being read from it.

    The time-outs of requests are for each read, so a server that sends a byte a second would never meet one. What no
    clock here can end is the resolver's search for a name, which has time-outs of its own.
    """

    def __init__(self, seconds: float, clock: Clock) -> None:
        self.connected = False
        """Whether a connection stood, its TLS included, so that bytes of a request may have left."""
        self._seconds = seconds
        self._clock = clock
        self._started_at = clock()
        self._expired = False
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._token = _current_call.set(self)
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        _current_call.reset(self._token)
        with self._lock:
            for copy in self._sockets:
                copy.close()
            self._sockets.clear()

    def watch(self, sock: socket.socket) -> None:
        """A copy of the descriptor, because wrapping in TLS takes the socket's own away."""
        with self._lock:
            self._sockets.append(sock.dup())
            if self._expired:
                raise TimeoutError("the time of this call is over")

    def may_send(self) -> None:
        """The connection stands, and a request may leave on it now. Raises TimeoutError where the time is over.

        A process that was frozen before, and its timer with it, wakes up here at the latest: another one may have taken
        its post over by then, and nothing has left yet.
        """
        if self._clock() - self._started_at > self._seconds:
            raise TimeoutError("the time of this call is over")
        self.connected = True

    def raise_if_expired(self) -> None:
        """Raises the time-out of requests that fits, where the time of the call is over."""
        if self._expired:
            kind = ReadTimeout if self.connected else ConnectTimeout
            raise kind(f"no whole answer within {self._seconds:g} s") from None

    def _expire(self) -> None:
        with self._lock:
            self._expired = True
            for copy in self._sockets:
                try:
                    copy.shutdown(socket.SHUT_RDWR)
                except OSError:  # the other side was quicker
                    continue


_current_call: ContextVar[Call] = ContextVar("_current_call")


class _WatchedConnection(HTTPConnection):
    """Tells the call in hand of its socket, and of the moment from which on a request can leave."""

    def _new_conn(self) -> socket.socket:
        sock = super()._new_conn()
        _current_call.get().watch(sock)
        return sock

    def connect(self) -> None:
        """See HTTPConnection."""
        super().connect()
        _current_call.get().may_send()


class _WatchedTLSConnection(_WatchedConnection, HTTPSConnection):
    pass


class _WatchedPool(HTTPConnectionPool):
    ConnectionCls = _WatchedConnection


class _WatchedTLSPool(HTTPSConnectionPool):
    ConnectionCls = _WatchedTLSConnection


POOLS: dict[str, type[HTTPConnectionPool]] = {"http": _WatchedPool, "https": _WatchedTLSPool}
"""For the `pool_classes_by_scheme` of a urllib3 PoolManager."""
