"""The sandbox: one HTTP server for X's paths, the Graph API's paths, and its own under `/_sandbox/`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

from bot.sandbox.accounts import DEFAULT_ACCOUNTS, SandboxAccount, Timeline, Timelines, credentials_of
from bot.sandbox.control import Control
from bot.sandbox.faults import Faults
from bot.sandbox.graph_api import PATH as GRAPH_PATH
from bot.sandbox.graph_api import GraphApi
from bot.sandbox.listening import LoopbackServer
from bot.sandbox.rules import Rules
from bot.sandbox.wire import Answered, Asked
from bot.sandbox.x_api import XApi


class Sandbox:
    """A local X and Facebook for `accounts`. `length_of` is X's count of a text, `clock` gives Unix seconds.

    `url` is where it listens. Raises SandboxError where `port` is taken; 0 is any port that is free.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        length_of: Callable[[str], int],
        accounts: Iterable[SandboxAccount] = DEFAULT_ACCOUNTS,
        clock: Callable[[], float] = time.time,
        host: str = "127.0.0.1",
    ) -> None:
        self.rules = Rules(length_of, clock)
        self._timelines = Timelines(accounts)
        self._x = XApi(self._timelines, self.rules)
        self._graph = GraphApi(self._timelines, self.rules)
        self.faults = Faults()
        self._control = Control(self._timelines, self.rules, self.faults)
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
        return credentials_of(timeline.account for timeline in self._timelines.all)

    def timelines(self) -> list[Timeline]:
        """What each account has posted, oldest first."""
        return self._timelines.all

    def _answer(self, asked: Asked) -> Answered:
        if asked.path.startswith("/2/"):
            return self._answer_as(self._x, asked)
        if GRAPH_PATH.fullmatch(asked.path):
            return self._answer_as(self._graph, asked)
        return self._control.answer(asked)

    def _answer_as(self, api: XApi | GraphApi, asked: Asked) -> Answered:
        timeline = api.timeline_of(asked)
        fault = self.faults.next_for(timeline.account.prefix if timeline else "", asked.method)
        if fault is None:
            return api.answer(asked)
        earned = api.answer(asked) if fault.stores else Answered(500)
        return fault.spoil(earned, self.rules.clock())
