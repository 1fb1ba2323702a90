"""When X takes posts of an account again, read from its own headers. Pure.

X sends a window of 15 minutes and, to some apps, two of 24 hours; when one of those is used up, the reset of the
short window may lie in the past, so the latest reset among the windows that are used up counts:
https://docs.x.com/x-api/fundamentals/rate-limits
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.platforms.rate_limits import at_unix_time

WINDOWS = ("x-rate-limit", "x-app-limit-24hour", "x-user-limit-24hour")


def window_resets(headers: Mapping[str, str], now: datetime) -> Iterator[datetime]:
    """When each window that is used up begins anew; a reset without a count is believed."""
    for window in WINDOWS:
        if headers.get(f"{window}-remaining", "0").strip() == "0":
            yield from at_unix_time(headers.get(f"{window}-reset", ""))
