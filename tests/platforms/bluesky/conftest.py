from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.platforms.bluesky.client import Bluesky
from bot.platforms.http import PlatformSession
from bot.sandbox import Sandbox
from bot.sandbox.accounts import Timeline


class NotingSession(PlatformSession):
    """A session that notes which calls were made, in their order."""

    def __init__(self, sandbox: str) -> None:
        super().__init__(sandbox=sandbox)
        self.calls: list[str] = []

    def request(self, method, url, *args, **options):  # type: ignore[no-untyped-def]
        self.calls.append(str(url).rpartition(".")[2])
        return super().request(method, url, *args, **options)


@dataclass
class Moment:
    """A clock for client and sandbox, which a test moves."""

    time: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **span: float) -> None:
        self.time += timedelta(**span)


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def server(sandbox: Sandbox, moment: Moment) -> Timeline:
    """The timeline of the account, whose server has the same clock as the client."""
    sandbox.rules.clock = lambda: moment().timestamp()
    return next(timeline for timeline in sandbox.timelines() if timeline.account.platform == "bluesky")


@pytest.fixture
def secrets(sandbox: Sandbox) -> dict[str, str]:
    return {
        key.removeprefix("BLUESKY_"): value for key, value in sandbox.credentials.items() if key.startswith("BLUESKY_")
    }


@pytest.fixture
def opened(sandbox: Sandbox, server: Timeline, secrets: dict[str, str], moment: Moment) -> Callable[..., Bluesky]:
    """Opens the account anew, as a process does that starts."""

    def open_account(**changed: str) -> Bluesky:
        return Bluesky(secrets | changed, NotingSession(sandbox.url), moment)

    return open_account
