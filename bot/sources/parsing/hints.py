"""How often a feed says of itself that it is worth asking. Pure.

RSS 2.0 `<ttl>`, in minutes (https://www.rssboard.org/rss-specification#ltttlgtSubelementOfLtchannelgt), and the module
Syndication, `updatePeriod` and `updateFrequency` (https://web.resource.org/rss/1.0/modules/syndication/).
"""

from __future__ import annotations

import re
from datetime import timedelta

__all__ = ["stated_interval"]

_LONGEST = timedelta(days=1)
"""What asks for more has made a mistake, or was never looked at: its readers would not notice for weeks."""
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
    """The time between two looks that the head of `feed` asks for, a day at most; None where it says nothing."""
    first_item = _FIRST_ITEM.search(feed, 0, _HEAD)
    head = feed[: first_item.start() if first_item else _HEAD]
    stated = [interval for interval in (_ttl(head), _update_period(head)) if interval]
    return min(max(stated), _LONGEST) if stated else None


def _ttl(head: bytes) -> timedelta | None:
    match = _TTL.search(head)
    return timedelta(minutes=int(match[1])) if match else None


def _update_period(head: bytes) -> timedelta | None:
    """The frequency is how many times it changes in one period; once, where it is left out."""
    period, frequency = _PERIOD.search(head), _FREQUENCY.search(head)
    if not (period or frequency):
        return None
    times = int(frequency[1]) if frequency else 1
    return (_PERIODS[period[1]] if period else _PERIODS[b"daily"]) / max(times, 1)
