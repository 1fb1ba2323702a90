"""Reads the poll interval that a feed recommends. Pure.

It is given by RSS 2.0's `<ttl>`, in minutes (https://www.rssboard.org/rss-specification#ltttlgtSubelementOfLtchannelgt),
or by `updatePeriod` and `updateFrequency` (https://web.resource.org/rss/1.0/modules/syndication/).
"""

from __future__ import annotations

import re
from datetime import timedelta

__all__ = ["stated_interval"]

_LONGEST = timedelta(days=1)
"""A feed that recommends a longer interval is probably misconfigured: its articles would be found too late."""
_HEAD = 16_384
_FIRST_ITEM = re.compile(rb"<(?:\w+:)?(?:entry|item)[\s>]")
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>")
_PERIOD = re.compile(rb":updatePeriod[^<>]*>\s*(hourly|daily|weekly|monthly|yearly)\s*<")
_FREQUENCY = re.compile(rb":updateFrequency[^<>]*>\s*(\d{1,6})\s*<")
_PERIODS = {
    b"hourly": timedelta(hours=1),
    b"daily": timedelta(days=1),
    b"weekly": timedelta(weeks=1),
    b"monthly": timedelta(days=30),
    b"yearly": timedelta(days=365),
}


def stated_interval(feed: bytes) -> timedelta | None:
    """The time between two polls that the head of `feed` recommends, at most a day; None where it names none."""
    first_item = _FIRST_ITEM.search(feed, 0, _HEAD)
    head = feed[: first_item.start() if first_item else _HEAD]
    stated = [interval for interval in (_ttl(head), _update_period(head)) if interval]
    return min(max(stated), _LONGEST) if stated else None


def _ttl(head: bytes) -> timedelta | None:
    match = _TTL.search(head)
    return timedelta(minutes=int(match[1])) if match else None


def _update_period(head: bytes) -> timedelta | None:
    """The period divided by the frequency, which is the number of changes in a period, by default 1."""
    period, frequency = _PERIOD.search(head), _FREQUENCY.search(head)
    if not (period or frequency):
        return None
    times = int(frequency[1]) if frequency else 1
    return (_PERIODS[period[1]] if period else _PERIODS[b"daily"]) / max(times, 1)
