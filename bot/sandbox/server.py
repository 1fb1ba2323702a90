"""The sandbox's HTTP server: X's paths, the Graph API's paths, and its own under `/_sandbox/`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from bot.errors import SandboxError
from bot.sandbox.accounts import DEFAULT_ACCOUNTS, SandboxAccount, Timeline, Timelines
from bot.sandbox.graph_api import PATH as GRAPH_PATH
from bot.sandbox.graph_api import GraphApi
from bot.sandbox.rules import Rules
from bot.sandbox.wire import Answered, Asked, json_answer
from bot.sandbox.x_api import XApi


class LoopbackServer:
    """A threaded HTTP server that answers with `answer`, started on entering and gone on leaving."""

    def __init__(self, answer: Callable[[Asked], Answered], port: int, host: str = "127.0.0.1") -> None:
        handler = type("Handler", (_Handler,), {"answer": staticmethod(answer)})
        try:
            self._server = _Server((host, port), handler)
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
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Sandbox:
    """A local X and Facebook for `accounts`. `length_of` is X's count of a text.

    `url` is where it listens. Raises SandboxError where `port` is taken; 0 is any port that is free.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        length_of: Callable[[str], int],
        accounts: Iterable[SandboxAccount] = DEFAULT_ACCOUNTS,
        host: str = "127.0.0.1",
    ) -> None:
        self.rules = Rules(length_of)
        self._timelines = Timelines(accounts)
        self._x = XApi(self._timelines, self.rules)
        self._graph = GraphApi(self._timelines, self.rules)
        self._server = LoopbackServer(self._answer, port, host)
        self.url = self._server.url

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.stop()

    @property
    def credentials(self) -> dict[str, str]:
        """The variables for .env with which the accounts of this sandbox are opened."""
        return {
            f"{account.prefix}_{name}": value
            for account in (timeline.account for timeline in self._timelines.all)
            for name, value in account.secrets().items()
        }

    def timelines(self) -> list[Timeline]:
        """What each account has posted, oldest first."""
        return self._timelines.all

    def _answer(self, asked: Asked) -> Answered:
        if asked.path.startswith("/2/"):
            return self._x.answer(asked)
        if GRAPH_PATH.fullmatch(asked.path):
            return self._graph.answer(asked)
        return json_answer(404, {"error": f"there is nothing at {asked.path}"})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False


class _Handler(BaseHTTPRequestHandler):
    answer: Callable[[Asked], Answered]

    def _serve(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        answered = self.answer(Asked(self.command, self.path, headers, body))
        self.send_response(answered.status)
        for name, value in answered.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answered.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answered.body)

    do_GET = do_HEAD = do_POST = do_DELETE = _serve  # noqa: N815  # the names that http.server looks for

    def log_message(self, *_: object) -> None:
        """Silent: what happened is on the timeline."""
