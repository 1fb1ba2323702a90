"""At which end of a feed new articles come up. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Literal
from urllib.parse import urlsplit

from bot.article import Article
from bot.outbox.rules.known import KnownArticle

__all__ = ["FeedOrder", "feed_order"]

FeedOrder = Literal["newest first", "oldest first", ""]
"""Of the articles of a feed; "" where nothing tells."""

FEWEST_STEPS = 2
"""From one article to the next: one alone may be a pinned article's."""

FEWEST_ARRIVALS = 2
"""One article that comes up below all others may be an old one that has moved up into a feed with a fixed length,
because its site has taken back a newer one. That happens less often than a site publishes."""


def feed_order(shown: Sequence[Article], known: Sequence[KnownArticle | None]) -> FeedOrder:
    """The order of the articles in a feed, by the first of their signs that tells it.

    These are the dates of those that are known, the numbers in the addresses of all (of a post, or of a day), and where
    articles came up that were new at an earlier look.

    Args:
        shown: The articles, as the feed has them.
        known: What was known of each before this look; None for an article that is new.
    """
    of_known = (article.published for article, row in zip(shown, known, strict=True) if row is not None)
    return _by_steps([date for date in of_known if date is not None]) or _by_numbers(shown) or _by_arrivals(known)


def _by_steps(values: Iterable[datetime] | Iterable[tuple[int, ...]]) -> FeedOrder:
    """The direction of most steps from one value to the next; between equal ones there is none."""
    steps = [later > earlier for earlier, later in pairwise(values) if later != earlier]  # type: ignore[operator]
    rising = sum(steps)
    if rising * 2 < len(steps):
        return "newest first"
    return "oldest first" if rising * 2 > len(steps) >= FEWEST_STEPS else ""


def _by_numbers(shown: Sequence[Article]) -> FeedOrder:
    """By the numbers in the articles' own addresses; by those in their guids, where not every address has one.

    A guid that is the article's place in the feed, counted from 0 or 1, tells nothing.
    """
    in_links = [_numbers_in(_path(article.link)) for article in shown]
    if all(in_links):
        return _by_clear_steps(in_links)
    in_guids = [_numbers_in(article.guid) for article in shown]
    are_places = in_guids[0] in _FIRST_PLACES or in_guids[-1] in _FIRST_PLACES
    return _by_clear_steps(in_guids) if all(in_guids) and not are_places else ""


_FIRST_PLACES = frozenset({(0,), (1,)})


def _by_clear_steps(numbers: Sequence[tuple[int, ...]]) -> FeedOrder:
    """As `_by_steps`, where at most one step in four goes the other way, as a number in an address's words may."""
    size = min(map(len, numbers))
    in_common = [first[:size] for first in numbers]
    steps = [later > earlier for earlier, later in pairwise(in_common) if later != earlier]
    is_clear = min(sum(steps), len(steps) - sum(steps)) * 4 <= len(steps)
    return _by_steps(in_common) if is_clear else ""


_NUMBER = re.compile(r"(?<![^\W_])\d{1,18}(?![^\W_])")


def _numbers_in(text: str) -> tuple[int, ...]:
    """The numbers that stand alone between marks, such as 2026, 11 and 20 in /2026/11/20/a-ferry/."""
    return tuple(map(int, _NUMBER.findall(text[:2_000])))


def _path(link: str) -> str:
    """The path and the query of an address: the host is the same for all."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}"


def _by_arrivals(known: Sequence[KnownArticle | None]) -> FeedOrder:
    """By where those came up that are known since a later look than others.

    One that came up on top of all others is sign enough that new ones do, for nearly all feeds begin with the newest.
    """
    places: defaultdict[datetime, list[int]] = defaultdict(list)
    for place, row in enumerate(known):
        if row is not None and row.first_seen_at is not None:
            places[row.first_seen_at].append(place)
    first, last, on_top, below = len(known), -1, 0, 0
    for _, together in sorted(places.items()):
        if last >= 0:
            on_top += together[0] < first
            below += together[-1] > last
        first, last = min(first, together[0]), max(last, together[-1])
    if on_top and on_top >= below:
        return "newest first"
    return "oldest first" if below - on_top >= FEWEST_ARRIVALS else ""
