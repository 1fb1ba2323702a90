"""Who else on this machine may read or change the newsroom's files, as far as POSIX permissions tell."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from bot.settings.values import Settings

_READ_BY_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_WRITTEN_BY_ANYBODY = stat.S_IWOTH


def permission_warnings(settings: Settings) -> tuple[str, ...]:
    """What others may do to the files that they should not, each with its remedy."""
    return tuple(_warnings(settings)) if os.name == "posix" else ()


def _warnings(settings: Settings) -> Iterator[str]:
    for private in (settings.folder / ".env", settings.database_file):
        if private is not None and _allows(private, _READ_BY_OTHERS):
            yield f"{private}: other users of this machine may read it; run `chmod 600 {private}`"
    # Whoever may write bot.toml says where posts go; whoever may write its folder may put another one in its place.
    for trusted in (settings.path, settings.folder):
        is_shared_by_design = trusted.is_dir() and bool(trusted.stat().st_mode & stat.S_ISVTX)
        if _allows(trusted, _WRITTEN_BY_ANYBODY) and not is_shared_by_design:
            yield f"{trusted}: any user of this machine may change it; run `chmod o-w {trusted}`"


def _allows(path: Path, whom: int) -> bool:
    return path.exists() and bool(path.stat().st_mode & whom)
