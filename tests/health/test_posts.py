"""What is found of posts and articles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.actions import Action
from bot.health import Severity
from bot.health.facts import WaitingPosts
from tests.health.conftest import ACCOUNT, DAY, HOUR, NOW, findings, kinds


def waiting(status, *ids, **changed):
    return WaitingPosts(
        account="mtt", status=status, deliveries=ids, since=NOW - DAY, title="Bridge closes", reason="burst", **changed
    )


@pytest.mark.parametrize(
    ("status", "kind", "severity", "first_action"),
    [
        ("held", "posts-held", Severity.PERSON, Action("queue")),
        ("unsure", "posts-unsure", Severity.PERSON, Action("resolve", deliveries=(3,), was_sent=True)),
        ("failed", "posts-failed", Severity.PERSON, Action("retry", deliveries=(3, 4))),
        ("changed", "posts-changed", Severity.NOTE, Action("correct", deliveries=(3,))),
        ("unchanged", "posts-not-changed", Severity.PERSON, Action("correct", deliveries=(3,))),
        ("expired", "posts-expired", Severity.NOTE, Action("retry", deliveries=(3, 4))),
    ],
)
def test_posts_that_wait_for_a_person_are_found_with_the_oldest_and_its_reason(status, kind, severity, first_action):
    (finding,) = findings(posts=(waiting(status, 3, 4),))
    assert (finding.kind, finding.subject, finding.severity, finding.since) == (kind, "mtt", severity, NOW - DAY)
    assert "2 posts" in finding.what
    assert "Bridge closes" in finding.what
    assert finding.actions[0] == first_action


def test_a_command_names_no_more_posts_than_a_line_holds() -> None:
    (finding,) = findings(posts=(waiting("failed", *range(1, 101)),))
    assert len(finding.actions[0].deliveries) == 20
    assert "100 posts" in finding.what


def test_posts_for_an_account_that_is_not_in_the_settings_any_more_are_told() -> None:
    assert kinds(posts=(waiting("held", 3, is_known_account=False),)) == ["account-removed mtt"]


def test_posts_that_could_go_out_and_do_not_are_stuck() -> None:
    stuck = replace(ACCOUNT, due=2, oldest_due_at=NOW - HOUR, is_free=True)
    (finding,) = findings(accounts=(stuck,))
    assert (finding.key, finding.severity) == ("posts-stuck mtt", Severity.BROKEN)


@pytest.mark.parametrize("held_back", [{"is_free": False}, {"halted": "token"}, {"paused": True}, {"due": 0}])
def test_what_waits_for_its_turn_or_for_a_person_is_not_stuck(held_back) -> None:
    stuck = {"due": 2, "oldest_due_at": NOW - HOUR, "is_free": True}
    assert "posts-stuck mtt" not in kinds(accounts=(replace(ACCOUNT, **stuck | held_back),))


def test_where_no_bot_runs_nothing_is_stuck_beside_that() -> None:
    stuck = replace(ACCOUNT, due=2, oldest_due_at=NOW - HOUR, is_free=True)
    assert kinds(accounts=(stuck,), workers=()) == ["not-running"]


def test_an_article_on_which_nobody_has_decided_is_broken() -> None:
    titles = ("First", "Second", "Third", "Fourth", "Fifth")
    (finding,) = findings(unexplained=titles, unexplained_since=NOW - DAY)
    assert (finding.kind, finding.severity, finding.since) == ("articles-unexplained", Severity.BROKEN, NOW - DAY)
    assert "First, Second, Third and 2 more" in finding.what
