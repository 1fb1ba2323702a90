"""SQL that SQLite and PostgreSQL have in common, and SQLAlchemy spells for each of them apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from importlib import import_module
from typing import Any, TypeVar

import sqlalchemy as sa

from bot.outbox.store.tables import UtcDateTime

T = TypeVar("T")

_IN_ONE_STATEMENT = 500
"""Values; SQLite takes 32,766 parameters, and plans a statement of a few hundred fast."""


def in_lots(values: Collection[T]) -> Iterator[list[T]]:
    """The values in lots that fit into one statement each."""
    all_values = list(values)
    for start in range(0, len(all_values), _IN_ONE_STATEMENT):
        yield all_values[start : start + _IN_ONE_STATEMENT]


NOW: dict[str, sa.ColumnElement[datetime]] = {
    "sqlite": sa.literal_column("strftime('%Y-%m-%d %H:%M:%f000', 'now')", UtcDateTime()),
    "postgresql": sa.func.clock_timestamp(type_=UtcDateTime()),
}
"""SQL for the time by the database's own clock, which is one clock for all processes; by the name of the dialect."""


def insert_unless_there(connection: sa.Connection, table: sa.Table) -> Any:
    """An INSERT that leaves rows as they are whose key is there."""
    return _insert(connection, table).on_conflict_do_nothing()


def insert_or_update(connection: sa.Connection, table: sa.Table, columns: Iterable[str]) -> Any:
    """An INSERT, or an UPDATE of these columns where the primary key is there."""
    inserting = _insert(connection, table)
    changed = {name: inserting.excluded[name] for name in columns}
    return inserting.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=changed)


def _insert(connection: sa.Connection, table: sa.Table) -> Any:
    """An INSERT with what SQLite and PostgreSQL have in common: https://www.sqlite.org/lang_upsert.html

    SQLAlchemy has it for each dialect apart. Only the connection's own is loaded, for the other one would take every
    command a tenth of its start.
    """
    return import_module(f"sqlalchemy.dialects.{connection.dialect.name}").insert(table)
