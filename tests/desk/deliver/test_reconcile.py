from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.actions import Action
from bot.desk.deliver.reconcile import next_reconcile_at, reconcile_due, take_over_abandoned
from bot.desk.ingest.collect import collect
from bot.errors import AccountHalted, OutcomeUnknown, RetryLater
from bot.outbox.rules.delivery import LOOKS, Status, actions_for
from bot.outbox.store.processes import Owner
from bot.settings import Reconcile
from tests.desk.sending import publish_due

pytestmark = pytest.mark.every_database


@pytest.fixture
def unsure(world, article):
    """Both accounts have lost the answer to their call."""
    collect(world.desk, world.desk.settings.sites)
    world.sites.shown["News"] = [article(1)]
    collect(world.desk, world.desk.settings.sites)
    world.clock.forward(minutes=5)
    for name, platform in world.platforms.items():
        platform.answers = [OutcomeUnknown("the answer never came")]
        assert publish_due(world.desk, world.account(name)) == [Status.UNSURE]
    return world


def delivery_of(world, account):
    return next(one for one in world.desk.outbox.deliveries_of(1) if one.account == account)


def look_until_settled(world, account):
    for wait in LOOKS:
        world.clock.forward(seconds=wait.total_seconds())
        reconcile_due(world.desk, world.account(account))
    return delivery_of(world, account)


def test_a_post_that_is_on_the_timeline_is_adopted_with_its_id(unsure):
    unsure.platforms["x"].on_timeline = True
    unsure.clock.forward(seconds=LOOKS[0].total_seconds())
    assert reconcile_due(unsure.desk, unsure.account("x")) == 1
    found = delivery_of(unsure, "x")
    assert (found.status, found.permalink) == (Status.SENT, "https://x.example/0")


def test_the_timeline_is_not_read_before_it_is_time(unsure):
    assert reconcile_due(unsure.desk, unsure.account("x")) == 0
    assert next_reconcile_at(unsure.desk, unsure.account("x")) == unsure.clock() + LOOKS[0]


def test_a_look_reaches_back_before_the_call_that_may_have_posted(unsure):
    unsure.clock.forward(seconds=LOOKS[0].total_seconds())
    reconcile_due(unsure.desk, unsure.account("x"))
    claimed_at = delivery_of(unsure, "x").claimed_at
    assert unsure.platforms["x"].looks == [claimed_at - timedelta(minutes=10)]


def test_a_post_that_no_look_finds_on_x_is_sent_again(unsure):
    assert look_until_settled(unsure, "x").status is Status.QUEUED
    assert publish_due(unsure.desk, unsure.account("x")) == [Status.SENT]


def test_a_post_that_no_look_finds_on_facebook_is_left_to_an_editor(unsure):
    left = look_until_settled(unsure, "page")
    assert (left.status, left.look_at) == (Status.UNSURE, None)
    assert left.reason == "not found at 4 looks, and Facebook does not list every post: look for it there"
    assert left.needs_editor
    assert actions_for(left) == (
        Action("resolve", deliveries=(left.id,), was_sent=True),
        Action("resolve", deliveries=(left.id,), was_sent=False),
    )
    assert "delivery.needs_editor" in unsure.events()


def test_the_number_and_spacing_of_looks_are_settings(unsure):
    looks = Reconcile(looks=(timedelta(seconds=20), timedelta(hours=1)))
    unsure = unsure.with_settings(reconcile=looks)
    unsure.clock.forward(seconds=20)
    reconcile_due(unsure.desk, unsure.account("x"))
    assert next_reconcile_at(unsure.desk, unsure.account("x")) == unsure.clock() + timedelta(hours=1)
    unsure.clock.forward(hours=1)
    reconcile_due(unsure.desk, unsure.account("x"))
    assert delivery_of(unsure, "x").reason == "not on the timeline at any of 2 looks, so it was not posted"


def test_every_look_is_counted_with_its_price(unsure):
    look_until_settled(unsure, "x")
    attempts = unsure.desk.outbox.attempts_at(delivery_of(unsure, "x").id)
    assert [(one.outcome, one.detail) for one in attempts[1:]] == [("looked", "it is not there")] * 4
    assert attempts[0].outcome == "absent"
    activity = unsure.desk.accounts.activity("x", day_began=unsure.clock.at, month_began=attempts[0].started_at)
    assert activity.spent_this_month == Decimal("0.200") + 4 * Decimal("0.025")


def test_a_look_is_no_post(unsure):
    unsure.clock.forward(seconds=LOOKS[0].total_seconds())
    reconcile_due(unsure.desk, unsure.account("x"))
    began = unsure.clock() - timedelta(days=1)
    activity = unsure.desk.accounts.activity("x", day_began=began, month_began=began)
    assert (activity.sent_today, activity.last_at) == (1, unsure.clock() - LOOKS[0])


def test_a_call_of_a_process_that_is_gone_is_unsure(world, article):
    collect(world.desk, world.desk.settings.sites)
    world.sites.shown["News"] = [article(1)]
    collect(world.desk, world.desk.settings.sites)
    world.clock.forward(minutes=5)

    def die():
        raise KeyboardInterrupt

    world.platforms["x"].before_answer = die
    with pytest.raises(KeyboardInterrupt):
        publish_due(world.desk, world.account("x"))
    assert take_over_abandoned(world.desk, world.account("page")) == 0
    successor = replace(world.desk, me=Owner("this host", 1, "successor"))
    assert take_over_abandoned(successor, world.account("page")) == 1
    assert delivery_of(world, "x").status is Status.UNSURE


def test_a_call_on_another_machine_is_given_up_after_the_longest_call(world, article):
    collect(world.desk, world.desk.settings.sites)
    world.sites.shown["News"] = [article(1)]
    collect(world.desk, world.desk.settings.sites)
    world.clock.forward(minutes=5)
    elsewhere = replace(world.desk, me=Owner("that host", 1, "other"))
    seen = []
    world.platforms["x"].before_answer = lambda: seen.append(take_over_abandoned(world.desk, world.account("x")))
    publish_due(elsewhere, world.account("x"))
    assert seen == [0]


@pytest.mark.parametrize(
    "error", [RetryLater("X failed while it looked"), AccountHalted("X wants new keys: make some")]
)
def test_a_timeline_that_could_not_be_read_is_told_as_that_with_what_follows(unsure, error):
    unsure.platforms["x"].look_answers = [error]
    unsure.clock.forward(seconds=LOOKS[0].total_seconds())
    reconcile_due(unsure.desk, unsure.account("x"))
    reason = delivery_of(unsure, "x").reason
    assert reason.startswith("nobody knows yet whether it went out; its account's timeline is read again by itself")
    assert str(error) in reason
