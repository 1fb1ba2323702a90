"""What a shell that completes IDs sees of the database, and that it never gets in the way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.outbox.store.completion_query import DeliveryHint, deliveries_for_completion
from bot.outbox.store.database import Database

ROWS = """
INSERT INTO articles (id, site, title, link, first_seen_at) VALUES (1, 'News', 'A title', '', '2026-11-23');
INSERT INTO articles (id, site, title, link, first_seen_at) VALUES (2, 'News', 'Another', '', '2026-11-23');
INSERT INTO deliveries (id, article_id, account, status, due_at, order_at, created_at)
VALUES (7, 1, 'x', 'held', '2026-11-23', '2026-11-23', '2026-11-23'),
       (8, 2, 'x', 'queued', '2026-11-23', '2026-11-23', '2026-11-23'),
       (71, 1, 'page', 'held', '2026-11-23', '2026-11-23', '2026-11-23');
"""
HELD_AND_QUEUED = ("held", "queued")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Database(f"sqlite:///{tmp_path / 'bot.db'}").close()
    with closing(sqlite3.connect(tmp_path / "bot.db")) as connection:
        connection.executescript(ROWS)
    return tmp_path


def ids(folder, statuses=HELD_AND_QUEUED, begun="", most=50, database="sqlite:///bot.db"):
    return [one.id for one in deliveries_for_completion(database, folder, statuses, begun, most)]


def test_it_shows_ids_in_these_statuses_newest_first(folder):
    assert ids(folder) == [71, 8, 7]
    assert ids(folder, ("queued",)) == [8]
    assert ids(folder, ()) == [71, 8, 7]
    assert deliveries_for_completion("sqlite:///bot.db", folder, ("queued",), "", 50) == [
        DeliveryHint(8, "x", "Another")
    ]


def test_it_shows_those_that_begin_as_is_written_and_no_more_than_are_read(folder):
    assert ids(folder, begun="7") == [71, 7]
    assert ids(folder, begun="9") == []
    assert ids(folder, begun="page") == []
    assert ids(folder, begun="%") == []
    assert ids(folder, most=2) == [71, 8]


def test_an_absolute_address_is_found_from_anywhere(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert ids(elsewhere, database=f"sqlite:///{folder / 'bot.db'}") == [71, 8, 7]


def test_where_there_is_no_database_there_is_nothing_and_none_is_made(tmp_path):
    assert ids(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "database", ["sqlite:///", "nonsense", "", "postgresql+psycopg://nobody@127.0.0.1:9/none", "mysql://x"]
)
def test_an_address_that_cannot_be_opened_gives_nothing(folder, database):
    assert ids(folder, database=database) == []


def test_a_file_that_is_no_database_gives_nothing(tmp_path):
    (tmp_path / "bot.db").write_text("no database")
    assert ids(tmp_path) == []
    (tmp_path / "bot.db").write_bytes(b"")
    assert ids(tmp_path) == []


def test_it_reads_while_another_program_writes(folder):
    with closing(sqlite3.connect(folder / "bot.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE deliveries SET status = 'sent'")
        assert ids(folder) == [71, 8, 7]
