from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.article import Article
from bot.outbox.rules.article_rules import ArticleRules, Follower
from bot.outbox.store.articles import Articles
from bot.outbox.store.database import Database
from bot.outbox.store.sources import Sources
from tests.contracts.polling import record_poll

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RULES = ArticleRules(max_age=timedelta(hours=24), hold=timedelta(minutes=5), burst=100)


def article(number: int) -> Article:
    return Article(
        site="News",
        title=f"Ministers agree on plan {number}",
        link=f"https://news.example/{number}",
        guid=f"https://news.example/?p={number}",
        published=NOW + timedelta(minutes=number),
    )


def poll(articles: Articles, sources: Sources, *shown: Article) -> None:
    before = replace(sources.feed("News"), baseline_at=NOW, asked_at=NOW)
    record_poll(articles, before, *shown, followers=[Follower("x", review=False)], rules=RULES, at=NOW)


def reads_a_table(step: str) -> bool:
    """The rows of an INSERT are a table too, which is constant."""
    return step.startswith("SCAN") and "CONSTANT ROW" not in step


def test_no_statement_of_a_look_reads_a_whole_table(tmp_path: Path) -> None:
    """Then a look costs the same with five million known articles as with five thousand."""
    path, statements = tmp_path / "bot.db", []
    database = Database(f"sqlite:///{path}")
    articles, sources = Articles(database), Sources(database)
    with database.writing() as connection:
        connection.connection.driver_connection.set_trace_callback(statements.append)
    poll(articles, sources)
    poll(articles, sources, article(4), article(3), article(2), article(1))
    poll(articles, sources, article(5), replace(article(4), title="Ministers disagree"), article(3), article(1))
    poll(articles, sources, article(5), article(4), article(3), article(2), article(1))
    sources.save([sources.feed("News")])
    database.close()
    asked = [one for one in statements if one.startswith(("SELECT", "UPDATE", "INSERT", "DELETE"))]
    assert len(asked) > 40
    with closing(sqlite3.connect(path)) as reader:
        plans = {one: [row[3] for row in reader.execute(f"EXPLAIN QUERY PLAN {one}")] for one in asked}
    scans = {one: plan for one, plan in plans.items() if any(map(reads_a_table, plan))}
    assert scans == {}
