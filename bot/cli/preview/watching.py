"""Shows previews again whenever a file changes on which they depend."""

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
"""Seconds."""


def watch_previews(source: Source, show: Callable[[list[Preview]], None], *, on_shown: Callable[[], None]) -> None:
    """Until Ctrl-C. What is wrong meanwhile is told, and waits to be mended; `on_shown` is called the first time."""
    paths: Sequence[Path] = [config_path()]
    shown_before = False
    try:
        while True:
            paths = _paths(source, paths)
            seen = _stamps(paths)
            if sys.stdout.isatty():
                click.clear()
            if _is_shown(source, show) and not shown_before:
                shown_before = True
                on_shown()
            click.echo("Watching; Ctrl-C ends it.", err=True)
            while _stamps(paths) == seen:
                time.sleep(_LOOK_EVERY)
    except KeyboardInterrupt:
        return


def _is_shown(source: Source, show: Callable[[list[Preview]], None]) -> bool:
    try:
        show(source.previews())
    except (BotError, click.ClickException, OSError) as exc:
        click.echo(f"bot: {error_text(exc) if isinstance(exc, BotError) else exc}", err=True)
        return False
    return True


def _paths(source: Source, before: Sequence[Path]) -> Sequence[Path]:
    """While bot.toml is wrong, those of before."""
    try:
        return source.paths()
    except BotError:
        return before


def _stamps(paths: Iterable[Path]) -> dict[Path, tuple[int, int] | None]:
    return {path: _stamp(path) for path in paths}


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
