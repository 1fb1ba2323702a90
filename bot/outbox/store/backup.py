"""Copies of an SQLite database that can be restored, made while the bot works."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from bot.errors import StoreError

_PAGES_AT_ONCE = 1_000
"""Pages (4 kB each) that are copied before other programs may write again."""
_PAUSE_SECONDS = 0.01


def copy_database(source: Path, target: Path) -> None:
    """Make a whole copy of the database at `target`, which only its owner can read. An older copy there is replaced.

    SQLite's own online backup (https://www.sqlite.org/backup.html) copies one moment of it, whatever is written
    meanwhile. The copy is checked, and is on the disk when this returns. Raises StoreError, and leaves no half of one.
    """
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as origin:
            _copy(origin, unfinished)
        unfinished.replace(target)
        _write_through(target.parent)
    except (OSError, sqlite3.Error) as exc:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise StoreError(
            f"no backup of {source} could be made at {target} ({exc}): there must be enough space, and the user that "
            "runs this must be able to write there; the database itself is as it was"
        ) from exc


def _copy(origin: sqlite3.Connection, path: Path) -> None:
    with closing(sqlite3.connect(path)) as copy:
        origin.backup(copy, pages=_PAGES_AT_ONCE, sleep=_PAUSE_SECONDS)
        # A copy is one file: its journal would lie beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
        (verdict,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(f"the copy is damaged: {verdict}")
    _write_through(path)


def _write_through(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
