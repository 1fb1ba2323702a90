"""Parses dates in the many formats that feeds use. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from bot.sources.parsing.month_names import MONTH_NAMES

__all__ = ["read_date"]

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""No article was published on the web before this. What lies there are the zeros of clocks: 1970-01-01 (Unix),
1980-01-01 (FAT), 1904-01-01 (Mac OS), 1900-01-01 and 1899-12-30 (spreadsheets), 1601-01-01 (Windows), 0001-01-01
(Go, .NET), and -0001-11-30, which PHP makes of MySQL's 0000-00-00.
"""
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
"""After this lie dates by which programs mean "for ever": 2999-12-31, 9999-12-31."""


def read_date(text: str) -> datetime | None:
    """The time (aware, in UTC) that `text` names; None where it is not a date, or could mean two days.

    Reads RFC 3339, RFC 822 and what feeds write instead: months in forty languages, named zones, a.m. and p.m., wrong
    weekdays, leap seconds, hour 24, seconds since 1970. Without a zone it is taken as UTC, without a time as midnight.

    What is not between `EARLIEST` and `LATEST` is no date of publication, and at the ends of the calendar a date cannot
    even be told in another zone.
    """
    text = " ".join(text.split())
    return _date_of_publication(text) if 0 < len(text) <= 100 else None


@lru_cache(maxsize=4096)
def _date_of_publication(text: str) -> datetime | None:
    """Remembered, for a feed has nearly the same dates at every poll."""
    try:
        moment = _moment(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment and EARLIEST <= moment < LATEST else None


def _moment(text: str) -> datetime | None:
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    return _iso_8601(text) or _free_form(text.lower())


def _iso_8601(text: str) -> datetime | None:
    try:
        return _utc(datetime.fromisoformat(text))
    except ValueError:
        return None


# Ten digits are seconds, thirteen are JavaScript's milliseconds.
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?", re.ASCII)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)", re.ASCII)
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?:t|(?!\d))", re.ASCII)
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|º)?\.?[\s/-]*+(?:de\s++)?([^\W\d_]{3,}+)\.?[\s,/-]*+(?:de\s++)?(\d{4}|\d\d)\b"
)
_MONTH_DAY = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,}+)\.?\s*+(\d{1,2})(?:st|nd|rd|th)?,?\s++(\d{4})\b")
# C's asctime and Java's Date.toString: "Sat Nov 28 10:00:00 UTC 2026".
_YEAR_LAST = re.compile(
    r"(?<![^\W\d_])([^\W\d_]{3,}+)\s++(\d{1,2})\s++\d{1,2}:\d\d(?::\d\d)?\s++(?:[a-z][\w:+-]*+\s++)?(\d{4})(?!\d)"
)
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)", re.ASCII)
_TIME = re.compile(
    r"(?<![\d+-])(?:(\d{1,2})[:h](\d\d)(?:[:.](\d\d))?(?:[.,]\d+)?|(\d{1,2})(?=\s*[ap]\.?m))\s*([ap]\.?m\.?)?", re.ASCII
)
_OFFSET = re.compile(r"\s*+(?:(?:utc|gmt)\s*+)?([+-])(\d{1,2}):?(\d\d)?(?!\d)", re.ASCII)
_ZONE_NAME = re.compile(r"\W*+([a-z]++)", re.ASCII)

# The first letters that identify a month, in English, and where they differ in German, French, Spanish, Italian,
# Portuguese, Dutch and Swedish. `month_names.py` has those of other languages.
_MONTHS = (
    ["jan", "jän", "ene", "gen"],
    ["feb", "fév", "fev"],
    ["mar", "mär", "maa", "mrt"],
    ["apr", "avr", "abr"],
    ["may", "mai", "mag", "mei", "maj", "maio"],
    ["jun", "juin", "giu"],
    ["jul", "juil", "lug"],
    ["aug", "aoû", "aou", "ago"],
    ["sep", "set"],
    ["oct", "okt", "ott", "out"],
    ["nov"],
    ["dec", "dez", "déc", "dic"],
)
_MONTH_OF = {start: number for number, starts in enumerate(_MONTHS, 1) for start in starts}
_MONTH_NAMED = {name: number for number, names in enumerate(MONTH_NAMES, 1) for name in names.split()}

# Hours from UTC, for the zones of RFC 822, section 5.1, and others in use. IST, CST and BST are ambiguous: India's, the
# USA's and Britain's are meant.
_ZONES = {
    **dict.fromkeys(["z", "ut", "utc", "gmt", "wet"], 0.0),
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "akst": -9,
    "akdt": -8,
    "hst": -10,
    "brt": -3,
    "art": -3,
    "bst": 1,
    "west": 1,
    "cet": 1,
    "mez": 1,
    "cest": 2,
    "mesz": 2,
    "eet": 2,
    "sast": 2,
    "eest": 3,
    "msk": 3,
    "pkt": 5,
    "ist": 5.5,
    "wib": 7,
    "ict": 7,
    "hkt": 8,
    "sgt": 8,
    "pht": 8,
    "awst": 8,
    "jst": 9,
    "kst": 9,
    "acst": 9.5,
    "acdt": 10.5,
    "aest": 10,
    "aedt": 11,
    "nzst": 12,
    "nzdt": 13,
}


def _free_form(text: str) -> datetime | None:
    day = _date(text)
    if day is None:
        return None
    match = _TIME.search(text)
    midnight = datetime(*day, tzinfo=_zone(text[match.end() :]) if match else UTC)
    return _utc(midnight + _since_midnight(match) if match else midnight)


def _date(text: str) -> tuple[int, int, int] | None:
    if match := _YEAR_FIRST.search(text) or _COMPACT.search(text):
        return int(match[1]), int(match[2]), int(match[3])
    if (match := _DAY_MONTH.search(text)) and (month := _month(match[2])):
        return _year(match[3]), month, int(match[1])
    if (match := _MONTH_DAY.search(text) or _YEAR_LAST.search(text)) and (month := _month(match[1])):
        return int(match[3]), month, int(match[2])
    if match := _NUMBERS.search(text):
        return _day_and_month(int(match[1]), int(match[2]), int(match[3]))
    return None


def _month(name: str) -> int:
    return _MONTH_NAMED.get(name) or _MONTH_OF.get(name[:4]) or _MONTH_OF.get(name[:3], 0)


def _year(digits: str) -> int:
    """The year; two digits are read as in RFC 2822, section 4.3."""
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < 50 else 1900)


def _day_and_month(first: int, second: int, year: int) -> tuple[int, int, int] | None:
    """Europe writes the day first, the USA the month; None where both are possible."""
    if first == second or first > 12:
        return year, second, first
    return (year, first, second) if second > 12 else None


def _since_midnight(match: re.Match[str]) -> timedelta:
    """The time of day. Hour 24 is on the next day, second 60 in the next minute. Raises ValueError."""
    hour, minute, second = int(match[1] or match[4]), int(match[2] or 0), int(match[3] or 0)
    if hour > 24 or minute > 59 or second > 60:
        raise ValueError(match[0])
    if match[5]:
        hour = hour % 12 + (12 if match[5].startswith("p") else 0)
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _zone(after_time: str) -> tzinfo:
    if match := _OFFSET.match(after_time):
        sign = -1 if match[1] == "-" else 1
        return timezone(sign * timedelta(hours=int(match[2]), minutes=int(match[3] or 0)))
    zone_name = _ZONE_NAME.match(after_time)
    return timezone(timedelta(hours=_ZONES.get(zone_name[1], 0.0) if zone_name else 0.0))


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
