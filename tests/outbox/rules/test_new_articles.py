from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.article import Article, identities
from bot.outbox.rules.age import AT_THE_OLD_END, OLDER_THAN_BASELINE
from bot.outbox.rules.article_rules import ArticleRules, Follower
from bot.outbox.rules.candidates import NOT_KNOWN_AGAIN, Candidate, Place, SeenArticle
from bot.outbox.rules.delivery import Status
from bot.outbox.rules.known import published_or_seen
from bot.outbox.rules.new_articles import (
    DATED_BEFORE_BASELINE,
    LOST,
    NEW_OR_OLD,
    Decision,
    decide_new_articles,
    may_stand_since,
)
from bot.outbox.rules.states import SiteFacts, SourceState
from bot.outbox.rules.wanted import Terms, WantedRule

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=9)
RULES = ArticleRules(max_age=timedelta(hours=24), hold=timedelta(minutes=5), burst=3)
FOLLOWER = Follower("mtt", review=False)


def article(title="A title", link="https://news.example/1", published=NOW, tags=()):
    return Article(site="News", title=title, link=link, published=published, tags=tags)


def taken(*articles, followers=(FOLLOWER,), first_look=False, rules=RULES, first_site="", before=None):
    candidates = [Candidate(SeenArticle(one, identities(one)), first_site) for one in articles]
    last = NOW - timedelta(minutes=2)
    state = before or SourceState(site="News", baseline_at=None if first_look else LONG_AGO, answered_at=last)
    return decide_new_articles(candidates, followers, rules, before=state, now=NOW)


def test_a_new_article_is_queued_until_its_hold_ends():
    (decision,) = taken(article())
    (planned,) = decision.deliveries
    assert (planned.account, planned.status, planned.due_at) == ("mtt", Status.QUEUED, NOW + RULES.hold)


def test_a_reviewed_account_waits_for_its_editor_and_others_do_not():
    (decision,) = taken(article(), followers=(FOLLOWER, Follower("page", review=True)))
    assert [planned.status for planned in decision.deliveries] == [Status.QUEUED, Status.HELD]


NO_ADS = WantedRule(name="accounts[page]", never=Terms(tags=("Sponsored",)))
AN_AD = "accounts[page].never leaves it out: it is filed under “Sponsored”"
PAGE = Follower("page", review=False, wanted=(NO_ADS,))


def test_an_article_that_one_account_does_not_want_is_skipped_there_with_the_rule_and_posted_by_the_others():
    (decision,) = taken(article(tags=("Food", "Sponsored")), followers=(FOLLOWER, PAGE))
    assert [(planned.account, planned.status, planned.reason) for planned in decision.deliveries] == [
        ("mtt", Status.QUEUED, ""),
        ("page", Status.SKIPPED, AN_AD),
    ]
    (other,) = taken(article(tags=("Food",)), followers=(PAGE,))
    assert [planned.status for planned in other.deliveries] == [Status.QUEUED]


def test_an_article_that_no_account_wants_is_recorded_with_the_rules():
    (alone,) = taken(article(tags=("Sponsored",)), followers=(PAGE,))
    assert (alone.deliveries, alone.not_posted) == ((), AN_AD)


def test_an_article_that_is_skipped_everywhere_makes_no_burst():
    statuses = [
        planned.status
        for decision in taken(
            *[article(str(n)) for n in range(3)], article("4", tags=("Sponsored",)), followers=(PAGE,)
        )
        for planned in decision.deliveries
    ]
    assert statuses == [Status.QUEUED] * 3


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


def decided(
    shown: Article, *, place: Place = "", before: SourceState | None = None, rules=RULES, followers=(FOLLOWER,), at=NOW
) -> Decision:
    """What becomes of an article that has come up at that place of its feed, two minutes after the look before."""
    candidate = Candidate(SeenArticle(shown, identities(shown)), place=place)
    state = before or SourceState(site="News", baseline_at=LONG_AGO, answered_at=at - timedelta(minutes=2))
    return decide_new_articles([candidate], followers, rules, before=state, now=at)[0]


def test_what_was_out_before_an_empty_first_look_is_held_and_what_its_feed_may_have_kept_back_is_posted():
    first_look_was_empty = SourceState(site="News", baseline_at=NOW, answered_at=NOW)
    before = article(published=NOW - timedelta(hours=3))
    (planned,) = decided(before, before=first_look_was_empty).deliveries
    assert (planned.status, planned.reason) == (Status.HELD, DATED_BEFORE_BASELINE)
    assert decided(article(published=NOW - timedelta(minutes=50)), before=first_look_was_empty).deliveries
    shown_then = replace(first_look_was_empty, newest_article_at=NOW - timedelta(hours=30))
    assert decided(before, before=shown_then).deliveries


def test_a_sitemap_that_says_nothing_of_its_newest_article_was_not_empty_at_its_first_look():
    first_look = SourceState(site="News", kind="sitemap", baseline_at=NOW, answered_at=NOW)
    assert decided(article(published=NOW - timedelta(hours=3)), before=first_look).deliveries


def test_an_article_without_a_date_is_news_on_top_of_its_feed_and_old_at_its_end():
    undated = article(published=None)
    assert decided(undated, place="top").deliveries
    assert decided(undated, place="bottom").not_posted == AT_THE_OLD_END


def test_an_article_without_a_date_waits_for_an_editor_where_nothing_tells_which_end_of_its_feed_is_the_new_one():
    (planned,) = decided(article(published=None), place="unclear").deliveries
    assert (planned.status, planned.reason, planned.release_at) == (Status.HELD, NEW_OR_OLD, None)
    assert decided(article(), place="unclear").deliveries[0].status is Status.QUEUED


def test_an_article_that_comes_up_on_top_with_the_date_of_its_draft_waits_for_an_editor():
    draft = article(published=NOW - timedelta(days=3))
    (planned,) = decided(draft, place="top").deliveries
    assert (planned.status, planned.reason) == (Status.HELD, "it has come up only now, and is dated 3d ago")
    assert decided(draft, place="between").not_posted
    asked_yesterday = SourceState(site="News", baseline_at=LONG_AGO, answered_at=NOW - timedelta(days=1))
    assert decided(draft, place="top", before=asked_yesterday).not_posted
    pinned = article(published=NOW - timedelta(days=200))
    assert decided(pinned, place="top").not_posted


def test_a_date_without_a_time_lasts_until_its_day_ends_in_the_newsroom():
    late = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
    day = article(published=datetime(2026, 11, 23, tzinfo=UTC))
    assert decided(day, at=late + timedelta(days=1)).not_posted
    in_new_york = replace(RULES, timezone=ZoneInfo("America/New_York"))
    assert decided(day, at=late + timedelta(days=1), rules=in_new_york).deliveries
    assert decided(day, at=late + timedelta(days=2), rules=in_new_york).not_posted


def test_an_article_that_is_dated_days_ahead_waits_until_then_and_for_its_editor():
    ahead = article(published=NOW + timedelta(days=3))
    (planned,) = decided(ahead).deliveries
    assert (planned.status, planned.release_at) == (Status.HELD, NOW + timedelta(days=3))
    assert planned.reason == "its date lies ahead: 2026-11-26 12:00"
    (reviewed,) = decided(ahead, followers=(Follower("page", review=True),)).deliveries
    assert (reviewed.status, reviewed.release_at) == (Status.HELD, None)


def test_a_first_look_that_lies_ahead_makes_no_news_old():
    by_a_wrong_clock = SourceState(
        site="News", baseline_at=NOW + timedelta(days=3), answered_at=NOW, newest_article_at=NOW - timedelta(minutes=5)
    )
    below_the_newest = article(published=NOW - timedelta(minutes=30))
    assert decided(below_the_newest, place="between", before=by_a_wrong_clock).deliveries


@pytest.mark.parametrize(
    "link",
    ["http://localhost:1313/1", "https://news/1", "http://10.0.0.7/1", "https://cms.news.internal/1", "http://[::1]/1"],
)
def test_a_link_that_the_public_cannot_follow_waits_for_an_editor(link):
    (planned,) = decided(article(link=link)).deliveries
    assert planned.status is Status.HELD
    assert link in planned.reason


def test_a_site_on_a_private_address_may_link_to_itself_where_the_settings_allow_that():
    at_home = SourceState(site="News", url="http://10.0.0.7/feed", baseline_at=LONG_AGO, answered_at=NOW)
    allowed = replace(RULES, allow_private=True)
    (own,) = decided(article(link="http://10.0.0.7/1"), before=at_home, rules=allowed).deliveries
    (other,) = decided(article(link="http://10.0.0.8/1"), before=at_home, rules=allowed).deliveries
    assert [own.status, other.status] == [Status.QUEUED, Status.HELD]


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


def test_what_an_empty_feed_shows_of_more_hours_than_have_passed_was_out_before_its_first_look():
    first_look_was_empty = SourceState(site="News", baseline_at=NOW, answered_at=NOW)
    shown = [article(link=f"https://news.example/{n}", published=NOW - timedelta(hours=3 * n)) for n in (1, 2, 3)]
    decisions = taken(*shown, before=first_look_was_empty)
    assert {decision.not_posted for decision in decisions} == {OLDER_THAN_BASELINE}


def test_an_article_like_one_of_another_site_is_held_for_those_who_follow_both():
    both = Follower("both", review=False, follows=frozenset({"News", "Sister"}))
    one = Follower("one", review=False, follows=frozenset({"News"}))
    shown = article()
    candidate = Candidate(SeenArticle(shown, identities(shown)), like="Another headline", like_site="Sister")
    state = SourceState(site="News", baseline_at=LONG_AGO, answered_at=NOW)
    (decision,) = decide_new_articles([candidate], [both, one], RULES, before=state, now=NOW)
    assert [planned.status for planned in decision.deliveries] == [Status.HELD, Status.QUEUED]


def test_nobody_is_asked_for_doubts_about_what_is_not_posted():
    asked = []

    def doubt_about(shown):
        asked.append(shown)
        return "it is doubted"

    for baseline_at in (None, LONG_AGO):
        shown = article()
        candidate = Candidate(SeenArticle(shown, identities(shown)))
        state = SourceState(site="News", baseline_at=baseline_at, answered_at=NOW)
        (decision,) = decide_new_articles(
            [candidate], [FOLLOWER], RULES, before=state, now=NOW, doubt_about=doubt_about
        )
    assert len(asked) == 1
    assert [planned.reason for planned in decision.deliveries] == ["it is doubted"]
