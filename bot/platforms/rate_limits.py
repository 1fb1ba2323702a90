"""Reads from an answer's headers when an account that is over a rate limit may send again. Pure.

Each platform's own headers are read by a `RegainTimes` function in its folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.http_headers import retry_after

FARTHEST = timedelta(days=32)
"""Later times are ignored as errors (such as milliseconds for seconds): no rate limit lasts longer than a month."""

RegainTimes = Callable[[Mapping[str, str], datetime], Iterable[datetime]]
"""From an answer's headers (names in lower case) and the time now (aware) to times for sending again (aware)."""


def no_times(headers: Mapping[str, str], now: datetime) -> Iterable[datetime]:
    """For a platform without headers of its own beside Retry-After."""
    return ()


def free_again_at(headers: Mapping[str, str], now: datetime, own_times: RegainTimes = no_times) -> datetime | None:
    """The latest time (aware, in UTC) that an answer gives for sending again; None where it gives none in the future.

    `headers` have lower-case names; `now` is aware; `own_times` reads the platform's own headers.
    """
    times = (*own_times(headers, now), *_retry_after(headers, now))
    return max((time for time in times if now < time <= now + FARTHEST), default=None)


def _retry_after(headers: Mapping[str, str], now: datetime) -> Iterator[datetime]:
    """The time of a Retry-After header: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after"""
    if time := retry_after(headers.get("retry-after", ""), now):
        yield time


def at_unix_time(text: str) -> Iterator[datetime]:
    """The time (aware, in UTC) of a header with seconds since 1970; nothing where it is invalid."""
    try:
        yield datetime.fromtimestamp(float(text), UTC)
    except (ValueError, OverflowError, OSError):
        return


def later_by(now: datetime, seconds: int) -> Iterator[datetime]:
    """The time `seconds` after `now`; nothing where that is beyond FARTHEST."""
    if seconds <= FARTHEST.total_seconds():
        yield now + timedelta(seconds=seconds)


def json_object(text: str) -> dict[str, Any]:
    """The JSON object in a header; {} where there is none."""
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
