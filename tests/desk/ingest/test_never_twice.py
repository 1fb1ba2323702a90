"""What sites do to their articles, and that none of it makes a second post."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.errors import FeedError
from bot.outbox.rules.candidates import NO_TITLE, NOT_KNOWN_AGAIN
from bot.outbox.rules.delivery import Status
from bot.outbox.store.corrections import ONE_WITH_AN_OLDER
from bot.settings import Site

pytestmark = pytest.mark.every_database

PROSE = "".join(f"<p>The ministers met on day {day} and agreed on point {day} of the plan.</p>" for day in range(20))
SISTER = Site(name="Sister", url="https://sister.example")


@pytest.fixture
def long_article(article):
    """An article that is long enough to be known by its text."""

    def make(number=1, **changed):
        title = f"Ministers agree after a long night on plan number {number}"
        return article(number, **{"title": title, "body": PROSE.replace("plan", f"plan {number}")} | changed)

    return make


@pytest.fixture
def posted(world, long_article):
    """Article 1 has come after the baseline and is out on both accounts."""
    world.show()
    world.show(long_article(1))
    world.live(minutes=10)
    assert world.posted() == [("x", "https://news.example/1"), ("page", "https://news.example/1")]
    return world


@pytest.fixture
def sisters(world):
    """Two sites of one network, which both accounts follow; neither has shown anything yet."""
    both = world.with_settings(sites=(*world.desk.settings.sites, SISTER))
    both.show()
    return both


def assert_nothing_new(world):
    world.live(minutes=30)
    assert len(world.posted()) == 2
    assert world.deliveries(Status.QUEUED, Status.HELD) == []


def test_an_edited_article_is_not_posted_again(posted, long_article):
    posted.show(long_article(1, title="Ministers do not agree after all", body="<p>Nothing came of it.</p>"))
    assert_nothing_new(posted)


@pytest.mark.parametrize("shown", ["the copy first", "the article first"])
def test_a_copy_beside_an_article_in_the_same_new_words_is_not_posted(posted, long_article, shown):
    new_words = {
        "title": "The ministers of the coast do not agree after all",
        "body": PROSE.replace("agreed", "argued"),
    }
    edited, copy = long_article(1, **new_words), long_article(2, **new_words)
    posted.show(*((copy, edited) if shown == "the copy first" else (edited, copy)))
    assert_nothing_new(posted)


def test_an_article_under_a_new_slug_is_not_posted_again(posted, long_article):
    posted.show(long_article(1, link="https://news.example/ministers-agree"))
    assert_nothing_new(posted)


def test_a_site_that_goes_from_http_to_https_posts_nothing_again(world, long_article):
    world.show()
    world.show(long_article(1, link="http://www.news.example/1/", guid="http://www.news.example/1/"))
    world.live(minutes=10)
    world.show(long_article(1, link="https://news.example/1", guid="https://news.example/1"))
    assert_nothing_new(world)


def test_a_site_that_moves_to_another_domain_posts_nothing_again(posted, long_article):
    posted.show(long_article(1, link="https://newsroom.example/1", guid="https://newsroom.example/1"))
    assert_nothing_new(posted)


def test_a_moved_wordpress_site_keeps_its_post_ids_whatever_is_edited_meanwhile(world, long_article):
    world.show()
    world.show(long_article(1, link="https://news.example/plan", guid="https://news.example/?p=71"))
    world.live(minutes=10)
    moved = {"link": "https://newsroom.example/the-plan", "guid": "https://newsroom.example/?p=71"}
    world.show(long_article(1, title="Another headline", body="<p>Another text.</p>", **moved))
    assert_nothing_new(world)


def test_new_guids_for_the_whole_feed_post_nothing_again(world, article):
    feed = [article(number) for number in (3, 2, 1)]
    world.show()
    world.show(*feed)
    world.live(hours=2)
    before = world.posted()
    world.show(*[replace(one, guid=f"urn:uuid:{number}") for number, one in enumerate(feed)])
    world.live(hours=2)
    assert (len(before), world.posted()) == (6, before)


def test_a_feed_in_another_order_posts_nothing_again(world, article):
    feed = [article(number) for number in (3, 2, 1)]
    world.show()
    world.show(*feed)
    world.live(hours=2)
    world.show(*reversed(feed))
    world.live(hours=2)
    assert sorted(world.posted()) == sorted(set(world.posted()))
    assert len(world.posted()) == 6


def test_an_article_that_leaves_the_feed_and_comes_back_is_not_posted_again(posted, long_article):
    posted.show()
    posted.live(minutes=30)
    posted.show(long_article(1))
    assert_nothing_new(posted)


def test_an_article_that_was_trashed_and_restored_with_a_new_date_is_not_posted_again(posted, long_article):
    posted.show(long_article(2))
    posted.live(minutes=30)
    before = posted.posted()
    restored = long_article(1, published=posted.clock(), link="https://news.example/1-2")
    posted.show(restored, long_article(2))
    posted.live(hours=2)
    assert posted.posted() == before


def test_an_article_that_is_backdated_after_posting_is_not_posted_again(posted, long_article):
    posted.show(long_article(1, published=posted.clock() - timedelta(days=400)))
    assert_nothing_new(posted)


def test_a_new_article_with_an_old_date_is_recorded_with_the_reason(world, article):
    world.show()
    world.show(article(1, published=world.clock() - timedelta(days=400)))
    world.live(minutes=30)
    assert world.posted() == []
    assert "400d old when first seen" in world.desk.articles.article(1).not_posted


def test_an_article_dated_ahead_is_posted_once_and_not_again_when_its_time_comes(world, long_article):
    world.show()
    world.show(long_article(1, published=world.clock() + timedelta(hours=9)))
    world.live(minutes=30)
    assert len(world.posted()) == 2
    world.clock.forward(hours=9)
    world.show(long_article(1, published=world.clock()))
    assert_nothing_new(world)


def test_an_article_scheduled_for_later_is_posted_when_its_site_shows_it(world, long_article):
    """WordPress keeps a scheduled post out of the feed until its time, which is then its date."""
    world.show()
    world.clock.forward(days=3)
    world.show(long_article(1, published=world.clock()))
    world.live(minutes=10)
    assert len(world.posted()) == 2


def test_an_article_of_two_sister_sites_is_posted_once_to_an_account_that_follows_both(sisters, long_article):
    copy = long_article(1, site="Sister", link="https://sister.example/9", guid="sister-9")
    sisters.show(long_article(1))
    sisters.show(copy, site="Sister")
    sisters.live(minutes=30)
    assert sisters.posted() == [("x", "https://news.example/1"), ("page", "https://news.example/1")]


def test_sister_sites_that_show_it_in_one_round_have_it_posted_once(sisters, long_article):
    sisters.sites.shown["Sister"] = [long_article(1, site="Sister", link="https://sister.example/9", guid="sister-9")]
    sisters.show(long_article(1))
    sisters.live(minutes=30)
    assert sisters.posted() == [("x", "https://news.example/1"), ("page", "https://news.example/1")]


def copied(world, long_article, at_first):
    """The sister shows an article in words of her own, then article 1, which the other site shows all the time."""
    at_sister = {"site": "Sister", "link": "https://sister.example/9", "guid": "sister-9"}
    world.sites.shown["Sister"] = [at_first(9, **at_sister)]
    world.show(long_article(1))
    assert len(world.deliveries(Status.QUEUED, Status.HELD)) == 4
    world.show(long_article(1, **at_sister), site="Sister")


def test_two_articles_that_become_one_while_they_wait_are_posted_once(sisters, long_article, article):
    copied(sisters, long_article, article)
    assert [one.reason for one in sisters.deliveries(Status.SKIPPED)] == [ONE_WITH_AN_OLDER] * 2
    sisters.live(minutes=30)
    assert len(sisters.posted()) == 2
    assert "article.retracted" not in sisters.events()


def test_of_two_articles_that_become_one_the_second_waits_where_the_first_was_taken_back(
    sisters, long_article, article
):
    at_sister = {"site": "Sister", "link": "https://sister.example/9", "guid": "sister-9"}
    sisters.show(long_article(3), long_article(1), long_article(2))
    first = next(one for one in sisters.deliveries() if one.link.endswith("/1"))
    sisters.show(article(9, **at_sister), site="Sister")
    sisters.desk.articles.retract(first.article_id, "its page is gone", now=sisters.clock())
    sisters.show(long_article(3), long_article(2))
    sisters.show(long_article(1, **at_sister), site="Sister")
    assert [one.status for one in sisters.deliveries() if one.site == "Sister"] == [Status.QUEUED] * 2


def test_what_the_first_site_had_at_its_baseline_is_not_posted_for_its_sister(world, long_article):
    world.show(long_article(1))
    both = world.with_settings(sites=(*world.desk.settings.sites, SISTER))
    both.show(site="Sister")
    both.show(long_article(1, site="Sister", link="https://sister.example/9", guid="sister-9"), site="Sister")
    both.live(minutes=30)
    assert both.posted() == []


def test_an_account_that_follows_the_sister_alone_posts_the_sister_s_copy_whole(world, long_article):
    x, page = world.desk.settings.accounts
    own = (replace(x, sites=("News",)), replace(page, sites=("Sister",)))
    world = world.with_settings(sites=(*world.desk.settings.sites, SISTER), accounts=own)
    world.show(long_article(1))
    world.show(site="Sister")
    world.show(long_article(1, site="Sister", link="https://sister.example/9", guid="sister-9"), site="Sister")
    world.live(minutes=30)
    assert world.posted() == [("page", "https://sister.example/9")]
    assert "The ministers met on day 0" in world.platforms["page"].sent[0]


def test_an_archive_imported_at_once_is_recorded_and_not_posted(world, article):
    world.show()
    old = world.clock() - timedelta(days=30)
    world.show(*[article(number, published=old - timedelta(hours=number)) for number in range(3000)])
    assert world.deliveries() == []
    world.show(*[article(number, published=old - timedelta(hours=number)) for number in range(3000)])
    assert world.deliveries() == []


def test_an_archive_imported_as_of_today_waits_for_an_editor(world, article):
    world.show()
    world.show(*[article(number, published=world.clock()) for number in range(300)])
    world.live(minutes=10)
    assert world.posted() == []
    assert len(world.deliveries(Status.HELD)) == 600


def test_a_site_that_was_removed_and_added_again_posts_what_is_new_and_young_alone(posted, article, long_article):
    sites = posted.desk.settings.sites
    without = posted.with_settings(sites=(SISTER,))
    without.show()
    without.clock.forward(days=3)
    old = article(2, published=without.clock() - timedelta(days=2))
    young = article(3, published=without.clock() - timedelta(hours=2))
    again = without.with_settings(sites=sites)
    again.show(young, old, long_article(1))
    again.live(minutes=30)
    assert again.posted()[1::2] == [("x", "https://news.example/3"), ("page", "https://news.example/3")]
    assert "2d old when first seen" in again.desk.articles.article(2).not_posted


def test_after_an_outage_young_articles_go_out_oldest_first_at_the_account_s_pace(world, article):
    world.show()
    world.sites.shown["News"] = FeedError("News", "the site answers 503")
    world.live(minutes=10)
    world.clock.forward(hours=33)
    hours = [1, 5, 9, 13, 17, 21, 25, 29]
    world.show(*[article(number, published=world.clock() - timedelta(hours=number)) for number in hours])
    world.live(hours=4)
    assert [link for _, link in world.platforms["x"].links] == [
        f"https://news.example/{number}" for number in (21, 17, 13, 9, 5, 1)
    ]
    times = [at for at, _ in world.platforms["x"].links]
    assert min(later - earlier for earlier, later in pairwise(times)) >= timedelta(minutes=20)
    not_posted = [world.desk.articles.article(number).not_posted for number in (1, 2)]
    assert [reason.partition(" when")[0] for reason in not_posted] == ["it was 29h old", "it was 25h old"]


def test_a_crowd_of_articles_after_an_outage_waits_for_an_editor(world, article):
    world.show()
    world.sites.shown["News"] = FeedError("News", "the site answers 503")
    world.live(minutes=10)
    world.clock.forward(hours=9)
    world.show(*[article(number, published=world.clock() - timedelta(minutes=number)) for number in range(4)])
    assert {one.status for one in world.deliveries()} == {Status.HELD}


def test_an_article_that_nothing_identifies_is_recorded_once_and_never_posted(world, article):
    nameless = article(1, link="https://news.example/", guid="")
    world.show()
    for _ in range(3):
        world.show(nameless)
    world.live(minutes=30)
    assert world.posted() == []
    assert world.desk.articles.article(1).not_posted == NOT_KNOWN_AGAIN
    assert world.events().count("article.recorded") == 1


def test_an_article_that_only_its_text_identifies_is_not_posted_because_an_edit_would_post_it_again(
    world, long_article
):
    world.show()
    world.show(long_article(1, link="https://news.example/", guid=""))
    world.show(long_article(1, link="https://news.example/", guid="", body=PROSE + "<p>Edited.</p>"))
    world.live(minutes=30)
    assert world.posted() == []


def test_an_article_whose_site_adds_what_was_missing_is_posted_then_and_once(world, article):
    world.show()
    world.show(article(1, title=""))
    assert world.desk.articles.article(1).not_posted == NO_TITLE
    world.show(article(1))
    world.live(minutes=30)
    assert world.posted() == [("x", "https://news.example/1"), ("page", "https://news.example/1")]
    assert world.desk.articles.article(1).not_posted == ""
