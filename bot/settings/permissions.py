"""Warns if other users of this machine may read or change the newsroom's files (POSIX permissions only)."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from bot.settings.values import Settings

_GROUP_OR_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_WRITABLE_BY_ALL = stat.S_IWOTH


def permission_warnings(settings: Settings) -> tuple[str, ...]:
    """What other users may do that they should not, each with the command that stops it; none on Windows."""
    return tuple(_warnings(settings)) if os.name == "posix" else ()


def _warnings(settings: Settings) -> Iterator[str]:
    for private in (settings.folder / ".env", settings.database_file):
        if private is not None and _allows(private, _GROUP_OR_OTHERS):
            yield f"{private}: other users of this machine may read it; run `chmod 600 {private}`"
    # Who can change bot.toml decides where posts go, and who can change its folder can replace bot.toml.
    for trusted in (settings.path, settings.folder):
        is_shared_by_design = trusted.is_dir() and bool(trusted.stat().st_mode & stat.S_ISVTX)
        if _allows(trusted, _WRITABLE_BY_ALL) and not is_shared_by_design:
            yield f"{trusted}: any user of this machine may change it; run `chmod o-w {trusted}`"


def _allows(path: Path, mode_bits: int) -> bool:
    return path.exists() and bool(path.stat().st_mode & mode_bits)
