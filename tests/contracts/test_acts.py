"""What was done is recorded with what it changes, or neither is, on every database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from bot.article import Article, identities
from bot.errors import ConflictError, WrongStatus
from bot.outbox.rules.acts import BOT, Act, Stamp, person
from bot.outbox.rules.candidates import SeenArticle
from bot.outbox.rules.delivery import APPROVE, EDIT, HOLD, RETRY, SCHEDULE, SKIP, Delivery, Settlement, Status
from bot.outbox.rules.new_articles import PlannedDelivery
from bot.outbox.store.accounts import Accounts
from bot.outbox.store.act_rows import note_act
from bot.outbox.store.acts import Acts
from bot.outbox.store.articles import Articles
from bot.outbox.store.database import Database
from bot.outbox.store.deliveries import Outbox
from bot.outbox.store.forgetting import Forgetting

pytestmark = pytest.mark.every_database

NOW = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)
ANNA = person("anna@newsroom")


@pytest.fixture
def acts(database: Database) -> Acts:
    return Acts(database)


Add = Callable[..., list[Delivery]]


@pytest.fixture
def add(articles: Articles, outbox: Outbox) -> Add:
    """Queue an article for these accounts, by an editor or by the bot."""

    def add(number: int = 1, *accounts: str, at: datetime = NOW, by: object = BOT) -> list[Delivery]:
        made = Article(site="News", title=f"Article {number}", link=f"https://news.example/{number}", body="<p>B</p>")
        planned = [PlannedDelivery(account, Status.QUEUED, at, "") for account in accounts or ("mtt",)]
        article_id = articles.add(SeenArticle(made, identities(made)), planned, now=at, by=by)  # type: ignore[arg-type]
        return outbox.deliveries_of(article_id)

    return add


def claimed(outbox: Outbox, delivery: Delivery, at: datetime = NOW) -> Delivery:
    made = outbox.claim(delivery, text="T", owner="host:1:me", cost=Decimal("0.2"), now=at)
    assert made is not None
    return made


def named(acts: list[Act]) -> list[tuple[str, str]]:
    return [(str(act.by), act.name) for act in acts]


def test_the_way_of_a_post_is_recorded_from_queue_to_timeline(add: Add, outbox: Outbox, acts: Acts) -> None:
    (delivery,) = add()
    outbox.settle_sent(claimed(outbox, delivery), ("1", "https://x.example/1"), now=NOW + timedelta(minutes=1))
    first, last = acts.of_article(delivery.article_id)
    assert (first.name, first.by, first.at, first.before) == ("queued", BOT, NOW, {})
    assert (last.name, last.at) == ("sent", NOW + timedelta(minutes=1))
    assert (last.before, last.after) == ({"status": "sending"}, {"status": "sent"})
    assert (last.delivery, last.account, last.title) == (delivery.id, "mtt", "Article 1")


def test_every_move_of_an_editor_is_recorded_as_theirs(add: Add, outbox: Outbox, acts: Acts) -> None:
    (delivery,) = add(by=ANNA)
    at = NOW + timedelta(hours=1)
    for move in (HOLD, APPROVE, SKIP, RETRY):
        outbox.move(delivery.id, move, now=NOW, by=ANNA)
    outbox.move(delivery.id, SCHEDULE, now=NOW, at=at, by=ANNA)
    outbox.rewrite(delivery.id, "Better words", read_at=NOW, now=NOW, by=ANNA)
    told = acts.latest(20, delivery_id=delivery.id)
    names = ["edit", "schedule", "retry", "skip", "approve", "hold", "post"]
    assert named(told) == [("anna@newsroom", name) for name in names]
    assert told[0].after == {"status": "queued", "text": "Better words", "edited": True} | {
        "edited_at": NOW.isoformat()
    }
    assert told[1].after["due_at"] == at.isoformat()


def test_the_status_that_the_last_act_tells_is_the_delivery_s(add: Add, outbox: Outbox, acts: Acts) -> None:
    ended = {
        "refused": Settlement(Status.FAILED, "refused", "too long"),
        "unknown": Settlement(Status.UNSURE, "outcome-unknown", "no answer", look_at=NOW),
        "later": Settlement(Status.QUEUED, "retry-later", "rate limit", due_at=NOW),
    }
    for number, (account, settlement) in enumerate(ended.items()):
        (delivery,) = add(number, account)
        outbox.settle(claimed(outbox, delivery), settlement, now=NOW)
    (old,) = add(10, "old")
    outbox.expire(old, "too old", now=NOW)
    (broken,) = add(11, "broken")
    outbox.fail(broken, "nothing fits", now=NOW)
    (lost,) = add(12, "lost")
    outbox.abandon(claimed(outbox, lost), "nobody knows", look_at=NOW, now=NOW)
    outbox.settle_absent(outbox.delivery(lost.id), "it is not there", now=NOW)
    (there,) = add(13, "there")
    outbox.adopt(there, ("7", "https://x.example/7"), posted_at=NOW, cost=Decimal(0), now=NOW)
    (held,) = add(14, "held")
    outbox.move(held.id, HOLD, now=NOW, at=NOW)
    outbox.release("held", "nobody objected", now=NOW)
    told = [acts.latest(1, delivery_id=delivery.id)[0] for delivery in outbox.listed(list(Status))]
    names = ["failed", "unsure", "postponed", "expired", "failed", "absent", "found", "released"]
    assert sorted(act.name for act in told) == sorted(names)
    for act in told:
        assert act.delivery is not None
        assert act.after["status"] == outbox.delivery(act.delivery).status


def test_what_is_refused_is_not_recorded(add: Add, outbox: Outbox, acts: Acts) -> None:
    (delivery,) = add()
    outbox.settle_sent(claimed(outbox, delivery), ("1", "https://x.example/1"), now=NOW)
    before = acts.latest(20)
    for move in (HOLD, EDIT):
        with pytest.raises(WrongStatus):
            outbox.move(delivery.id, move, now=NOW, by=ANNA)
    assert acts.latest(20) == before


def test_what_is_asked_for_twice_is_recorded_once(add: Add, acts: Acts) -> None:
    add(by=ANNA)
    add(1, "mtt", "page", by=ANNA)
    assert [(act.name, act.account) for act in acts.latest(20)] == [("post", "page"), ("post", "mtt")]


def test_an_account_s_state_is_recorded_where_it_changes(accounts: Accounts, acts: Acts) -> None:
    accounts.resume("mtt", now=NOW, by=ANNA)
    accounts.halt("mtt", "renew the token", now=NOW)
    accounts.halt("mtt", "renew the token", now=NOW + timedelta(minutes=30))
    accounts.note_budget("mtt", over=True, now=NOW)
    accounts.note_budget("mtt", over=True, now=NOW)
    accounts.pause("mtt", until=None, now=NOW, by=ANNA)
    accounts.resume("mtt", now=NOW, by=ANNA)
    assert named(acts.latest(20, accounts=["mtt"])) == [
        ("anna@newsroom", "resume"),
        ("anna@newsroom", "pause"),
        ("the bot", "over-budget"),
        ("the bot", "halted"),
    ]


def test_acts_are_narrowed_to_a_person_a_time_a_site_and_an_account(add: Add, outbox: Outbox, acts: Acts) -> None:
    first, second = add(1, "mtt", "page")
    outbox.move(first.id, HOLD, now=NOW + timedelta(days=1), by=ANNA)
    outbox.move(second.id, HOLD, now=NOW + timedelta(days=2), by=person("annabel"))
    assert named(acts.latest(20, by="anna")) == [("anna@newsroom", "hold")]
    assert named(acts.latest(20, by="anna@newsroom")) == [("anna@newsroom", "hold")]
    assert acts.latest(20, by="anna@elsewhere") == acts.latest(20, by="ann_") == []
    assert named(acts.latest(20, by="")) == [("the bot", "queued")] * 2
    assert named(acts.latest(20, since=NOW + timedelta(days=2))) == [("annabel", "hold")]
    assert [act.account for act in acts.latest(20, accounts=["page"])] == ["page", "page"]
    assert acts.latest(20, site="Other") == []
    assert len(acts.latest(3)) == 3


def test_an_act_cannot_be_undone_twice_whoever_tries(add: Add, outbox: Outbox, acts: Acts, database: Database) -> None:
    (delivery,) = add()
    outbox.move(delivery.id, HOLD, now=NOW, by=ANNA)
    (hold,) = acts.last_of(ANNA)
    acts.undo(hold.id, by=ANNA, now=NOW)
    with pytest.raises(ConflictError), database.writing() as connection:
        note_act(connection, Stamp("undo", NOW, ANNA), before={}, after={}, account="mtt", undoes=hold.id)


def test_what_is_forgotten_takes_its_acts_with_it(
    add: Add, outbox: Outbox, accounts: Accounts, acts: Acts, database: Database
) -> None:
    (old,) = add(1)
    outbox.move(old.id, SKIP, now=NOW, by=ANNA)
    accounts.pause("mtt", until=None, now=NOW, by=ANNA)
    later = NOW + timedelta(days=10)
    add(2, at=later)
    accounts.resume("mtt", now=later, by=ANNA)
    add(3, at=later)
    assert Forgetting(database).forget(before=NOW + timedelta(days=5), most=10) == 1
    assert [(act.name, act.title) for act in acts.latest(20)] == [
        ("queued", "Article 3"),
        ("resume", ""),
        ("queued", "Article 2"),
    ]


def test_a_text_of_any_letters_is_recorded_and_comes_back(add: Add, outbox: Outbox, acts: Acts) -> None:
    (delivery,) = add()
    for text in ("長崎の港 🚢", "مرحبا\n\n\"quoted\" \\ 'it'", "a\tb"):
        outbox.rewrite(delivery.id, text, read_at=NOW, now=NOW, by=ANNA)
        outbox.rewrite(delivery.id, "", read_at=NOW, now=NOW, by=ANNA)
        acts.undo(acts.last_of(ANNA)[-1].id, by=ANNA, now=NOW)
        assert replace(outbox.delivery(delivery.id)).text == text


def test_what_was_recorded_outlives_the_way_to_an_older_version_and_back_but_for_the_acts(
    add: Add, database: Database, database_url: str
) -> None:
    from alembic import command
    from alembic.config import Config

    (delivery,) = add()
    engine = sa.create_engine(database_url)
    config = Config()
    config.set_main_option("script_location", "bot.outbox.store:migrations")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0005")
        connection.commit()
    engine.dispose()
    again = Database(database_url)
    assert Outbox(again).delivery(delivery.id) == delivery
    assert Acts(again).latest(20) == []
    again.close()
