"""What is found of accounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from bot.actions import Action
from bot.health import Severity
from bot.health.facts import Credentials
from tests.health.conftest import ACCOUNT, DAY, HOUR, NOW, findings, kinds

RESUME = Action("resume", accounts=("mtt",))


def of(**changed):
    return findings(accounts=(replace(ACCOUNT, **changed),))


def kinds_of(**changed):
    return kinds(accounts=(replace(ACCOUNT, **changed),))


def test_a_halted_account_is_broken_and_says_what_to_do() -> None:
    (finding,) = of(halted="X does not accept the token: make a new one", halted_at=NOW - HOUR, due=3)
    assert (finding.key, finding.severity, finding.since) == ("account-halted mtt", Severity.BROKEN, NOW - HOUR)
    assert "make a new one" in finding.what
    assert "3 posts are due" in finding.follows
    assert finding.actions == (RESUME,)


def test_a_pause_is_worth_knowing_and_a_forgotten_one_needs_a_person() -> None:
    (pause,) = of(paused=True, paused_at=NOW - HOUR)
    assert (pause.kind, pause.severity) == ("account-paused", Severity.NOTE)
    (forgotten,) = of(paused=True, paused_at=NOW - 2 * DAY, due=4)
    assert forgotten.severity is Severity.PERSON
    (planned,) = of(paused=True, paused_at=NOW - 2 * DAY, paused_until=NOW + HOUR, due=4)
    assert planned.severity is Severity.NOTE


def test_a_wait_that_the_platform_asks_for_is_found_when_it_is_beyond_reason() -> None:
    assert kinds_of(waits_for="answers 503", due=1, oldest_due_at=NOW - HOUR / 2) == []
    assert kinds_of(waits_for="answers 503", due=1, oldest_due_at=NOW - 2 * HOUR) == ["account-waits mtt"]


def test_a_budget_is_told_when_it_is_near_and_when_it_is_reached() -> None:
    budget = {"budget": Decimal(10), "price": Decimal("0.2")}
    assert kinds_of(**budget, spent=Decimal("7.9")) == []
    (near,) = of(**budget, spent=Decimal("8.0"))
    assert (near.kind, near.severity) == ("budget-near", Severity.NOTE)
    assert "10 posts are left" in near.follows
    (reached,) = of(**budget, spent=Decimal("9.9"))
    assert (reached.kind, reached.severity) == ("budget-reached", Severity.PERSON)


def test_a_token_that_is_refused_is_broken_and_a_new_one_is_the_remedy() -> None:
    (finding,) = of(credentials=Credentials(checked_at=NOW, fault="Facebook ended the token"))
    assert (finding.key, finding.severity) == ("token-refused mtt", Severity.BROKEN)
    assert "Facebook ended the token" in finding.what
    assert finding.actions == (Action("auth", accounts=("mtt",)),)


def test_a_token_that_ends_is_told_two_weeks_before() -> None:
    def ends_in(days: int):
        return of(credentials=Credentials(checked_at=NOW, token_ends_at=NOW + timedelta(days=days)))

    assert ends_in(15) == []
    (soon,) = ends_in(13)
    assert (soon.key, soon.severity) == ("token-ends mtt", Severity.PERSON)
    assert soon.actions == (Action("auth", accounts=("mtt",)),)
    (over,) = ends_in(-1)
    assert over.severity is Severity.BROKEN


def test_the_consent_to_use_data_is_told_like_a_token() -> None:
    credentials = Credentials(checked_at=NOW, access_ends_at=NOW + 3 * DAY)
    assert kinds_of(credentials=credentials) == ["access-ends mtt"]


def test_rights_that_a_token_lacks_are_named() -> None:
    (finding,) = of(credentials=Credentials(checked_at=NOW, missing_rights=("pages_manage_posts",)))
    assert (finding.kind, finding.severity) == ("rights-missing", Severity.BROKEN)
    assert "pages_manage_posts" in finding.what


def test_of_a_halted_account_nothing_else_is_told_for_that_is_what_helps() -> None:
    ended = Credentials(checked_at=NOW, token_ends_at=NOW - DAY)
    budget = {"budget": Decimal(1), "price": Decimal(1), "spent": Decimal(1)}
    assert kinds_of(halted="new token", credentials=ended, paused=True, **budget) == ["account-halted mtt"]


def test_a_pause_says_until_when_it_lasts() -> None:
    (planned,) = of(paused=True, paused_at=NOW - HOUR, paused_until=NOW + HOUR)
    assert planned.until == NOW + HOUR
    assert "by itself then" in planned.remedy
    (endless,) = of(paused=True, paused_at=NOW - HOUR)
    assert endless.until is None
    assert "does not by itself" in endless.remedy
