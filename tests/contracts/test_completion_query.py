"""A shell sees the same on every database."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.outbox.store.completion_query import deliveries_for_completion
from bot.outbox.store.database import Database

pytestmark = pytest.mark.every_database

ARTICLE = "INSERT INTO articles (id, site, title, link, first_seen_at) VALUES (1, 'News', 'A title', '', '2026-11-23')"
DELIVERY = """
INSERT INTO deliveries (id, article_id, account, status, due_at, order_at, created_at)
VALUES (:id, 1, :account, 'held', '2026-11-23', '2026-11-23', '2026-11-23')
"""


def test_ids_are_completed_on_every_database(database: Database, database_url: str, tmp_path: Path) -> None:
    with database.writing() as connection:
        connection.execute(sa.text(ARTICLE))
        connection.execute(sa.text(DELIVERY), [{"id": 7, "account": "x"}, {"id": 71, "account": "page"}])
    assert [one.id for one in deliveries_for_completion(database_url, tmp_path, ("held", "queued"), "7", 50)] == [71, 7]
    assert [one.id for one in deliveries_for_completion(database_url, tmp_path, (), "71", 50)] == [71]
    assert deliveries_for_completion(database_url, tmp_path, ("sent",), "", 50) == []
