"""The SQL that makes deliveries of what was decided about articles, within a transaction that the caller has begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.article import Article
from bot.outbox.rules.acts import Stamp
from bot.outbox.rules.new_articles import Decision
from bot.outbox.store.act_rows import note_new
from bot.outbox.store.sql import insert_unless_there
from bot.outbox.store.tables import deliveries

_NEW = ("id", "article_id", "status", "reason", "release_at", "approved_until")


def insert_deliveries(
    connection: sa.Connection,
    decisions: Sequence[Decision],
    ids: Mapping[Article, int],
    now: datetime,
    stamp: Stamp | None = None,
) -> None:
    """Make the deliveries of these decisions that are not there; `stamp`: an editor has asked for them."""
    rows = [
        {
            "article_id": ids[decision.article],
            "account": planned.account,
            "status": planned.status,
            "due_at": planned.due_at,
            "order_at": planned.order_at(decision.article, now),
            "release_at": planned.release_at,
            "created_at": now,
            "reason": planned.reason,
            "breaking": planned.breaking,
            "look_since": planned.look_since,
            "approved_until": planned.approved_until,
        }
        for decision in decisions
        for planned in decision.deliveries
    ]
    if rows:
        inserting = insert_unless_there(connection, deliveries).returning(*(deliveries.c[name] for name in _NEW))
        made = connection.execute(inserting, rows).mappings().all()
        note_new(connection, [(stamp or Stamp(row["status"], now), row) for row in made])
