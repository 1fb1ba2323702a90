"""What was done, by whom and when."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=True),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("account", sa.Text(), server_default="", nullable=False),
        sa.Column("before", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("after", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_acts_article_id"),
        sa.PrimaryKeyConstraint("id", name="pk_acts"),
    )
    op.create_index("ix_acts_article_id", "acts", ["article_id"])
    is_undoing = sa.text("undoes IS NOT NULL")
    op.create_index(
        "uq_acts_undoes", "acts", ["undoes"], unique=True, sqlite_where=is_undoing, postgresql_where=is_undoing
    )


def downgrade() -> None:
    op.drop_table("acts")
