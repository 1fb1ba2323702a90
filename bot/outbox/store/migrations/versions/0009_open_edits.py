"""Whose editor has the text of a post open, and whether an article was changed since an editor wrote about it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("articles", sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("deliveries", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "open_edits",
        sa.Column("delivery_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("owner", sa.Text(), server_default="", nullable=False),
        sa.Column("held_as", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("release_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name="fk_open_edits_delivery_id"),
        sa.PrimaryKeyConstraint("delivery_id", name="pk_open_edits"),
    )


def downgrade() -> None:
    op.drop_table("open_edits")
    op.drop_column("deliveries", "edited_at")
    op.drop_column("articles", "corrected_at")
