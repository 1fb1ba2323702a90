"""The health endpoint: a small HTTP server in threads of its own, for monitoring on this machine or in its network."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import NamedTuple, Self

from bot.errors import SettingsError

_LONGEST_REQUEST = 10
"""Seconds, after which a connection is closed on which nothing comes."""


class Answer(NamedTuple):
    """What is answered at one path."""

    status: int
    media_type: str
    content: bytes


class HealthServer:
    """Listens while its `with` block runs, and answers GET at the given paths."""

    def __init__(self, host: str, port: int, pages: Mapping[str, Callable[[], Answer]]) -> None:
        """Port 0 means any free port; within the `with` block, `port` is the real one. `pages` are called in threads.

        Raises SettingsError where that address cannot be listened at.
        """
        try:
            self._server = _Server((host, port), _handler_for(pages))
        except OSError as exc:
            raise SettingsError(
                f"health.listen: cannot listen at {host}:{port} ({exc.strerror}); write another port"
            ) from exc
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, name="health", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # A bot that takes other settings listens again at once.
    allow_reuse_address = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asks may go away at any moment: that is nothing to tell of."""


def _handler_for(pages: Mapping[str, Callable[[], Answer]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = _LONGEST_REQUEST
        server_version, sys_version = "bot", ""

        def do_GET(self) -> None:
            self._answer(with_content=True)

        def do_HEAD(self) -> None:
            self._answer(with_content=False)

        def _answer(self, *, with_content: bool) -> None:
            page = pages.get(self.path.partition("?")[0])
            if page is None:
                known = " ".join(pages)
                answer = Answer(HTTPStatus.NOT_FOUND, "text/plain", f"there is only: {known}\n".encode())
            else:
                answer = page()
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(answer.content)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            if with_content:
                self.wfile.write(answer.content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            return

    return Handler
