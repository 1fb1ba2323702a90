"""Chooses the newest items of a list, whatever its order. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import TypeVar

from bot.sources.parsing.dates import read_date

__all__ = ["newest"]

Item = TypeVar("Item")

UNDATED = 4
"""So many times as many items are read where neither dates nor numbers tell which are the newest, for they may stand at
either end."""


def newest(
    items: Sequence[Item], most: int, date_of: Callable[[Item], str], name_of: Callable[[Item], str]
) -> list[Item]:
    """The `most` newest of `items`, in the order of `items`.

    Some feeds have the oldest first, or a pinned item on top. An item without a date counts as old as the one before
    it, and the first of a list as old as the one behind it. Where no item has a date, the numbers in their names tell
    at which end the newest stand; where these tell nothing either, up to four times as many items are returned, the
    first ones.

    Args:
        date_of: The date of an item, as written.
        name_of: Its address or guid.
    """
    if len(items) <= most:
        return list(items)
    moments = [read_date(date_of(item)) for item in items]
    moment = next((moment for moment in moments if moment), None)
    if moment is None:
        return _newest_by_number(items, most, name_of)
    by_age: list[tuple[datetime, int]] = []
    for place, own_moment in enumerate(moments):
        moment = own_moment or moment
        by_age.append((moment, -place))
    kept = sorted(-place for _, place in sorted(by_age, reverse=True)[:most])
    return [items[place] for place in kept]


def _newest_by_number(items: Sequence[Item], most: int, name_of: Callable[[Item], str]) -> list[Item]:
    numbers = [_numbers_in(name_of(item)) for item in items]
    steps = [later > earlier for earlier, later in pairwise(numbers) if later and earlier and later != earlier]
    rising = sum(steps)
    if 4 * rising >= 3 * len(steps) > 0:
        return list(items[-most:])
    is_falling = 4 * rising <= len(steps) > 0
    return list(items[: most if is_falling else UNDATED * most])


_NUMBER = re.compile(r"(?<![^\W_])[0-9]{1,18}(?![^\W_])")
_LONGEST_NAME = 2_000


def _numbers_in(name: str) -> tuple[int, ...]:
    """The numbers that stand alone between marks, as 2026, 11 and 20 in /2026/11/20/a-ferry/."""
    return tuple(map(int, _NUMBER.findall(name[:_LONGEST_NAME])))
