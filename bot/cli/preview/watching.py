"""`bot preview --watch`: shows the previews again whenever a file changes that they are made from."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import config_path
from bot.cli.spelling import error_text
from bot.errors import BotError

if TYPE_CHECKING:
    from bot.cli.preview.sources import Source
    from bot.desk.report.preview import Preview

_LOOK_EVERY = 0.3
"""In seconds."""


def watch_previews(source: Source, show: Callable[[list[Preview]], None], *, on_shown: Callable[[], None]) -> None:
    """Show the previews, and again after each change, until Ctrl-C.

    Errors are printed, and the next change is waited for. `on_shown` is called after the previews are shown for the
    first time.
    """
    paths: Sequence[Path] = [config_path()]
    shown_before = False
    try:
        while True:
            paths = _paths(source, paths)
            stamps = _stamps(paths)
            if sys.stdout.isatty():
                click.clear()
            if _try_to_show(source, show) and not shown_before:
                shown_before = True
                on_shown()
            click.echo("Watching; Ctrl-C ends it.", err=True)
            while _stamps(paths) == stamps:
                time.sleep(_LOOK_EVERY)
    except KeyboardInterrupt:
        return


def _try_to_show(source: Source, show: Callable[[list[Preview]], None]) -> bool:
    """Show the previews; print the error and return False if they cannot be made."""
    try:
        show(source.previews())
    except (BotError, click.ClickException, OSError) as exc:
        click.echo(f"bot: {error_text(exc) if isinstance(exc, BotError) else exc}", err=True)
        return False
    return True


def _paths(source: Source, previous: Sequence[Path]) -> Sequence[Path]:
    """The files to watch; the previous ones as long as bot.toml has faults."""
    try:
        return source.paths()
    except BotError:
        return previous


def _stamps(paths: Iterable[Path]) -> dict[Path, tuple[int, int] | None]:
    return {path: _stamp(path) for path in paths}


def _stamp(path: Path) -> tuple[int, int] | None:
    """The modification time and size of a file; None if it cannot be read."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
