"""A site on loopback that answers as it is told, byte for byte if need be."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

Handler = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class LocalSite:
    """`asked` are the paths and headers of the requests that have come in, in their order."""

    url: str = ""
    handlers: dict[str, Handler] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    posted: list[bytes] = field(default_factory=list)
    """What came with the requests of POST."""
    closing: threading.Event = field(default_factory=threading.Event)

    def serve(self, path: str, content: bytes = b"", *, status: int = 200, **headers: str) -> str:
        """Answer so at `path`; returns its URL. Header names are written with underscores."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in headers.items():
                request.send_header(name.replace("_", "-"), value)
            request.send_header("Content-Length", str(len(content)))
            request.end_headers()
            request.wfile.write(content)

        return self.handle(path, answer)

    def handle(self, path: str, handler: Handler) -> str:
        """Let `handler` write the answer at `path`; returns its URL."""
        self.handlers[path] = handler
        return self.url + path

    def headers_asked(self, path: str) -> list[dict[str, str]]:
        return [headers for asked, headers in self.asked if asked == path]


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _not_found(request: BaseHTTPRequestHandler) -> None:
    request.send_response(404)
    request.send_header("Content-Length", "0")
    request.end_headers()


@pytest.fixture
def local_site() -> Iterator[LocalSite]:
    site = LocalSite()

    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            site.posted.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.do_GET()

        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers.items())))
            try:
                site.handlers.get(self.path, _not_found)(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the client has had enough, which many of these tests are about

        def log_message(self, *_: Any) -> None:
            return

    with _Server(("127.0.0.1", 0), Answering) as server:
        site.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield site
        site.closing.set()
        server.shutdown()


@pytest.fixture
def saved() -> Callable[[str], bytes]:
    """The bytes of a file in tests/data/feeds."""
    folder = Path(__file__).parents[1] / "data" / "feeds"
    return lambda name: (folder / name).read_bytes()
