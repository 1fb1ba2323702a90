"""What the archive and the outbox promise about articles that change, vanish, break, or may be out already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from bot.article import Article
from bot.outbox.rules.article_rules import ArticleRules, Follower
from bot.outbox.rules.delivery import APPROVE, LOOKED, SKIP, Delivery, Settlement, Status
from bot.outbox.rules.delivery import HOLD as KEEP
from bot.outbox.rules.poll_record import Recorded, Retracted
from bot.outbox.rules.states import SourceState
from bot.outbox.store.accounts import Accounts
from bot.outbox.store.articles import Articles
from bot.outbox.store.database import Database
from bot.outbox.store.deliveries import Outbox
from bot.outbox.store.sources import Sources
from bot.outbox.store.tables import articles as articles_table
from tests.contracts.polling import record_poll

pytestmark = pytest.mark.every_database

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOLD = timedelta(minutes=5)
RULES = ArticleRules(timedelta(hours=24), HOLD, burst=100, breaking_tags=frozenset({"breaking"}))


def article(number: int, **changed: object) -> Article:
    facts = {
        "site": "News",
        "title": f"Article {number}",
        "link": f"https://news.example/{number}",
        "guid": f"guid-{number}",
        "published": NOW - timedelta(hours=1) + timedelta(minutes=number),
    }
    return Article(**facts | changed)  # type: ignore[arg-type]


@pytest.fixture
def look(articles: Articles, sources: Sources) -> Callable[..., Recorded]:
    """A poll of the site that shows these articles, followed by one account; its baseline was empty."""

    def poll(*shown: Article, at: datetime = NOW, site: str = "News") -> Recorded:
        state = sources.feed(site)
        before = replace(state, baseline_at=state.baseline_at or NOW)
        followers = [Follower("mtt", review=False)]
        return record_poll(articles, before, *shown, followers=followers, rules=RULES, at=at)

    return poll


def queued(outbox: Outbox) -> list[Delivery]:
    return outbox.listed([Status.QUEUED])


def claimed(outbox: Outbox, delivery: Delivery) -> Delivery:
    found = outbox.claim(delivery, text="the text", owner="host:1:me", cost=Decimal("0.2"), now=NOW)
    assert found is not None
    return found


def titles(deliveries: Sequence[Delivery]) -> list[str]:
    return [one.title for one in deliveries]


def test_each_lane_has_its_own_first(look, outbox: Outbox) -> None:
    look(article(3, tags=("Breaking",)), article(2), article(1))
    due = NOW + HOLD
    usual, breaking = outbox.first_due("mtt", now=due), outbox.first_due("mtt", now=due, breaking=True)
    assert usual is not None
    assert breaking is not None
    assert (usual.title, breaking.title, breaking.breaking) == ("Article 1", "Article 3", True)
    claimed(outbox, breaking)
    assert outbox.next_due_at("mtt", breaking=True) is None
    assert outbox.next_due_at("mtt") == due


def test_an_article_that_becomes_breaking_changes_its_lane(look, outbox: Outbox) -> None:
    look(article(1))
    look(article(1, tags=("BREAKING",)))
    assert [one.breaking for one in queued(outbox)] == [True]


GONE = "its page is gone"


def take_back(articles: Articles, *ids: int) -> list[Retracted]:
    """What a check does that finds the pages gone of articles that no feed shows."""
    found = (articles.retract(one, GONE, now=NOW, only_missing=True) for one in ids)
    return [retracted for retracted in found if retracted is not None]


def test_what_a_feed_would_show_and_does_not_is_missing_until_its_page_tells(
    look, articles: Articles, outbox: Outbox
) -> None:
    look(article(3), article(2), article(1))
    assert look(article(3), article(1)).retracted == ()
    ids = {one.title: one.article_id for one in queued(outbox)}
    (retracted,) = take_back(articles, *ids.values())
    assert (retracted.article.title, retracted.posted) == ("Article 2", False)
    (skipped,) = outbox.listed([Status.SKIPPED])
    assert (skipped.title, skipped.reason, skipped.retracted) == ("Article 2", GONE, GONE)


def test_what_fell_off_the_end_is_missing_and_no_more(look, outbox: Outbox) -> None:
    look(article(2), article(1))
    assert look(article(2)).retracted == ()
    assert {one.title: one.missing_since for one in queued(outbox)} == {"Article 1": NOW, "Article 2": None}


def test_what_is_shown_again_is_queued_again_but_for_what_an_editor_skipped(
    look, articles: Articles, outbox: Outbox
) -> None:
    look(article(4), article(3), article(2), article(1))
    skipped = next(one for one in queued(outbox) if one.title == "Article 2")
    outbox.move(skipped.id, SKIP, now=NOW)
    look(article(4), article(1))
    take_back(articles, *(one.article_id for one in outbox.listed(list(Status))))
    later = NOW + timedelta(hours=1)
    look(article(4), article(3), article(2), article(1), at=later)
    found = {
        one.title: (one.status, one.due_at, one.missing_since, one.retracted) for one in outbox.listed(list(Status))
    }
    assert found["Article 3"] == (Status.QUEUED, later + HOLD, None, "")
    assert found["Article 2"][0] is Status.SKIPPED


def test_what_is_shown_again_is_held_again_where_an_editor_had_not_let_it_go(
    look, articles: Articles, outbox: Outbox
) -> None:
    look(article(3), article(2), article(1))
    waiting = next(one for one in queued(outbox) if one.title == "Article 2")
    held = outbox.move(waiting.id, KEEP, now=NOW)
    look(article(3), article(1))
    take_back(articles, held.article_id)
    assert outbox.delivery(held.id).status is Status.SKIPPED
    look(article(3), article(2), article(1))
    assert outbox.delivery(held.id).status is Status.HELD
    assert outbox.delivery(held.id).reason == held.reason
    outbox.move(held.id, APPROVE, now=NOW)
    look(article(3), article(1))
    take_back(articles, held.article_id)
    look(article(3), article(2), article(1))
    assert outbox.delivery(held.id).status is Status.QUEUED


def test_nobody_else_retracts_what_is_being_shown_again(look, database: Database, kind_of_database: str) -> None:
    """SQLite has one writer anyway."""
    look(article(2), article(1))
    look(article(2))
    asked = sa.select(articles_table.c.title).with_for_update(skip_locked=True)
    free: set[str] = set()

    @sa.event.listens_for(database._engine, "after_cursor_execute")
    def see_what_is_free(_connection, _cursor, statement: str, *_: object) -> None:
        if statement.startswith("SELECT articles.id, articles.retracted"):
            with database.reading() as other:
                free.update(other.execute(asked).scalars())

    look(article(2), article(1))
    assert free == {"Article 2"} | ({"Article 1"} if kind_of_database == "sqlite" else set())


def test_an_article_can_be_retracted_by_its_page(look, articles: Articles, outbox: Outbox) -> None:
    look(article(1))
    look()
    delivery = queued(outbox)[0]
    articles.retract(delivery.article_id, "its page is gone", now=NOW)
    assert outbox.delivery(delivery.id).reason == "its page is gone"
    assert articles.article(delivery.article_id).retracted == "its page is gone"


def test_a_post_whose_article_was_retracted_is_told_once(look, articles: Articles, outbox: Outbox) -> None:
    look(article(3), article(2), article(1))
    second = next(one for one in queued(outbox) if one.title == "Article 2")
    outbox.settle_sent(claimed(outbox, second), ("2", "https://x.example/2"), now=NOW)
    look(article(3), article(1), at=NOW + timedelta(seconds=1))
    (missing,) = articles.missing_after_posting(since=NOW - timedelta(days=1), most=9)
    assert [one.posted for one in take_back(articles, missing.id)] == [True]
    assert articles.missing_after_posting(since=NOW - timedelta(days=1), most=9) == []
    assert titles(outbox.changed_after_sending(["mtt"], since=NOW)) == ["Article 2"]
    assert outbox.changed_after_sending(["mtt"], since=NOW + timedelta(seconds=1)) == []


def test_after_an_absence_all_that_is_not_sent_is_to_be_looked_for(look, sources: Sources, outbox: Outbox) -> None:
    look(article(2), article(1))
    first, second = queued(outbox)
    outbox.settle_sent(claimed(outbox, first), ("1", ""), now=NOW)
    back = NOW + timedelta(hours=9)
    sources.note_absence(NOW, back, ["News"])
    sources.note_absence(NOW + timedelta(hours=1), back, ["News"])
    assert outbox.delivery(first.id).look_since is None
    assert outbox.delivery(second.id).look_since == NOW
    assert sources.feed("News").facts.away_until == back
    look(article(3, published=NOW), article(2), article(1), at=back)
    assert {one.look_since for one in queued(outbox)} == {NOW, NOW + timedelta(hours=1)}


def test_a_look_that_began_before_an_absence_was_noted_does_not_undo_it(look, sources: Sources) -> None:
    look(article(1))
    before = sources.feed("News")
    sources.note_absence(NOW, NOW + timedelta(hours=9), ["News"])
    sources.save([before])
    assert sources.feed("News").facts.away_since == NOW


def test_a_fault_that_was_noted_late_does_not_undo_the_baseline(look, sources: Sources) -> None:
    look(article(1))
    sources.save([SourceState(site="News", fault="the site answers 500")])
    assert sources.feed("News").baseline_at == NOW


def test_what_is_found_on_the_timeline_counts_as_a_post_of_its_own_time(
    look, sources: Sources, outbox: Outbox, accounts: Accounts
) -> None:
    look(article(2), article(1))
    sources.note_absence(NOW, NOW, ["News"])
    found, absent = queued(outbox)
    outbox.record_lookup(found, "it is there", cost=Decimal("0.025"), now=NOW)
    posted_at, cost = NOW - timedelta(hours=3), Decimal("0.2")
    outbox.adopt(found, ("7", "https://x.example/7"), posted_at=posted_at, cost=cost, now=NOW)
    outbox.trust_absence(absent)
    adopted = outbox.delivery(found.id)
    assert (adopted.status, adopted.remote_id, adopted.attempts) == (Status.SENT, "7", 0)
    assert adopted.sent_at == posted_at
    assert outbox.delivery_at("https://x.example/7") == adopted
    assert outbox.delivery(absent.id).look_since is None
    activity = accounts.activity("mtt", day_began=posted_at, month_began=posted_at)
    assert (activity.last_at, activity.sent_today, activity.spent_this_month) == (posted_at, 1, Decimal("0.225"))
    since_noon = accounts.activity("mtt", day_began=NOW, month_began=NOW)
    assert (since_noon.sent_today, since_noon.spent_this_month) == (0, Decimal("0.025"))


def test_a_look_leaves_the_attempt_that_it_is_about_as_it_is(look, outbox: Outbox) -> None:
    look(article(1))
    delivery = claimed(outbox, queued(outbox)[0])
    outbox.settle(delivery, Settlement(Status.UNSURE, "outcome-unknown", "lost", look_at=NOW), now=NOW)
    outbox.record_lookup(delivery, "it is not there", cost=Decimal(0), now=NOW)
    outbox.settle_absent(delivery, "nowhere", now=NOW)
    assert [one.outcome for one in outbox.attempts_at(delivery.id)] == ["absent", LOOKED]


def test_what_may_be_too_old_is_listed_by_the_article_s_date_or_by_the_end_of_an_editor_s_approval(
    look, outbox: Outbox
) -> None:
    look(article(1))
    (waiting,) = queued(outbox)
    long_ago = waiting.order_at - timedelta(days=1)
    assert outbox.perhaps_too_old("mtt", published_before=waiting.order_at, now=NOW) == []
    late = waiting.order_at + timedelta(seconds=1)
    assert outbox.perhaps_too_old("mtt", published_before=late, now=NOW) == [waiting]
    outbox.move(waiting.id, KEEP, now=NOW)
    outbox.move(waiting.id, APPROVE, now=NOW, approved_until=NOW)
    assert outbox.perhaps_too_old("mtt", published_before=late, now=NOW) == []
    (approved,) = outbox.perhaps_too_old("mtt", published_before=long_ago, now=NOW + timedelta(seconds=1))
    assert approved.id == waiting.id


def test_what_expires_is_skipped_unless_an_editor_has_given_it_another_time(look, outbox: Outbox) -> None:
    look(article(1))
    (waiting,) = queued(outbox)
    outbox.move(waiting.id, KEEP, now=NOW)
    outbox.move(waiting.id, APPROVE, now=NOW, at=NOW + timedelta(days=3))
    assert not outbox.expire(waiting, "too old", now=NOW)
    assert outbox.expire(outbox.delivery(waiting.id), "too old", now=NOW)
    assert [(one.status, one.reason) for one in outbox.listed([Status.SKIPPED])] == [(Status.SKIPPED, "too old")]


def test_that_the_budget_was_told_is_kept_until_it_is_over(accounts: Accounts) -> None:
    accounts.note_budget("mtt", over=True, now=NOW)
    accounts.wait("mtt", until=NOW, reason="rate limit")
    assert accounts.state("mtt").over_budget
    accounts.note_budget("mtt", over=False, now=NOW)
    assert not accounts.state("mtt").over_budget


def test_every_identity_of_an_article_is_told(look, articles: Articles, outbox: Outbox) -> None:
    look(article(1))
    found = articles.identities_of(queued(outbox)[0].article_id)
    assert set(found) == {("guid", "guid-1", "News"), ("url", "news.example/1", "")}
