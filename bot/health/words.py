"""Words that several findings use. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

_NAMED = 3
"""So many names stand in a sentence; the rest is counted."""


def spoken(length: timedelta) -> str:
    """About how long that is: "40 seconds", "2 hours", "3 days"."""
    seconds = int(length.total_seconds())
    for unit, size, least in (("day", 86_400, 2 * 86_400), ("hour", 3_600, 2 * 3_600), ("minute", 60, 2 * 60)):
        if seconds >= least:
            return f"{seconds // size} {unit}s"
    return counted(seconds, "second", "seconds")


def counted(number: int, singular: str, plural: str) -> str:
    """The number with its noun: "1 post", "2,000 posts"."""
    return f"{number:,} {singular if number == 1 else plural}"


def listed(names: Sequence[str]) -> str:
    """The names, or the first of them and how many more there are: "a, b, c and 97 more"."""
    if len(names) <= _NAMED + 1:
        return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED:,} more"
