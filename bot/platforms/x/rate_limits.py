"""Reads X's rate limit headers: when an account may post again. Pure.

X has a limit per 15 minutes and, for some apps, two per 24 hours. When one of those is used up, the reset time of the
15 minutes may be past, so the latest reset time of the limits that are used up counts:
https://docs.x.com/x-api/fundamentals/rate-limits
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.platforms.rate_limits import at_unix_time

WINDOWS = ("x-rate-limit", "x-app-limit-24hour", "x-user-limit-24hour")


def window_resets(headers: Mapping[str, str], now: datetime) -> Iterator[datetime]:
    """The reset time of each limit that is used up; a limit without a count is taken to be."""
    for window in WINDOWS:
        if headers.get(f"{window}-remaining", "0").strip() == "0":
            yield from at_unix_time(headers.get(f"{window}-reset", ""))
