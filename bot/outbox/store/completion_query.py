"""The deliveries that a shell offers when it completes an ID: read without SQLAlchemy, which takes longer to load.

Nothing is created, changed, migrated or waited for, and where anything is wrong there is nothing to see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.outbox.store.read_only import read_rows

_QUERY = """
SELECT deliveries.id, deliveries.account, articles.title
FROM deliveries JOIN articles ON articles.id = deliveries.article_id
WHERE {status} AND CAST(deliveries.id AS TEXT) LIKE ?
ORDER BY deliveries.id DESC LIMIT ?
"""


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
    try:
        rows = read_rows(database, folder, _filled_in(len(statuses)), (*statuses, f"{begun}%", most))
    except Exception:  # noqa: BLE001  # of whichever driver; a shell's prompt is no place for a fault
        return []
    return [DeliveryHint(*row) for row in rows]


def _filled_in(statuses: int) -> str:
    status = f"deliveries.status IN ({', '.join(['?'] * statuses)})" if statuses else "TRUE"
    return _QUERY.format(status=status)
