"""Reads Facebook's rate limit headers: when a Page may post again. Pure.

For a Page, they give the minutes to wait; for an app, whose limit is per hour, only the percentage used:
https://developers.facebook.com/docs/graph-api/overview/rate-limiting
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from bot.platforms.rate_limits import json_object, later_by

APP_WINDOW = timedelta(hours=1)


def regain_times(headers: Mapping[str, str], now: datetime) -> Iterator[datetime]:
    """The times when the Page, and when the app, may send requests again."""
    yield from _page_regains(headers, now)
    usage = json_object(headers.get("x-app-usage", ""))
    if any(isinstance(percent, (int, float)) and percent >= 100 for percent in usage.values()):
        yield now + APP_WINDOW


def _page_regains(headers: Mapping[str, str], now: datetime) -> Iterator[datetime]:
    usage = json_object(headers.get("x-business-use-case-usage", ""))
    for entries in usage.values():
        for entry in entries if isinstance(entries, list) else ():
            minutes = entry.get("estimated_time_to_regain_access") if isinstance(entry, dict) else None
            if isinstance(minutes, int) and minutes > 0:
                yield from later_by(now, minutes * 60)
