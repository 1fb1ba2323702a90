"""The sandbox's HTTP server, for the APIs of all platforms, and its own paths under `/_sandbox/`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Self

from bot.sandbox.accounts import Api, SandboxAccount, StandIn, Timeline, Timelines, credentials_of, faults_of
from bot.sandbox.control import Control
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.listening import LoopbackServer
from bot.sandbox.rules import Rules
from bot.sandbox.wire import Answer, Request


class Sandbox:
    """Stands in for the platforms of `accounts` within its `with` block. `clock` returns Unix seconds.

    `url` is where it listens. Raises SandboxError where `port` is in use; 0 is any free port.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        accounts: Iterable[SandboxAccount],
        clock: Callable[[], float] = time.time,
        host: str = "127.0.0.1",
    ) -> None:
        self.rules = Rules(clock)
        self._timelines = Timelines(accounts)
        self._apis = _apis(self._timelines, self.rules)
        self.faults = Faults(faults_of(self._timelines.all))
        self._control = Control(self._timelines, self.rules, self.faults)
        self._late: dict[str, list[Request]] = {}
        self._server = LoopbackServer(self.answer, port, host)
        self.url = self._server.url

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.stop()

    @property
    def credentials(self) -> dict[str, str]:
        """The variables for .env that open the accounts of this sandbox."""
        return credentials_of(timeline.account for timeline in self._timelines.all)

    def timelines(self) -> list[Timeline]:
        """The timeline of each account."""
        return self._timelines.all

    def answer(self, request: Request) -> Answer:
        """The answer to one request, its fault included, as whoever asks over the network gets it."""
        for stand_in, api in self._apis:
            if stand_in.paths.match(request.target):
                return self._answer_from(stand_in, api, request)
        return self._control.answer(request)

    def _answer_from(self, stand_in: StandIn, api: Api, request: Request) -> Answer:
        timeline = api.timeline_of(request)
        account = timeline.account.prefix if timeline else ""
        fault = self.faults.next_for(account, stand_in.act_of(request))
        late = self._late.pop(account, [])
        answer = api.answer(request) if fault is None else self._spoiled(api, request, account, fault)
        for held_up in late:
            api.answer(held_up)
        return answer

    def _spoiled(self, api: Api, request: Request, account: str, fault: Fault) -> Answer:
        if fault.is_repeated:
            api.answer(request)
        if fault.is_late:
            self._late.setdefault(account, []).append(request)
        original = api.answer(request) if fault.stores else Answer(500)
        return fault.spoil(original, self.rules.clock())


def _apis(timelines: Timelines, rules: Rules) -> Sequence[tuple[StandIn, Api]]:
    """The stand-in of each platform that has an account, and its API."""
    stand_ins = {timeline.account.platform: timeline.account.stand_in for timeline in timelines.all}
    return [(stand_in, stand_in.api(timelines, rules)) for stand_in in stand_ins.values()]
