"""Connections for requests that end when a call takes too long, and that record whether a request could be sent."""

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
"""Returns seconds since some fixed time."""


def awake_or_asleep() -> float:
    """Seconds of a clock that continues while the machine sleeps; on Linux `time.monotonic` does not."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.time()


class Call:
    """The time limit of one call. When `seconds` are over, its connections are shut, even while they are being read.

    The time-outs of requests apply to each read, so a server that sends one byte per second never exceeds them. DNS
    look-ups cannot be ended here; the resolver has its own time-outs.
    """

    def __init__(self, seconds: float, clock: Clock) -> None:
        self.connected = False
        """Whether a connection was open, including TLS, so that bytes of a request may have been sent."""
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
        """Shut this socket too when the time is over. Keeps a copy, because TLS detaches the original."""
        with self._lock:
            self._sockets.append(sock.dup())
            if self._expired:
                raise TimeoutError("the time of this call is over")

    def may_send(self) -> None:
        """Note that the connection is open and the request is sent next. Raises TimeoutError where the time is over.

        The time is checked here because a frozen process, whose timer was frozen too, may continue at this point when
        another process has taken its post over; nothing has been sent yet.
        """
        if self._clock() - self._started_at > self._seconds:
            raise TimeoutError("the time of this call is over")
        self.connected = True

    def raise_if_expired(self) -> None:
        """Raises requests' ReadTimeout or ConnectTimeout where the time of the call is over."""
        if self._expired:
            kind = ReadTimeout if self.connected else ConnectTimeout
            raise kind(f"no whole answer within {self._seconds:g} s") from None

    def _expire(self) -> None:
        with self._lock:
            self._expired = True
            for copy in self._sockets:
                try:
                    copy.shutdown(socket.SHUT_RDWR)
                except OSError:  # the other side has closed it already
                    continue


_current_call: ContextVar[Call] = ContextVar("_current_call")


class _WatchedConnection(HTTPConnection):
    """Reports its socket to the current call, and when a request can be sent."""

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
"""The value for `pool_classes_by_scheme` of a urllib3 PoolManager."""
