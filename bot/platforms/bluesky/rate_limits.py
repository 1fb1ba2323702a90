"""Reads Bluesky's rate limit headers: when an account may go on. Pure.

`ratelimit-remaining`, and `ratelimit-reset` in Unix time: https://docs.bsky.app/docs/advanced-guides/rate-limits
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.platforms.rate_limits import at_unix_time


def window_resets(headers: Mapping[str, str], now: datetime) -> Iterator[datetime]:
    """When the limit that is used up begins anew; a limit without a count is taken to be used up."""
    if headers.get("ratelimit-remaining", "0").strip() == "0":
        yield from at_unix_time(headers.get("ratelimit-reset", ""))
