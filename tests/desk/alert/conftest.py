"""A world whose bot runs, and in which people get what is written to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from bot.desk.alert.digest import Digest
from bot.desk.alert.news import tell
from bot.desk.presence import begin_work
from bot.errors import AlertError
from bot.health.alerting import News
from bot.outbox.rules.states import AlertText
from bot.outbox.store.alerts import OpenAlert
from bot.settings import Settings
from bot.settings.values import Alerts
from tests.desk.conftest import World

DESK, EDITORS = "mailto://desk@example.org", "mailto://editors@example.org"


@dataclass
class People:
    """Takes what is written, but for addresses that refuse."""

    sent: list[tuple[str, list[AlertText]]] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    """Why each of these addresses takes nothing."""
    faults: dict[str, str] = field(default_factory=dict)
    """Why nothing can be sent to each of these addresses."""
    digests: list[Digest] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)

    def write(self, settings: Settings, news: News, now: datetime) -> AlertText:
        keys = [finding.key for finding in (*news.begun, *news.lasting)]
        return AlertText(subject=", ".join([*keys, *(f"over: {state.key}" for state in news.ended)]), body="")

    def write_digest(self, settings: Settings, digest: Digest) -> AlertText:
        self.digests.append(digest)
        return AlertText(subject="digest", body="")

    def write_trial(self, settings: Settings) -> AlertText:
        return AlertText(subject="trial", body="")

    def send(self, settings: Settings, address: str, alerts: Sequence[OpenAlert]) -> None:
        self.tried.append(address)
        if address in self.refusals:
            raise AlertError(self.refusals[address])
        self.sent.append((address, [alert.text for alert in alerts]))

    def fault(self, settings: Settings, address: str) -> str:
        return self.faults.get(address, "")

    def subjects(self, address: str = DESK) -> list[str]:
        """What the address has got, each message's texts in one line."""
        return [" | ".join(text.subject for text in texts) for to, texts in self.sent if to == address]


@dataclass
class Newsroom:
    """A world, and the people around it."""

    world: World
    people: People

    def with_alerts(self, **alerts: object) -> Newsroom:
        """The same newsroom, whose bot.toml says so below [alerts]."""
        settings = replace(self.world.desk.settings, alerts=Alerts(**alerts))  # type: ignore[arg-type]
        self.world.desk = replace(self.world.desk, settings=settings)
        return self

    def tell(self, **span: float) -> None:
        """What the scheduler does each minute, while that time goes by."""
        end = self.world.clock()
        self.world.clock.forward(**span)
        end, self.world.clock.at = self.world.clock(), end
        while True:
            tell(self.world.desk)
            if self.world.clock() >= end:
                return
            self.world.clock.forward(minutes=1)


@pytest.fixture
def newsroom(world: World) -> Newsroom:
    people = People()
    world.fakes["messenger"] = people
    world.desk = replace(world.desk, messenger=people)
    begin_work(world.desk, "run")
    world.show()
    return Newsroom(world, people).with_alerts(to=(DESK,))
