"""A progress line at the bottom of the terminal while a command waits for sites; nothing in a pipe."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TextIO, cast

if TYPE_CHECKING:
    from bot.desk import Desk, Web
    from bot.sources.types import PollRequest, PollResult

MIN_INTERVAL_SECONDS = 0.1
"""The line changes no more often: nobody reads faster, and screen readers read each change aloud."""

_CLEAR = "\r\x1b[K"


class Progress:
    """A line on a terminal that is overwritten in place and erased at the end.

    `width` is that of the terminal in columns; `clock` returns seconds.
    """

    def __init__(self, stream: TextIO, width: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._width, self._clock = stream, width, clock
        self._shown_at = float("-inf")

    def show(self, text: str) -> None:
        """Write the line, unless the last one was written less than MIN_INTERVAL_SECONDS ago."""
        if self._clock() - self._shown_at >= MIN_INTERVAL_SECONDS:
            self._shown_at = self._clock()
            self._write(f"{_CLEAR}{text[: self._width - 1]}")

    def clear(self) -> None:
        """Erase the line, so that something else can be printed."""
        self._shown_at = float("-inf")
        self._write(_CLEAR)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


@contextmanager
def showing_message(text: str) -> Iterator[None]:
    """Show `text` on the terminal while the `with` block runs."""
    progress = _progress_line()
    if progress is None:
        yield
        return
    progress.show(text)
    try:
        yield
    finally:
        progress.clear()


def feed_search_message(urls: Sequence[str]) -> str:
    """What to show while the feeds of the sites at these URLs are looked for."""
    return f"looking for the feed of {urls[0] if len(urls) == 1 else f'{len(urls)} sites'}"


@contextmanager
def showing_progress(desk: Desk, *, as_json: bool) -> Iterator[Desk]:
    """A copy of the desk that shows on the terminal how many sites have answered."""
    progress = None if as_json else _progress_line()
    if progress is None:
        yield desk
        return

    def announce(event: str, /, **values: object) -> None:
        progress.clear()
        desk.announce(event, **values)

    try:
        yield replace(desk, web=cast("Web", _WebWithProgress(desk.web, progress)), announce=announce)
    finally:
        progress.clear()


def _progress_line() -> Progress | None:
    """A progress line on stderr; None if that is no terminal, or one that cannot overwrite a line."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return None
    return Progress(sys.stderr, os.get_terminal_size(sys.stderr.fileno()).columns)


class _WebWithProgress:
    """The desk's web access, which also shows how many sites have answered."""

    def __init__(self, web: Web, progress: Progress) -> None:
        self._web, self._progress = web, progress

    def __getattr__(self, name: str) -> Any:
        return getattr(self._web, name)

    def look(self, requests: Sequence[PollRequest]) -> Iterator[Sequence[PollResult]]:
        answered, several = 0, len(requests) > 1
        if several:
            self._progress.show(f"asking {len(requests)} sites")
        for looks in self._web.look(requests):
            answered += len(looks)
            if several:
                self._progress.show(f"{answered} of {len(requests)} sites have answered")
            yield looks
