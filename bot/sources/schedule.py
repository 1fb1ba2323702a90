"""When to ask a site again: what its answers say, what its habit is, and how long to leave it alone after faults. Pure.

RFC 9110, section 10.2.3 (Retry-After); RFC 9111, sections 4.2 and 5.2 (Cache-Control, Expires, Age).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from bot import http_headers

__all__ = ["after_faults", "fresh_until", "has_gone_quiet", "interval", "retry_after", "usual_gap"]

LONGEST_BACKOFF = timedelta(hours=2)
"""A site that is mended is noticed within this; so is one that this machine, being offline, could not reach."""

_LOOKS_PER_ARTICLE = 20
"""An article is found within a twentieth of the time in which the next one is to be expected."""

_FEWEST_ARTICLES = 4
"""From fewer no habit can be told."""

_LONGEST_GAP = timedelta(days=366)
"""Of a site whose articles are dated centuries apart, no habit can be told but that it publishes rarely."""

_LONGEST_WAIT = timedelta(days=1)
"""A site that asks for more than this has made a mistake, and its readers would not notice for weeks."""

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


def retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When Retry-After (seconds or a date) lets us ask again; None where it is absent, unreadable or past."""
    return _not_too_late(http_headers.retry_after(headers.get("Retry-After", ""), now), now)


def fresh_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Until when the answer is as new as the site will give it; None where that is not said, or not later."""
    if age := _MAX_AGE.search(headers.get("Cache-Control", "")):
        already = re.match(r"\d{1,9}", headers.get("Age", "").strip(), re.ASCII)
        fresh = int(age[1]) - int(already[0] if already else 0)
        return _not_too_late(now + timedelta(seconds=fresh), now)
    return _not_too_late(http_headers.http_date(headers.get("Expires", "")), now)


def _not_too_late(moment: datetime | None, now: datetime) -> datetime | None:
    return min(moment, now + _LONGEST_WAIT) if moment and moment > now else None


def interval(every: timedelta, slowest: timedelta, usual_gap: timedelta | None, chance: float) -> timedelta:
    """How long to wait before the next look at a site that publishes once in `usual_gap`.

    `chance`, in [0, 1), moves it by up to a tenth, so that sites that were asked together drift apart.
    """
    wanted = usual_gap / _LOOKS_PER_ARTICLE if usual_gap else every
    return min(max(wanted, every), max(slowest, every)) * (0.9 + 0.2 * chance)


def after_faults(every: timedelta, faults: int, chance: float) -> timedelta:
    """How long to leave a site alone after so many faults in a row: twice as long each time, up to two hours.

    `chance`, in [0, 1), moves it by up to a quarter, so that sites that failed together do not come back together.
    """
    doubled = every * (1 << min(max(faults - 1, 0), 20))
    return max(min(doubled, LONGEST_BACKOFF), every) * (0.75 + 0.5 * chance)


def usual_gap(published: Iterable[datetime | None]) -> timedelta | None:
    """The median time between two articles of a feed, at most a year; None where too few have dates, or all one."""
    dates = sorted(date for date in published if date is not None)
    if len(dates) < _FEWEST_ARTICLES:
        return None
    gap = timedelta(seconds=median((later - earlier).total_seconds() for earlier, later in pairwise(dates)))
    return min(gap, _LONGEST_GAP) or None


def has_gone_quiet(newest: datetime | None, usual_gap: timedelta | None, now: datetime) -> bool:
    """Whether a site has published nothing for so long that, by its habit, something is wrong with it or its feed.

    Weekends and holidays are no silence, so three days are the least.
    """
    if newest is None or usual_gap is None:
        return False
    return now - newest > max(10 * usual_gap, timedelta(days=3))
