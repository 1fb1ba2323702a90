"""Timestamp identifiers (TIDs), the keys of posts on Bluesky. Pure. https://atproto.com/specs/tid"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

CLOCK_IDS = 1024
"""The number of clock ids: the last ten bits, which tell apart what was made in the same microsecond."""

_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
_LENGTH = 13
_SYNTAX = re.compile(rf"[234567abcdefghij][{_DIGITS}]{{{_LENGTH - 1}}}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def tid_at(time: datetime, clock_id: int) -> str:
    """The TID of that moment (aware), with a clock id from 0 up to `CLOCK_IDS`."""
    number = ((time - _EPOCH) // _MICROSECOND) * CLOCK_IDS + clock_id
    digits = ""
    for _ in range(_LENGTH):
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits


def time_of(tid: str) -> datetime | None:
    """The moment (aware, in UTC) in a TID; None where the text is no TID, or one of a year beyond 9999."""
    if not _SYNTAX.fullmatch(tid):
        return None
    number = 0
    for digit in tid:
        number = number * len(_DIGITS) + _DIGITS.index(digit)
    try:
        return _EPOCH + number // CLOCK_IDS * _MICROSECOND
    except OverflowError:
        return None
