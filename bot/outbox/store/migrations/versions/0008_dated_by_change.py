"""Whether an article's date is that of its last change, for its feed does not say when it came out."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    column: sa.Column[bool] = sa.Column(
        "dated_by_change", sa.Boolean(), server_default=sa.text("false"), nullable=False
    )
    op.add_column("articles", column)


def downgrade() -> None:
    op.drop_column("articles", "dated_by_change")
