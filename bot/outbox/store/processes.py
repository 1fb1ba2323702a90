"""Which processes live: each notes its beat in the database, by the database's own clock."""

from __future__ import annotations

import os
import socket
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from bot.outbox.store.database import Database
from bot.outbox.store.sql import NOW, insert_or_update
from bot.outbox.store.tables import processes

GONE_AFTER = timedelta(seconds=60)
"""A process without a beat for so long is taken for gone. A call to a platform takes 45 seconds at most."""

FORGOTTEN_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Owner:
    """A process, as the owner of the deliveries that it sends. Its text is unlike that of any other process."""

    machine: str
    """The host's name, and what of the running kernel tells one machine or container from another."""
    number: int
    """Its process ID there."""
    mark: str
    """Drawn by chance, since process IDs are used again."""

    def __str__(self) -> str:
        return f"{self.machine}:{self.number}:{self.mark}"


def this_process() -> Owner:
    """A name for this process."""
    return Owner(_machine(), os.getpid(), uuid.uuid4().hex[:12])


def read_owner(text: str) -> Owner | None:
    """The owner whose text that is; None where it is none."""
    try:
        machine, number, mark = text.rsplit(":", 2)
        return Owner(machine, int(number), mark)
    except ValueError:
        return None


def has_ended(owner: Owner, me: Owner) -> bool:
    """Whether the kernel of this machine says that the process is not there any more; False where it cannot tell."""
    if owner.machine != me.machine or owner == me:
        return False
    if owner.number == me.number:  # which is mine now
        return True
    try:
        os.kill(owner.number, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A process that asks the sites and posts, as it has told of itself.

    Times are aware UTC, by the database's clock.
    """

    kind: str
    """The command: "run" or "once"."""
    version: str
    """Of the program."""
    settings: str
    """The fingerprint of the settings with which it works."""
    started_at: datetime
    beat_at: datetime
    silent_for: timedelta
    ended_at: datetime | None
    """None while it lives, or where it was killed."""


class Processes:
    """The beats of all processes, in one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def beat(self, owner: Owner) -> None:
        """The process lives; what has been silent for a week is forgotten."""
        with self._database.writing() as connection:
            note_beat(connection, str(owner))
            silent = processes.c.beat_at < self._now(connection) - FORGOTTEN_AFTER
            connection.execute(sa.delete(processes).where(silent))

    def begin(self, owner: Owner, *, kind: str, version: str, settings: str) -> None:
        """The process begins to ask the sites and to post. The arguments are those of `Process`."""
        with self._database.writing() as connection:
            now = self._now(connection)
            row = {"kind": kind, "version": version, "settings": settings, "started_at": now, "beat_at": now}
            connection.execute(insert_or_update(connection, processes, row), row | {"owner": str(owner)})

    def end(self, owner: Owner) -> None:
        """The process ends as it was asked to."""
        with self._database.writing() as connection:
            ended = {"ended_at": self._now(connection)}
            connection.execute(sa.update(processes).where(processes.c.owner == str(owner)).values(ended))

    def workers(self) -> list[Process]:
        """The processes of the last week that ask the sites and post, the latest first."""
        query = sa.select(processes).where(processes.c.kind != "").order_by(processes.c.beat_at.desc())
        with self._database.reading() as connection:
            now = self._now(connection)
            return [_process(row, now) for row in connection.execute(query).mappings()]

    def silence_of(self, owner: str) -> timedelta | None:
        """For how long the process has not beaten; None: it never has, or long ago."""
        with self._database.reading() as connection:
            beat_at = connection.execute(sa.select(processes.c.beat_at).where(processes.c.owner == owner)).scalar()
            return self._now(connection) - beat_at if beat_at else None

    def _now(self, connection: sa.Connection) -> datetime:
        now: datetime = connection.execute(sa.select(NOW[connection.dialect.name])).scalar_one()
        return now


def _process(row: sa.RowMapping, now: datetime) -> Process:
    return Process(
        kind=row["kind"],
        version=row["version"],
        settings=row["settings"],
        started_at=row["started_at"] or row["beat_at"],
        beat_at=row["beat_at"],
        silent_for=now - row["beat_at"],
        ended_at=row["ended_at"],
    )


def note_beat(connection: sa.Connection, owner: str) -> None:
    """Note within a transaction that the process lives, by the database's clock."""
    beat = insert_or_update(connection, processes, ["beat_at"])
    connection.execute(beat.values(owner=sa.bindparam("owner"), beat_at=NOW[connection.dialect.name]), {"owner": owner})


def _machine() -> str:
    """Two containers may share a host's name, and a machine's process IDs begin anew when it starts."""
    started, namespace = Path("/proc/sys/kernel/random/boot_id"), Path("/proc/self/ns/pid")
    try:
        return f"{socket.gethostname()}/{started.read_text('ascii').strip()[:8]}/{namespace.stat().st_ino}"
    except OSError:  # no Linux
        return socket.gethostname()
