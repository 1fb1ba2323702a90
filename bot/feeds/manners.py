"""What a site's answer says about when to ask it again. Pure.

RFC 9110, section 10.2.3 (Retry-After); RFC 9111, sections 4.2 and 5.2 (Cache-Control, Expires, Age).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

__all__ = ["fresh_until", "retry_after"]

_LONGEST_WAIT = timedelta(days=1)
"""A site that asks for more than this has made a mistake, and its readers would not notice for weeks."""

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


def retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When Retry-After (seconds or a date) lets us ask again; None where it is absent, unreadable or past."""
    said = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,9}", said, re.ASCII):
        return _not_too_late(now + timedelta(seconds=int(said)), now)
    return _not_too_late(_http_date(said), now)


def fresh_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Until when the answer is as new as the site will give it; None where that is not said, or not later."""
    if age := _MAX_AGE.search(headers.get("Cache-Control", "")):
        already = re.match(r"\d{1,9}", headers.get("Age", "").strip(), re.ASCII)
        fresh = int(age[1]) - int(already[0] if already else 0)
        return _not_too_late(now + timedelta(seconds=fresh), now)
    return _not_too_late(_http_date(headers.get("Expires", "")), now)


def _not_too_late(moment: datetime | None, now: datetime) -> datetime | None:
    return min(moment, now + _LONGEST_WAIT) if moment and moment > now else None


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
