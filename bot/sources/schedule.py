"""When to poll a site again: by its HTTP headers, by how often it publishes, and after faults. Pure.

RFC 9110, section 10.2.3 (Retry-After); RFC 9111, sections 4.2 and 5.2 (Cache-Control, Expires, Age).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from bot import http_headers

__all__ = ["after_faults", "fresh_until", "has_gone_quiet", "interval", "longest_fresh", "retry_after", "usual_gap"]

LONGEST_BACKOFF = timedelta(hours=2)
"""The longest wait after faults: a site (or this machine's network) that works again is noticed within it."""

_POLLS_PER_ARTICLE = 20
"""A site is polled 20 times for each article expected, so an article is found within a twentieth of the usual gap."""

_FEWEST_ARTICLES = 4
"""Fewer dated articles do not show how often a site publishes."""

_LONGEST_GAP = timedelta(days=366)
"""Of a site whose articles are dated centuries apart, no habit can be told but that it publishes rarely."""

_LONGEST_FRESH = timedelta(hours=1)
"""A feed that is fresh for longer by its headers is polled all the same: a server's rule for its pictures often says so
of its feed too."""

_FRESH_FOR_POLLS = 10
"""An answer counts as fresh for no more than ten polls, so that an article is found within them."""

_LONGEST_WAIT = timedelta(days=1)
"""A site that asks for a longer wait is probably misconfigured, and obeying it would delay its articles for weeks."""

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


def retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """The time (aware, in UTC) from which Retry-After allows a request; None where it is absent, unreadable or past.

    At most a day after `now`, which is aware.
    """
    return _not_too_late(http_headers.retry_after(headers.get("Retry-After", ""), now), now)


def fresh_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Until when (aware, in UTC) the answer is fresh by Cache-Control or Expires; None where it is not, or not said.

    At most a day after `now`, which is aware.
    """
    if max_age := _MAX_AGE.search(headers.get("Cache-Control", "")):
        age = re.match(r"\d{1,9}", headers.get("Age", "").strip(), re.ASCII)
        seconds_left = int(max_age[1]) - int(age[0] if age else 0)
        return _not_too_late(now + timedelta(seconds=seconds_left), now)
    return _not_too_late(http_headers.http_date(headers.get("Expires", "")), now)


def _not_too_late(moment: datetime | None, now: datetime) -> datetime | None:
    return min(moment, now + _LONGEST_WAIT) if moment and moment > now else None


def interval(every: timedelta, slowest: timedelta, usual_gap: timedelta | None, chance: float) -> timedelta:
    """How long to wait before the next poll of a site that publishes once in `usual_gap`: from `every` to `slowest`.

    `chance`, in [0, 1), varies the wait by up to a tenth, so that sites polled together drift apart.
    """
    preferred = usual_gap / _POLLS_PER_ARTICLE if usual_gap else every
    return min(max(preferred, every), max(slowest, every)) * (0.9 + 0.2 * chance)


def longest_fresh(every: timedelta, slowest: timedelta) -> timedelta:
    """For how long an answer may count as fresh, whatever its headers say: ten times `every`, or `slowest` if longer.

    Not longer than an hour, unless the settings themselves say so.
    """
    return max(min(every * _FRESH_FOR_POLLS, _LONGEST_FRESH), slowest, every)


def after_faults(every: timedelta, faults: int, chance: float) -> timedelta:
    """How long to wait after `faults` faults in a row: `every`, doubled with each further one, up to two hours.

    `chance`, in [0, 1), varies the wait by up to a quarter, so that sites that failed together drift apart.
    """
    doubled = every * (1 << min(max(faults - 1, 0), 20))
    return max(min(doubled, LONGEST_BACKOFF), every) * (0.75 + 0.5 * chance)


def usual_gap(published: Iterable[datetime | None]) -> timedelta | None:
    """The median time between two articles of a feed, at most a year.

    None where too few have dates, or most have the same.
    """
    dates = sorted(date for date in published if date is not None)
    if len(dates) < _FEWEST_ARTICLES:
        return None
    gap = timedelta(seconds=median((later - earlier).total_seconds() for earlier, later in pairwise(dates)))
    return min(gap, _LONGEST_GAP) or None


def has_gone_quiet(newest: datetime | None, usual_gap: timedelta | None, now: datetime) -> bool:
    """Whether the site has published nothing for so long, given its usual gap, that its feed is probably broken.

    That is ten usual gaps, but at least three days, because of weekends and holidays.
    """
    if newest is None or usual_gap is None:
        return False
    return now - newest > max(10 * usual_gap, timedelta(days=3))
