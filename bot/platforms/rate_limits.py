"""When an account that was told to wait may ask again, read from the headers of the answer. Pure.

X sends a window of 15 minutes and, to some apps, two of 24 hours; when one of those is used up, the reset of the
short window may lie in the past, so the latest reset among the windows that are used up counts
(https://docs.x.com/x-api/fundamentals/rate-limits). Facebook says in how many minutes a Page may go on, and for an
app's own bucket, which is an hour long, only how full it is
(https://developers.facebook.com/docs/graph-api/overview/rate-limiting).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

X_WINDOWS = ("x-rate-limit", "x-app-limit-24hour", "x-user-limit-24hour")
APP_WINDOW = timedelta(hours=1)
FARTHEST = timedelta(days=32)
"""No platform has a window longer than a month: what lies beyond is a mistake, such as a reset in milliseconds."""


def free_again_at(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """The latest time that an answer gives for going on, aware UTC; None where it gives none that is still to come.

    `headers` have lower-case names; `now` is aware.
    """
    times = (
        *_x_resets(headers),
        *_retry_after(headers, now),
        *_page_regains(headers, now),
        *_app_full(headers, now),
    )
    return max((at for at in times if now < at <= now + FARTHEST), default=None)


def _x_resets(headers: Mapping[str, str]) -> Iterator[datetime]:
    for window in X_WINDOWS:
        if headers.get(f"{window}-remaining", "0").strip() == "0":
            yield from _at_unix_time(headers.get(f"{window}-reset", ""))


def _retry_after(headers: Mapping[str, str], now: datetime) -> Iterator[datetime]:
    """Both forms of https://www.rfc-editor.org/rfc/rfc9110#field.retry-after."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        yield from _later_by(now, int(value))
        return
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return
    yield at if at.tzinfo else at.replace(tzinfo=UTC)


def _page_regains(headers: Mapping[str, str], now: datetime) -> Iterator[datetime]:
    usage = _json(headers.get("x-business-use-case-usage", ""))
    for entries in usage.values():
        for entry in entries if isinstance(entries, list) else ():
            minutes = entry.get("estimated_time_to_regain_access") if isinstance(entry, dict) else None
            if isinstance(minutes, int) and minutes > 0:
                yield from _later_by(now, minutes * 60)


def _app_full(headers: Mapping[str, str], now: datetime) -> Iterator[datetime]:
    usage = _json(headers.get("x-app-usage", ""))
    if any(isinstance(percent, (int, float)) and percent >= 100 for percent in usage.values()):
        yield now + APP_WINDOW


def _at_unix_time(text: str) -> Iterator[datetime]:
    try:
        yield datetime.fromtimestamp(float(text), UTC)
    except (ValueError, OverflowError, OSError):
        return


def _later_by(now: datetime, seconds: int) -> Iterator[datetime]:
    if seconds <= FARTHEST.total_seconds():
        yield now + timedelta(seconds=seconds)


def _json(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
