"""What the archive and the outbox promise, on every database."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from bot.article import Article, Identity, identities
from bot.desk.open_edits import BEING_EDITED
from bot.errors import ConflictError, DeliveryNotFound, UnstorableError, WrongStatus
from bot.outbox.rules.article_rules import ArticleRules, Follower
from bot.outbox.rules.candidates import SeenArticle
from bot.outbox.rules.delivery import (
    APPROVE,
    HOLD,
    RESOLVE_NOT_SENT,
    RETRY,
    SKIP,
    Delivery,
    Move,
    Settlement,
    Status,
)
from bot.outbox.rules.new_articles import PlannedDelivery
from bot.outbox.rules.poll_record import Recorded
from bot.outbox.rules.states import SourceState
from bot.outbox.store.accounts import Accounts
from bot.outbox.store.articles import Articles
from bot.outbox.store.database import Database
from bot.outbox.store.deliveries import Outbox
from bot.outbox.store.open_edits import OpenEdits
from bot.outbox.store.sources import Sources
from tests.contracts.polling import decided, record_poll, seen

pytestmark = pytest.mark.every_database

NOW = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)
RULES = ArticleRules(max_age=timedelta(hours=24), hold=timedelta(minutes=5), burst=100)
FOLLOWERS = (Follower("mtt", review=False), Follower("page", review=False))


def article(number: int, site: str = "News", **changed: object) -> Article:
    facts = {
        "site": site,
        "title": f"Article {number}",
        "link": f"https://news.example/{number}",
        "guid": f"https://news.example/?p={number}",
        "body": f"<p>The body of {number}.</p>",
        "published": NOW - timedelta(hours=1) + timedelta(minutes=number),
        "tags": ("Japan", "Politics"),
    }
    return Article(**facts | changed)  # type: ignore[arg-type]


LONG = article(
    1,
    title="Ministers agree on a plan for the harbour of Nagasaki",
    body="<p>" + " ".join(f"word{number}" for number in range(80)) + ".</p>",
)


Look = Callable[..., Recorded]


@pytest.fixture
def look(articles: Articles, sources: Sources) -> Look:
    """A poll of a site's feed that shows these articles: its first one, or one after an empty baseline."""

    def poll(
        *shown: Article,
        site: str = "News",
        first: bool = False,
        followers: tuple[Follower, ...] = FOLLOWERS,
        at: datetime = NOW,
    ) -> Recorded:
        state = sources.feed(site)
        before = replace(state, baseline_at=None if first else state.baseline_at or NOW)
        return record_poll(articles, before, *shown, followers=followers, rules=RULES, at=at)

    return poll


def planned(*accounts: str) -> list[PlannedDelivery]:
    return [PlannedDelivery(account, Status.QUEUED, NOW, "") for account in accounts]


def queued(outbox: Outbox, account: str = "mtt") -> list[Delivery]:
    return outbox.listed([Status.QUEUED], accounts=[account])


def claimed(outbox: Outbox, account: str = "mtt", at: datetime = NOW, owner: str = "host:1:me") -> Delivery:
    delivery = outbox.claim(queued(outbox, account)[0], text="the text", owner=owner, cost=Decimal("0.2"), now=at)
    assert delivery is not None
    return delivery


def test_a_new_article_becomes_one_delivery_for_each_follower(look: Look, outbox: Outbox) -> None:
    look(article(1))
    found = outbox.listed([Status.QUEUED])
    assert [(one.account, one.title, one.link) for one in found] == [
        ("mtt", "Article 1", "https://news.example/1"),
        ("page", "Article 1", "https://news.example/1"),
    ]
    assert {one.due_at for one in found} == {NOW + RULES.hold}


def test_an_article_that_is_seen_again_is_not_new(look: Look, outbox: Outbox) -> None:
    look(article(1))
    again = look(article(1, title="Edited", guid="", link="http://www.news.example/1/?utm_source=x"))
    assert again.decisions == ()
    assert len(outbox.listed([Status.QUEUED])) == 2


def test_an_article_is_known_by_a_name_that_it_took_later(look: Look) -> None:
    look(article(1))
    look(article(1, guid="tag:news.example,2026:1"))
    moved = article(1, guid="tag:news.example,2026:1", link="https://moved.example/a", body="", title="Other")
    assert look(moved).decisions == ()


def test_an_article_given_twice_in_one_document_is_one_article(look: Look, outbox: Outbox) -> None:
    recorded = look(article(1), article(1, title="The same, again"))
    assert len(recorded.decisions) == 1
    assert len(queued(outbox)) == 1


def test_every_fact_of_a_waiting_article_is_kept(look: Look, articles: Articles, outbox: Outbox) -> None:
    whole = article(1, author="A. Author", language="ja", image="https://news.example/1.jpg", excerpt="<p>E</p>")
    look(whole)
    assert articles.article(queued(outbox)[0].article_id).article == whole


def test_the_body_of_an_article_that_is_not_posted_is_not_kept(look: Look, articles: Articles) -> None:
    look(article(1), first=True)
    found = articles.find(identities(article(1)))
    assert found is not None
    assert (found.article.title, found.article.body) == ("Article 1", "")
    assert "baseline" in found.not_posted


def test_a_correction_reaches_an_article_that_still_waits(look: Look, outbox: Outbox) -> None:
    look(article(1))
    recorded = look(article(1, title="The right headline"))
    assert [(one.article.title, one.waits) for one in recorded.corrected] == [("The right headline", True)]
    assert queued(outbox)[0].title == "The right headline"


def test_a_new_headline_after_sending_is_kept_beside_the_one_that_was_sent(look: Look, outbox: Outbox) -> None:
    look(article(1), followers=FOLLOWERS[:1])
    sent = claimed(outbox)
    outbox.settle_sent(sent, ("1", "https://x.example/1"), now=NOW)
    assert outbox.changed_after_sending(["mtt"], since=NOW) == []
    recorded = look(article(1, title="Later"))
    assert [(one.waits, one.posted) for one in recorded.corrected] == [(False, True)]
    (changed,) = outbox.changed_after_sending(["mtt"], since=NOW)
    assert (changed.id, changed.sent_title, changed.title) == (sent.id, "Article 1", "Later")
    assert look(article(1, title="Later")).corrected == ()


def test_a_new_body_after_sending_changes_nothing(look: Look, outbox: Outbox) -> None:
    look(article(1), followers=FOLLOWERS[:1])
    outbox.settle_sent(claimed(outbox), ("1", "https://x.example/1"), now=NOW)
    assert look(article(1, body="<p>Other.</p>")).corrected == ()


def test_a_sister_site_s_copy_is_not_posted_again_to_the_same_account(look: Look, outbox: Outbox) -> None:
    look(LONG)
    copy = replace(LONG, site="Sister", guid="sister-9", link="https://sister.example/9")
    look(copy, site="Sister", followers=(*FOLLOWERS, Follower("third", review=False)))
    assert sorted(one.account for one in outbox.listed([Status.QUEUED])) == ["mtt", "page", "third"]


def test_a_copy_seen_at_every_look_is_decided_on_once(look: Look) -> None:
    look(LONG)
    copy = replace(LONG, site="Sister", guid="sister-9", link="https://sister.example/9")
    assert len(look(copy, site="Sister").decisions) == 1
    assert look(copy, site="Sister").decisions == ()


def test_more_articles_than_one_statement_can_ask_for_are_recognised(look: Look) -> None:
    many = [article(number) for number in range(700)]
    assert len(look(*many, first=True).decisions) == 700
    assert look(*many).decisions == ()


def test_a_poll_that_fails_in_the_middle_leaves_nothing_behind(articles: Articles, sources: Sources) -> None:
    before = SourceState(site="News", etag='"1"', baseline_at=NOW)
    whole = decided(articles, before, article(1), followers=FOLLOWERS, rules=RULES, at=NOW)
    sister = decided(articles, SourceState(site="Sister", baseline_at=NOW), followers=FOLLOWERS, rules=RULES, at=NOW)
    broken = replace(sister, recurring=frozenset({b"no text"}))  # type: ignore[arg-type]
    with pytest.raises(UnstorableError):
        articles.record([whole, broken], rules=RULES, now=NOW)
    assert sources.feed("News").etag == ""
    assert articles.find(identities(article(1))) is None


def test_every_time_is_read_back_wherever_the_server_stands(database_url: str) -> None:
    url = sa.make_url(database_url)
    if url.drivername != "sqlite":
        url = url.update_query_dict({"options": "-ctimezone=America/New_York"})
    database = Database(url.render_as_string(hide_password=False))
    first_day = datetime(1, 1, 1, tzinfo=UTC)
    Sources(database).save([SourceState(site="News", newest_article_at=first_day)])
    assert Sources(database).feed("News").newest_article_at == first_day
    database.close()


def test_a_poll_that_another_one_has_overtaken_changes_nothing(articles: Articles, sources: Sources) -> None:
    before = SourceState(site="News", baseline_at=NOW)
    late = decided(articles, before, article(1), followers=FOLLOWERS, rules=RULES, at=NOW)
    sources.save([replace(before, etag='"newer"')])
    assert articles.record([late], rules=RULES, now=NOW) == [None]
    assert sources.feed("News").etag == '"newer"'
    assert articles.find(identities(article(1))) is None


def test_an_article_that_has_become_known_since_it_was_decided_on_is_decided_on_anew(
    articles: Articles, outbox: Outbox
) -> None:
    copy = replace(LONG, site="Sister", guid="sister-9", link="https://sister.example/9")
    sister = SourceState(site="Sister", baseline_at=NOW)
    stale = decided(articles, sister, copy, followers=FOLLOWERS, rules=RULES, at=NOW)
    record_poll(articles, SourceState(site="News", baseline_at=NOW), LONG, followers=FOLLOWERS, rules=RULES, at=NOW)
    with pytest.raises(ConflictError):
        articles.record([stale], rules=RULES, now=NOW)
    anew = record_poll(articles, sister, copy, followers=FOLLOWERS, rules=RULES, at=NOW)
    assert [decision.article for decision in anew.decisions] == [copy]
    assert sorted(delivery.account for delivery in outbox.listed([Status.QUEUED])) == ["mtt", "page"]


def test_a_source_s_state_is_kept_whole(sources: Sources) -> None:
    state = SourceState(
        site="News",
        url="https://news.example",
        feed_url="https://news.example/feed/",
        etag='W/"abc"',
        last_modified="Mon, 23 Nov 2026 12:00:00 GMT",
        baseline_at=NOW,
        asked_at=NOW,
        answered_at=NOW,
        next_poll_at=NOW + timedelta(minutes=2),
        newest_article_at=NOW,
        fault="the site answers 500",
        faults=3,
    )
    sources.save([state])
    assert sources.feed("News") == replace(state, version=1)
    sources.save([replace(state, version=1)])
    assert sources.feeds() == {"News": replace(state, version=2)}


def test_new_articles_are_recognised_without_recording_them(look: Look, articles: Articles) -> None:
    look(article(1))
    for _ in range(2):
        recognised = articles.recognise("News", seen(article(1), article(2)), now=NOW)
        assert [candidate.article for candidate in recognised.candidates] == [article(2)]


def test_the_oldest_article_goes_first(look: Look, outbox: Outbox) -> None:
    look(article(3), article(1), article(2))
    first = outbox.first_due("mtt", now=NOW + RULES.hold)
    assert first is not None
    assert first.title == "Article 1"


def test_nothing_is_due_before_its_hold_has_ended(look: Look, outbox: Outbox) -> None:
    look(article(1))
    assert outbox.first_due("mtt", now=NOW + RULES.hold - timedelta(seconds=1)) is None
    assert outbox.next_due_at("mtt") == NOW + RULES.hold


def test_a_claim_commits_the_text_and_the_attempt(look: Look, outbox: Outbox, database_url: str) -> None:
    look(article(1))
    delivery = claimed(outbox)
    other = Database(database_url)
    seen = Outbox(other).delivery(delivery.id)
    attempts = Outbox(other).attempts_at(delivery.id)
    other.close()
    assert (seen.status, seen.text, seen.attempts, seen.claimed_at) == (Status.SENDING, "the text", 1, NOW)
    assert [(one.outcome, one.cost) for one in attempts] == [("", Decimal("0.2"))]


def test_a_delivery_is_claimed_once_however_many_ask(look: Look, outbox: Outbox) -> None:
    look(article(1))
    delivery = queued(outbox)[0]

    def claim(owner: int) -> bool:
        return outbox.claim(delivery, text="t", owner=str(owner), cost=Decimal(0), now=NOW) is not None

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(claim, range(8))) == 1


def test_an_account_sends_one_post_at_a_time(look: Look, outbox: Outbox) -> None:
    look(article(1), article(2))
    first, second = queued(outbox)
    assert outbox.claim(first, text="t", owner="a", cost=Decimal(0), now=NOW) is not None
    assert outbox.claim(second, text="t", owner="b", cost=Decimal(0), now=NOW) is None
    assert outbox.delivery(second.id).status is Status.QUEUED


def test_a_receipt_is_kept_even_where_the_delivery_was_given_up_meanwhile(look: Look, outbox: Outbox) -> None:
    look(article(1))
    delivery = claimed(outbox)
    assert outbox.abandon(delivery, "too slow", look_at=NOW, now=NOW)
    outbox.settle_sent(delivery, ("77", "https://x.example/77"), now=NOW)
    found = outbox.delivery(delivery.id)
    assert (found.status, found.remote_id, found.permalink) == (Status.SENT, "77", "https://x.example/77")


def test_a_failure_that_comes_late_does_not_undo_a_receipt(look: Look, outbox: Outbox) -> None:
    look(article(1))
    delivery = claimed(outbox)
    outbox.settle_sent(delivery, ("77", "https://x.example/77"), now=NOW)
    outbox.settle(delivery, Settlement(Status.QUEUED, "retry-later", "late", due_at=NOW), now=NOW)
    assert outbox.delivery(delivery.id).status is Status.SENT
    assert [one.outcome for one in outbox.attempts_at(delivery.id)] == ["sent"]


def test_a_halted_account_is_free_again_after_resume(look: Look, outbox: Outbox, accounts: Accounts) -> None:
    look(article(1))
    halted = Settlement(Status.QUEUED, "account-halted", "make a new token", due_at=NOW, account_halted=True)
    outbox.settle(claimed(outbox), halted, now=NOW)
    assert accounts.state("mtt").halted.startswith("make a new token; that showed when “")
    accounts.resume("mtt", now=NOW)
    assert accounts.state("mtt").halted == ""


def test_waiting_leaves_a_pause_in_force(accounts: Accounts) -> None:
    accounts.pause("mtt", until=NOW + timedelta(hours=1), now=NOW)
    accounts.wait("mtt", until=NOW + timedelta(minutes=1), reason="rate limit")
    state = accounts.state("mtt")
    assert state.pause_at(NOW)
    assert not state.pause_at(NOW + timedelta(hours=1))
    assert (state.waits_until, state.waits_for) == (NOW + timedelta(minutes=1), "rate limit")


def test_activity_counts_what_may_have_been_posted_and_what_was_surely_charged(
    look: Look, outbox: Outbox, accounts: Accounts
) -> None:
    look(article(1), article(2), article(3))
    later = Settlement(Status.QUEUED, "retry-later", "", due_at=NOW + timedelta(days=1))
    unsure = Settlement(Status.UNSURE, "outcome-unknown", "")
    outbox.settle_sent(claimed(outbox), ("1", ""), now=NOW)
    outbox.settle(claimed(outbox, at=NOW + timedelta(minutes=1)), unsure, now=NOW)
    outbox.settle(claimed(outbox, at=NOW + timedelta(minutes=2)), later, now=NOW)
    activity = accounts.activity("mtt", day_began=NOW, month_began=NOW)
    assert activity.last_at == NOW + timedelta(minutes=1)
    assert activity.sent_today == 2
    assert activity.spent_this_month == Decimal("0.6")


def test_an_unsure_delivery_is_looked_for_until_it_is_settled(look: Look, outbox: Outbox) -> None:
    look(article(1))
    delivery = claimed(outbox)
    outbox.settle(delivery, Settlement(Status.UNSURE, "outcome-unknown", "lost", look_at=NOW), now=NOW)
    assert outbox.first_to_look_for("mtt", now=NOW - timedelta(seconds=1)) is None
    found = outbox.first_to_look_for("mtt", now=NOW)
    assert found is not None
    outbox.note_lookup(found, look_at=NOW + timedelta(minutes=1), reason="not there yet")
    assert outbox.delivery(delivery.id).looks == 1
    assert outbox.next_lookup_at("mtt") == NOW + timedelta(minutes=1)
    outbox.settle_absent(found, "nowhere", now=NOW)
    assert outbox.delivery(delivery.id).status is Status.QUEUED
    assert [one.outcome for one in outbox.attempts_at(delivery.id)] == ["absent"]


def test_only_the_call_that_was_abandoned_becomes_unsure(look: Look, outbox: Outbox) -> None:
    look(article(1))
    old = claimed(outbox)
    outbox.settle(old, Settlement(Status.QUEUED, "retry-later", "", due_at=NOW), now=NOW)
    new = claimed(outbox)
    assert not outbox.abandon(old, "gone", look_at=NOW, now=NOW)
    assert outbox.delivery(new.id).status is Status.SENDING


def test_editors_move_deliveries_as_their_status_allows(look: Look, outbox: Outbox) -> None:
    look(article(1))
    one = queued(outbox)[0].id
    assert outbox.move(one, HOLD, now=NOW).status is Status.HELD
    assert outbox.move(one, APPROVE, now=NOW).status is Status.QUEUED
    assert outbox.move(one, SKIP, now=NOW).status is Status.SKIPPED
    assert outbox.move(one, RETRY, now=NOW).status is Status.QUEUED
    with pytest.raises(WrongStatus, match=r"is queued, so `resolve` does not apply"):
        outbox.move(one, RESOLVE_NOT_SENT, now=NOW)


def test_an_approved_delivery_keeps_to_its_hold(look: Look, outbox: Outbox) -> None:
    look(article(1), followers=[Follower("mtt", review=True)])
    held = outbox.listed([Status.HELD])[0]
    assert outbox.move(held.id, APPROVE, now=NOW).due_at == NOW


def test_what_is_held_for_a_while_is_queued_when_its_time_has_come(look: Look, outbox: Outbox) -> None:
    look(article(1), followers=[Follower("mtt", review=True, review_after=timedelta(minutes=30))])
    at = NOW + timedelta(minutes=30)
    assert (outbox.next_release_at("mtt"), outbox.next_release_at("page")) == (at, None)
    assert outbox.release("mtt", "in time", now=at - timedelta(microseconds=1)) == 0
    assert outbox.release("mtt", "in time", now=at + timedelta(hours=1)) == 1
    (found,) = queued(outbox)
    assert (found.due_at, found.release_at, found.reason) == (at, None, "in time")


def test_an_editor_s_move_ends_what_would_go_out_by_itself(look: Look, outbox: Outbox) -> None:
    look(article(1), followers=[Follower("mtt", review=True, review_after=timedelta(minutes=30))])
    (held,) = outbox.listed([Status.HELD])
    assert outbox.move(held.id, HOLD, now=NOW).release_at is None
    assert outbox.next_release_at("mtt") is None


def test_an_editor_can_hold_a_post_for_a_while(look: Look, outbox: Outbox) -> None:
    look(article(1))
    one, at = queued(outbox)[0].id, NOW + timedelta(hours=2)
    held = outbox.move(one, HOLD, now=NOW, at=at)
    assert (held.status, held.release_at, outbox.next_release_at(held.account)) == (Status.HELD, at, at)


def test_what_was_skipped_can_be_held_again(look: Look, outbox: Outbox) -> None:
    look(article(1))
    one = queued(outbox)[0].id
    outbox.move(one, SKIP, now=NOW)
    assert outbox.move(one, HOLD, now=NOW).status is Status.HELD


def test_an_editor_s_text_is_kept_and_can_be_given_up(look: Look, outbox: Outbox) -> None:
    look(article(1))
    one = queued(outbox)[0]
    edited = outbox.rewrite(one.id, "Better words", read_at=NOW, now=NOW)
    assert (edited.text, edited.edited, edited.status) == ("Better words", True, Status.QUEUED)
    assert outbox.rewrite(one.id, "", read_at=NOW, now=NOW) == one


def test_what_is_on_its_way_is_not_edited(look: Look, outbox: Outbox) -> None:
    look(article(1))
    sending = claimed(outbox)
    with pytest.raises(WrongStatus, match=r"is sending, so `edit` does not apply"):
        outbox.rewrite(sending.id, "Better words", read_at=NOW, now=NOW)
    assert outbox.delivery(sending.id).text == "the text"


@pytest.fixture
def open_edits(database: Database) -> OpenEdits:
    return OpenEdits(database)


def open_for_edit(outbox: Outbox, open_edits: OpenEdits) -> Delivery:
    before = queued(outbox)[0]
    open_edits.begin(before.id, BEING_EDITED, owner="an editor", now=NOW)
    assert outbox.delivery(before.id).status is Status.HELD
    return before


def test_what_was_held_to_be_edited_is_put_back_as_it_was(look: Look, outbox: Outbox, open_edits: OpenEdits) -> None:
    look(article(1))
    before = open_for_edit(outbox, open_edits)
    assert open_edits.owners() == {before.id: "an editor"}
    open_edits.end(before.id, now=NOW)
    assert (outbox.delivery(before.id), open_edits.owners()) == (before, {})


@pytest.mark.parametrize("move", [HOLD, SKIP], ids=lambda move: move.name)
def test_what_an_editor_has_moved_while_it_was_edited_is_not_put_back(
    look: Look, outbox: Outbox, open_edits: OpenEdits, move: Move
) -> None:
    look(article(1))
    before = open_for_edit(outbox, open_edits)
    outbox.move(before.id, move, now=NOW)
    open_edits.end(before.id, now=NOW)
    assert outbox.delivery(before.id).status is move.to


def test_a_delivery_that_does_not_exist_is_told_so(outbox: Outbox) -> None:
    with pytest.raises(DeliveryNotFound, match="there is no delivery 99"):
        outbox.delivery(99)
    with pytest.raises(DeliveryNotFound):
        outbox.move(99, SKIP, now=NOW)


def test_an_article_that_an_editor_asks_for_is_queued_though_it_was_recorded_only(
    look: Look, articles: Articles, outbox: Outbox
) -> None:
    look(article(1), first=True)
    seen_article = SeenArticle(article(1), identities(article(1)))
    article_id = articles.add(seen_article, planned("mtt", "page"), now=NOW)
    stored = articles.article(article_id)
    assert (stored.not_posted, stored.article.body) == ("", article(1).body)
    assert len(outbox.deliveries_of(article_id)) == 2
    assert articles.add(seen_article, planned("mtt", "page"), now=NOW) == article_id
    assert len(outbox.deliveries_of(article_id)) == 2


def test_history_is_newest_first(look: Look, outbox: Outbox) -> None:
    look(article(1), article(2))
    for minute in (1, 2):
        at = NOW + timedelta(minutes=minute)
        outbox.settle_sent(claimed(outbox, at=at), (str(minute), f"https://x.example/{minute}"), now=at)
    assert [one.remote_id for one in outbox.latest_sent(10)] == ["2", "1"]
    assert [one.remote_id for one in outbox.latest_sent(1, accounts=["mtt"])] == ["2"]
    assert outbox.latest_sent(10, accounts=["page"]) == []
    assert [one.remote_id for one in outbox.latest_sent(10, site="News")] == ["2", "1"]
    assert outbox.latest_sent(10, site="Elsewhere") == []
    assert outbox.counts()["mtt"] == {Status.SENT: 2}


def test_times_come_back_as_they_went_in_to_the_microsecond(look: Look, outbox: Outbox) -> None:
    look(article(1))
    assert replace(queued(outbox)[0]).due_at == NOW + RULES.hold
    assert queued(outbox)[0].due_at.tzinfo is UTC


def test_identities_of_every_kind_are_kept_apart(look: Look, articles: Articles) -> None:
    look(article(1))
    assert articles.find([Identity("guid", "no such")]) is None
    assert articles.find([Identity("fingerprint", identities(article(1))[0].value)]) is None


def test_the_baseline_is_taken_once_however_many_poll_first(articles: Articles, sources: Sources) -> None:
    never_asked = SourceState(site="News")
    polls = [
        decided(
            articles, never_asked, article(number), followers=FOLLOWERS, rules=RULES, at=NOW + timedelta(minutes=number)
        )
        for number in (1, 2)
    ]
    recorded = [articles.record([poll], rules=RULES, now=poll.state.asked_at or NOW) for poll in polls]
    assert [one is not None for (one,) in recorded] == [True, False]
    assert sources.feed("News").baseline_at == NOW + timedelta(minutes=1)
