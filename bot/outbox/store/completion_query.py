"""The deliveries that a shell offers when it completes an ID: read without SQLAlchemy, which takes longer to load.

Nothing is created, changed, migrated or waited for, and where anything is wrong there is nothing to see.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

_QUERY = """
SELECT deliveries.id, deliveries.account, articles.title
FROM deliveries JOIN articles ON articles.id = deliveries.article_id
WHERE {status} AND CAST(deliveries.id AS TEXT) LIKE {begun}
ORDER BY deliveries.id DESC LIMIT {most}
"""
_PATIENCE_SECONDS = 2


@dataclass(frozen=True, slots=True)
class DeliveryHint:
    """A delivery, as far as a shell shows it."""

    id: int
    account: str
    title: str


def deliveries_for_completion(
    database: str, folder: Path, statuses: Sequence[str], begun: str, most: int
) -> list[DeliveryHint]:
    """At most so many deliveries in these statuses, or in any, whose IDs begin so, the newest first.

    `database` is the address of bot.toml, in `folder`.
    """
    if not (begun.isdecimal() or not begun):
        return []
    read = _in_sqlite if database.startswith("sqlite") else _in_postgresql
    try:
        return [DeliveryHint(*row) for row in read(database, folder, (*statuses, f"{begun}%", most))]
    except Exception:  # noqa: BLE001  # of whichever driver; a shell's prompt is no place for a fault
        return []


def _in_sqlite(database: str, folder: Path, values: Sequence[Any]) -> list[Any]:
    import sqlite3

    path = folder / unquote(database.partition(":///")[2].partition("?")[0])
    address = f"file:{quote(str(path))}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE_SECONDS)) as connection:
        return connection.execute(_filled_in("?", len(values) - 2), values).fetchall()


def _in_postgresql(database: str, _folder: Path, values: Sequence[Any]) -> list[Any]:
    import psycopg

    scheme, _, address = database.partition("://")
    address = f"{scheme.partition('+')[0]}://{address}"
    with psycopg.connect(address, connect_timeout=_PATIENCE_SECONDS) as connection:
        connection.read_only = True
        return connection.execute(_filled_in("%s", len(values) - 2).encode(), values).fetchall()


def _filled_in(mark: str, statuses: int) -> str:
    status = f"deliveries.status IN ({', '.join([mark] * statuses)})" if statuses else "TRUE"
    return _QUERY.format(status=status, begun=mark, most=mark)
