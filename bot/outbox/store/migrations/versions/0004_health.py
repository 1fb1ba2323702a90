"""What health is judged by: since when, by which process, what a platform says of a token, and who has been told."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _time(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _added() -> dict[str, tuple[sa.Column[Any], ...]]:
    return {
        "sources": (_time("fault_since"),),
        "accounts": (_time("halted_at"), _time("paused_at")),
        "processes": (_text("kind"), _text("version"), _text("settings"), _time("started_at"), _time("ended_at")),
    }


def upgrade() -> None:
    for table, columns in _added().items():
        for column in columns:
            op.add_column(table, column)
    is_failed = sa.text("status = 'failed'")
    op.create_index(
        "ix_deliveries_failed", "deliveries", ["account"], sqlite_where=is_failed, postgresql_where=is_failed
    )
    op.create_table(
        "credentials",
        sa.Column("account", sa.String(), nullable=False),
        _time("checked_at", nullable=False),
        _time("token_ends_at"),
        _time("access_ends_at"),
        sa.Column("missing_rights", sa.JSON(), server_default="[]", nullable=False),
        _text("fault"),
        _text("mark"),
        sa.PrimaryKeyConstraint("account", name="pk_credentials"),
    )
    op.create_table(
        "findings",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        _text("what"),
        _time("began_at", nullable=False),
        _time("ended_at"),
        _time("told_at"),
        sa.Column("times_told", sa.Integer(), server_default="0", nullable=False),
        sa.Column("newest", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_findings"),
    )
    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        _text("subject"),
        _text("body"),
        sa.Column("findings", sa.JSON(), server_default="[]", nullable=False),
        _time("created_at", nullable=False),
        _time("try_at", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        _text("fault"),
        _time("sent_at"),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
    )
    is_open = sa.text("sent_at IS NULL")
    op.create_index("ix_alerts_open", "alerts", ["try_at"], sqlite_where=is_open, postgresql_where=is_open)
    op.create_table(
        "notes",
        sa.Column("name", sa.String(), nullable=False),
        _text("value"),
        _time("noted_at", nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_notes"),
    )


def downgrade() -> None:
    op.drop_index("ix_deliveries_failed", "deliveries")
    for table in ("notes", "alerts", "findings", "credentials"):
        op.drop_table(table)
    for table, columns in _added().items():
        for column in columns:
            op.drop_column(table, column.name)
