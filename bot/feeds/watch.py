"""Asks many sites at once what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.article import Article
from bot.errors import FeedError
from bot.feeds.answer import Bounds, Validators

__all__ = ["FeedRequest", "Look", "Watcher"]


@dataclass(frozen=True, slots=True)
class FeedRequest:
    """A site's feed, to be asked once."""

    site: str
    url: str
    validators: Validators = field(default_factory=Validators)
    """What its last answer gave."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at one site's feed gave: its articles, or "unchanged", or a fault."""

    site: str
    url: str
    """As it was asked."""
    articles: tuple[Article, ...] = ()
    """In the feed's order, mostly newest first."""
    unchanged: bool = False
    """Nothing in the feed is other than at the last look."""
    validators: Validators = field(default_factory=Validators)
    """To be kept for the next look. After a fault these are the ones of the request."""
    moved_to: str = ""
    """The address to ask from now on, where the site says that it has moved for good; else ""."""
    ask_again_at: datetime | None = None
    """Not before this (aware UTC), where the site says so."""
    fault: FeedError | None = None
    """Why there is nothing; its text says what to do."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """Asks sites, as one who can be reached at `contact`. Holds nothing open between looks."""

    contact: str
    allow_private: bool = False
    bounds: Bounds = field(default_factory=Bounds)

    def look(self, requests: Sequence[FeedRequest]) -> Iterator[Look]:
        """One look for each request, each as soon as it is there. Raises nothing: a fault is in its look.

        The sockets are served by a thread of their own, so the caller may take its time between two looks;
        meanwhile at most `bounds.at_once` looks wait, and no further site is asked. A caller that stops early
        stops the asking.
        """
        if requests:
            # Loads the HTTP client and the parsers (0.4 s), which no command needs that only names these
            # types.
            from bot.feeds.asking import Asking

            yield from Asking(self, requests).looks()
