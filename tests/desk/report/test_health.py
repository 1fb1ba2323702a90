"""That the judgement rests on what the database really holds; what follows from it is tested in tests/health."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from bot.desk.edit.editing import move_delivery
from bot.desk.report.health import facts_of, health
from bot.errors import AccountHalted, FeedError, OutcomeUnknown, Refused, RetryLater
from bot.outbox.rules.delivery import HOLD
from bot.outbox.store.credentials import CredentialsRecord


@pytest.fixture
def watched(world):
    """A world that has taken its baseline, and where a bot runs."""
    world.desk.processes.begin(world.desk.me, kind="run", version="1", settings="2")
    world.show()
    return world


def account(world, name="x"):
    return next(account for account in facts_of(world.desk).accounts if account.name == name)


def waiting(world, status):
    return [posts for posts in facts_of(world.desk).posts if posts.status == status]


def test_a_process_that_works_is_known_with_its_version_and_settings(watched) -> None:
    (worker,) = facts_of(watched.desk).workers
    assert (worker.kind, worker.version, worker.settings, worker.ended_at) == ("run", "1", "2", None)
    assert worker.silent_for < timedelta(minutes=1)
    watched.desk.processes.end(watched.desk.me)
    (worker,) = facts_of(watched.desk).workers
    assert worker.ended_at is not None


def test_an_account_that_its_platform_halts_is_halted_since_then(watched, article) -> None:
    watched.platforms["x"].answers = [AccountHalted("renew the token")]
    watched.show(article(1, published=watched.clock()))
    watched.live(minutes=6)
    halted = account(watched)
    assert halted.halted == "renew the token; that showed when “Ministers agree on plan number 1” (delivery 1) was sent"
    assert halted.due == 1
    assert halted.halted_at is not None
    assert watched.clock() - halted.halted_at < timedelta(minutes=2)
    watched.desk.accounts.resume("x", now=watched.clock())
    assert account(watched).halted_at is None


def test_a_wait_that_a_platform_asks_for_and_a_pause_are_known(watched, article) -> None:
    until = watched.clock() + timedelta(hours=3)
    watched.platforms["x"].answers = [RetryLater("answers 503", until)]
    watched.show(article(1, published=watched.clock()))
    watched.live(minutes=6)
    assert account(watched).waits_for == "answers 503"
    watched.desk.accounts.pause("page", until=until, now=watched.clock())
    assert (account(watched, "page").paused, account(watched, "page").paused_until) == (True, until)


def test_what_was_spent_is_known_beside_the_budget(watched, article) -> None:
    watched.show(article(1, published=watched.clock()))
    watched.live(minutes=6)
    assert account(watched).spent == account(watched).price > Decimal(0)


def test_posts_are_known_by_what_they_wait_for(watched, article) -> None:
    watched.platforms["x"].answers = [Refused("too long")]
    watched.platforms["page"].answers = [OutcomeUnknown("no answer")]
    watched.show(article(1, published=watched.clock()))
    watched.live(minutes=6)
    assert [(posts.account, posts.reason) for posts in waiting(watched, "failed")] == [("x", "too long")]
    assert waiting(watched, "unsure") == []  # it is still looked for
    watched.platforms["page"].links.clear()
    watched.live(hours=2)
    assert [posts.account for posts in waiting(watched, "unsure")] == ["page"]


def test_a_held_post_waits_for_a_person_unless_it_goes_by_itself(watched, article) -> None:
    watched.show(article(1, published=watched.clock()))
    move_delivery(watched.desk, 1, HOLD)
    move_delivery(watched.desk, 2, HOLD, at=watched.clock() + timedelta(hours=1))
    (held,) = waiting(watched, "held")
    assert held.deliveries == (1,)


def test_a_site_fails_since_the_first_fault_of_the_row(watched) -> None:
    watched.sites.shown["News"] = FeedError("News", "answers 500")
    watched.live(hours=1)
    (feed,) = facts_of(watched.desk).feeds
    assert (feed.fault, feed.faults > 2) == ("answers 500", True)
    assert feed.fault_since is not None
    assert timedelta(minutes=55) < watched.clock() - feed.fault_since <= timedelta(hours=1)
    watched.sites.shown["News"] = []
    watched.live(hours=3)
    (feed,) = facts_of(watched.desk).feeds
    assert (feed.fault, feed.fault_since) == ("", None)


def test_a_site_that_publishes_nothing_against_its_habit_is_silent_since_its_last_article(watched, article) -> None:
    hour, newest = timedelta(hours=1), watched.clock()
    watched.show(*[article(number, published=newest - number * hour) for number in range(6)])
    assert facts_of(watched.desk).feeds[0].silent_since is None
    watched.live(days=4)
    assert facts_of(watched.desk).feeds[0].silent_since == newest


def test_every_new_article_has_been_decided_on(watched, article) -> None:
    watched.show(article(1, published=watched.clock()), article(2, published=watched.clock() - timedelta(days=9)))
    assert facts_of(watched.desk).unexplained == ()


def test_what_a_platform_says_of_a_token_is_known_until_the_account_has_another(watched) -> None:
    ends_at = watched.clock() + timedelta(days=60)
    watched.desk.credentials.save(CredentialsRecord(account="page", checked_at=watched.clock(), token_ends_at=ends_at))
    credentials = account(watched, "page").credentials
    assert credentials is not None
    assert credentials.token_ends_at == ends_at
    watched.desk.credentials.forget("page")
    assert account(watched, "page").credentials is None


def test_backups_and_the_clock_are_known_by_what_was_noted(watched) -> None:
    watched.desk.notes.write("backup", "backups/1.db", now=watched.clock())
    watched.desk.notes.write("backup-fault", "no space", now=watched.clock())
    watched.desk.notes.write("clock-offset", "-42.5", now=watched.clock())
    machine = facts_of(watched.desk).machine
    assert (machine.backup_at, machine.backup_fault) == (watched.clock(), "no space")
    assert machine.clock_offset == timedelta(seconds=-42.5)
    assert machine.disk_free is not None
    assert machine.database_size is not None


def test_missing_secrets_are_what_somebody_has_found(watched) -> None:
    kinds = [finding.kind for finding in health(watched.desk, missing_secrets=["X_API_KEY: is missing"]).findings]
    assert "secrets-missing" in kinds
