"""What does not go out though it has a time is told so, with the reason and with what would let it go."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions import Action
from bot.desk.deliver.once import once
from bot.desk.edit.editing import move_delivery, queue_article
from bot.desk.edit.rewriting import draft_of, rewrite
from bot.desk.report.outlook import outlook, outlooks_of
from bot.desk.report.waiting import queue
from bot.errors import OutcomeUnknown, Refused
from bot.outbox.rules.delivery import APPROVE, HOLD, RESOLVE_NOT_SENT, RETRY, SCHEDULE, SKIP, Status
from tests.desk.sending import publish_due

GONE = "its site has taken it back: it is not in the feed any more, and its page answers that it is gone"


@pytest.fixture
def waiting(world, article):
    """Article 1 is queued: delivery 1 for x, 2 for page."""
    world.show()
    world.show(article(1))
    return world


def delivery(world, number=1):
    return world.desk.outbox.delivery(number)


def withdraw(world):
    world.sites.gone = {"https://news.example/1"}
    world.sites.shown["News"] = []
    assert world.desk.articles.retract(delivery(world).article_id, GONE, now=world.clock())


def failed(world):
    world.platforms["x"].answers = [Refused("no")]
    world.clock.forward(minutes=6)
    publish_due(world.desk, world.account("x"))
    withdraw(world)


def unsure(world):
    world.platforms["x"].answers = [OutcomeUnknown("lost")]
    world.clock.forward(minutes=6)
    publish_due(world.desk, world.account("x"))
    withdraw(world)


def skipped_before(world):
    move_delivery(world.desk, 1, SKIP)
    withdraw(world)


BRINGING_BACK = [
    (withdraw, [RETRY], None),
    (withdraw, [RETRY], 5),
    (withdraw, [HOLD, APPROVE], None),
    (withdraw, [HOLD, SCHEDULE], 5),
    (skipped_before, [RETRY], None),
    (failed, [RETRY], None),
    (failed, [RETRY], 5),
    (unsure, [RESOLVE_NOT_SENT], None),
]


@pytest.mark.parametrize(("prepare", "moves", "hours"), BRINGING_BACK)
def test_a_post_about_a_withdrawn_article_is_promised_no_time(waiting, prepare, moves, hours):
    prepare(waiting)
    at = waiting.clock() + timedelta(hours=hours) if hours else None
    for move in moves:
        last = move_delivery(waiting.desk, 1, move, at=at)
    assert last.status is Status.QUEUED
    (ahead,) = outlooks_of(waiting.desk, [last])
    assert ahead.at is None
    assert ahead.why.startswith(GONE)
    assert "it goes out only if the article is there again" in ahead.why
    (row,) = [row for row in queue(waiting.desk, waiting.desk.settings.accounts) if row.delivery.id == 1]
    assert (row.goes_out_at, GONE in row.why) == (None, True)


def test_it_is_as_is_told_nothing_goes_out_while_the_article_is_gone_and_something_when_it_is_back(waiting, article):
    withdraw(waiting)
    move_delivery(waiting.desk, 1, RETRY)
    waiting.clock.forward(minutes=10)
    once(waiting.desk)
    assert (delivery(waiting).status, delivery(waiting).reason) == (Status.SKIPPED, GONE)
    waiting.sites.gone = set()
    waiting.show(article(1))
    assert outlook(waiting.desk, waiting.account("x"), article(1)).at is not None
    waiting.clock.forward(minutes=10)
    once(waiting.desk)
    assert delivery(waiting).status is Status.SENT


def test_an_editor_s_text_does_not_go_out_either_because_its_page_was_asked_a_moment_ago(waiting):
    rewrite(waiting.desk, draft_of(waiting.desk, delivery(waiting)), "Mine. https://news.example/1 Support us.")
    waiting.clock.forward(minutes=6)
    waiting.sites.gone = {"https://news.example/1"}
    waiting.sites.shown["News"] = []
    waiting.desk.articles.retract(delivery(waiting).article_id, GONE, now=waiting.clock())
    waiting.desk.articles.note_checked([delivery(waiting).article_id], at=waiting.clock())
    waiting.clock.forward(minutes=2)
    move_delivery(waiting.desk, 1, RETRY)
    waiting.clock.forward(minutes=1)
    once(waiting.desk)
    assert waiting.platforms["x"].sent == []
    assert delivery(waiting).status is Status.SKIPPED


def test_a_time_that_review_makes_void_is_told_so(waiting):
    accounts = tuple(replace(account, review=True) for account in waiting.desk.settings.accounts)
    world = waiting.with_settings(accounts=accounts)
    held = move_delivery(world.desk, 1, HOLD, at=world.clock() + timedelta(hours=2))
    (ahead,) = outlooks_of(world.desk, [held])
    assert ahead.at is None
    assert ahead.why == "its time does not count, because x has review = true in bot.toml: an editor approves it"
    assert Action("approve", deliveries=(1,)) in ahead.actions
    (row,) = [row for row in queue(world.desk, world.desk.settings.accounts) if row.delivery.id == 1]
    assert "review = true" in row.why
    (counts,) = outlooks_of(waiting.desk, [held])
    assert counts.at == held.release_at


@pytest.mark.parametrize(
    ("prepare", "names"),
    [
        (lambda world: None, ["schedule"]),
        (lambda world: move_delivery(world.desk, 1, HOLD), ["approve", "schedule"]),
        (lambda world: move_delivery(world.desk, 1, SKIP), ["retry"]),
        (failed, ["retry"]),
        (unsure, ["resolve", "resolve"]),
    ],
    ids=["queued", "held", "skipped", "failed", "unsure"],
)
def test_an_article_that_is_there_already_is_told_with_what_lets_it_go(waiting, article, prepare, names):
    prepare(waiting)
    result = queue_article(waiting.desk, article(1), [waiting.account("x")])
    assert [one.id for one in result.already] == [1]
    assert [action.name for action in result.actions] == names
    assert (result.queued, result.undo) == ((), ())
