"""Accounts whose posts wait for an editor, for ever or for a while. The clock is the test's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk.deliver.publish import next_publish_at
from bot.desk.edit.editing import move_delivery
from bot.desk.edit.selection import Selector, move_each, select
from bot.desk.edit.undoing import undo
from bot.desk.report.waiting import waiting
from bot.desk.review import NOBODY_OBJECTED
from bot.outbox.rules.delivery import APPROVE, HOLD, SKIP, Status
from tests.desk.sending import publish_due

pytestmark = pytest.mark.every_database


def reviewed(world, after=timedelta(minutes=30), **changed):
    """The world, with an account `x` whose posts go out when nobody objects for so long."""
    accounts = [
        replace(one, review=True, review_after=after, **changed) if one.name == "x" else one
        for one in world.desk.settings.accounts
    ]
    return world.with_settings(accounts=tuple(accounts))


@pytest.fixture
def held(world, article):
    """One post of `x` that goes out at 12:30 if nobody objects."""
    world = reviewed(world)
    world.show()
    world.show(article(1, published=world.clock()))
    return world


def on_x(world):
    return next(one for one in world.deliveries() if one.account == "x")


def row_on_x(world):
    (row,) = waiting(world.desk, [world.account("x")])
    return row


def moved(world, move):
    found = select(world.desk, Selector(["1"]), move)
    return move_each(world.desk, found, move, lambda desk, one: move_delivery(desk, one, move))


def publish(world):
    return publish_due(world.desk, world.account("x"))


def test_a_post_goes_out_by_itself_when_nobody_has_objected_in_time(held):
    held.clock.forward(minutes=30, seconds=-1)
    assert publish(held) == []
    assert on_x(held).status is Status.HELD
    held.clock.forward(seconds=1)
    assert publish(held) == [Status.SENT]
    assert ("delivery.released", {"account": "x", "count": 1}) in held.told


def test_the_queue_shows_when_it_would_go_and_why(held):
    row = row_on_x(held)
    assert row.goes_out_at == held.clock() + timedelta(minutes=30)
    assert row.why == "review: it goes out 30m after it was seen, if nobody objects"
    assert next_publish_at(held.desk, held.account("x")) == row.goes_out_at


def test_what_was_let_go_by_time_says_so_while_it_waits_for_its_account(held):
    held.desk.accounts.pause("x", until=None, now=held.clock())
    held.clock.forward(minutes=30)
    publish(held)
    assert (on_x(held).status, on_x(held).reason) == (Status.QUEUED, NOBODY_OBJECTED)


@pytest.mark.parametrize(("move", "status"), [(HOLD, Status.HELD), (SKIP, Status.SKIPPED)], ids=["hold", "skip"])
def test_an_editor_who_objects_keeps_it_back_for_good(held, move, status):
    move_delivery(held.desk, on_x(held).id, move)
    held.clock.forward(days=2)
    assert publish(held) == []
    assert on_x(held).status is status


@pytest.mark.parametrize("move", [APPROVE, HOLD, SKIP], ids=lambda move: move.name)
def test_the_way_back_gives_it_its_time_again(held, move):
    before = on_x(held)
    held.clock.forward(minutes=10)
    move_delivery(held.desk, 1, move)
    assert undo(held.desk, deliveries=[(1, 1)]).changed == (before,)
    held.clock.forward(minutes=20)
    assert publish(held) == [Status.SENT]


def test_an_editor_who_approves_does_not_wait(held):
    move_delivery(held.desk, on_x(held).id, APPROVE)
    assert publish(held) == [Status.SENT]


def test_the_hold_of_the_settings_is_the_least_that_a_post_waits(world, article):
    world = reviewed(world, after=timedelta(seconds=30))
    world.show()
    world.show(article(1, published=world.clock()))
    assert row_on_x(world).goes_out_at == world.clock() + world.desk.settings.watch.hold


def test_its_site_is_read_again_before_it_goes(held, article):
    held.sites.shown["News"] = [article(1, title="The corrected headline of the day")]
    held.clock.forward(minutes=30)
    publish(held)
    assert "The corrected headline of the day" in held.platforms["x"].sent[0]


def test_settings_that_ask_for_an_editor_by_now_hold_for_what_waits_already(held):
    stricter = reviewed(held, after=None)
    stricter.clock.forward(days=1)
    assert publish(stricter) == []
    assert row_on_x(stricter).goes_out_at is None
    assert next_publish_at(stricter.desk, stricter.account("x")) is None


def test_settings_that_ask_for_no_review_any_more_let_it_go_at_its_time(held):
    accounts = tuple(replace(one, review=False, review_after=None) for one in held.desk.settings.accounts)
    open_to_all = held.with_settings(accounts=accounts)
    open_to_all.clock.forward(minutes=30)
    assert publish(open_to_all) == [Status.SENT]


def test_a_burst_waits_for_its_editor_however_long(world, article):
    world = reviewed(world)
    world.show()
    world.show(*(article(number, published=world.clock()) for number in (4, 3, 2, 1)))
    world.clock.forward(hours=5)
    assert publish(world) == []
    assert {one.status for one in world.deliveries() if one.account == "x"} == {Status.HELD}


def test_the_scheduler_wakes_for_it(held):
    held.live(minutes=31)
    assert [(one.status, one.sent_at) for one in held.deliveries() if one.account == "x"] == [
        (Status.SENT, on_x(held).created_at + timedelta(minutes=30))
    ]


def test_what_was_to_go_by_itself_during_a_long_absence_is_no_news_any_more(held):
    from bot.desk.deliver.absence import note_absence

    held.clock.forward(days=3)
    note_absence(held.desk)
    assert publish(held) == []
    assert on_x(held).status is Status.SKIPPED
