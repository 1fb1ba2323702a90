from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.article import Article
from bot.outbox.delivery import Status
from bot.outbox.intake import Follower, IntakeRules, published_or_seen, take_in

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RULES = IntakeRules(max_age=timedelta(hours=24), hold=timedelta(minutes=5), burst=3)
FOLLOWER = Follower("mtt", review=False)


def article(title="A title", link="https://news.example/1", published=NOW):
    return Article(site="News", title=title, link=link, published=published)


def taken(*articles, followers=(FOLLOWER,), first_look=False, rules=RULES):
    return take_in(articles, followers, rules, first_look=first_look, now=NOW)


def test_a_new_article_is_queued_until_its_hold_ends():
    (intake,) = taken(article())
    (planned,) = intake.deliveries
    assert (planned.account, planned.status, planned.due_at) == ("mtt", Status.QUEUED, NOW + RULES.hold)


def test_a_reviewed_account_waits_for_its_editor_and_others_do_not():
    (intake,) = taken(article(), followers=(FOLLOWER, Follower("page", review=True)))
    assert [planned.status for planned in intake.deliveries] == [Status.QUEUED, Status.HELD]


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
    (intake,) = taken(one)
    assert (intake.deliveries, intake.not_posted) == ((), reason)


def test_an_article_that_no_account_follows_has_that_reason():
    assert taken(article(), followers=())[0].not_posted == "no account follows this site"


def test_an_article_of_exactly_max_age_is_posted():
    assert taken(article(published=NOW - RULES.max_age))[0].deliveries


def test_a_date_that_lies_ahead_counts_as_now():
    assert published_or_seen(article(published=NOW + timedelta(hours=9)), NOW) == NOW


@given(st.lists(st.timedeltas(timedelta(days=-3), timedelta(days=3)), max_size=8), st.booleans())
def test_every_article_has_either_deliveries_or_a_reason_and_the_oldest_is_first(ages, first_look):
    intakes = taken(*[article(str(n), published=NOW - age) for n, age in enumerate(ages)], first_look=first_look)
    assert len(intakes) == len(ages)
    assert all(bool(intake.deliveries) != bool(intake.not_posted) for intake in intakes)
    times = [published_or_seen(intake.article, NOW) for intake in intakes]
    assert times == sorted(times)
