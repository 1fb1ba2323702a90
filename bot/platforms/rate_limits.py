"""When an account that was told to wait may ask again, read from the headers of the answer. Pure.

What a platform says in headers of its own stands in its folder, as a `RegainTimes`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.http_headers import retry_after

FARTHEST = timedelta(days=32)
"""No platform has a window longer than a month: what lies beyond is a mistake, such as a reset in milliseconds."""

RegainTimes = Callable[[Mapping[str, str], datetime], Iterable[datetime]]
"""From the headers of an answer, their names in lower case, and the time now (aware) to the times for going on."""


def no_times(headers: Mapping[str, str], now: datetime) -> Iterable[datetime]:
    """For a platform that sends no more than Retry-After."""
    return ()


def free_again_at(headers: Mapping[str, str], now: datetime, own_times: RegainTimes = no_times) -> datetime | None:
    """The latest time that an answer gives for going on, aware UTC; None where it gives none that is still to come.

    `headers` have lower-case names; `now` is aware; `own_times` reads the platform's own headers.
    """
    times = (*own_times(headers, now), *_retry_after(headers, now))
    return max((time for time in times if now < time <= now + FARTHEST), default=None)


def _retry_after(headers: Mapping[str, str], now: datetime) -> Iterator[datetime]:
    """Both forms of https://www.rfc-editor.org/rfc/rfc9110#field.retry-after."""
    if time := retry_after(headers.get("retry-after", ""), now):
        yield time


def at_unix_time(text: str) -> Iterator[datetime]:
    """The time in a header that counts the seconds since 1970; nothing where it does not."""
    try:
        yield datetime.fromtimestamp(float(text), UTC)
    except (ValueError, OverflowError, OSError):
        return


def later_by(now: datetime, seconds: int) -> Iterator[datetime]:
    """So many seconds from `now`; nothing where that is farther than any platform means."""
    if seconds <= FARTHEST.total_seconds():
        yield now + timedelta(seconds=seconds)


def json_object(text: str) -> dict[str, Any]:
    """The JSON object in a header; an empty one where it holds none."""
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
