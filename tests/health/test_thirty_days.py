"""Thirty days in which all that can be found happens once: each is told once and cleared once, and nothing else is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest

from bot.health import Kind, Severity, health_of
from bot.health.alerting import BETWEEN_MESSAGES, GATHERED_FOR, HAPPENED, decide, kind_of, routes
from bot.health.facts import Away, Credentials, Facts, MachineFacts, UndeliveredAlert, WaitingPosts
from bot.outbox.rules.states import FindingState
from tests.health.conftest import ACCOUNT, DAY, FEED, HOUR, NOW, RUNNING, WELL

STEP = timedelta(minutes=5)
APART, LASTS = timedelta(hours=21), timedelta(hours=10)
"""From the beginning of one trouble to that of the next, and how long each lasts."""
DESK = "mailto://desk@example.org"

Told = tuple[timedelta, str, str]
"""After how long, whether it begins, goes on or is over, and the kind."""

Trouble = Callable[[datetime], Mapping[str, Any]]
"""What the facts are instead, at that time."""


def of_account(**changed: Any) -> Trouble:
    return lambda now: {"accounts": (replace(ACCOUNT, **changed),)}


def with_credentials(**changed: Any) -> Trouble:
    return of_account(credentials=Credentials(checked_at=NOW, **changed))


def with_posts(status: Any, **changed: Any) -> Trouble:
    posts = WaitingPosts(account="mtt", status=status, deliveries=(1,), since=NOW, title="Bridge closes", **changed)
    return lambda now: {"posts": (posts,)}


def with_feed(**changed: Any) -> Trouble:
    return lambda now: {"feeds": (replace(FEED, asked_at=now, **changed), replace(FEED, name="Other", asked_at=now))}


def on_machine(**changed: Any) -> Trouble:
    return lambda now: {"machine": MachineFacts(**changed)}


BUDGET = {"budget": Decimal(10), "price": Decimal("0.2")}
BUDGET_LEFT = {"near": Decimal(9), "reached": Decimal(10)}

TROUBLES: dict[Kind, Trouble] = {
    "not-running": lambda now: {"workers": ()},
    "was-away": lambda now: {"away": Away(since=NOW - DAY, until=now - STEP)},
    "no-polls": lambda now: {"feeds": (replace(FEED, asked_at=now - HOUR),)},
    "other-version": lambda now: {"version": "2.0"},
    "other-settings": lambda now: {"settings": "others", "settings_changed_at": now - HOUR},
    "settings-faulty": lambda now: {"settings_fault": "bot.toml, line 3: unknown key"},
    "secrets-missing": lambda now: {"missing_secrets": ("X_API_KEY: is missing",)},
    "account-halted": of_account(halted="make a new token"),
    "account-paused": of_account(paused=True),
    "account-waits": lambda now: of_account(waits_for="answers 503", due=1, oldest_due_at=now - 2 * HOUR)(now),
    "budget-reached": of_account(**BUDGET, spent=BUDGET_LEFT["reached"]),
    "budget-near": of_account(**BUDGET, spent=BUDGET_LEFT["near"]),
    "token-refused": with_credentials(fault="the token was revoked"),
    "token-ends": lambda now: with_credentials(token_ends_at=now + 5 * DAY)(now),
    "access-ends": lambda now: with_credentials(access_ends_at=now + 5 * DAY)(now),
    "rights-missing": with_credentials(missing_rights=("pages_manage_posts",)),
    "account-removed": with_posts("held", is_known_account=False),
    "posts-held": with_posts("held"),
    "posts-unsure": with_posts("unsure"),
    "posts-failed": with_posts("failed"),
    "posts-stuck": lambda now: of_account(due=1, oldest_due_at=now - HOUR, is_free=True)(now),
    "posts-outdated": with_posts("outdated"),
    "posts-changed": with_posts("changed"),
    "posts-not-changed": with_posts("unchanged"),
    "posts-expired": with_posts("expired"),
    "articles-unexplained": lambda now: {"unexplained": ("Bridge closes",)},
    "site-failing": lambda now: with_feed(fault="answers 500", faults=9, fault_since=now - HOUR)(now),
    "site-gone": with_feed(fault="answers 410", faults=1, is_gone=True),
    "site-moved": with_feed(moved_to="https://new.example.org/feed"),
    "site-silent": lambda now: with_feed(silent_since=now - 4 * DAY)(now),
    "clock-off": on_machine(clock_offset=timedelta(minutes=3)),
    "disk-full": on_machine(disk_free=10**7),
    "database-large": on_machine(database_size=3 * 10**9),
    "backup-old": lambda now: on_machine(backup_every=DAY, backup_at=now - 9 * DAY)(now),
    "alert-undelivered": lambda now: {"undelivered": (UndeliveredAlert(address=DESK, fault="refused"),)},
}
"""For each kind of finding how it comes about."""


def well(now: datetime) -> Facts:
    """A newsroom where all is well, at that time."""
    running = replace(RUNNING, beat_at=now)
    return replace(WELL, now=now, workers=(running,), feeds=(replace(FEED, asked_at=now),))


@pytest.fixture(scope="module")
def told() -> list[Told]:
    """What people were told in these days."""
    states: tuple[FindingState, ...] = ()
    said: list[Told] = []
    last_at: dict[str, datetime] = {}
    steps = (len(TROUBLES) * APART) // STEP
    for step in range(steps):
        since = step * STEP
        number, into = divmod(since, APART)
        trouble: Trouble = list(TROUBLES.values())[number] if into < LASTS else (lambda now: {})
        facts = replace(well(NOW + since), **trouble(NOW + since))
        decision = decide(states, health_of(facts), routes([DESK], [], last_at))
        states = decision.states
        for _, news in decision.messages:
            last_at[DESK] = facts.now
            said += [(since, "begins", finding.kind) for finding in news.begun]
            said += [(since, "goes on", finding.kind) for finding in news.lasting]
            said += [(since, "is over", kind_of(state.key)) for state in news.ended]
    return said


def test_every_kind_of_finding_happens() -> None:
    assert set(TROUBLES) == set(get_args(Kind))


def test_thirty_days_are_enough_for_all_of_them() -> None:
    assert timedelta(days=28) < len(TROUBLES) * APART < timedelta(days=32)


def test_each_is_told_once_and_cleared_once_and_nothing_else_is(told: list[Told]) -> None:
    begun = Counter((what, kind) for _, what, kind in told)
    expected = {("begins", kind): 1 for kind in TROUBLES} | {
        ("is over", kind): 1 for kind in TROUBLES if kind not in HAPPENED
    }
    assert begun == expected


def test_what_is_broken_is_told_at_once_and_the_rest_within_ten_minutes(told: list[Told]) -> None:
    for number, (kind, trouble) in enumerate(TROUBLES.items()):
        began = number * APART
        after = next(at - began for at, what, name in told if (what, name) == ("begins", kind))
        (finding,) = [
            finding
            for finding in health_of(replace(well(NOW + began), **trouble(NOW + began))).findings
            if finding.kind == kind
        ]
        longest = timedelta(0) if finding.severity is Severity.BROKEN else GATHERED_FOR
        assert timedelta(0) <= after <= longest + BETWEEN_MESSAGES * (number == 0), kind


def test_that_something_is_over_is_told_when_it_has_stayed_so_for_ten_minutes(
    told: list[tuple[timedelta, str, str]],
) -> None:
    for number, kind in enumerate(TROUBLES):
        if kind not in HAPPENED:
            ended = number * APART + LASTS
            after = next(at - ended for at, what, name in told if (what, name) == ("is over", kind))
            assert timedelta(0) < after <= timedelta(minutes=20), kind
