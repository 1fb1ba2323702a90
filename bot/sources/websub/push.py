"""Receives the pushes of WebSub hubs: a small HTTP server in its own thread, behind the newsroom's web server."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from types import TracebackType
from typing import Protocol, Self

from aiohttp import web

from bot.errors import SettingsError
from bot.sources.parsing.sanitize import one_line

__all__ = ["PushHandler", "PushServer"]

LONGEST_CONNECTION = 60.0
"""Seconds from the first byte of a connection to its end, with all requests on it: who sends one slowly, or none, would
else hold it for ever."""
MOST_CONNECTIONS = 200
"""At the same time; each needs an open file, of which the program has some thousand."""
MOST_BYTES = 5 * 10**6
"""The largest push accepted. Its content, a feed, is read only to check its signature."""


class PushHandler(Protocol):
    """Decides how hubs are answered. `token` names the subscription. Called in the server's own threads."""

    def confirms(self, token: str, *, mode: str, topic: str, lease_seconds: int | None) -> bool:
        """Whether a hub's question confirms a subscription, or its end, that was requested.

        `lease_seconds` is None where the hub does not say how long it pushes.
        """
        ...

    def denied(self, token: str, reason: str) -> bool:
        """Note that a hub has refused or ended a subscription. Returns whether the subscription is known."""
        ...

    def knows(self, token: str) -> bool:
        """Whether there is such a subscription."""
        ...

    def pushed(self, token: str, body: bytes, signature: str) -> None:
        """Note the push of a hub to a known subscription; `signature` is not checked yet."""
        ...


class PushServer:
    """Listens while its `with` block runs. The last part of a request's path is the token of the subscription."""

    def __init__(
        self, host: str, port: int, handler: PushHandler, *, longest_connection: float = LONGEST_CONNECTION
    ) -> None:
        """Port 0 means any free port; within the `with` block, `port` is the real one.

        `longest_connection` is in seconds, for tests.
        """
        self._host, self.port, self._handler = host, port, handler
        self._longest_connection = longest_connection
        self._connections: set[_Connection] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="push", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            asyncio.run_coroutine_threadsafe(self._begin(), self._loop).result()
        except OSError as exc:
            self._end_loop()
            raise SettingsError(
                f"watch.listen: cannot listen at {self._host}:{self.port} ({exc.strerror}); write another port"
            ) from exc
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._end_loop()

    def _end_loop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _begin(self) -> None:
        application = web.Application(client_max_size=MOST_BYTES)
        application.router.add_get("/{path:.*}", self._verify)
        application.router.add_post("/{path:.*}", self._receive)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        self._server = await self._loop.create_server(self._connection, self._host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def _connection(self) -> asyncio.BaseProtocol:
        """What speaks on a new connection."""
        assert self._runner.server is not None
        return _Connection(self._runner.server(), self._connections, self._longest_connection)

    async def _end(self) -> None:
        self._server.close()
        await self._runner.cleanup()

    async def _verify(self, request: web.Request) -> web.Response:
        """A hub verifies a subscription: https://www.w3.org/TR/websub/#hub-verifies-intent"""
        query, token = request.query, _token(request)
        mode, topic, challenge = (query.get(f"hub.{name}", "") for name in ("mode", "topic", "challenge"))
        if mode == "denied":
            is_known = await asyncio.to_thread(self._handler.denied, token, one_line(query.get("hub.reason", ""), 200))
            return web.Response(status=200 if is_known else 404)
        seconds = query.get("hub.lease_seconds", "")
        lease = int(seconds) if seconds.isascii() and seconds.isdigit() and len(seconds) < 10 else None
        confirms = partial(self._handler.confirms, token, mode=mode, topic=topic, lease_seconds=lease)
        if not challenge or not await asyncio.to_thread(confirms):
            return web.Response(status=404)
        return web.Response(text=challenge, headers=_AS_TEXT)

    async def _receive(self, request: web.Request) -> web.Response:
        """A hub pushes: https://www.w3.org/TR/websub/#content-distribution. A bad signature is answered 202 too."""
        token, signature = _token(request), request.headers.get("X-Hub-Signature", "")
        if not await asyncio.to_thread(self._handler.knows, token):  # before a stranger's megabytes are read
            return web.Response(status=410)
        await asyncio.to_thread(self._handler.pushed, token, await request.read(), signature)
        return web.Response(status=202)


class _Connection(asyncio.Protocol):
    """One of at most `MOST_CONNECTIONS`, which is ended after so many seconds, whatever `speaker` makes of it.

    aiohttp has no time limit for a request that does not come to its end.
    """

    def __init__(self, speaker: asyncio.Protocol, others: set[_Connection], seconds: float) -> None:
        self._speaker, self._others, self._seconds = speaker, others, seconds

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if len(self._others) >= MOST_CONNECTIONS:
            transport.close()
            return
        assert isinstance(transport, asyncio.Transport)
        self._others.add(self)
        self._end = asyncio.get_running_loop().call_later(self._seconds, transport.abort)
        self._speaker.connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        if self in self._others:
            self._others.remove(self)
            self._end.cancel()
            self._speaker.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self in self._others:
            self._speaker.data_received(data)

    def eof_received(self) -> bool | None:
        return self._speaker.eof_received() if self in self._others else None

    def pause_writing(self) -> None:
        self._speaker.pause_writing()

    def resume_writing(self) -> None:
        self._speaker.resume_writing()


_AS_TEXT = {"X-Content-Type-Options": "nosniff"}


def _token(request: web.Request) -> str:
    return request.path.rstrip("/").rpartition("/")[2]
