"""An article is posted while it is news, or while an editor says so; what has waited for longer is skipped and told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk.edit.editing import move_delivery, queue_article
from bot.outbox.rules.delivery import APPROVE, HOLD, RETRY, Status
from bot.outbox.rules.lifetime import too_old

REASON = too_old(timedelta(hours=24))


@pytest.fixture
def waiting(world, article):
    """One article that waits for the account x, which is paused, and is an hour old."""
    world = world.with_settings(accounts=(world.account("x"),))
    world.show()
    world.desk.accounts.pause("x", until=None, now=world.clock())
    world.show(article(1, published=world.clock() - timedelta(hours=1)))
    return world


def posted_after(world, **span):
    """Whether the post goes out if the account's pause ends then."""
    world.clock.forward(**span)
    world.desk.accounts.resume("x", now=world.clock())
    world.live(minutes=10)
    return bool(world.posted())


def test_what_has_waited_while_it_was_news_goes_out(waiting):
    assert posted_after(waiting, hours=22)


def test_what_has_waited_for_longer_than_it_is_news_is_skipped_and_told(waiting):
    assert not posted_after(waiting, hours=24)
    (skipped,) = waiting.deliveries(Status.SKIPPED)
    assert skipped.reason == REASON == "it is too old: watch.max_age of 24h was over before it could go out"
    assert [values["delivery"] for event, values in waiting.told if event == "delivery.expired"] == [skipped.id]


def test_an_article_of_which_only_the_day_is_known_is_news_until_a_day_after_it(waiting, article):
    midnight = waiting.clock().replace(hour=0, minute=0)
    waiting.show(article(2, published=midnight), article(1))
    assert posted_after(waiting, hours=26)
    assert [link for _, link in waiting.posted()] == [article(2).link]


def test_one_command_brings_back_what_was_too_old(waiting):
    posted_after(waiting, hours=24)
    move_delivery(waiting.desk, 1, RETRY)
    waiting.live(minutes=10)
    assert len(waiting.posted()) == 1


def test_what_an_editor_has_approved_goes_out_for_three_days_more_and_no_longer(waiting):
    move_delivery(waiting.desk, 1, HOLD)
    move_delivery(waiting.desk, 1, APPROVE)
    waiting.clock.forward(hours=71)
    waiting.live(minutes=10)
    assert waiting.deliveries(Status.QUEUED)
    assert not posted_after(waiting, hours=2)


def test_what_an_editor_has_given_a_time_goes_out_then_however_old_it_is(waiting):
    at = waiting.clock() + timedelta(days=30)
    move_delivery(waiting.desk, 1, HOLD)
    move_delivery(waiting.desk, 1, APPROVE, at=at)
    waiting.desk.accounts.resume("x", now=waiting.clock())
    waiting.clock.forward(days=30, minutes=-10)
    waiting.live(minutes=20)
    assert [posted_at for posted_at, _ in waiting.platforms["x"].links] == [at]


def test_an_old_article_that_an_editor_posts_is_not_too_old(world, article):
    world.show()
    queue_article(world.desk, article(1, published=world.clock() - timedelta(days=400)), [world.account("x")])
    world.live(minutes=10)
    assert len(world.posted()) == 1


def test_a_held_post_waits_for_its_editor_however_old_it_is(waiting):
    move_delivery(waiting.desk, 1, HOLD)
    waiting.desk.accounts.resume("x", now=waiting.clock())
    waiting.clock.forward(days=5)
    waiting.live(minutes=10)
    assert [one.status for one in waiting.deliveries()] == [Status.HELD]


def test_the_settings_say_how_long_an_article_is_news(waiting):
    watch = replace(waiting.desk.settings.watch, max_age=timedelta(days=7))
    patient = waiting.with_settings(watch=watch)
    assert posted_after(patient, hours=100)
