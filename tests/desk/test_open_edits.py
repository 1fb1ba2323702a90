"""A post whose text is open in an editor waits, and goes on waiting as before where that editor's process is gone."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from bot.desk.deliver.once import once
from bot.desk.edit.editing import move_delivery
from bot.desk.open_edits import BEING_EDITED, held_while_editing, put_back_abandoned
from bot.errors import WrongStatus
from bot.outbox.rules.delivery import APPROVE, HOLD, SKIP, Status
from bot.outbox.store.processes import Owner, this_process

pytestmark = pytest.mark.every_database


@pytest.fixture
def waiting(world, article):
    """Article 1 is queued: delivery 1 for x, 2 for page."""
    world.show()
    world.show(article(1))
    return replace(world, desk=replace(world.desk, me=this_process()))


@pytest.fixture(scope="module")
def killed():
    """The owner of a process of this machine that is gone."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return Owner(this_process().machine, process.pid, "killed")


def delivery(world, number=1):
    return world.desk.outbox.delivery(number)


def left_open(world, owner, number=1):
    """As a process leaves it that is killed with the editor open."""
    before = delivery(world, number)
    world.desk.open_edits.begin(number, BEING_EDITED, owner=str(owner), now=world.clock())
    assert delivery(world, number).status is Status.HELD
    return before


def as_approved(world):
    move_delivery(world.desk, 1, HOLD)
    move_delivery(world.desk, 1, APPROVE)


def as_scheduled(world):
    move_delivery(world.desk, 1, HOLD)
    move_delivery(world.desk, 1, APPROVE, at=world.clock().replace(hour=22))


def as_held_until(world):
    move_delivery(world.desk, 1, HOLD, at=world.clock().replace(hour=22))


STATES = [
    lambda world: None,
    as_approved,
    as_scheduled,
    as_held_until,
    lambda world: move_delivery(world.desk, 1, HOLD),
]


@pytest.mark.parametrize("prepare", STATES, ids=["queued", "approved", "scheduled", "held until", "held"])
def test_what_a_killed_editor_has_left_held_is_put_back_as_it_was(waiting, killed, prepare):
    prepare(waiting)
    before = left_open(waiting, killed)
    put_back_abandoned(waiting.desk)
    assert delivery(waiting) == before
    assert ("delivery.edit_abandoned", {"delivery": 1}) in waiting.told


def test_the_bot_s_next_round_puts_it_back_and_posts_it(waiting, killed):
    left_open(waiting, killed)
    waiting.clock.forward(minutes=6)
    once(waiting.desk)
    assert delivery(waiting).status is Status.SENT


def test_the_next_editor_of_the_same_post_puts_it_back_first(waiting, killed):
    before = left_open(waiting, killed)
    with held_while_editing(waiting.desk, delivery(waiting)):
        assert delivery(waiting).status is Status.HELD
    assert delivery(waiting) == before


def test_what_an_editor_has_open_now_is_left_to_them(waiting):
    with held_while_editing(waiting.desk, delivery(waiting)):
        put_back_abandoned(waiting.desk)
        assert delivery(waiting).status is Status.HELD
        with (
            pytest.raises(WrongStatus, match=r"delivery 1 is open already.*\(process \d+ on "),
            held_while_editing(waiting.desk, delivery(waiting)),
        ):
            pytest.fail("a second editor must not be opened")
    assert delivery(waiting).status is Status.QUEUED


def test_of_a_process_of_another_machine_nobody_knows_here_so_an_editor_is_told(waiting):
    left_open(waiting, Owner("another host", 4242, "x"))
    put_back_abandoned(waiting.desk)
    assert delivery(waiting).status is Status.HELD
    move_delivery(waiting.desk, 1, APPROVE)
    assert delivery(waiting).status is Status.QUEUED


@pytest.mark.parametrize("move", [HOLD, SKIP, APPROVE], ids=lambda move: move.name)
def test_what_another_editor_has_decided_meanwhile_stands(waiting, killed, move):
    left_open(waiting, killed)
    decided = move_delivery(waiting.desk, 1, move)
    put_back_abandoned(waiting.desk)
    assert delivery(waiting) == decided


def test_an_article_that_is_withdrawn_and_shown_again_meanwhile_waits_as_before(waiting, killed, article):
    left_open(waiting, killed)
    waiting.desk.articles.retract(delivery(waiting).article_id, "it is gone", now=waiting.clock())
    put_back_abandoned(waiting.desk)
    assert delivery(waiting).status is Status.SKIPPED
    waiting.show(article(1))
    assert (delivery(waiting).status, delivery(waiting).reason) == (Status.QUEUED, "")


def test_what_was_put_back_once_is_not_put_back_again(waiting, killed):
    left_open(waiting, killed)
    put_back_abandoned(waiting.desk)
    move_delivery(waiting.desk, 1, HOLD)
    put_back_abandoned(waiting.desk)
    assert delivery(waiting).status is Status.HELD
