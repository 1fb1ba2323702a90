"""Accounts are asked about once a day, soon after a start, and after their keys have changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.desk import upkeep
from bot.desk.report.health import health
from bot.desk.upkeep import Upkeep
from bot.errors import AccountHalted, RetryLater, SettingsError
from bot.platforms.spec import Examination
from bot.scheduler import Scheduler
from bot.settings import Account
from bot.settings.values import HealthChecks
from tests.desk.conftest import NOON

WELL = Examination(account="News (1)")
ENDS = NOON + timedelta(days=5)


@dataclass
class FakeKeys:
    """Keys of which a test says what their platforms say; X (`x`) charges, Facebook (`page`) does not."""

    marks: dict[str, str] = field(default_factory=lambda: {"x": "x1", "page": "page1"})
    says: dict[str, Examination | Exception] = field(default_factory=dict)
    """By mark; `WELL` for others."""
    renewed: Mapping[str, str] | Exception = field(default_factory=dict)
    write_fault: Exception | None = None
    offset: timedelta | Exception = timedelta(0)
    asked: list[str] = field(default_factory=list)
    clocks: int = 0
    proven: list[str] = field(default_factory=list)
    before: str = ""

    def mark(self, account: Account) -> str:
        return self.marks[account.name]

    def examine(self, account: Account) -> Examination:
        self.asked.append(account.name)
        answer = self.says.get(self.marks[account.name], WELL)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def renew(self, account: Account) -> Mapping[str, str]:
        if isinstance(self.renewed, Exception):
            raise self.renewed
        return self.renewed

    def write(self, account: Account, values: Mapping[str, str]) -> None:
        if self.write_fault:
            raise self.write_fault
        self.before, self.marks[account.name] = self.marks[account.name], values["PAGE_TOKEN"]

    def take_back(self, account: Account) -> bool:
        self.marks[account.name] = self.before
        return True

    def prove(self, account: Account) -> None:
        self.proven.append(self.marks[account.name])

    def clock_offset(self, platform: str) -> timedelta:
        self.clocks += 1
        if isinstance(self.offset, Exception):
            raise self.offset
        return self.offset


@dataclass
class Watched:
    desk: Any
    keys: FakeKeys
    clock: Any
    events: Callable[[], list[str]]

    def upkeep(self, *, started_at: datetime | None = None) -> Upkeep:
        return Upkeep(self.desk, started_at=started_at)

    def kinds(self) -> list[str]:
        of_accounts = ("token-refused", "token-ends", "access-ends", "rights-missing", "clock-off")
        return [finding.kind for finding in health(self.desk).findings if finding.kind in of_accounts]


@pytest.fixture
def keys() -> FakeKeys:
    return FakeKeys()


@pytest.fixture
def watched(world, keys: FakeKeys) -> Watched:
    return Watched(replace(world.desk, keys=keys), keys, world.clock, world.events)


def live(watched: Watched, upkeep: Upkeep, **span: float) -> None:
    """Let that time go by, with a look every five minutes."""
    end = watched.clock() + timedelta(**span)
    while watched.clock() < end:
        watched.clock.forward(minutes=5)
        upkeep.look()


def test_an_account_is_asked_about_once_a_day(watched: Watched) -> None:
    live(watched, watched.upkeep(started_at=watched.clock()), days=3, hours=1)
    assert watched.keys.asked == ["page"] * 4


def test_what_costs_money_is_asked_only_where_the_settings_say_so(watched: Watched) -> None:
    paid = replace(watched.desk.settings, health=HealthChecks(paid_checks=True))
    watched.desk = replace(watched.desk, settings=paid)
    live(watched, watched.upkeep(started_at=watched.clock()), days=2, hours=1)
    assert watched.keys.asked.count("x") == 3


def test_a_start_asks_again_after_a_minute_but_nothing_that_costs_money(watched: Watched) -> None:
    paid = replace(watched.desk.settings, health=HealthChecks(paid_checks=True))
    watched.desk = replace(watched.desk, settings=paid)
    live(watched, watched.upkeep(started_at=watched.clock()), minutes=10)
    assert watched.keys.asked == ["x", "page"]
    upkeep = watched.upkeep(started_at=watched.clock())
    watched.clock.forward(seconds=30)
    upkeep.look()
    assert watched.keys.asked == ["x", "page"]
    watched.clock.forward(seconds=30)
    upkeep.look()
    assert watched.keys.asked == ["x", "page", "page"]


def test_rounds_that_cron_starts_ask_once_a_day_too(watched: Watched) -> None:
    for _ in range(2 * 24 + 1):
        watched.upkeep().do_due()
        watched.clock.forward(hours=1)
    assert watched.keys.asked == ["page"] * 3


def test_other_keys_are_asked_about_at_once(watched: Watched) -> None:
    upkeep = watched.upkeep(started_at=watched.clock())
    live(watched, upkeep, minutes=10)
    watched.keys.marks["page"] = "page2"
    live(watched, upkeep, minutes=10)
    assert watched.keys.asked == ["page", "page"]


def test_a_platform_that_cannot_be_reached_is_asked_again_in_an_hour_and_nothing_is_forgotten(
    watched: Watched,
) -> None:
    upkeep = watched.upkeep(started_at=watched.clock())
    watched.keys.says["page1"] = replace(WELL, token_ends_at=ENDS)
    live(watched, upkeep, hours=20)
    watched.keys.says["page1"] = RetryLater("Facebook cannot be reached")
    live(watched, upkeep, hours=8)
    assert 4 <= len(watched.keys.asked) <= 6
    assert watched.kinds() == ["token-ends"]
    assert "token.unchecked" in watched.events()


def test_a_token_that_is_revoked_is_found_before_a_post_meets_it_and_a_new_one_clears_it(watched: Watched) -> None:
    upkeep = watched.upkeep(started_at=watched.clock())
    watched.keys.says["page1"] = AccountHalted("Facebook ended the token: make a new Page token")
    live(watched, upkeep, minutes=10)
    assert watched.kinds() == ["token-refused"]
    assert watched.desk.accounts.state("page").halted == ""
    watched.keys.marks["page"] = "page2"
    live(watched, upkeep, minutes=10)
    assert watched.kinds() == []


@pytest.mark.parametrize(
    ("examination", "kind"),
    [
        (replace(WELL, token_ends_at=ENDS), "token-ends"),
        (replace(WELL, access_ends_at=ENDS), "access-ends"),
        (replace(WELL, missing_rights=("pages_manage_posts",)), "rights-missing"),
        (replace(WELL, faults=("the token is that of another Page",)), "token-refused"),
    ],
)
def test_what_the_platform_says_is_found_by_health(watched: Watched, examination: Examination, kind: str) -> None:
    watched.keys.says["page1"] = examination
    watched.upkeep().do_due()
    assert watched.kinds() == [kind]


def test_what_was_said_of_keys_that_nobody_asks_about_any_more_is_forgotten(watched: Watched) -> None:
    paid = replace(watched.desk.settings, health=HealthChecks(paid_checks=True))
    watched.keys.says["x1"] = replace(WELL, missing_rights=("Read and write",))
    Upkeep(replace(watched.desk, settings=paid)).do_due()
    assert watched.kinds() == ["rights-missing"]
    watched.keys.marks["x"] = "x2"
    watched.upkeep().do_due()
    assert watched.kinds() == []


def test_a_token_that_ends_is_renewed_and_the_new_one_is_remembered(watched: Watched) -> None:
    watched.keys.says["page1"] = replace(WELL, token_ends_at=ENDS)
    watched.keys.renewed = {"PAGE_TOKEN": "page2"}
    watched.upkeep().do_due()
    assert watched.keys.marks["page"] == "page2"
    assert watched.keys.proven == ["page2"]
    assert watched.kinds() == []
    assert "token.renewed" in watched.events()


@pytest.mark.parametrize(
    "answer",
    [
        replace(WELL, token_ends_at=ENDS - timedelta(days=1)),
        replace(WELL, missing_rights=("pages_manage_posts",)),
        AccountHalted("no"),
        RetryLater("not now"),
    ],
)
def test_a_new_token_that_is_no_better_is_taken_back(watched: Watched, answer: Examination | Exception) -> None:
    watched.keys.says |= {"page1": replace(WELL, token_ends_at=ENDS), "page2": answer}
    watched.keys.renewed = {"PAGE_TOKEN": "page2"}
    watched.upkeep().do_due()
    assert watched.keys.marks["page"] == "page1"
    assert watched.kinds() == ["token-ends"]


@pytest.mark.parametrize("fault", ["renewed", "write_fault"])
def test_a_token_that_cannot_be_renewed_is_told_in_time(watched: Watched, fault: str) -> None:
    watched.keys.says["page1"] = replace(WELL, token_ends_at=ENDS)
    watched.keys.renewed = {"PAGE_TOKEN": "page2"}
    setattr(watched.keys, fault, SettingsError("cannot"))
    watched.upkeep().do_due()
    assert watched.kinds() == ["token-ends"]
    assert "token.not_renewed" in watched.events()


def test_the_clock_is_compared_daily_and_hourly_while_it_is_off(watched: Watched) -> None:
    upkeep = watched.upkeep(started_at=watched.clock())
    live(watched, upkeep, hours=10)
    assert (watched.keys.clocks, watched.kinds()) == (2, [])  # two platforms
    watched.keys.offset = timedelta(minutes=2)
    live(watched, upkeep, hours=16)
    assert watched.kinds() == ["clock-off"]
    watched.keys.offset = timedelta(0)
    live(watched, upkeep, hours=2)
    assert watched.kinds() == []


def test_a_clock_that_cannot_be_compared_stays_as_it_was_known(watched: Watched) -> None:
    watched.keys.offset = RetryLater("cannot be reached")
    live(watched, watched.upkeep(started_at=watched.clock()), hours=3)
    assert watched.keys.clocks <= 8
    assert "clock-offset" not in watched.desk.notes.all()


def test_the_scheduler_keeps_accounts_up(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "LOOK_EVERY", timedelta(0))
    stop = threading.Event()
    examine = watched.keys.examine

    def examine_and_stop(account: Account) -> Examination:
        stop.set()
        return examine(account)

    watched.keys.examine = examine_and_stop  # type: ignore[method-assign]
    Scheduler(watched.desk, stop).run()
    assert watched.keys.asked == ["page"]


def test_accounts_without_keys_are_left_alone(watched: Watched) -> None:
    watched.keys.marks = {"x": "", "page": ""}
    watched.upkeep().do_due()
    assert (watched.keys.asked, watched.keys.clocks) == ([], 0)
