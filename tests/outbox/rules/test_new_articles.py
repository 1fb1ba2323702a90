from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.article import Article, identities
from bot.outbox.rules.delivery import Status
from bot.outbox.rules.new_articles import (
    LOST,
    NOT_KNOWN_AGAIN,
    ArticleRules,
    Candidate,
    Follower,
    SeenArticle,
    decide_new_articles,
    may_stand_since,
    published_or_seen,
)
from bot.outbox.rules.states import SiteFacts, SourceState

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RULES = ArticleRules(max_age=timedelta(hours=24), hold=timedelta(minutes=5), burst=3)
FOLLOWER = Follower("mtt", review=False)


def article(title="A title", link="https://news.example/1", published=NOW, tags=()):
    return Article(site="News", title=title, link=link, published=published, tags=tags)


def taken(*articles, followers=(FOLLOWER,), first_look=False, rules=RULES, first_site="", before=None):
    candidates = [Candidate(SeenArticle(one, identities(one)), first_site) for one in articles]
    last = NOW - timedelta(minutes=2)
    state = before or SourceState(site="News", baseline_at=None if first_look else last, answered_at=last)
    return decide_new_articles(candidates, followers, rules, before=state, now=NOW)


def test_a_new_article_is_queued_until_its_hold_ends():
    (decision,) = taken(article())
    (planned,) = decision.deliveries
    assert (planned.account, planned.status, planned.due_at) == ("mtt", Status.QUEUED, NOW + RULES.hold)


def test_a_reviewed_account_waits_for_its_editor_and_others_do_not():
    (decision,) = taken(article(), followers=(FOLLOWER, Follower("page", review=True)))
    assert [planned.status for planned in decision.deliveries] == [Status.QUEUED, Status.HELD]


def test_an_article_with_a_tag_that_an_account_leaves_out_is_posted_by_the_others_alone():
    without_ads = Follower("page", review=False, leaves_out=frozenset({"sponsored"}))
    (decision,) = taken(article(tags=("Food", "SPONSORED")), followers=(FOLLOWER, without_ads))
    assert [planned.account for planned in decision.deliveries] == ["mtt"]
    (alone,) = taken(article(tags=("Food", "SPONSORED")), followers=(without_ads,))
    assert (alone.deliveries, alone.not_posted) == ((), "the settings leave out what is filed under SPONSORED")
    (other,) = taken(article(tags=("Food",)), followers=(without_ads,))
    assert [planned.account for planned in other.deliveries] == ["page"]


def test_exactly_burst_articles_go_out_by_themselves():
    statuses = {p.status for i in taken(*[article(str(n)) for n in range(3)]) for p in i.deliveries}
    assert statuses == {Status.QUEUED}


def test_one_more_than_burst_holds_them_all():
    statuses = {p.status for i in taken(*[article(str(n)) for n in range(4)]) for p in i.deliveries}
    assert statuses == {Status.HELD}


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (article(title=""), "its feed gives it no title"),
        (article(link=""), "its feed gives it no link"),
        (
            article(published=NOW - timedelta(days=8)),
            "it was 8d old when first seen, and watch.max_age is 24h",
        ),
    ],
)
def test_what_is_not_posted_has_its_reason(one, reason):
    (decision,) = taken(one)
    assert (decision.deliveries, decision.not_posted) == ((), reason)


def test_an_article_that_no_account_follows_has_that_reason():
    assert taken(article(), followers=())[0].not_posted == "no account follows this site"


def test_without_dates_the_last_of_the_feed_is_the_oldest():
    feed = [article(str(number), published=None) for number in (3, 2, 1)]
    assert [decision.article.title for decision in taken(*feed)] == ["1", "2", "3"]


def test_an_article_of_exactly_max_age_is_posted():
    assert taken(article(published=NOW - RULES.max_age))[0].deliveries


def test_a_date_that_lies_ahead_counts_as_now():
    assert published_or_seen(article(published=NOW + timedelta(hours=9)), NOW) == NOW


def test_a_date_that_lies_behind_the_last_look_does_not_spread_a_burst():
    backdated = [article(str(n), published=NOW - timedelta(hours=n)) for n in range(4)]
    assert {p.status for i in taken(*backdated) for p in i.deliveries} == {Status.HELD}


def test_what_came_up_over_the_hours_of_an_outage_is_no_burst():
    before = SourceState(site="News", baseline_at=NOW - timedelta(days=9), answered_at=NOW - timedelta(hours=9))
    hourly = [article(str(n), published=NOW - timedelta(hours=n)) for n in range(9)]
    assert {p.status for i in taken(*hourly, before=before) for p in i.deliveries} == {Status.QUEUED}


def test_what_came_up_together_during_an_outage_is_held_and_the_rest_goes_out():
    before = SourceState(site="News", baseline_at=NOW - timedelta(days=9), answered_at=NOW - timedelta(hours=9))
    crowd = [article(f"crowd {n}", published=NOW - timedelta(hours=5, minutes=n)) for n in range(4)]
    single = article("single", published=NOW - timedelta(hours=2))
    planned = {i.article.title: i.deliveries[0] for i in taken(single, *crowd, before=before)}
    assert planned.pop("single").status is Status.QUEUED
    assert {p.reason for p in planned.values()} == {"burst: 4 new articles at once, and watch.burst is 3"}


def test_an_account_that_follows_the_first_site_too_leaves_the_copy_alone():
    both = Follower("mtt", review=False, follows=frozenset({"Elsewhere"}))
    (decision,) = taken(article(), followers=(both, Follower("sister", review=False)), first_site="Elsewhere")
    assert [planned.account for planned in decision.deliveries] == ["sister"]
    (decision,) = taken(article(), followers=(both,), first_site="Elsewhere")
    assert decision.not_posted == "Elsewhere showed it first, and every account here follows Elsewhere too"


def test_an_article_that_could_not_be_known_again_is_recorded_and_not_posted():
    assert taken(article(link="https://news.example/"))[0].not_posted == NOT_KNOWN_AGAIN


@pytest.mark.parametrize(
    ("tags", "breaking"), [(("Sport", "BREAKING"), True), (("Breaking news",), False), ((), False)]
)
def test_breaking_is_what_bears_the_tag_in_any_case(tags, breaking):
    rules = replace(RULES, breaking_tags=frozenset({"breaking"}))
    assert taken(article(tags=tags), rules=rules)[0].deliveries[0].breaking is breaking


SINCE, UNTIL = NOW - timedelta(days=1), NOW - timedelta(hours=1)
AWAY = SiteFacts(away_since=SINCE, away_until=UNTIL)


@pytest.mark.parametrize(
    ("answered", "published", "expected"),
    [
        (None, NOW, SINCE),
        (SINCE, NOW, SINCE),
        (SINCE, None, SINCE),
        (NOW, UNTIL - timedelta(seconds=1), SINCE),
        (NOW, UNTIL, None),
        (NOW, None, None),
    ],
    ids=["never-answered", "first-look", "first-look-undated", "dated-before", "dated-after", "later-undated"],
)
def test_what_may_have_gone_out_during_an_absence_is_looked_for(answered, published, expected):
    state = SourceState(site="News", answered_at=answered, facts=AWAY)
    assert may_stand_since(article(published=published), state) == expected


def test_without_an_absence_nothing_is_looked_for():
    assert may_stand_since(article(), SourceState(site="News")) is None


@given(st.lists(st.timedeltas(timedelta(days=-3), timedelta(days=3)), max_size=8), st.booleans())
def test_every_article_has_either_deliveries_or_a_reason_and_the_oldest_is_first(ages, first_look):
    decisions = taken(*[article(str(n), published=NOW - age) for n, age in enumerate(ages)], first_look=first_look)
    assert len(decisions) == len(ages)
    assert all(bool(decision.deliveries) != bool(decision.not_posted) for decision in decisions)
    times = [published_or_seen(decision.article, NOW) for decision in decisions]
    assert times == sorted(times)


def test_what_a_lost_database_finds_at_its_first_poll_is_held_where_it_is_news_and_recorded_where_it_is_old():
    before = SourceState(site="News", facts=AWAY)
    old, new = taken(article("new"), article("old", published=NOW - timedelta(days=9)), before=before)
    assert "9d old" in old.not_posted
    assert [(p.status, p.reason, p.release_at, p.look_since) for p in new.deliveries] == [
        (Status.HELD, LOST, None, SINCE)
    ]
