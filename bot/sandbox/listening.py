"""A small threaded HTTP server that can also break its answers on purpose."""

from __future__ import annotations

import socket
import struct
import sys
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bot.errors import SandboxError
from bot.sandbox.wire import Answer, Request

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER with a time of 0: closing the socket sends RST instead of FIN."""


class LoopbackServer:
    """Answers every request by calling `answer`. Raises SandboxError where `port` is in use; 0 is any free port."""

    def __init__(self, answer: Callable[[Request], Answer], port: int, host: str = "127.0.0.1") -> None:
        self._stopping = threading.Event()
        fields = {"answer": staticmethod(answer), "stopping": self._stopping}
        try:
            self._server = _Server((host, port), type("Handler", (_Handler,), fields))
        except OSError as exc:
            raise SandboxError(
                f"cannot listen on {host} port {port} ({exc.strerror}): end what uses it, or choose another port, "
                "or 0 for any that is free"
            ) from exc
        self.url = f"http://{host}:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Prints nothing where the client has closed the connection, mostly because a test killed it."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    answer: Callable[[Request], Answer]
    stopping: threading.Event
    timeout = 30
    connection: socket.socket

    def _serve(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        self.close_connection = True
        self._send(self.answer(Request(self.command, self.path, headers, body)))

    def _send(self, answer: Answer) -> None:
        whole = _as_bytes(answer, with_body=self.command != "HEAD")
        match answer.wire:
            case "whole":
                self.wfile.write(whole)
            case "cut":
                self.wfile.write(whole[: -(len(answer.body) // 2 or 1)])
            case "drip":
                self._drip(whole, answer.seconds)
            case "stall":
                self.stopping.wait(answer.seconds)
            case "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
                self.connection.close()
            case "close":
                return

    def _drip(self, whole: bytes, seconds: float) -> None:
        for byte in whole:
            self.wfile.write(bytes((byte,)))
            if self.stopping.wait(seconds):
                return

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _serve  # noqa: N815  # the names that http.server looks for

    def log_message(self, *_: object) -> None:
        """Prints nothing: the timeline shows what happened."""


def _as_bytes(answer: Answer, *, with_body: bool) -> bytes:
    lines = [
        f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}",
        *(f"{name}: {value}" for name, value in answer.headers.items()),
        f"Content-Length: {len(answer.body)}",
        "Connection: close",
        "\r\n",
    ]
    return "\r\n".join(lines).encode("latin-1") + (answer.body if with_body else b"")
