"""Reads a database without SQLAlchemy, which takes longer to load. Nothing is created, changed or waited for."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

_PATIENCE_SECONDS = 2


def read_rows(database: str, folder: Path, query: str, values: Sequence[Any] = ()) -> list[Any]:
    """The rows that a query gives, with a "?" for each value; `database` is the address of bot.toml, in `folder`.

    Raises whatever the database's driver raises, where it cannot be opened or has no such tables.
    """
    read = _in_sqlite if database.startswith("sqlite") else _in_postgresql
    return read(database, folder, query, values)


def _in_sqlite(database: str, folder: Path, query: str, values: Sequence[Any]) -> list[Any]:
    import sqlite3

    path = folder / unquote(database.partition(":///")[2].partition("?")[0])
    address = f"file:{quote(str(path))}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE_SECONDS)) as connection:
        return connection.execute(query, values).fetchall()


def _in_postgresql(database: str, _folder: Path, query: str, values: Sequence[Any]) -> list[Any]:
    import psycopg

    scheme, _, address = database.partition("://")
    address = f"{scheme.partition('+')[0]}://{address}"
    with psycopg.connect(address, connect_timeout=_PATIENCE_SECONDS) as connection:
        connection.read_only = True
        return connection.execute(query.replace("?", "%s").encode(), values).fetchall()
