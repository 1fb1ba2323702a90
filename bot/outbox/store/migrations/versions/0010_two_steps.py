"""Posts that go out in two steps: the key of what is prepared, and which accounts can post so."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("post_key", sa.Text(), nullable=True))
    op.create_table(
        "probes",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("probed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refusal", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_probes"),
    )


def downgrade() -> None:
    op.drop_table("probes")
    op.drop_column("deliveries", "post_key")
