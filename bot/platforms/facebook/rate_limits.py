"""When Facebook takes posts of a Page again, read from its own headers. Pure.

It says in how many minutes a Page may go on, and for an app's own bucket, which is an hour long, only how full it is:
https://developers.facebook.com/docs/graph-api/overview/rate-limiting
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from bot.platforms.rate_limits import json_object, later_by

APP_WINDOW = timedelta(hours=1)


def regain_times(headers: Mapping[str, str], now: datetime) -> Iterator[datetime]:
    """When the Page, and when the app, may go on."""
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
