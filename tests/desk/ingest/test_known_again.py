"""What the web does to the names of articles, and that each is posted once all the same, or held for an editor."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.outbox.rules.delivery import Status
from bot.outbox.store.identities import MOST_NAMES

pytestmark = pytest.mark.every_database

PROSE = "".join(f"<p>The ministers met on day {day} and agreed on point {day} of the plan.</p>" for day in range(20))


def links_on_x(world):
    return [link for _, link in world.platforms["x"].links]


def held(world):
    return [delivery.reason for delivery in world.deliveries(Status.HELD) if delivery.account == "x"]


@pytest.fixture
def baseline(world, article):
    """Three articles stand in the feed at the first look."""
    world.feed = [article(number) for number in (3, 2, 1)]
    world.show(*world.feed)
    return world


def come_up(world, *articles, in_place_of=0):
    """These come up on top of the feed, in place of so many others, and the world goes on for a while."""
    world.feed = [*articles, *world.feed[in_place_of:]]
    world.show(*world.feed)
    world.live(minutes=30)


def test_a_corrected_headline_that_is_in_guid_and_address_posts_nothing_again(baseline, article):
    at = "https://news.example/mayor-resigns-after-audit"
    first = article(9, title="Mayor resigns after audit of the fund", link=at, guid=at)
    come_up(baseline, first)
    at = "https://news.example/mayor-steps-down-after-audit"
    come_up(baseline, replace(first, title="Mayor steps down after audit of the fund", link=at, guid=at), in_place_of=1)
    assert links_on_x(baseline) == [first.link]


def test_a_wholly_new_headline_in_guid_and_address_waits_for_an_editor(baseline, article):
    at = "https://news.example/mayor-resigns"
    first = article(9, title="Mayor resigns", link=at, guid=at)
    come_up(baseline, first)
    at = "https://news.example/audit-brings-down-town-hall"
    come_up(baseline, replace(first, title="Audit brings down town hall", link=at, guid=at), in_place_of=1)
    assert links_on_x(baseline) == [first.link]
    assert held(baseline) == ["it may be an article that is known already, by another name: “Mayor resigns”"]


def test_an_article_rewritten_under_its_guid_is_no_new_one_where_its_date_is_that_of_the_change(baseline, article):
    first = article(9, title="Mayor resigns", link="https://news.example/mayor-resigns", dated_by_change=True)
    rewritten = {"title": "Audit brings down town hall", "link": "https://news.example/audit-brings-down-town-hall"}
    baseline.sites.page_dates = dict.fromkeys((first.link, rewritten["link"]), baseline.clock())
    come_up(baseline, first)
    come_up(baseline, replace(first, **rewritten, published=baseline.clock()), in_place_of=1)
    assert links_on_x(baseline) == [first.link]
    assert held(baseline) == ["it may be an article that is known already, by another name: “Mayor resigns”"]


@pytest.mark.parametrize("published", ["dated", "undated"])
def test_a_link_that_differs_at_each_look_makes_one_post(baseline, article, published):
    facts = {"guid": "", "body": ""} | ({"published": None} if published == "undated" else {})
    for look in range(40):
        shown = article(9, link=f"https://news.example/article?id=9&visit={look:08x}", **facts)
        baseline.show(shown, *baseline.feed)
        baseline.live(minutes=2)
    assert len(links_on_x(baseline)) == 1
    assert len(held(baseline)) <= 3
    assert len(baseline.desk.articles.identities_of(4)) <= MOST_NAMES + 2


@pytest.mark.parametrize("session", [";jsessionid=%s", "?PHPSESSID=%s", "?sid=%s", "?x=1&session_id=%s"])
def test_a_session_in_a_link_is_no_part_of_the_address(baseline, article, session):
    for look in ("0123456789abcdef0123", "fedcba98765432100123"):
        baseline.show(article(9, guid="", link=f"https://news.example/9{session % look}"), *baseline.feed)
        baseline.live(minutes=10)
    assert len(links_on_x(baseline)) == 1
    assert held(baseline) == []


def test_guids_that_are_places_in_the_feed_hide_no_article(world, article):
    stories = [article(number) for number in (3, 2, 1)]

    def show():
        world.show(*[replace(story, guid=str(place)) for place, story in enumerate(stories[:3], 1)])
        world.live(minutes=30)

    show()
    for number in (4, 5):
        stories.insert(0, article(number))
        show()
        show()
    assert links_on_x(world) == ["https://news.example/4", "https://news.example/5"]


def test_a_guid_that_is_given_again_is_that_of_the_new_article(baseline, article):
    come_up(baseline, article(9, guid="guid-1", title="The harbour opens", published=baseline.clock()))
    assert links_on_x(baseline) == ["https://news.example/9"]
    baseline.live(hours=2)
    assert links_on_x(baseline) == ["https://news.example/9"]


def test_two_installations_that_count_from_one_are_two(baseline, article):
    come_up(baseline, article(8, link="https://news.example/a", guid="https://news.example/?p=7"))
    later = {"published": baseline.clock(), "title": "The harbour opens"}
    come_up(baseline, article(9, link="https://blog.news.example/b", guid="https://blog.news.example/?p=7", **later))
    assert links_on_x(baseline) == ["https://news.example/a", "https://blog.news.example/b"]


def test_a_post_that_wordpress_shows_with_all_else_changed_waits_for_an_editor(baseline, article):
    guid = "https://news.example/?p=7"
    come_up(baseline, article(8, link="https://news.example/guide", guid=guid, title="Guide to the museums"))
    anew = {"published": baseline.clock(), "title": "Every exhibition of this winter"}
    come_up(
        baseline,
        article(8, link="https://news.example/winter", guid=guid, body="<p>All of it.</p>", **anew),
        in_place_of=1,
    )
    assert links_on_x(baseline) == ["https://news.example/guide"]
    assert len(held(baseline)) == 1


@pytest.mark.parametrize("names", ["with guids", "with links alone"])
def test_entries_of_one_page_are_articles_of_their_own(baseline, article, names):
    for number in range(4, 8):
        at = f"https://news.example/live#entry-{number}"
        come_up(baseline, article(number, link=at, guid=at if names == "with guids" else ""))
    assert links_on_x(baseline) == [f"https://news.example/live#entry-{number}" for number in range(4, 8)]
    assert held(baseline) == []


def test_a_path_behind_a_hash_is_an_address(baseline, article):
    for number in (4, 5):
        at = f"https://news.example/#!/artikel/{number}"
        come_up(baseline, article(number, link=at, guid=at))
    assert links_on_x(baseline) == [f"https://news.example/#!/artikel/{number}" for number in (4, 5)]


@pytest.mark.parametrize("counted", ["traffic_source=rss", "xtor=RSS-3208", "partner=rss&emc=feed", "cmp=atom_news"])
def test_what_tells_only_where_a_reader_comes_from_is_no_part_of_an_address(baseline, article, counted):
    come_up(baseline, article(9, link=f"https://news.example/9?{counted}", guid="tag:1"))
    come_up(baseline, article(9, guid="tag:2", published=None, title="Quite another headline now"), in_place_of=1)
    assert links_on_x(baseline) == [f"https://news.example/9?{counted}"]


def test_an_article_that_stands_in_one_feed_under_two_guids_is_posted_once(baseline, article):
    twin = article(9, link="https://news.example/sport/9", guid="sport-9")
    come_up(baseline, article(9), twin)
    assert links_on_x(baseline) == ["https://news.example/9"]


def test_a_daily_column_under_one_headline_is_posted_each_day(baseline, article):
    column = {"title": "Letters to the editor", "body": ""}
    for day in range(3):
        come_up(baseline, article(10 + day, published=baseline.clock(), **column))
        baseline.clock.forward(days=1)
    assert len(links_on_x(baseline)) == 3
    assert held(baseline) == []


def test_the_same_headline_within_hours_waits_for_an_editor(baseline, article):
    come_up(baseline, article(10, title="Fire in the old harbour", body="", published=baseline.clock()))
    baseline.clock.forward(hours=2)
    come_up(baseline, article(11, title="Fire in the old harbour", body="", published=baseline.clock()))
    assert links_on_x(baseline) == ["https://news.example/10"]
    assert held(baseline) == ["it may be an article that is known already, by another name: “Fire in the old harbour”"]


def test_whatever_a_site_shows_it_causes_no_more_posts_in_an_hour_than_two_bursts(baseline, article):
    accounts = tuple(
        replace(account, pace=replace(account.pace, gap=timedelta(0))) for account in baseline.desk.settings.accounts
    )
    world = baseline.with_settings(accounts=accounts)
    world.feed = baseline.feed
    for number in range(10, 34):
        world.feed = [article(number, published=world.clock()), *world.feed]
        world.show(*world.feed)
        world.live(minutes=2)
    assert len(links_on_x(world)) <= 2 * world.desk.settings.watch.burst
    assert len(held(world)) == 24 - len(links_on_x(world))
    assert all("within an hour" in reason for reason in held(world))


def test_a_feed_of_which_nothing_is_known_a_moment_later_waits_for_an_editor(baseline, article):
    baseline.show(*[article(number, title=f"Quite new {number}") for number in (22, 21, 20)])
    baseline.live(minutes=30)
    assert links_on_x(baseline) == []
    assert len(held(baseline)) == 3


def test_a_moment_of_several_articles_is_that_of_an_import_and_tells_nothing(baseline, article):
    moment = baseline.clock()
    imported = [article(number, title=f"Report from ward {number}", published=moment) for number in (12, 11)]
    come_up(baseline, *imported)
    baseline.feed = baseline.feed[2:]
    come_up(baseline, article(13, title="The harbour opens", published=moment))
    assert "https://news.example/13" in links_on_x(baseline)


def test_an_article_that_comes_again_with_a_corrected_headline_where_one_has_gone_waits_for_an_editor(
    baseline, article
):
    first = article(9, title="Mayor resigns after audit of the fund", body="", published=baseline.clock())
    come_up(baseline, first)
    baseline.feed = baseline.feed[1:]
    baseline.show(*baseline.feed)
    again = {"title": "Mayor of Ay resigns after audit of the fund", "published": baseline.clock()}
    come_up(baseline, article(10, body="", **again))
    assert links_on_x(baseline) == [first.link]
    assert held(baseline) == [f"it may be an article that is known already, by another name: “{first.title}”"]


def test_articles_with_headlines_alike_that_stand_beside_each_other_are_each_posted(baseline, article):
    for number, place in enumerate(("north", "south"), 9):
        title = f"Police arrest three men after a robbery in the {place}"
        come_up(baseline, article(number, title=title, body="", published=baseline.clock()))
    assert len(links_on_x(baseline)) == 2


def test_a_page_that_has_a_new_guid_each_day_waits_for_an_editor(baseline, article):
    page = {"title": "The day in pictures", "link": "https://news.example/pictures", "body": ""}
    come_up(baseline, article(9, guid="pictures-9", published=baseline.clock(), **page))
    baseline.clock.forward(days=1)
    come_up(baseline, article(10, guid="pictures-10", published=baseline.clock(), **page), in_place_of=1)
    assert links_on_x(baseline) == [page["link"]]
    assert len(held(baseline)) == 1
