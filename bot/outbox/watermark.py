"""The high-water mark: the last call that was made, noted beside the database file.

A database restored from a backup lies behind the mark, which was not restored with it. So it is known as one, however
fresh it is, and a bot that is started every half hour is not taken for one that was away.
"""

from __future__ import annotations

import logging
import os
import time
from dataclasses import dataclass
from pathlib import Path

COPIED_AFTER = 60.0
"""Seconds from when the mark says it was written to when its file was last changed: no more than that is one write."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LastCall:
    """The call number `attempts` for the delivery of that id."""

    delivery: int
    attempts: int


class Watermark:
    """A file of one line: the delivery, its attempts, and when that was written."""

    def __init__(self, path: Path | None) -> None:
        """None: a database in memory or on a server, which has no mark."""
        self._path = path

    def read(self) -> LastCall | None:
        """None where there is no mark, or one that was restored or copied with its folder, and so says nothing."""
        try:
            told, changed_at = (self._path.read_text("ascii"), self._path.stat().st_ctime) if self._path else ("", 0)
            delivery, attempts, written_at = told.split()
            was_copied = changed_at - float(written_at) > COPIED_AFTER
            return None if was_copied else LastCall(int(delivery), int(attempts))
        except (OSError, ValueError):
            return None

    def write(self, call: LastCall) -> None:
        """Not synced: a mark that a power cut puts back lies behind its database, and says that all is well."""
        if self._path is None:
            return
        line = f"{call.delivery:>12} {call.attempts:>6} {time.time():>17.3f}\n".encode()
        try:
            # As long as the line before, so it is written over it: a file that is emptied first would be flushed.
            file = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                os.write(file, line)
            finally:
                os.close(file)
        except OSError as exc:
            _log.warning("%s cannot be written, so an absence is known by its length alone: %s", self._path, exc)

    def remove(self) -> None:
        """Until the next call there is none."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)
