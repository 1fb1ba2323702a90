"""The SQL by which old articles are forgotten, but for what keeps them from being posted again."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.outbox.rules.delivery import Status
from bot.outbox.store.database import Database
from bot.outbox.store.tables import acts, articles, attempts, deliveries, open_edits, post_changes

FORGOTTEN = "its posts were forgotten, as `keep` in bot.toml says"
"""Why an article has no delivery any more."""

_CLOSED = (Status.SENT, Status.SKIPPED)
"""A post that failed, or that somebody still has to settle, is kept however old it is."""

_EMPTY = {
    "body": "",
    "excerpt": "",
    "page_body": "",
    "author": "",
    "tags": (),
    "image": "",
    "image_alt": "",
    "wants_page": False,
}
"""What is forgotten of an article. Its names, title, address and date stay: by them it is known again."""


class Forgetting:
    """In one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def forget(self, *, before: datetime, most: int) -> int:
        """Forget at most so many articles of which nothing has happened since then; return how many that were.

        With them go their posts and whatever was done to them, and what was done to accounts before then.

        The call that was made last stays in any case: by it a restored backup is recognised.
        """
        of_article = deliveries.c.article_id == articles.c.id
        last_call = sa.select(sa.func.max(deliveries.c.claimed_at)).scalar_subquery()
        is_kept = sa.exists().where(
            of_article,
            sa.or_(
                deliveries.c.status.not_in(_CLOSED),
                deliveries.c.created_at >= before,
                deliveries.c.claimed_at >= before,
                deliveries.c.claimed_at == last_call,
            ),
        )
        has_text = sa.or_(articles.c.body != "", articles.c.excerpt != "", articles.c.page_body != "")
        query = (
            sa.select(articles.c.id)
            .where(articles.c.first_seen_at < before, sa.or_(has_text, sa.exists().where(of_article)), ~is_kept)
            .order_by(articles.c.id)
            .limit(most)
        )
        with self._database.writing() as connection:
            ids = list(connection.execute(query).scalars())
            if ids:
                _forget(connection, ids)
            connection.execute(sa.delete(acts).where(acts.c.article_id.is_(None), acts.c.at < before))
            return len(ids)


def _forget(connection: sa.Connection, ids: list[int]) -> None:
    of_articles = sa.select(deliveries.c.id).where(deliveries.c.article_id.in_(ids))
    connection.execute(
        sa.update(articles).where(articles.c.id.in_(ids), articles.c.not_posted == "").values(not_posted=FORGOTTEN)
    )
    connection.execute(sa.update(articles).where(articles.c.id.in_(ids)).values(_EMPTY))
    connection.execute(sa.delete(post_changes).where(post_changes.c.delivery_id.in_(of_articles)))
    connection.execute(sa.delete(acts).where(acts.c.article_id.in_(ids)))
    connection.execute(sa.delete(attempts).where(attempts.c.delivery_id.in_(of_articles)))
    connection.execute(sa.delete(open_edits).where(open_edits.c.delivery_id.in_(of_articles)))
    connection.execute(sa.delete(deliveries).where(deliveries.c.article_id.in_(ids)))
    if connection.dialect.name == "sqlite":
        _write_anew(connection, ids)


def _write_anew(connection: sa.Connection, ids: list[int]) -> None:
    """Delete and insert the articles, so that SQLite gives back the room of their texts.

    A row that has become shorter keeps its page to itself, which then stands nearly empty for ever: only where a row is
    deleted are such pages merged (https://www.sqlite.org/fileformat2.html#b_tree_pages). Whatever refers to the
    articles is checked at the end of the transaction, when they are back.
    """
    of_these = articles.c.id.in_(ids)
    rows = [dict(row) for row in connection.execute(sa.select(articles).where(of_these)).mappings()]
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # until the end of the transaction
    connection.execute(sa.delete(articles).where(of_these))
    connection.execute(sa.insert(articles), rows)
