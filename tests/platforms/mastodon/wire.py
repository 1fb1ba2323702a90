"""A Mastodon server without a network: its stand-in, answered in the test's own time, on a wire that loses things."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit

import requests

from bot.platforms.error_mapping import Answer
from bot.platforms.http import PlatformSession
from bot.platforms.mastodon.client import Mastodon
from bot.platforms.mastodon.stand_in import STAND_IN, MastodonApi
from bot.sandbox.accounts import SandboxAccount, Timeline, Timelines
from bot.sandbox.rules import Rules
from bot.sandbox.wire import Request

Ending = Literal["done", "lost", "dropped", "late", "busy", "fails after", "no way"]
"""How a call that posts ends: `lost`: the post is stored, and the answer is lost; `dropped`: it is not stored, and
nobody knows; `late`: it is stored minutes later, and nobody knows; `busy`: 429; `fails after`: 500, though the post is
stored; `no way`: there is no connection."""

ENDINGS: tuple[Ending, ...] = ("done", "lost", "dropped", "late", "busy", "fails after", "no way")
LATE = timedelta(minutes=9)


@dataclass
class Server:
    """A server with one account. `now` is the time there, too."""

    clock: Callable[[], datetime]
    endings: list[Ending] = field(default_factory=list)
    """Of the next calls that post; then all are done."""
    calls: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    """Who has called, as the calls said."""
    _late: list[tuple[datetime, Request]] = field(default_factory=list)
    _moment: datetime | None = None
    """The time there, while a call arrives that was on its way; None: now."""

    def __post_init__(self) -> None:
        account = SandboxAccount(STAND_IN, "MASTODON")
        self.secrets = account.secrets()
        self._timelines = Timelines([account])
        self._api = MastodonApi(self._timelines, Rules(lambda: (self._moment or self.clock()).timestamp()))
        self.ever_stored: dict[str, str] = {}

    @property
    def timeline(self) -> Timeline:
        return self._timelines.all[0]

    @property
    def texts(self) -> list[str]:
        return [post.text for post in self.timeline.posts]

    def client(self) -> Mastodon:
        return Mastodon(self.secrets, Wire(self), self.clock)

    def answer(self, request: Request) -> Answer | None:
        """The answer; None where none comes."""
        self.land()
        self.calls.append(f"{request.method} {request.path}")
        self.agents.add(request.headers.get("user-agent", ""))
        if request.method != "POST":
            return self._answered(request)
        ending = self.endings.pop(0) if self.endings else "done"
        match ending:
            case "busy":
                return Answer(429, {}, b'{"error":"Too many requests"}')
            case "late":
                self._late.append((self.clock() + LATE, request))
                return None
            case "dropped":
                return None
            case "no way":
                raise ConnectionRefusedError("refused")
        answer = self._answered(request)
        if ending == "fails after":
            return Answer(500, {}, b'{"status":500,"error":"Internal Server Error"}')
        return answer if ending == "done" else None

    def land(self) -> None:
        """Calls that were on their way arrive, each in its own moment."""
        arrived = [(at, request) for at, request in self._late if at <= self.clock()]
        self._late = [(at, request) for at, request in self._late if at > self.clock()]
        for at, request in arrived:
            self._moment = at
            self._answered(request)
        self._moment = None

    def _answered(self, request: Request) -> Answer:
        answer = self._api.answer(request)
        self.ever_stored |= {post.id: post.text for post in self.timeline.posts}
        return Answer(answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.body)


class Wire(PlatformSession):
    """A session whose calls are answered by the server above, without a network."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self._server = server

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **options: Any) -> requests.Response:
        self.forget()
        path = urlsplit(str(url)).path
        query = f"?{urlencode(options['params'])}" if options.get("params") else ""
        headers = {name.lower(): value for name, value in options.get("headers", {}).items()}
        body = (
            json.dumps(options["json"]).encode() if "json" in options else urlencode(options.get("data", {})).encode()
        )
        answer = self._server.answer(Request(str(method), path + query, headers, body))
        self.request_left = True
        if answer is None:
            raise requests.ConnectionError("the answer never came")
        self.answer = answer
        response = requests.Response()
        response.status_code, response._content = answer.status, answer.body
        return response


@dataclass
class Clock:
    """A clock that stands still until it is set."""

    at: datetime = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)
