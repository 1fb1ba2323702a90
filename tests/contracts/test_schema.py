"""A new database is made at once, an older one by migrations; both are the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from bot.errors import StoreError
from bot.outbox.store.database import Database
from bot.outbox.store.tables import metadata

pytestmark = pytest.mark.every_database


@pytest.fixture
def connection(database_url: str) -> Iterator[sa.Connection]:
    """To a database that the program has just made."""
    Database(database_url).close()
    engine = sa.create_engine(database_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


ALL_OF_IT = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL",
    "postgresql": """
        SELECT table_name, concat_ws(' ', column_name, data_type, is_nullable, column_default)
            FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace
    """,
}


def described(connection: sa.Connection) -> list[tuple[str, list[str]]]:
    """All that the database knows of its tables but the order of their columns, which a migration cannot choose."""
    rows = connection.execute(sa.text(ALL_OF_IT[connection.dialect.name])).all()
    return sorted((name, sorted(re.split(r"[\s,()]+", told))) for name, told in rows)


def run(migration: Callable[[Config, str], None], connection: sa.Connection, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", "bot.outbox.store:migrations")
    config.attributes["connection"] = connection
    migration(config, to)
    connection.commit()


def test_a_new_database_is_what_the_migrations_make(connection: sa.Connection) -> None:
    made_at_once = described(connection)
    assert {*metadata.tables, "alembic_version"} <= set(sa.inspect(connection).get_table_names())
    run(command.downgrade, connection, "base")
    run(command.upgrade, connection, "head")
    assert described(connection) == made_at_once
    assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_every_migration_can_be_undone(connection: sa.Connection) -> None:
    run(command.downgrade, connection, "base")
    assert sa.inspect(connection).get_table_names() == ["alembic_version"]


def test_an_older_database_is_brought_up_to_date(connection: sa.Connection, database_url: str) -> None:
    made_at_once = described(connection)
    run(command.downgrade, connection, "base")
    Database(database_url).close()
    assert described(connection) == made_at_once


def test_the_tables_of_another_program_are_not_taken_for_its_own(database_url: str) -> None:
    engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE articles (number integer)"))
    with pytest.raises(StoreError, match="articles"):
        Database(database_url)
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["articles"]
    engine.dispose()
