"""What stood before an editor's act, and when an article was corrected and a text written over it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("articles", sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("deliveries", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "states_before",
        sa.Column("delivery_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False, server_default=""),
        sa.Column("now_status", sa.String(), nullable=False),
        sa.Column("now_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("release_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_for", sa.Text(), nullable=False, server_default=""),
        sa.Column("look_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("delivery_id", "act", name="pk_states_before"),
    )


def downgrade() -> None:
    op.drop_table("states_before")
    op.drop_column("deliveries", "edited_at")
    op.drop_column("articles", "corrected_at")
