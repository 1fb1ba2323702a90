"""How far long work is, on a terminal's last line; in a pipe there is no such line."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO, cast

if TYPE_CHECKING:
    from bot.desk import Desk, Web
    from bot.errors import FeedError
    from bot.sources.discovery import FeedCandidate
    from bot.sources.types import PollRequest, PollResult

BETWEEN_SECONDS = 0.1
"""Nobody reads faster, and a screen reader has something else to say."""

_CLEAR = "\r\x1b[K"


class Progress:
    """One line that is written over again and again, and leaves nothing behind."""

    def __init__(self, stream: TextIO, width: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._width, self._clock = stream, width, clock
        self._shown_at = float("-inf")

    def show(self, text: str) -> None:
        """Write the line, if the last one has stood for long enough."""
        if self._clock() - self._shown_at >= BETWEEN_SECONDS:
            self._shown_at = self._clock()
            self._write(f"{_CLEAR}{text[: self._width - 1]}")

    def clear(self) -> None:
        """Leave the line to somebody else."""
        self._shown_at = float("-inf")
        self._write(_CLEAR)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


@contextmanager
def showing_message(text: str) -> Iterator[None]:
    """Tell on a terminal what takes so long, for as long as it does."""
    progress = _on_terminal()
    if progress is None:
        yield
        return
    progress.show(text)
    try:
        yield
    finally:
        progress.clear()


def feed_search_message(urls: Sequence[str]) -> str:
    """What looking for the feeds of the sites at these addresses is called."""
    return f"looking for the feed of {urls[0] if len(urls) == 1 else f'{len(urls)} sites'}"


@contextmanager
def showing_progress(desk: Desk, *, as_json: bool) -> Iterator[Desk]:
    """The desk, which tells on a terminal how far it is with its sites."""
    progress = None if as_json else _on_terminal()
    if progress is None:
        yield desk
        return
    from dataclasses import replace

    def announce(event: str, /, **values: object) -> None:
        progress.clear()
        desk.announce(event, **values)

    try:
        yield replace(desk, web=cast("Web", _CountedWeb(desk.web, progress)), announce=announce)
    finally:
        progress.clear()


def _on_terminal() -> Progress | None:
    """The line of this terminal; None where there is none that could be written over."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return None
    return Progress(sys.stderr, os.get_terminal_size(sys.stderr.fileno()).columns)


class _CountedWeb:
    """The desk's web; tells of the sites that are asked and have answered."""

    def __init__(self, web: Web, progress: Progress) -> None:
        self._web, self._progress = web, progress

    def __getattr__(self, name: str) -> Any:
        return getattr(self._web, name)

    def discover(self, urls: Sequence[str]) -> Sequence[Sequence[FeedCandidate] | FeedError]:
        self._progress.show(feed_search_message(urls))
        return self._web.discover(urls)

    def look(self, requests: Sequence[PollRequest]) -> Iterator[Sequence[PollResult]]:
        answered, several = 0, len(requests) > 1
        if several:
            self._progress.show(f"asking {len(requests)} sites")
        for looks in self._web.look(requests):
            answered += len(looks)
            if several:
                self._progress.show(f"{answered} of {len(requests)} sites have answered")
            yield looks
