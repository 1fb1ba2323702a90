"""Whether articles have passed through a feed between two polls without being seen. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

__all__ = ["oldest_behind_gap"]


def oldest_behind_gap(dates: Sequence[datetime | None], newest_before: datetime) -> datetime | None:
    """The oldest of the articles behind which some are missing; None where none are.

    Below what is new a feed goes on with what the poll before has shown, or others may have passed through it. An
    article that is pinned above something new is no such sign, and neither is one alone at the end, unless it is the
    one that was the newest.

    Args:
        dates: Of the feed's articles, in its order; None for an article without a date, which tells nothing.
        newest_before: The newest date that the poll before has shown.
    """
    in_order = _newest_first([date for date in dates if date is not None])
    newer = [date for date in in_order if date > newest_before]
    below = list(takewhile(lambda date: date <= newest_before, reversed(in_order)))
    if not newer or newest_before in below or len(below) > 1:
        return None
    return min(newer)


def _newest_first(dates: list[datetime]) -> list[datetime]:
    """The dates, turned round where the most of them that are in order rise."""
    return dates[::-1] if _longest_rise(dates) > _longest_rise(dates[::-1]) else dates


def _longest_rise(dates: Sequence[datetime]) -> int:
    """The length of https://en.wikipedia.org/wiki/Longest_increasing_subsequence, of which none falls."""
    ends: list[datetime] = []
    """The least date with which a rise of each length ends."""
    for date in dates:
        place = bisect_right(ends, date)
        ends[place : place + 1] = [date]
    return len(ends)
