"""What is forgotten gives its room back to what comes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.article import Article, identities
from bot.outbox.rules.candidates import SeenArticle
from bot.outbox.rules.delivery import Status
from bot.outbox.rules.new_articles import PlannedDelivery
from bot.outbox.store.articles import Articles
from bot.outbox.store.database import Database
from bot.outbox.store.forgetting import Forgetting

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
BODY = "<p>The ministers met on Monday.</p>" * 80
A_DAY = 20


@pytest.fixture
def database(tmp_path: Path):
    opened = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    yield opened
    opened.close()


def publish(database: Database, day: int) -> None:
    now, articles = BEGAN + timedelta(days=day), Articles(database)
    for number in range(day * A_DAY, (day + 1) * A_DAY):
        made = Article(site="News", title=f"Plan {number}", link=f"https://news.example/{number}", body=BODY)
        articles.add(SeenArticle(made, identities(made)), [PlannedDelivery("mtt", Status.SKIPPED, now, "")], now=now)


def pages(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())


def test_a_file_from_which_as_much_is_forgotten_as_comes_hardly_grows(database: Database) -> None:
    forgetting = Forgetting(database)
    for day in range(10):
        publish(database, day)
    before = pages(database)
    for day in range(10, 20):
        forgetting.forget(before=BEGAN + timedelta(days=day - 9), most=100)
        publish(database, day)
    assert pages(database) < 1.3 * before


def test_every_reference_holds_once_articles_are_forgotten(database: Database) -> None:
    publish(database, 0)
    assert Forgetting(database).forget(before=BEGAN + timedelta(days=1), most=100) == A_DAY
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert Articles(database).identities_of(1)
