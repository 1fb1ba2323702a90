"""To which other site a source has moved for good, and since when."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("sources", sa.Column("moved_to", sa.Text(), server_default="", nullable=False))
    op.add_column("sources", sa.Column("moved_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("sources", "moved_since")
    op.drop_column("sources", "moved_to")
