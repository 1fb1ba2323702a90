"""A table of sources, identities with their site in a column, beats of processes, and when an article was checked."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_POLLED = (
    "url",
    "feed_url",
    "etag",
    "last_modified",
    "validators_url",
    "digest",
    "baseline_at",
    "asked_at",
    "answered_at",
    "next_poll_at",
    "newest_article_at",
    "usual_gap",
    "hub",
    "topic",
    "hint",
    "gone",
    "fault",
    "faults",
)
"""The columns that move from `sites` to `sources`. A sitemap was a row of `sites` named "site\\naddress"."""

_BEFORE = tuple("next_look_at" if name == "next_poll_at" else name for name in _POLLED)
"""The same columns as `sites` called them."""

_LINE_FEED = {"sqlite": "char(10)", "postgresql": "chr(10)"}
_PLACE = {"sqlite": "instr({text}, {sought})", "postgresql": "strpos({text}, {sought})"}


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _time(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def _polled_columns(next_at: str = "next_poll_at") -> list[sa.Column[Any]]:
    return [
        *map(_text, ("url", "feed_url", "etag", "last_modified", "validators_url", "digest")),
        *map(_time, ("baseline_at", "asked_at", "answered_at", next_at, "newest_article_at")),
        sa.Column("usual_gap", sa.Integer(), nullable=True),
        *map(_text, ("hub", "topic")),
        sa.Column("hint", sa.Integer(), nullable=True),
        sa.Column("gone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _text("fault"),
        sa.Column("faults", sa.Integer(), server_default="0", nullable=False),
    ]


def _place_of_line_feed(column: str) -> tuple[str, str]:
    """SQL for a line feed, and for its place in the text of that column, from 1; 0 where there is none."""
    dialect = op.get_bind().dialect.name
    line_feed = _LINE_FEED[dialect]
    return line_feed, _PLACE[dialect].format(text=column, sought=line_feed)


def upgrade() -> None:
    _, place = _place_of_line_feed("name")
    op.create_table(
        "sources",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_polled_columns(),
        sa.ForeignKeyConstraint(["site"], ["sites.name"], name="fk_sources_site"),
        sa.PrimaryKeyConstraint("site", "kind", "address", name="pk_sources"),
    )
    columns, before = ", ".join(_POLLED), ", ".join(_BEFORE)
    op.execute(
        f"INSERT INTO sources (site, kind, address, {columns}) "
        f"SELECT name, 'feed', '', {before} FROM sites WHERE {place} = 0"
    )
    op.execute(
        f"INSERT INTO sources (site, kind, address, {columns}) "
        f"SELECT substr(name, 1, {place} - 1), 'sitemap', substr(name, {place} + 1), {before} FROM sites "
        f"WHERE {place} > 0 AND substr(name, 1, {place} - 1) IN (SELECT name FROM sites)"
    )
    op.execute(f"DELETE FROM sites WHERE {place} > 0")
    for column in (*_BEFORE, "shown"):
        op.drop_column("sites", column)
    _rebuild_identities_with_site()
    op.add_column("articles", _time("checked_at"))
    op.create_table(
        "processes",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", name="pk_processes"),
    )


def _identities(*keys: str) -> None:
    op.create_table(
        "identities",
        *(sa.Column(key, sa.String(), nullable=False) for key in keys),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_identities_article_id"),
        sa.PrimaryKeyConstraint(*keys, name="pk_identities"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_identities_article_id", "identities", ["article_id"], unique=False)


def _set_identities_aside() -> None:
    """SQLite cannot give a table another primary key, so it is made anew."""
    op.execute("CREATE TABLE identities_before AS SELECT * FROM identities")
    op.drop_table("identities")


def _rebuild_identities_with_site() -> None:
    _, place = _place_of_line_feed("value")
    _set_identities_aside()
    _identities("kind", "site", "value")
    op.execute(
        "INSERT INTO identities (kind, site, value, article_id) "
        f"SELECT kind, '', value, article_id FROM identities_before WHERE {place} = 0"
    )
    op.execute(
        "INSERT INTO identities (kind, site, value, article_id) "
        f"SELECT kind, substr(value, 1, {place} - 1), substr(value, {place} + 1), article_id "
        f"FROM identities_before WHERE {place} > 0"
    )
    op.drop_table("identities_before")


def downgrade() -> None:
    line_feed, _ = _place_of_line_feed("")
    op.drop_table("processes")
    op.drop_column("articles", "checked_at")
    _set_identities_aside()
    _identities("kind", "value")
    op.execute(
        "INSERT INTO identities (kind, value, article_id) SELECT kind, "
        f"CASE WHEN site = '' THEN value ELSE site || {line_feed} || value END, article_id FROM identities_before"
    )
    op.drop_table("identities_before")
    for column in (
        *_polled_columns("next_look_at"),
        sa.Column("shown", sa.LargeBinary(), server_default="", nullable=False),
    ):
        op.add_column("sites", column)
    values = ", ".join(
        f"{before} = (SELECT {now} FROM sources WHERE site = sites.name AND kind = 'feed')"
        for before, now in zip(_BEFORE, _POLLED, strict=True)
    )
    op.execute(
        f"UPDATE sites SET {values} WHERE EXISTS (SELECT 1 FROM sources WHERE site = sites.name AND kind = 'feed')"
    )
    columns, before = ", ".join(_POLLED), ", ".join(_BEFORE)
    op.execute(
        f"INSERT INTO sites (name, {before}) "
        f"SELECT site || {line_feed} || address, {columns} FROM sources WHERE kind = 'sitemap'"
    )
    op.drop_table("sources")
