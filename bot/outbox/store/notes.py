"""The SQL about single things that processes remember for each other, such as when the last backup was made."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

import sqlalchemy as sa

from bot.outbox.store.database import Database
from bot.outbox.store.sql import insert_or_update, insert_unless_there
from bot.outbox.store.tables import notes

NoteName = Literal["away", "backup", "backup-fault", "clock-offset", "digest", "judged", "settings-fault"]
"""away: since when nothing ran, as ISO 8601; it was noted when something ran again.
backup: the path of the last one.
backup-fault: why the last one could not be made; "" where it could.
clock-offset: seconds by which this machine is ahead of the platforms.
digest: "", for only its time counts, which is when the last one was made.
judged: "", for only its time counts, which is when it was last decided what people are to be told.
settings-fault: why the bot that runs could not take the settings on the disk; "" where it could."""


class Note(NamedTuple):
    """What was noted, and when."""

    value: str
    noted_at: datetime
    """Aware UTC."""


class Notes:
    """All notes, in one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[NoteName, Note]:
        """Every note that there is, by its name."""
        with self._database.reading() as connection:
            return {row.name: Note(row.value, row.noted_at) for row in connection.execute(sa.select(notes))}

    def write(self, name: NoteName, value: str, *, now: datetime) -> None:
        """Remember this instead of what the note said before."""
        row = {"value": value, "noted_at": now}
        with self._database.writing() as connection:
            connection.execute(insert_or_update(connection, notes, row), row | {"name": name})


def noted_at(connection: sa.Connection, name: NoteName) -> datetime | None:
    """When this was noted (aware UTC); None: never."""
    at: datetime | None = connection.execute(sa.select(notes.c.noted_at).where(notes.c.name == name)).scalar()
    return at


def note_instead(connection: sa.Connection, name: NoteName, *, before: datetime | None, now: datetime) -> bool:
    """Note within a transaction that something was done now; False where that was noted by another since `before`.

    The row is locked until the transaction ends, so that of two processes at the same moment one gets False.
    """
    if before is None:
        inserting = insert_unless_there(connection, notes).returning(notes.c.name)
        return connection.execute(inserting, {"name": name, "noted_at": now}).first() is not None
    unchanged = sa.and_(notes.c.name == name, notes.c.noted_at == before)
    return connection.execute(sa.update(notes).where(unchanged).values(noted_at=now)).rowcount == 1
