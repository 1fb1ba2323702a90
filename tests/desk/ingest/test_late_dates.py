"""Articles that come up after the first look with a date from before it: of a draft, or of a clock in another zone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.outbox.rules.delivery import Status
from bot.outbox.rules.new_articles import DATED_BEFORE_BASELINE


def links_on_x(world):
    return [link for _, link in world.platforms["x"].links]


def held(world):
    return [delivery.reason for delivery in world.deliveries(Status.HELD) if delivery.account == "x"]


@pytest.fixture
def baseline(world, article):
    """Three articles, the newest an hour old, stand in the feed at the first look, and it is asked for half an hour."""
    feed = [article(n, published=world.clock() - timedelta(hours=age)) for n, age in ((3, 1), (2, 3), (1, 7))]
    world.show(*feed)
    world.live(minutes=30)
    return world


def come_up(world, new, place):
    feed = list(world.sites.shown["News"])
    feed.insert(place, new)
    world.show(*feed)
    world.live(minutes=30)


@pytest.mark.parametrize("hours", [2, 4, 6, 20])
def test_what_comes_up_on_top_between_two_looks_is_posted(baseline, article, hours):
    come_up(baseline, article(9, published=baseline.clock() - timedelta(hours=hours)), 0)
    assert links_on_x(baseline) == ["https://news.example/9"]


@pytest.mark.parametrize("hours", [2, 4, 6])
def test_what_comes_up_between_the_known_ones_between_two_looks_waits_for_an_editor(baseline, article, hours):
    place = 1 if hours < 4 else 2
    come_up(baseline, article(9, published=baseline.clock() - timedelta(hours=hours)), place)
    assert links_on_x(baseline) == []
    assert held(baseline) == [DATED_BEFORE_BASELINE]


@pytest.mark.parametrize("hours", [8, 15, 23])
def test_what_comes_up_on_top_after_a_pause_waits_for_an_editor(baseline, article, hours):
    baseline.clock.forward(hours=5)
    come_up(baseline, article(9, published=baseline.clock() - timedelta(hours=hours)), 0)
    assert links_on_x(baseline) == []
    assert held(baseline) == [DATED_BEFORE_BASELINE]


@pytest.mark.parametrize("hours", [10, 23])
def test_what_comes_up_below_all_that_is_known_is_old(baseline, article, hours):
    come_up(baseline, article(9, published=baseline.clock() - timedelta(hours=hours)), 3)
    assert links_on_x(baseline) == []
    assert held(baseline) == []


@pytest.mark.parametrize("zone", [-10, -8, -5, -3, 1, 2, 5.5, 9, 12])
def test_the_articles_of_a_clock_in_another_zone_are_posted_or_held(world, article, zone):
    shift = timedelta(hours=zone)
    world.show(
        *[article(n, published=world.clock() + shift - timedelta(hours=age)) for n, age in ((3, 1), (2, 3), (1, 7))]
    )
    world.live(minutes=30)
    come_up(world, article(9, title="Ferry runs again", published=world.clock() + shift), 0)
    late = article(10, title="Old mill burns", published=world.clock() + shift - timedelta(minutes=40))
    come_up(world, late, 1)
    assert len(links_on_x(world)) + len(held(world)) == 2


@pytest.mark.parametrize("zone", [-10, -5, -3])
def test_the_first_article_of_an_empty_feed_whose_clock_is_behind_waits_for_an_editor(world, article, zone):
    world.show()
    world.live(minutes=30)
    world.show(article(9, published=world.clock() + timedelta(hours=zone)))
    world.live(minutes=30)
    assert links_on_x(world) == []
    assert held(world) == [DATED_BEFORE_BASELINE]


def test_what_an_empty_feed_shows_of_many_hours_at_once_has_been_out_before(world, article):
    world.show()
    world.live(minutes=30)
    world.show(*[article(n, published=world.clock() - timedelta(hours=3 * n)) for n in (1, 2, 3)])
    world.live(minutes=30)
    assert links_on_x(world) == []
    assert held(world) == []
