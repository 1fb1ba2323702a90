"""The SQL about what is remembered of findings: since when each is there, and whether somebody was told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.outbox.rules.states import FindingState
from bot.outbox.store.alerts import NewAlert, forget_old_alerts, queue_alerts
from bot.outbox.store.database import Database
from bot.outbox.store.notes import note_instead, noted_at
from bot.outbox.store.sql import in_lots, insert_or_update
from bot.outbox.store.tables import findings


@dataclass(frozen=True, slots=True)
class Judged:
    """What was remembered when it was last decided what people are to be told."""

    states: tuple[FindingState, ...]
    at: datetime | None
    """When that was (aware UTC); None: never."""


class Findings:
    """All findings, in one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def judged(self) -> Judged:
        """What is remembered."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(findings).order_by(findings.c.key)).mappings()
            return Judged(tuple(FindingState(**row) for row in rows), noted_at(connection, "judged"))

    def began_at(self) -> dict[str, datetime]:
        """By its key, when each finding that lasts was first judged so (aware UTC)."""
        query = sa.select(findings.c.key, findings.c.began_at).where(findings.c.ended_at.is_(None))
        with self._database.reading() as connection:
            return {row.key: row.began_at for row in connection.execute(query)}

    def record(
        self, before: Judged, states: Collection[FindingState], alerts: Sequence[NewAlert], *, now: datetime
    ) -> bool:
        """Remember these states instead of those before, and the alerts that are to be sent: both, or nothing.

        False where another process has done so since `before` was read: then nothing is written, for it has told.
        """
        with self._database.writing() as connection:
            if not note_instead(connection, "judged", before=before.at, now=now):
                return False
            _replace(connection, before.states, states)
            queue_alerts(connection, alerts, now=now)
            forget_old_alerts(connection, now=now)
            return True


def _replace(connection: sa.Connection, before: Collection[FindingState], states: Collection[FindingState]) -> None:
    """Write what has changed, and nothing else: a hundred findings that go on cost nothing."""
    gone = {state.key for state in before} - {state.key for state in states}
    for keys in in_lots(gone):
        connection.execute(sa.delete(findings).where(findings.c.key.in_(keys)))
    unchanged = set(before)
    changed = [asdict(state) for state in states if state not in unchanged]
    if changed:
        connection.execute(insert_or_update(connection, findings, changed[0]), changed)
