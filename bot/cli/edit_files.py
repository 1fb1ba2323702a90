"""The files in which texts are edited: where they are, and which were left behind by an edit that was killed."""

from __future__ import annotations

import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

_OPEN = re.compile(r"bot-edit-(?P<delivery>\d+)-p(?P<process>\d+)-\w+\.txt", re.ASCII)
"""The name of a file that a process has open, or was killed with."""


def new_file(delivery_id: int) -> Path:
    """Create an empty file in the folder for temporary files, whose name tells the delivery and this process."""
    return _make(f"bot-edit-{delivery_id}-p{os.getpid()}-")


def keep(path: Path, delivery_id: int) -> None:
    """Say where the text stays, and how to take it. The file then belongs to no process, and is not named again."""
    kept = path.replace(_make(f"bot-edit-{delivery_id}-"))
    click.echo(f"The text is kept in {kept}; when it is mended: {_take(kept, delivery_id)}", err=True)


def name_left_texts(delivery_id: int | None = None) -> None:
    """Say on stderr where the texts are of edits that were killed; only those of that delivery, if one is given."""
    for delivery, path in _left_texts():
        if delivery_id in (None, delivery):
            click.echo(
                f"bot: an edit of {delivery} was killed, and its text is in {path}: "
                f"`{_take(path, delivery)}` takes it, and to delete the file gives it up",
                err=True,
            )


def is_left_text(path: str) -> bool:
    """Whether this file was left behind by an edit that was killed."""
    return any(left == Path(path) for _, left in _left_texts())


def _left_texts() -> Iterator[tuple[int, Path]]:
    """The deliveries and files of this user's edits whose process is gone."""
    for path in sorted(Path(tempfile.gettempdir()).glob("bot-edit-*-p*.txt")):
        match = _OPEN.fullmatch(path.name)
        if match and path.is_file() and path.stat().st_uid == os.getuid() and not _is_running(int(match["process"])):
            yield int(match["delivery"]), path


def _is_running(process: int) -> bool:
    """Whether a process of this user has that number."""
    try:
        os.kill(process, 0)
    except (OSError, OverflowError):
        return False
    return True


def _make(prefix: str) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=prefix, suffix=".txt")
    os.close(descriptor)
    return Path(name)


def _take(path: Path, delivery_id: int) -> str:
    return f"bot edit {delivery_id} --from {shlex.quote(str(path))}"
