"""What is to be done to posts that are out, and which changes of their articles an editor has seen."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def upgrade() -> None:
    op.add_column("deliveries", _text("ticked_off"))
    op.create_table(
        "post_changes",
        sa.Column("delivery_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        _text("text"),
        _text("title"),
        sa.Column("again", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _text("why"),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        _text("fault"),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name="fk_post_changes_delivery_id"),
        sa.PrimaryKeyConstraint("delivery_id", name="pk_post_changes"),
    )


def downgrade() -> None:
    op.drop_table("post_changes")
    op.drop_column("deliveries", "ticked_off")
