"""What is promised of articles' own pages, of WordPress's API and of hubs, on every database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.article import Article
from bot.outbox.rules.article_rules import ArticleRules, Follower
from bot.outbox.rules.states import SourceState
from bot.outbox.store.articles import Articles
from bot.outbox.store.database import Database
from bot.outbox.store.following import TAKEN_BACK, FollowedArticle, Following
from bot.outbox.store.sources import Sources
from bot.outbox.store.subscriptions import Subscriptions
from tests.contracts.polling import record_poll

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RULES = ArticleRules(max_age=timedelta(hours=24), hold=timedelta(minutes=5), burst=100)

Look = Callable[..., None]


def article(number: int, **changed: object) -> Article:
    facts = {
        "site": "News",
        "title": f"Article {number}",
        "link": f"https://news.example/{number}",
        "guid": f"https://news.example/?p={number}",
        "excerpt": "<p>The beginning […]</p>",
        "published": NOW,
    }
    return Article(**facts | changed)  # type: ignore[arg-type]


@pytest.fixture
def look(articles: Articles, sources: Sources) -> Look:
    """A look at the site, which had its baseline before."""

    def record(*shown: Article, sitemap: str = "") -> None:
        if sitemap:
            known = sources.sitemaps({"News": sitemap})
            before = known.get("News", SourceState(site="News", kind="sitemap", address=sitemap))
        else:
            before = sources.feed("News")
        record_poll(articles, before, *shown, followers=[Follower("x", review=False)], rules=RULES, at=NOW)

    record()
    return record


@pytest.fixture
def following(database: Database) -> Following:
    return Following(database)


@pytest.fixture
def subscriptions(database: Database) -> Subscriptions:
    return Subscriptions(database)


def test_an_article_of_which_only_an_excerpt_is_known_wants_its_page_once(look: Look, articles: Articles) -> None:
    look(article(1), article(2, body="<p>The whole of it, as long as it may be.</p>"))
    (wanting,) = articles.wanting_page(10)
    assert wanting.article == article(1)
    articles.keep_page(wanting.id, "<p>The beginning and the end.</p>")
    assert articles.wanting_page(10) == []
    stored = articles.article(wanting.id)
    assert (stored.article, stored.whole.body) == (article(1), "<p>The beginning and the end.</p>")


def test_a_page_outlives_looks_that_show_nothing_new_and_is_wanted_again_after_a_correction(
    look: Look, articles: Articles
) -> None:
    look(article(1))
    articles.keep_page(1, "<p>The beginning and the end.</p>")
    look(article(1))
    assert articles.wanting_page(10) == []
    look(article(1, excerpt="<p>Another beginning […]</p>"))
    assert [stored.page_body for stored in articles.wanting_page(10)] == [""]


def test_an_article_is_followed_by_its_number_in_wordpress(look: Look, following: Following) -> None:
    look(article(8, guid="no number"), article(7))
    assert following.due(now=NOW, most=10) == {"News": [FollowedArticle(1, 7, "https://news.example/7")]}
    following.skip_turn("News", NOW + timedelta(hours=1), has_no_api=True)
    assert following.due(now=NOW, most=10) == following.of_articles([1], now=NOW) == {}
    assert following.due(now=NOW + timedelta(hours=1), most=10).keys() == {"News"}


def test_what_the_api_tells_of_an_article_that_left_the_feed_is_kept(
    look: Look, following: Following, articles: Articles
) -> None:
    look(article(7, tags=("Harbour",), language="en"))
    look()
    told = article(7, title="Another headline", guid="", link="https://news.example/7/?utm_source=api")
    noted = following.note("News", {1: told}, set(), no_longer_wanted={}, rules=RULES, now=NOW, again_at=NOW)
    assert [one.waits for one in noted.corrected] == [True]
    stored = articles.article(1).article
    assert (stored.title, stored.tags, stored.language) == ("Another headline", ("Harbour",), "en")
    assert stored.link == "https://news.example/7"


def test_what_is_withdrawn_is_retracted_and_followed_no_more(
    look: Look, following: Following, articles: Articles
) -> None:
    look(article(7))
    noted = following.note("News", {}, {1}, no_longer_wanted={}, rules=RULES, now=NOW, again_at=None)
    assert [(one.reason, one.posted) for one in noted.retracted] == [(TAKEN_BACK, False)]
    assert articles.article(1).retracted == TAKEN_BACK
    assert following.due(now=NOW, most=10) == {}


def test_a_look_does_not_undo_whose_turn_it_is(look: Look, following: Following) -> None:
    look(article(7))
    following.skip_turn("News", NOW + timedelta(days=1), has_no_api=True)
    look(article(7), article(9))
    assert following.due(now=NOW, most=10) == {}


def test_a_sitemap_s_look_corrects_nothing_of_the_feed_s_and_has_a_baseline_of_its_own(
    look: Look, articles: Articles
) -> None:
    look(article(1))
    look(article(1, title="As the sitemap says", guid=""), article(2, guid=""), sitemap="https://n.example/sitemap")
    look(article(1, guid=""), article(2, guid=""), article(3, guid=""), sitemap="https://n.example/sitemap")
    assert articles.article(1).article.title == "Article 1"
    assert "baseline" in articles.article(2).not_posted
    assert articles.article(3).not_posted == ""
    assert articles.article(1).missing_since is None


def test_there_is_one_subscription_for_each_site_hub_and_topic(subscriptions: Subscriptions) -> None:
    wanted = {("News", "https://hub.example/", "https://news.example/feed/")}
    for _ in range(2):
        subscriptions.agree(wanted, now=NOW)
    (one,) = subscriptions.due(now=NOW)
    assert (one.site, one.hub, one.topic, one.wanted, one.lease_until) == (*min(wanted), True, None)
    assert subscriptions.find(one.token) == one
    assert one.secret not in repr(one)


def test_a_subscription_that_runs_is_ended_when_its_hub_says_so(subscriptions: Subscriptions) -> None:
    subscriptions.agree({("News", "h", "t")}, now=NOW)
    (one,) = subscriptions.due(now=NOW)
    subscriptions.confirm(one.token, lease_until=NOW + timedelta(days=1), renew_at=NOW + timedelta(hours=20))
    assert subscriptions.due(now=NOW) == []
    subscriptions.agree((), now=NOW)
    assert [due.wanted for due in subscriptions.due(now=NOW)] == [False]
    subscriptions.end(one.token)
    assert subscriptions.find(one.token) is None


def test_one_whose_lease_has_run_out_is_forgotten(subscriptions: Subscriptions) -> None:
    subscriptions.agree({("News", "h", "t")}, now=NOW)
    (one,) = subscriptions.due(now=NOW)
    subscriptions.confirm(one.token, lease_until=NOW + timedelta(days=1), renew_at=NOW + timedelta(hours=20))
    subscriptions.agree((), now=NOW + timedelta(days=2))
    assert subscriptions.find(one.token) is None


def test_a_push_brings_the_next_look_forward_unless_one_has_just_been(
    look: Look, sources: Sources, subscriptions: Subscriptions
) -> None:
    before = replace(sources.feed("News"), asked_at=NOW, next_poll_at=NOW + timedelta(hours=1))
    sources.save([before])
    ten = timedelta(seconds=10)
    assert not subscriptions.look_now("News", now=NOW + timedelta(seconds=9), not_within=ten)
    assert subscriptions.look_now("News", now=NOW + ten, not_within=ten)
    assert not subscriptions.look_now("News", now=NOW + ten, not_within=ten)
    assert sources.feed("News").next_poll_at == NOW + ten
