"""Asks many sites at once what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.feeds.answer import Bounds, FeedRequest, Look
from bot.feeds.stopping import go_on

__all__ = ["FeedRequest", "Look", "Watcher"]


@dataclass(frozen=True, slots=True)
class Watcher:
    """Asks sites, as one who can be reached at `contact`. Holds nothing open between looks."""

    contact: str
    allow_private: bool = False
    bounds: Bounds = field(default_factory=Bounds)
    stop: Callable[[], bool] = go_on
    """Once it is true, no look is waited for any more."""

    def look(self, requests: Sequence[FeedRequest]) -> Iterator[Sequence[Look]]:
        """One look for each request: those that are there at the same time, at once; a site's fault is in its look.

        The sockets are served by a thread of their own, so the caller may take its time with them; meanwhile at most
        `bounds.at_once` further looks wait, and no other site is asked. A caller that stops early stops the asking.
        Raises SettingsError where the certificates that the environment names cannot be read.
        """
        if not requests:
            return
        # Loads the HTTP client and the parsers (0.4 s), which is nothing for those who only name these types.
        from bot.feeds.asking import Asking

        asking = Asking(
            requests, contact=self.contact, allow_private=self.allow_private, bounds=self.bounds, stop=self.stop
        )
        yield from asking.looks()
