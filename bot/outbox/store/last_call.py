"""Notices that an older copy stands in the place of the database: it does not know of the last call that was made."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from bot.errors import ReplacedError
from bot.outbox.store.last_call_file import LastCall, LastCallFile
from bot.outbox.store.tables import deliveries

_ATTEMPTS_MADE = sa.select(deliveries.c.attempts).where(deliveries.c.id == sa.bindparam("its_id"))


class LastCallCheck:
    """Holds the last call of this machine against the database. One for all threads of a process."""

    def __init__(self, path: Path | None) -> None:
        """`path` is the file in which calls are noted; None where none are, as for a database in memory."""
        self._file = LastCallFile(path)
        self._call: LastCall | None = None
        """The last call of this process."""
        self._noted_before: LastCall | None = None
        """A call that the file may still name, though what it had to say has been noted."""
        self._timeline = ""

    def is_behind(self, connection: sa.Connection) -> bool | None:
        """Whether the database does not know of the last call; None where no call is noted that could tell."""
        self._timeline = _timeline(connection)
        # The file is read each time: another process of this machine may have made the last call.
        calls = {self._call, self._file.read()} - {None, self._noted_before}
        return any(self._is_unknown(connection, call) for call in calls if call) if calls else None

    def require(self, connection: sa.Connection) -> None:
        """Raises ReplacedError where the database does not know of the last call."""
        if self.is_behind(connection):
            raise ReplacedError(
                "an older copy stands in the place of the database that was in use: what may have gone out since is "
                "looked for on the timelines before anything is sent"
            )

    def note(self, delivery: int, attempts: int) -> None:
        """The call number `attempts` for that delivery is about to be made: its claim is committed."""
        self._call = LastCall(delivery, attempts, self._timeline)
        self._file.write(self._call)

    def forget(self) -> None:
        """What the last call had to say has been noted; until the next one there is none."""
        self._call, self._noted_before = None, self._file.read()
        self._file.remove()

    def _is_unknown(self, connection: sa.Connection, call: LastCall) -> bool:
        if call.timeline and call.timeline != self._timeline:
            return True
        return (connection.execute(_ATTEMPTS_MADE, {"its_id": call.delivery}).scalar() or 0) < call.attempts


def _timeline(connection: sa.Connection) -> str:
    """What changes when a copy of a server is taken into use, as after a fail-over; "" for a file.

    https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-TIMELINES
    """
    if connection.dialect.name == "sqlite":
        return ""
    file_name = sa.func.pg_walfile_name(sa.func.pg_current_wal_lsn())
    return str(connection.execute(sa.select(file_name)).scalar_one())[:8]
