"""What its feed gives no date, or only that of a change, is as old as its own page says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.desk.edit.editing import move_delivery, queue_article
from bot.outbox.rules.delivery import APPROVE, RETRY, Status

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


@pytest.fixture
def by_change(world, article):
    """A feed that says only when articles were last changed, of three articles."""
    world.feed = [article(number, dated_by_change=True) for number in (3, 2, 1)]
    world.show(*world.feed)
    world.clock.forward(hours=3)
    return world


def edited_now(world, article, number=4):
    """An article that stood behind the end of the feed until it was edited at this moment."""
    return article(number, dated_by_change=True, published=world.clock())


def test_an_old_article_that_comes_up_edited_is_skipped_with_the_date_of_its_page(by_change, article):
    old = edited_now(by_change, article)
    by_change.sites.page_dates[old.link] = by_change.clock() - timedelta(days=30)
    come_up(by_change, old)
    assert by_change.posted() == []
    (reason,) = {delivery.reason for delivery in by_change.deliveries(Status.SKIPPED)}
    assert reason == (
        "its feed gives it the date of a change, and by that of its own page: "
        "it was 30d old when first seen, and watch.max_age is 24h"
    )


def test_a_new_article_of_a_feed_that_dates_changes_alone_is_posted_by_the_date_of_its_page(by_change, article):
    new = edited_now(by_change, article)
    by_change.sites.page_dates[new.link] = by_change.clock() - timedelta(minutes=5)
    come_up(by_change, new)
    assert sorted(by_change.posted()) == [("page", new.link), ("x", new.link)]


@pytest.mark.parametrize(
    ("page_date", "why"), [(None, "its own page gives no date"), ("none", "its own page cannot be read")]
)
def test_where_neither_feed_nor_page_says_when_it_came_out_an_editor_is_asked(by_change, article, page_date, why):
    doubtful = edited_now(by_change, article)
    if page_date is None:
        by_change.sites.page_dates[doubtful.link] = None
    come_up(by_change, doubtful)
    assert by_change.posted() == []
    (reason,) = {delivery.reason for delivery in by_change.deliveries(Status.HELD)}
    assert reason == f"its feed says only when it was last changed, so it may be an old article: {why}"


def test_an_editor_who_approves_an_article_without_a_date_gets_it(by_change, article):
    doubtful = edited_now(by_change, article)
    come_up(by_change, doubtful)
    for delivery in by_change.deliveries(Status.HELD):
        move_delivery(by_change.desk, delivery.id, APPROVE)
    by_change.live(minutes=30)
    assert len(by_change.posted()) == 2


def test_an_editor_who_queues_an_old_article_gets_it_whatever_date_its_page_gives(by_change, article):
    old = by_change.feed[0]
    by_change.sites.page_dates[old.link] = by_change.clock() - timedelta(days=30)
    queue_article(by_change.desk, old, by_change.desk.settings.accounts)
    by_change.live(minutes=30)
    assert len(by_change.posted()) == 2


def test_an_old_article_that_its_feed_dates_anew_is_skipped_where_its_address_has_the_old_date(world, article):
    come_up_with_date_in_address(world, article, page_says=timedelta(days=50))
    assert world.posted() == []
    (reason,) = {delivery.reason for delivery in world.deliveries(Status.SKIPPED)}
    assert reason.startswith("its feed gives it the date of a change, and by that of its own page: it was 50d old")


@pytest.mark.parametrize("page_says", [timedelta(minutes=5), None])
def test_an_address_with_an_old_date_keeps_back_nothing_that_its_page_does_not_date_so(world, article, page_says):
    come_up_with_date_in_address(world, article, page_says=page_says)
    assert len(world.posted()) == 2


def come_up_with_date_in_address(world, article, *, page_says):
    world.feed = [article(number) for number in (3, 2, 1)]
    world.show(*world.feed)
    world.clock.forward(hours=3)
    dated_anew = article(4, link="https://news.example/2026/10/03/bridge", published=world.clock())
    if page_says:
        world.sites.page_dates[dated_anew.link] = world.clock() - page_says
    come_up(world, dated_anew)
