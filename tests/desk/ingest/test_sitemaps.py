from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk.ingest.collect import sites_to_ask
from bot.desk.ingest.sitemaps import look_at_sitemaps, sitemaps_to_ask
from bot.desk.report.overview import overview
from bot.errors import FeedError
from bot.outbox.rules.delivery import Status
from bot.outbox.rules.known import BASELINE

pytestmark = pytest.mark.every_database

URL = "https://news.example/news-sitemap.xml"


@pytest.fixture
def newsroom(world):
    """Its one site has a sitemap; the feed has shown nothing yet."""
    sites = tuple(replace(site, sitemap=URL) for site in world.desk.settings.sites)
    world = world.with_settings(sites=sites)
    world.show()
    return world


@pytest.fixture
def listed(article):
    """An article as the sitemap lists it: without guid or text."""
    return lambda number, **changed: article(number, **{"guid": "", "body": "", "language": "", **changed})


def ask(world, *articles):
    world.sites.sitemaps["News"] = list(articles)
    world.clock.forward(minutes=3)
    return look_at_sitemaps(world.desk, sitemaps_to_ask(world.desk))


def waiting(world):
    return sorted((one.account, one.link) for one in world.deliveries(Status.QUEUED))


def test_what_stands_in_it_at_the_first_look_is_its_baseline(newsroom, listed):
    old = listed(1, published=newsroom.clock() - timedelta(hours=1))
    assert ask(newsroom, old) == 0
    assert newsroom.desk.articles.article(1).not_posted == BASELINE
    assert newsroom.told[-1] == ("sitemap.baseline", {"site": "News", "articles": 1})


def test_what_is_new_in_it_is_posted_once_though_the_feed_shows_it_later(newsroom, listed, article):
    ask(newsroom)
    assert ask(newsroom, listed(1)) == 1
    assert ask(newsroom, listed(1)) == 0
    newsroom.show(article(1))
    assert waiting(newsroom) == [("page", "https://news.example/1"), ("x", "https://news.example/1")]
    assert newsroom.desk.articles.article(1).article.body == article(1).body


def test_what_the_feed_has_shown_is_known_and_stays_as_the_feed_has_it(newsroom, listed, article):
    ask(newsroom)
    newsroom.show(article(1))
    assert ask(newsroom, listed(1, title="Another headline")) == 0
    assert newsroom.desk.articles.article(1).article == article(1)
    assert len(waiting(newsroom)) == 2


def test_what_comes_up_between_the_last_look_at_the_feed_and_the_first_at_the_sitemap_is_no_baseline(
    newsroom, listed, article
):
    fresh = newsroom.clock() + timedelta(minutes=1)
    ask(newsroom, listed(1, published=fresh))
    newsroom.show(article(1, published=fresh))
    assert len(waiting(newsroom)) == 2


def test_it_takes_nothing_back(newsroom, listed, article):
    ask(newsroom)
    newsroom.show(article(2), article(1))
    ask(newsroom, listed(3), listed(0))
    assert "article.retracted" not in newsroom.events()
    assert newsroom.desk.articles.article(1).missing_since is None


def test_it_waits_for_the_feed_s_first_look(world, listed):
    world = world.with_settings(sites=tuple(replace(site, sitemap=URL) for site in world.desk.settings.sites))
    assert ask(world, listed(1)) == 0
    assert world.sites.sitemap_requests == []


def test_a_site_without_one_is_never_asked_for_it(world):
    world.show()
    assert sitemaps_to_ask(world.desk) == []


def test_it_is_asked_for_as_often_as_the_feed(newsroom):
    ask(newsroom)
    assert sitemaps_to_ask(newsroom.desk) == []
    newsroom.clock.forward(minutes=2)
    assert [site.name for site in sitemaps_to_ask(newsroom.desk)] == ["News"]


def test_one_that_fails_is_told_with_its_remedy_and_leaves_the_feed_alone(newsroom):
    newsroom.sites.sitemaps["News"] = FeedError("News", "the sitemap answers 404")
    newsroom.clock.forward(minutes=3)
    look_at_sitemaps(newsroom.desk, sitemaps_to_ask(newsroom.desk))
    assert ("site.fault", {"site": "News", "fault": "the sitemap answers 404", "faults": 1}) in newsroom.told
    shown = {site.name: site.fault for site in overview(newsroom.desk).sites}
    assert shown == {"News": "", "News, sitemap": "the sitemap answers 404"}
    assert [site.name for site in sites_to_ask(newsroom.desk)] == ["News"]


def test_another_sitemap_has_a_baseline_of_its_own(newsroom, listed):
    ask(newsroom)
    newsroom = newsroom.with_settings(
        sites=tuple(replace(site, sitemap=f"{URL}.gz") for site in newsroom.desk.settings.sites)
    )
    ask(newsroom, listed(1, published=newsroom.clock() - timedelta(hours=1)))
    assert newsroom.sites.sitemap_requests[-1].url == f"{URL}.gz"
    assert waiting(newsroom) == []


def test_whatever_a_sitemap_sets_off_is_a_fault_of_it_alone(newsroom, listed, monkeypatch):
    def fail(articles):
        raise KeyError(10)

    ask(newsroom)
    monkeypatch.setattr("bot.desk.ingest.sitemaps.with_identities", fail)
    assert ask(newsroom, listed(1)) == 0
    assert newsroom.told[-1][0] == "site.fault"
    monkeypatch.undo()
    newsroom.clock.forward(minutes=10)
    assert ask(newsroom, listed(1)) == 1


@pytest.mark.parametrize("days", [2, 30, 3000])
def test_an_old_article_that_it_gives_the_date_of_a_change_is_not_posted(newsroom, listed, days):
    ask(newsroom)
    edited = listed(1, published=newsroom.clock())
    newsroom.sites.page_dates[edited.link] = newsroom.clock() - timedelta(days=days)
    ask(newsroom, edited)
    newsroom.live(minutes=30)
    assert newsroom.posted() == []
    reasons = {delivery.reason for delivery in newsroom.deliveries(Status.SKIPPED)}
    assert reasons == {
        f"its sitemap gives it the date of a change, and by that of its own page: it was {days}d old when first seen, "
        "and watch.max_age is 24h"
    }


@pytest.mark.parametrize("hours", [None, 0, 1, 5, 13])
def test_an_article_whose_page_has_no_date_or_one_of_another_zone_is_as_old_as_it_says(newsroom, listed, hours):
    ask(newsroom)
    new = listed(1, published=newsroom.clock())
    if hours is not None:
        newsroom.sites.page_dates[new.link] = newsroom.clock() - timedelta(hours=hours)
    ask(newsroom, new)
    newsroom.live(minutes=30)
    assert len(newsroom.posted()) == 2


def test_an_article_that_the_feed_shows_too_is_as_old_as_the_feed_says(newsroom, listed, article):
    ask(newsroom)
    ask(newsroom, listed(1, published=newsroom.clock()))
    newsroom.sites.page_dates["https://news.example/1"] = newsroom.clock() - timedelta(days=30)
    newsroom.show(article(1, published=newsroom.clock()))
    newsroom.live(minutes=30)
    assert len(newsroom.posted()) == 2
