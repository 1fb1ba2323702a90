"""What its feed gives no date is as old as its own page says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.desk.edit.editing import move_delivery
from bot.outbox.rules.delivery import RETRY, Status

pytestmark = pytest.mark.every_database


@pytest.fixture
def undated(world, article):
    """A feed without dates, of three articles, and a fourth that comes up on top."""
    world.feed = [article(number, published=None) for number in (3, 2, 1)]
    world.show(*world.feed)
    world.clock.forward(hours=3)
    return world


def come_up(world, article):
    world.feed = [article, *world.feed]
    world.show(*world.feed)
    world.live(minutes=30)


def test_an_old_article_that_comes_up_without_a_date_is_skipped_with_the_date_of_its_page(undated, article):
    old = article(4, published=None)
    undated.sites.page_dates[old.link] = undated.clock() - timedelta(days=5)
    come_up(undated, old)
    assert undated.posted() == []
    (reason,) = {delivery.reason for delivery in undated.deliveries(Status.SKIPPED)}
    assert reason == (
        "its feed gives it no date, and by that of its own page: "
        "it was 5d old when first seen, and watch.max_age is 24h"
    )
    assert "article.too_old" in undated.events()


def test_one_that_stood_on_the_site_before_the_first_look_is_skipped(undated, article):
    old = article(4, published=None)
    undated.sites.page_dates[old.link] = undated.clock() - timedelta(hours=10)
    come_up(undated, old)
    assert undated.posted() == []


def test_what_its_page_dates_today_and_what_no_page_dates_is_posted(undated, article):
    new, unknown = article(4, published=None), article(5, published=None)
    undated.sites.page_dates[new.link] = undated.clock() - timedelta(minutes=5)
    come_up(undated, new)
    come_up(undated, unknown)
    assert sorted(undated.posted()) == [(name, one.link) for name in ("page", "x") for one in (new, unknown)]


def test_an_editor_who_wants_the_old_article_gets_it(undated, article):
    old = article(4, published=None)
    undated.sites.page_dates[old.link] = undated.clock() - timedelta(days=5)
    come_up(undated, old)
    for delivery in undated.deliveries(Status.SKIPPED):
        move_delivery(undated.desk, delivery.id, RETRY)
    undated.live(minutes=30)
    assert len(undated.posted()) == 2
