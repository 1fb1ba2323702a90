"""The last call that was made, noted in a file of this machine and not in the database.

A database restored from a backup, or a copy of a server that lacks the last transactions, does not know of that call.
So it is known for what it is, however fresh it is, and a bot that is started every half hour is not taken for one that
was away.
"""

from __future__ import annotations

import logging
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

COPIED_AFTER = 60.0
"""Seconds from when the line says it was written to when its file was last changed: no more than that is one write."""

_LONGEST = 200
"""Bytes of the line."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LastCall:
    """The call number `attempts` for the delivery of that id."""

    delivery: int
    attempts: int
    timeline: str = ""
    """Of the database's server at that time; "" where the database is a file."""


class LastCallFile:
    """A file of one line: the delivery, its attempts, when that was written, and the server's timeline."""

    def __init__(self, path: Path | None) -> None:
        """None: nothing is noted, as for a database in memory."""
        self._path = path

    def read(self) -> LastCall | None:
        """None where there is none, or one that was restored or copied with its folder, and so says nothing."""
        try:
            line, changed_at = self._line()
            delivery, attempts, written_at, *timeline = line.split()
            was_copied = changed_at - float(written_at) > COPIED_AFTER
            return None if was_copied else LastCall(int(delivery), int(attempts), "".join(timeline))
        except (OSError, ValueError):
            return None

    def write(self, call: LastCall) -> None:
        """Not synced: a line that a power cut puts back lies behind its database, and says that all is well."""
        if self._path is None:
            return
        line = f"{call.delivery:>12} {call.attempts:>6} {time.time():>17.3f} {call.timeline:<8}\n".encode()
        try:
            # As long as the line before, so it is written over it: a file that is emptied first would be flushed.
            with _opened(self._path, os.O_WRONLY | os.O_CREAT) as file:
                os.write(file, line)
        except OSError as exc:
            _log.warning("%s cannot be written, so an absence is known by its length alone: %s", self._path, exc)

    def remove(self) -> None:
        """Until the next call there is none. What cannot be removed stays; see `LastCallCheck.forget`."""
        try:
            if self._path is not None:
                self._path.unlink(missing_ok=True)
        except OSError as exc:
            _log.warning("%s cannot be removed, so the next start looks for lost posts once more: %s", self._path, exc)

    def _line(self) -> tuple[str, float]:
        """The line, and when its file was last changed, in Unix seconds. Raises OSError where there is no such file."""
        if self._path is None:
            raise FileNotFoundError
        with _opened(self._path, os.O_RDONLY) as file:
            return os.read(file, _LONGEST).decode("ascii", "replace"), os.fstat(file).st_ctime


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    """The descriptor of a plain file. A link would lead a write elsewhere, and a pipe would wait for ever."""
    file = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise OSError(f"it is no plain file: remove {path}")
        yield file
    finally:
        os.close(file)
