"""Tells whether a bot that runs works with the settings that are on the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from bot.settings.values import Settings

_LETTERS = 16


def fingerprint(settings: Settings, more_files: Iterable[Path] = ()) -> str:
    """Changes whenever bot.toml, .env, one of the newsroom's templates or one of `more_files` does.

    It tells nothing of what they hold. A file that cannot be read counts as empty: whoever uses it says what is wrong
    with it.
    """
    digest = hashlib.sha256()
    for path in (*_files(settings), *more_files):
        with suppress(OSError):
            content = path.read_bytes()
            digest.update(f"{path.name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:_LETTERS]


def changed_at(settings: Settings) -> datetime | None:
    """When one of these files was last changed (aware UTC); None where none can be seen."""
    times: list[float] = []
    for path in _files(settings):
        with suppress(OSError):
            times.append(path.stat().st_mtime)
    return datetime.fromtimestamp(max(times), UTC) if times else None


def _files(settings: Settings) -> Iterator[Path]:
    yield settings.path.absolute()
    yield settings.folder / ".env"
    yield from sorted(settings.templates.glob("*.j2"))
