from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.article import Article, identities
from bot.outbox.archive import Archive
from bot.outbox.database import Database
from bot.outbox.intake import Follower, IntakeRules, Sighting, take_in
from bot.outbox.prepared import driver_of
from bot.outbox.records import SiteState

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RULES = IntakeRules(max_age=timedelta(hours=24), hold=timedelta(minutes=5), burst=100)
STATE = SiteState(name="News", asked_at=NOW)


def article(number: int) -> Article:
    return Article(
        site="News",
        title=f"Ministers agree on plan {number}",
        link=f"https://news.example/{number}",
        guid=f"https://news.example/?p={number}",
        published=NOW + timedelta(minutes=number),
    )


def look(archive: Archive, *shown: Article) -> None:
    seen = [Sighting(one, identities(one)) for one in shown]
    archive.record_look(
        STATE,
        seen,
        lambda newcomers, first_look: take_in(
            newcomers, [Follower("x", review=False)], RULES, before=STATE, first_look=first_look, now=NOW
        ),
        rules=RULES,
        now=NOW,
    )


def reads_a_table(step: str) -> bool:
    """The rows of an INSERT are a table too, which is constant."""
    return step.startswith("SCAN") and "CONSTANT ROW" not in step


def test_no_statement_of_a_look_reads_a_whole_table(tmp_path: Path) -> None:
    """Then a look costs the same with five million known articles as with five thousand."""
    path, statements = tmp_path / "bot.db", []
    database = Database(f"sqlite:///{path}")
    archive = Archive(database)
    with database.writing() as connection:
        driver_of(connection).set_trace_callback(statements.append)
    look(archive)
    look(archive, article(4), article(3), article(2), article(1))
    look(archive, article(5), replace(article(4), title="Ministers disagree"), article(3), article(1))
    look(archive, article(5), article(4), article(3), article(2), article(1))
    archive.save_site(STATE)
    database.close()
    asked = [one for one in statements if one.startswith(("SELECT", "UPDATE", "INSERT", "DELETE"))]
    assert len(asked) > 40
    with closing(sqlite3.connect(path)) as reader:
        plans = {one: [row[3] for row in reader.execute(f"EXPLAIN QUERY PLAN {one}")] for one in asked}
    scans = {one: plan for one, plan in plans.items() if any(map(reads_a_table, plan))}
    assert scans == {}
