"""Copies of the database: when somebody asks for one, and by the settings every so often."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from bot.desk import Desk
from bot.errors import SettingsError, StoreError
from bot.outbox.store.backup import copy_database

_MAGIC = b"SQLite format 3\0"
_COPY = re.compile(r"bot-\d{4}-\d\d-\d\d-\d{6}\.db")


def make_backup(desk: Desk, target: Path | None = None) -> Path:
    """Copy the database to that file, or into that folder, or where the settings say; return the copy's path.

    Raises StoreError where that fails, and SettingsError where a server keeps the database, whose own tools copy it, or
    where another file than an older copy would be replaced.
    """
    source = desk.settings.database_file
    if source is None:
        raise SettingsError(
            "the database is on a server, and its own tools make the backup: "
            "`pg_dump -F custom -f bot.dump` with the same host, user and name as in `database`; "
            "`pg_restore -c -d …` brings it back"
        )
    target = target or desk.settings.backups.folder
    is_folder = target.is_dir() or not target.suffix
    path = target / _name_of_copy(desk) if is_folder else target
    _require_replaceable(path, source)
    try:
        copy_database(source, path)
    except StoreError as exc:
        desk.notes.write("backup-fault", str(exc), now=desk.now())
        raise
    desk.notes.write("backup", str(path), now=desk.now())
    desk.notes.write("backup-fault", "", now=desk.now())
    return path


def _require_replaceable(path: Path, source: Path) -> None:
    """Raises SettingsError where a copy at `path` would take the place of the database itself, or of no database."""
    beside = (source.with_name(f"{source.name}{suffix}") for suffix in ("", "-wal", "-shm", "-journal", ".last-call"))
    if path.absolute() in {each.absolute() for each in beside} or (path.exists() and path.samefile(source)):
        raise SettingsError(f"{path} is the database itself, or belongs to it: name another file or a folder")
    if path.exists() and not _is_database(path):
        raise SettingsError(f"{path} is no older copy of a database, and would be lost: name another file or a folder")


def _is_database(path: Path) -> bool:
    """By the first bytes of every SQLite file: https://www.sqlite.org/fileformat2.html#magic_header_string"""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def back_up_if_due(desk: Desk) -> Path | None:
    """Make a copy where the last is as old as the settings allow, and delete the oldest beyond their number.

    Raises StoreError; a copy that could not be made is noted, and tried again an hour later.
    """
    every, last = desk.settings.backups.every, desk.notes.all().get("backup")
    if every is None or desk.settings.database_file is None or (last and desk.now() - last.noted_at < every):
        return None
    path = make_backup(desk)
    desk.announce("backup.made", path=str(path), deleted=_delete_oldest(desk))
    return path


def _name_of_copy(desk: Desk) -> str:
    """By the clock on the newsroom's wall: "bot-2026-11-28-033000.db"."""
    at: datetime = desk.now().astimezone(desk.settings.timezone)
    return f"bot-{at:%Y-%m-%d-%H%M%S}.db"


def _delete_oldest(desk: Desk) -> int:
    """Delete all but the newest copies in the folder, and nothing that has another kind of name; return how many."""
    copies = sorted(path for path in desk.settings.backups.folder.iterdir() if _COPY.fullmatch(path.name))
    surplus = copies[: -desk.settings.backups.keep]
    for path in surplus:
        path.unlink(missing_ok=True)
    return len(surplus)
