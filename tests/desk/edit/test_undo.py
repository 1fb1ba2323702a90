"""What an editor's act has changed of a post is given back exactly."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.desk.edit.editing import move_delivery, undo_move
from bot.desk.edit.selection import Selector, move_each, select
from bot.errors import OutcomeUnknown, Refused, WrongStatus
from bot.outbox.rules.delivery import (
    APPROVE,
    HOLD,
    RESOLVE_NOT_SENT,
    RETRY,
    SCHEDULE,
    SKIP,
    UNDO,
    Status,
)
from tests.desk.sending import publish_due

pytestmark = pytest.mark.every_database


@pytest.fixture
def waiting(world, article):
    """Five new articles at once, where three are a burst: 1 to 10 are held, the odd IDs for x."""
    world.show()
    world.show(*map(article, range(1, 6)))
    return world


def delivery(world, number=1):
    return world.desk.outbox.delivery(number)


def publish(world, account="x"):
    return publish_due(world.desk, world.account(account))


def fail(world):
    move_delivery(world.desk, 1, APPROVE)
    world.platforms["x"].answers.append(Refused("no"))
    assert publish(world) == [Status.FAILED]


def lose(world):
    move_delivery(world.desk, 1, APPROVE)
    world.platforms["x"].answers.append(OutcomeUnknown("gone"))
    assert publish(world) == [Status.UNSURE]


def doing(move, hours=None):
    def do(world):
        at = world.clock() + timedelta(hours=hours) if hours else None
        move_delivery(world.desk, 1, move, at=at)

    return do


BEFORE = {
    "held in a burst": [],
    "held until a time": [doing(HOLD, 5)],
    "approved": [doing(APPROVE)],
    "scheduled": [doing(SCHEDULE, 5)],
    "held after it was approved": [doing(APPROVE), doing(HOLD)],
    "skipped": [doing(SKIP)],
    "skipped after it was scheduled": [doing(SCHEDULE, 5), doing(SKIP)],
    "failed": [fail],
    "unsure": [lose],
}
ACTS = {
    "approve": doing(APPROVE),
    "approve --at": doing(APPROVE, 2),
    "schedule now": doing(SCHEDULE),
    "schedule": doing(SCHEDULE, 2),
    "hold": doing(HOLD),
    "hold --until": doing(HOLD, 2),
    "skip": doing(SKIP),
    "retry": doing(RETRY),
    "retry --at": doing(RETRY, 2),
    "resolve --not-sent": doing(RESOLVE_NOT_SENT),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("before", BEFORE)
def test_an_undo_gives_back_the_exact_state_before_and_can_be_undone(waiting, before, act):
    for do in BEFORE[before]:
        do(waiting)
        waiting.clock.forward(minutes=3)
    stood = delivery(waiting)
    try:
        ACTS[act](waiting)
    except WrongStatus:
        return  # the act is not for such a post
    changed = delivery(waiting)
    waiting.clock.forward(minutes=7)
    assert undo_move(waiting.desk, 1) == stood
    assert undo_move(waiting.desk, 1) == changed


def test_what_was_queued_by_itself_goes_out_after_its_hold_where_an_editor_takes_a_hold_back(world, article):
    world.show()
    world.show(article(1))
    move_delivery(world.desk, 1, HOLD)
    undo_move(world.desk, 1)
    assert publish(world) == []
    assert delivery(world).approved_until is None
    world.clock.forward(minutes=5)
    assert publish(world) == [Status.SENT]


def test_what_has_gone_out_since_is_not_undone(waiting):
    move_delivery(waiting.desk, 1, APPROVE)
    assert publish(waiting) == [Status.SENT]
    with pytest.raises(WrongStatus, match="nothing is undone of delivery 1, which is sent: something else"):
        undo_move(waiting.desk, 1)


def test_what_was_tried_again_since_or_withdrawn_by_its_site_is_not_undone(waiting):
    move_delivery(waiting.desk, 1, APPROVE)
    waiting.platforms["x"].answers.append(Refused("no"))
    publish(waiting)
    move_delivery(waiting.desk, 3, APPROVE)
    waiting.desk.articles.retract(delivery(waiting, 3).article_id, "withdrawn", now=waiting.clock())
    for number in (1, 3):
        before = delivery(waiting, number)
        with pytest.raises(WrongStatus, match="something else has happened to it since"):
            undo_move(waiting.desk, number)
        assert delivery(waiting, number) == before


def test_what_no_editor_has_moved_is_not_undone(waiting):
    with pytest.raises(WrongStatus, match="delivery 1, which is held: no editor has moved it"):
        undo_move(waiting.desk, 1)


def test_a_range_undoes_what_was_moved_in_it_skipped_ones_too(waiting):
    for number in (1, 2, 5):
        move_delivery(waiting.desk, number, SKIP)
    chosen = select(waiting.desk, Selector(["1-9"]), UNDO)
    result = move_each(waiting.desk, chosen, UNDO, undo_move)
    assert [(changed.id, changed.status) for changed in result.changed] == [(number, "held") for number in (1, 2, 5)]
    assert result.refused == ()
