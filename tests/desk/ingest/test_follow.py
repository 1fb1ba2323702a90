from __future__ import annotations

from dataclasses import replace

import pytest

from bot.desk.ingest.follow import follow_changes
from bot.errors import FeedError
from bot.outbox.rules.delivery import Status
from bot.outbox.rules.wanted import Terms, WantedRule
from bot.sources.wordpress import FollowResult
from tests.desk.sending import publish_due

pytestmark = pytest.mark.every_database


@pytest.fixture
def post(article):
    """An article of a WordPress site, as its feed shows it."""

    def make(number: int = 1, **changed: object):
        return article(number, **{"guid": f"https://news.example/?p={number}", "tags": ("Harbour",), **changed})

    return make


def publish(world):
    world.clock.forward(minutes=6)
    for account in world.desk.settings.accounts:
        publish_due(world.desk, account)


def stored(world, number=1):
    return world.desk.articles.article(number).article


def test_what_was_edited_after_it_left_the_feed_is_posted_as_it_is_now(world, post):
    world.show()
    world.show(post(1))
    world.show()
    world.sites.api = {1: post(1, title="Ministers do not agree", tags=(), author="")}
    assert follow_changes(world.desk) == 1
    assert "article.corrected" in world.events()
    publish(world)
    assert all("Ministers do not agree" in text for one in world.platforms.values() for text in one.sent)
    assert stored(world).tags == ("Harbour",)


def test_what_an_account_does_not_want_any_more_after_an_edit_is_skipped_there(world, post):
    page = replace(world.account("page"), wanted=WantedRule(name="accounts[page]", never=Terms(words=("agree",))))
    world = world.with_settings(accounts=(world.account("x"), page))
    world.show()
    world.show(post(1, title="Ministers meet"))
    world.show()
    world.sites.api = {1: post(1, title="Ministers agree")}
    follow_changes(world.desk)
    assert {one.account: one.status for one in world.deliveries()} == {"x": Status.QUEUED, "page": Status.SKIPPED}


def test_what_the_feed_shows_is_left_to_the_feed(world, post):
    world.show()
    world.show(post(1))
    world.sites.api = {1: post(1, body="<p>The same, in other words.</p>")}
    follow_changes(world.desk)
    assert stored(world) == post(1)
    assert "article.corrected" not in world.events()


def test_what_was_taken_back_after_it_left_the_feed_is_not_posted(world, post):
    world.show()
    world.show(post(1))
    world.show()
    world.sites.api, world.sites.withdrawn = {}, {1}
    follow_changes(world.desk)
    assert [one.status for one in world.deliveries()] == [Status.SKIPPED, Status.SKIPPED]
    (told,) = [told for event, told in world.told if event == "article.retracted"]
    assert (told["posted"], "WordPress does not show it" in told["reason"]) == (False, True)


def test_an_editor_is_told_of_what_was_edited_or_taken_back_after_it_was_posted(world, post):
    world.sites.api = {}
    world.show()
    world.show(post(1), post(2))
    for _ in range(3):
        world.clock.forward(minutes=20)
        publish(world)
    world.clock.forward(hours=2)
    world.show()
    world.sites.api, world.sites.withdrawn = {1: post(1, title="Ministers do not agree")}, {2}
    follow_changes(world.desk)
    assert "article.changed_after_posting" in world.events()
    assert [told["posted"] for event, told in world.told if event == "article.retracted"] == [True]


def test_a_site_is_asked_once_an_hour_and_then_only_for_what_was_edited_since(world, post):
    world.show()
    world.show(post(1))
    world.sites.api = {}
    first_asked = world.clock()
    assert [follow_changes(world.desk) for _ in range(2)] == [1, 0]
    world.clock.forward(minutes=70)
    follow_changes(world.desk)
    first, second = world.sites.followed
    assert first.since < first_asked
    assert first_asked.timestamp() - 600 < second.since.timestamp() <= first_asked.timestamp()
    assert second.posts == {1: "https://news.example/1"}


@pytest.mark.parametrize(("status", "hours"), [(404, 24), (401, 24), (200, 24), (503, 1.1), (0, 1.1), (429, 1.1)])
def test_a_site_without_an_api_is_left_alone_for_a_day_and_one_in_trouble_for_an_hour(world, post, status, hours):
    world.show()
    world.show(post(1))
    world.sites.api = FeedError("News", "no", status=status)
    follow_changes(world.desk)
    world.clock.forward(hours=hours - 0.2)
    assert follow_changes(world.desk) == 0
    world.clock.forward(hours=0.2)
    assert follow_changes(world.desk) == 1


def test_a_site_that_is_no_wordpress_is_never_asked(world, article):
    world.show()
    world.show(article(1))
    world.sites.api = {}
    follow_changes(world.desk)
    publish(world)
    assert world.sites.followed == []


def test_nor_is_one_that_is_watched_no_more(world, post):
    world.show()
    world.show(post(1))
    others = tuple(replace(site, name="Other") for site in world.desk.settings.sites)
    assert follow_changes(world.with_settings(sites=others).desk) == 0


def test_the_baseline_and_what_was_posted_long_ago_are_followed_no_more(world, post):
    world.show(post(1))
    world.sites.api = {}
    assert follow_changes(world.desk) == 0
    world.show(post(1), post(2))
    publish(world)
    world.clock.forward(days=8)
    assert follow_changes(world.desk) == 0


def test_at_the_end_of_the_hold_the_site_is_asked_for_the_picture_s_size_and_words(world, post):
    world.show()
    world.show(post(1))
    told = {"image": "https://news.example/ferry.jpg", "image_alt": "A ferry", "image_width": 1200, "image_height": 630}
    world.sites.api = {1: post(1, **told)}
    publish(world)
    assert stored(world) == post(1, **told)
    assert len(world.deliveries(Status.SENT)) == 2
    world.show(post(1))
    assert "article.corrected" not in world.events()


def test_a_site_that_said_that_it_has_no_api_is_not_asked_at_the_end_of_a_hold(world, post):
    world.show()
    world.show(post(1))
    follow_changes(world.desk)
    publish(world)
    assert len(world.sites.followed) == 1
    assert len(world.deliveries(Status.SENT)) == 2


def test_a_picture_of_the_api_does_not_displace_the_feed_s_own(world, post):
    world.show()
    world.show(post(1, image="https://news.example/small.jpg"))
    world.sites.api = {1: post(1, image="https://news.example/large.jpg", image_alt="A ferry")}
    follow_changes(world.desk)
    assert (stored(world).image, stored(world).image_alt) == ("https://news.example/small.jpg", "")


def test_what_nobody_has_asked_for_is_passed_over(world, post):
    world.show()
    world.show(post(1))
    world.show()
    told = FollowResult("News", {1: post(1, title="Ministers do not agree"), 7: post(7)}, frozenset({8}))
    world.sites.follow = lambda requests: [told for _ in requests]
    follow_changes(world.desk)
    assert stored(world).title == "Ministers do not agree"


def test_whatever_an_answer_sets_off_is_a_fault_of_that_site_which_is_asked_again(world, post):
    world.show()
    world.show(post(1))
    world.show()
    world.sites.api = {1: post(1, title="Too \ud800 odd")}
    follow_changes(world.desk)
    assert ("site.fault", "News") in [(event, values.get("site")) for event, values in world.told]
    assert follow_changes(world.desk) == 0
    world.sites.api = {1: post(1, title="Ministers do not agree")}
    world.clock.forward(hours=2)
    follow_changes(world.desk)
    assert stored(world).title == "Ministers do not agree"
