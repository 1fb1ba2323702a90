"""What becomes of an article that its site corrects or takes back, before it is posted and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk.edit.editing import move_delivery
from bot.desk.ingest.collect import collect
from bot.desk.ingest.recheck import PAGE_IS_GONE, ask_about_missing, recheck_due
from bot.desk.report.overview import overview
from bot.errors import FeedError
from bot.outbox.rules.candidates import SAYS_NOTHING, WITHHELD
from bot.outbox.rules.delivery import APPROVE, HOLD, RETRY, SKIP, Status
from bot.sources.types import PollResult

pytestmark = pytest.mark.every_database

HIDDEN = {
    "title": "Protected: Ministers agree on a plan",
    "body": '<form class="post-password-form"><p>This content is password protected. To view it please enter your '
    'password below:</p><p><label>Password: <input type="password"></label></p></form>',
}
"""What WordPress shows of an article for which a reader needs a password."""


@pytest.fixture
def waiting(world, article):
    """Article 2 waits, and the feed shows article 1, which was there before."""
    world.show(article(1))
    world.show(article(2), article(1))
    assert len(world.deliveries(Status.QUEUED)) == 2
    return world


@pytest.fixture
def out(waiting):
    """Article 2 is out."""
    waiting.live(minutes=10)
    assert len(waiting.posted()) == 2
    return waiting


def test_the_headline_of_after_the_hold_is_what_is_posted(waiting, article):
    waiting.sites.shown["News"] = [article(2, title="The corrected headline of the day"), article(1)]
    waiting.live(minutes=10)
    assert all("The corrected headline of the day" in platform.sent[0] for platform in waiting.platforms.values())


def test_an_article_that_is_taken_out_of_the_middle_of_its_feed_and_off_the_site_is_skipped(waiting, article):
    waiting.sites.shown["News"] = [article(3), article(1)]
    waiting.sites.gone = {"https://news.example/2"}
    waiting.live(minutes=20)
    assert waiting.posted() == [("x", "https://news.example/3"), ("page", "https://news.example/3")]
    assert [one.reason for one in waiting.deliveries(Status.SKIPPED)] == [PAGE_IS_GONE] * 2
    assert waiting.events().count("article.retracted") == 1


def test_an_article_that_drops_out_of_a_selection_and_whose_page_stands_is_posted(waiting, article):
    waiting.sites.shown["News"] = [article(3), article(1)]
    waiting.live(hours=1)
    assert {link for _, link in waiting.posted()} == {"https://news.example/2", "https://news.example/3"}
    assert "article.retracted" not in waiting.events()


def test_an_article_that_its_site_hides_behind_a_password_is_skipped(waiting, article):
    waiting.sites.shown["News"] = [article(2, **HIDDEN), article(1)]
    waiting.live(minutes=20)
    assert waiting.posted() == []
    assert [one.reason for one in waiting.deliveries(Status.SKIPPED)] == [WITHHELD] * 2
    assert waiting.events().count("article.retracted") == 1


def test_an_article_without_its_password_again_is_posted(waiting, article):
    waiting.show(article(2, **HIDDEN), article(1))
    waiting.show(article(2), article(1))
    waiting.live(minutes=20)
    assert len(waiting.posted()) == 2


@pytest.mark.parametrize(("changed", "reason"), [(HIDDEN, WITHHELD), ({"title": "Auto Draft"}, SAYS_NOTHING)])
def test_an_article_that_is_not_meant_for_readers_is_recorded_and_posted_once_it_is(waiting, article, changed, reason):
    waiting.live(minutes=20)
    waiting.show(article(3, **changed), article(2), article(1))
    assert [told["reason"] for event, told in waiting.told if event == "article.recorded"][-1:] == [reason]
    assert len(waiting.posted()) == 2
    waiting.show(article(3), article(2), article(1))
    waiting.live(minutes=30)
    assert len(waiting.posted()) == 4


def test_an_article_that_left_its_feed_and_whose_page_is_gone_is_skipped(waiting, article):
    waiting.sites.shown["News"] = [article(1)]
    waiting.sites.gone = {"https://news.example/2"}
    waiting.live(minutes=10)
    assert waiting.posted() == []
    assert {one.reason for one in waiting.deliveries(Status.SKIPPED)} == {
        "its site has taken it back: it is not in the feed any more, and its page answers that it is gone"
    }
    assert waiting.sites.pages_asked == ["https://news.example/2"]
    assert waiting.events().count("article.retracted") == 1


def test_an_article_that_left_its_feed_and_whose_page_stands_is_posted(waiting, article):
    waiting.sites.shown["News"] = [article(1)]
    waiting.live(minutes=10)
    assert len(waiting.posted()) == 2


def test_an_article_that_the_feed_still_shows_is_posted_without_asking_for_its_page(waiting):
    waiting.sites.gone = {"https://news.example/2"}
    waiting.live(minutes=10)
    assert len(waiting.posted()) == 2
    assert waiting.sites.pages_asked == []


def test_an_article_that_has_only_fallen_off_the_end_of_its_feed_is_posted(waiting, article):
    waiting.sites.shown["News"] = [article(4), article(3)]
    waiting.live(minutes=10)
    assert ("page", "https://news.example/2") in waiting.posted()


def test_a_feed_that_is_in_no_order_proves_nothing(waiting, article):
    waiting.sites.shown["News"] = [article(1), article(3)]
    waiting.live(minutes=10)
    assert ("page", "https://news.example/2") in waiting.posted()


def test_an_empty_feed_proves_nothing(waiting):
    waiting.sites.shown["News"] = []
    waiting.live(minutes=10)
    assert len(waiting.posted()) == 2


def test_a_site_that_cannot_be_read_takes_nothing_back(waiting):
    waiting.sites.shown["News"] = FeedError("News", "the site answers 503")
    waiting.live(minutes=10)
    assert len(waiting.posted()) == 2
    assert waiting.sites.pages_asked == []


def test_a_feed_that_goes_for_good_before_the_hold_ends_leaves_it_to_the_article_s_page(waiting):
    waiting.sites.shown["News"] = FeedError("News", "the feed is gone for good", gone=True)
    collect(waiting.desk, waiting.desk.settings.sites)
    waiting.live(minutes=10)
    assert waiting.sites.pages_asked == ["https://news.example/2"]
    assert len(waiting.posted()) == 2


def test_an_article_that_is_shown_again_before_it_went_out_waits_its_hold_again_and_is_posted(waiting, article):
    waiting.show(article(3), article(1))
    take_back(waiting, article(2))
    waiting.live(minutes=1)
    waiting.show(article(3), article(2), article(1))
    again = [one for one in waiting.deliveries(Status.QUEUED) if one.title == article(2).title]
    assert {one.due_at for one in again} == {waiting.clock() + timedelta(minutes=5)}
    waiting.live(hours=1)
    assert sorted(waiting.posted()) == sorted(
        (name, f"https://news.example/{number}") for name in ("x", "page") for number in (2, 3)
    )


def take_back(world, article):
    """Retract the article, as a check does that finds its page gone."""
    (article_id,) = {one.article_id for one in world.deliveries() if one.title == article.title}
    world.desk.articles.retract(article_id, PAGE_IS_GONE, now=world.clock(), only_missing=True)


def dropped_and_shown_again(world, article):
    """The feed drops article 2 in a poll of a minute later, its page is gone, and the next poll shows it again."""
    world.clock.forward(minutes=1)
    world.show(article(3), article(1))
    take_back(world, article(2))
    assert PAGE_IS_GONE in [one.reason for one in world.deliveries(Status.SKIPPED)]
    world.clock.forward(minutes=1)
    world.show(article(3), article(2), article(1))
    return next(one for one in world.deliveries() if one.account == "page" and one.title == article(2).title)


def test_what_an_editor_has_put_off_keeps_its_time_when_its_feed_drops_it_for_a_poll(waiting, article):
    of_page = next(one for one in waiting.deliveries() if one.account == "page")
    tomorrow = waiting.clock() + timedelta(days=1)
    move_delivery(waiting.desk, of_page.id, HOLD)
    move_delivery(waiting.desk, of_page.id, APPROVE, at=tomorrow)
    again = dropped_and_shown_again(waiting, article)
    assert (again.status, again.due_at) == (Status.QUEUED, tomorrow)


@pytest.fixture
def reviewed(world, article):
    """As `waiting`; posts of `page` go out half an hour after they were seen, if nobody objects."""
    page = replace(world.account("page"), review=True, review_after=timedelta(minutes=30))
    world = world.with_settings(accounts=(world.account("x"), page))
    world.show(article(1))
    world.show(article(2), article(1))
    return world


def test_a_post_in_review_has_all_its_time_again_when_its_feed_drops_it_for_a_poll(reviewed, article):
    again = dropped_and_shown_again(reviewed, article)
    assert (again.status, again.release_at) == (Status.HELD, reviewed.clock() + timedelta(minutes=30))


def test_a_time_until_which_an_editor_holds_a_post_stays_when_its_feed_drops_it_for_a_poll(reviewed, article):
    of_page = next(one for one in reviewed.deliveries() if one.account == "page")
    tomorrow = reviewed.clock() + timedelta(days=1)
    move_delivery(reviewed.desk, of_page.id, HOLD, at=tomorrow)
    assert dropped_and_shown_again(reviewed, article).release_at == tomorrow


def test_an_article_that_its_feed_shows_while_its_page_is_asked_for_is_not_taken_back(waiting, article):
    waiting.show(article(1))
    waiting.clock.forward(minutes=6)

    def is_gone_and_shown_again(url):
        waiting.show(article(2), article(1))
        return True

    waiting.sites.is_gone = is_gone_and_shown_again
    recheck_due(waiting.desk)
    assert waiting.deliveries(Status.SKIPPED) == []
    assert "article.retracted" not in waiting.events()


def test_an_article_that_an_editor_had_skipped_stays_skipped_when_it_comes_back(waiting, article):
    for one in waiting.deliveries(Status.QUEUED):
        move_delivery(waiting.desk, one.id, SKIP)
    waiting.show(article(3), article(1))
    waiting.show(article(3), article(2), article(1))
    waiting.live(hours=1)
    assert {link for _, link in waiting.posted()} == {"https://news.example/3"}


def test_an_editor_can_have_a_skipped_article_posted_while_its_page_stands(waiting, article):
    waiting.show(article(3), article(1))
    take_back(waiting, article(2))
    skipped = next(one for one in waiting.deliveries(Status.SKIPPED) if one.account == "page")
    move_delivery(waiting.desk, skipped.id, RETRY)
    waiting.live(minutes=1)
    assert waiting.posted() == [("page", "https://news.example/2")]


def test_a_new_headline_after_posting_is_told_once_and_shown(out, article):
    told_before = out.events().count("article.changed_after_posting")
    assert (told_before, overview(out.desk).changed) == (0, ())
    out.sites.shown["News"] = [article(2, title="Ministers did not agree"), article(1)]
    out.live(minutes=10)
    assert out.events().count("article.changed_after_posting") == 1
    changed = overview(out.desk).changed
    assert [(one.account, one.sent_title, one.title) for one in changed] == [
        (name, article(2).title, "Ministers did not agree") for name in ("x", "page")
    ]
    assert len(out.posted()) == 2


def test_a_headline_that_is_changed_back_is_no_longer_shown(out, article):
    out.show(article(2, title="Ministers did not agree"), article(1))
    out.show(article(2), article(1))
    assert overview(out.desk).changed == ()


def test_an_article_that_disappears_after_posting_is_told_once_and_shown(out, article):
    out.sites.shown["News"] = [article(3), article(1)]
    out.sites.gone = {"https://news.example/2"}
    out.live(minutes=30)
    assert [ask_about_missing(out.desk) for _ in range(2)] == [1, 0]
    out.live(minutes=30)
    assert [one.retracted for one in overview(out.desk).changed] == [PAGE_IS_GONE] * 2
    told = [values for event, values in out.told if event == "article.retracted"]
    assert [(one["title"], one["posted"]) for one in told] == [(article(2).title, True)]


def test_an_article_that_drops_out_of_a_selection_after_posting_is_not_called_taken_back(out, article):
    out.show(article(3), article(1))
    assert ask_about_missing(out.desk) == 1
    assert overview(out.desk).changed == ()
    out.show(article(3), article(2), article(1))
    out.clock.forward(minutes=5)
    out.show(article(3), article(1))
    assert ask_about_missing(out.desk) == 1


def test_an_article_that_comes_back_after_posting_is_no_longer_shown(out, article):
    out.show(article(3), article(1))
    out.sites.gone = {"https://news.example/2"}
    ask_about_missing(out.desk)
    assert len(overview(out.desk).changed) == 2
    out.show(article(3), article(2), article(1))
    assert overview(out.desk).changed == ()


def test_a_post_of_long_ago_is_not_followed_any_more(out, article):
    out.clock.forward(days=8)
    out.show(article(2, title="Ministers did not agree"), article(1))
    assert overview(out.desk).changed == ()


def test_an_account_whose_post_still_waits_takes_the_new_headline_and_the_other_is_told(waiting, article):
    waiting.desk.accounts.pause("page", until=None, now=waiting.clock())
    waiting.live(minutes=10)
    waiting.show(article(2, title="Ministers did not agree"), article(1))
    waiting.desk.accounts.resume("page", now=waiting.clock())
    waiting.live(minutes=1)
    assert "Ministers did not agree" in waiting.platforms["page"].sent[0]
    assert [one.account for one in overview(waiting.desk).changed] == ["x"]
    assert {"article.corrected", "article.changed_after_posting"} <= set(waiting.events())


def test_an_unchanged_feed_takes_nothing_back(waiting):
    waiting.sites.look = lambda requests: (
        [PollResult(request.site, request.url, unchanged=True)] for request in requests
    )
    collect(waiting.desk, waiting.desk.settings.sites)
    waiting.live(minutes=10)
    assert len(waiting.posted()) == 2
    assert waiting.sites.pages_asked == []


def test_what_waits_for_longer_than_a_week_is_asked_for_at_its_own_page(waiting):
    waiting.clock.forward(days=8)
    waiting.sites.shown["News"] = []
    waiting.sites.gone = {"https://news.example/2"}
    waiting.live(minutes=10)
    assert waiting.posted() == []
    assert waiting.sites.pages_asked == ["https://news.example/2"]


def test_a_post_that_waits_for_its_articles_date_follows_that_date(world, article):
    world.show(article(1))
    ahead = article(2, published=world.clock() + timedelta(days=2))
    world.show(ahead, article(1))
    world.show(replace(ahead, published=world.clock() + timedelta(days=4)), article(1))
    world.clock.forward(days=3)
    world.live(minutes=10)
    assert world.posted() == []
    world.show(replace(ahead, published=world.clock()), article(1))
    world.live(minutes=30)
    assert world.posted() == [("x", ahead.link), ("page", ahead.link)]


def test_corrections_are_recorded_with_both_headlines_but_not_every_one_that_a_site_tries_out(waiting, article):
    for number in range(50):
        waiting.clock.forward(seconds=1)
        waiting.show(article(2, title=f"Ministers agree on plan number {2 + number % 2}"), article(1))
    told = [act for act in waiting.desk.acts.latest(100) if act.name == "corrected"]
    assert (told[-1].before["title"], told[-1].after["title"]) == (
        "Ministers agree on plan number 2",
        "Ministers agree on plan number 3",
    )
    assert len(told) == 20


def test_what_a_site_takes_back_and_shows_again_is_recorded_of_the_article_and_its_posts(waiting, article):
    waiting.show(article(2, **HIDDEN), article(1))
    waiting.clock.forward(minutes=1)
    waiting.show(article(2), article(1))
    recorded = [(act.name, act.account) for act in reversed(waiting.desk.acts.latest(100))][2:]
    assert recorded == [
        ("skipped", "x"),
        ("skipped", "page"),
        ("withdrawn", ""),
        ("restored", "x"),
        ("restored", "page"),
        ("shown-again", ""),
    ]
