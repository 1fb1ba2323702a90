from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.parsing.dates import read_date


@pytest.mark.parametrize(
    "written",
    [
        "Fri, 20 Nov 2026 08:15:00 GMT",
        "Fri, 20 Nov 2026 08:15:00 +0000",
        "Fri, 20 Nov 2026 17:15:00 +0900",
        "Fri, 20 Nov 2026 17:15:00 +09:00",
        "Fri, 20 Nov 2026 17:15:00 GMT+9",
        "Fri, 20 Nov 2026 17:15:00 GMT+0900 (Japan Standard Time)",
        "Fri, 20 Nov 2026 17:15:00 JST",
        "Fri, 20 Nov 2026 03:15:00 EST",
        "Fri, 20 Nov 2026 03:15:00 -0500 (EST)",
        "Fri, 20 Nov 2026 09:15:00 CET",
        "Fri,20 Nov 2026 08:15:00 Z",
        "Mon, 20 Nov 2026 08:15:00 UT",
        "20 Nov 26 08:15 GMT",
        "Friday, November 20, 2026 8:15 AM",
        "November 20th, 2026 08:15:00",
        "Nov 20, 2026 8:15 am",
        "Nov. 20 2026 08:15",
        "2026-11-20T08:15:00Z",
        "2026-11-20T08:15:00.000Z",
        "2026-11-20t08:15:00z",
        "2026-11-20T17:15:00+09:00",
        "2026-11-20T17:15:00+0900",
        "2026-11-20T17:15:00 +09",
        "2026-11-20 08:15:00",
        "2026-11-20 08:15:00 UTC",
        "2026-11-20 08:15:00.123456789 +0000 UTC",
        "2026/11/20 08:15:00",
        "20261120T081500Z",
        "20.11.2026 08:15",
        "11/20/2026 08:15:00 AM",
        "20/11/2026 08:15",
        "ven., 20 nov. 2026 09:15:00 +0100",
        "Fr, 20 Nov 2026 08:15:00 +0000",
        "vendredi 20 novembre 2026 08:15",
        "20 de noviembre de 2026, 08:15",
        "Freitag, 20. November 2026 08:15",
        "Fri Nov 20 2026 08:15:00",
        "Fri Nov 20 08:15:00 2026",
        "Fri Nov 20 17:15:00 JST 2026",
        "Fri Nov 20 08:15:00 UTC 2026",
        "20 ноября 2026, 08:15",
        "20 Kas 2026 08:15:00 +0000",
        "piątek, 20 listopada 2026 08:15",
        "20. marraskuuta 2026 08:15",
        "20 نوفمبر 2026 08:15",
        "20 Νοεμβρίου 2026 08:15",
        "  Fri,\n 20\tNov 2026 08:15:00  GMT ",
        "2026年11月20日 08:15",
        "1795162500",
        "1795162500000",
    ],
)
def test_a_date_is_read_in_all_the_spellings_that_feeds_have(written: str) -> None:
    found = read_date(written)
    assert found is not None
    assert found.replace(microsecond=0) == datetime(2026, 11, 20, 8, 15, tzinfo=UTC)
    assert found.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
        ("20 November 2026", datetime(2026, 11, 20, tzinfo=UTC)),
        ("2026-11-20T24:00:00Z", datetime(2026, 11, 21, tzinfo=UTC)),
        ("Tue, 30 Jun 2015 23:59:60 GMT", datetime(2015, 7, 1, tzinfo=UTC)),
        ("Nov 20, 2026 12:05 AM", datetime(2026, 11, 20, 0, 5, tzinfo=UTC)),
        ("Nov 20, 2026 12:05 p.m.", datetime(2026, 11, 20, 12, 5, tzinfo=UTC)),
        ("20 Nov 99 08:15 GMT", datetime(1999, 11, 20, 8, 15, tzinfo=UTC)),
        ("Wed, 1 Mai 2026 10:00:00 +0200", datetime(2026, 5, 1, 8, tzinfo=UTC)),
        ("lun, 07 dic 2026 10:00:00 +0000", datetime(2026, 12, 7, 10, tzinfo=UTC)),
        ("05.05.2026", datetime(2026, 5, 5, tzinfo=UTC)),
    ],
)
def test_corners_are_read_as_they_are_meant(written: str, expected: datetime) -> None:
    assert read_date(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "yesterday",
        "0000-00-00 00:00:00",
        "2026-13-45",
        "31 Nov 2026",
        "Fri, 20 Nov 2026 99:15:00 GMT",
        "5/6/2026",
        "12",
        "x" * 200,
    ],
)
def test_what_names_no_moment_or_two_is_no_date(written: str) -> None:
    assert read_date(written) is None


@pytest.mark.parametrize(
    "written",
    [
        "0001-01-01T00:00:00Z",
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "2999-12-31",
        "9999-12-31T23:59:59Z",
        "Fri, 31 Dec 9999 23:59:59 GMT",
    ],
)
def test_a_date_by_which_programs_mean_none_or_for_ever_is_no_date(written: str) -> None:
    assert read_date(written) is None


@pytest.mark.parametrize(
    "written",
    [
        "Thu, 01 Jan 1970 00:00:00 +0000",
        "1969-12-31T19:00:00-05:00",
        "1970-01-01",
        "Thu, 01 Jan 70 00:00:00 GMT",
        "0",
        "Wed, 30 Nov -0001 00:00:00 +0000",
        "-0001-11-30T00:00:00+00:00",
        "0000-00-00T00:00:00Z",
        "Mon, 01 Jan 1900 00:00:00 GMT",
        "1899-12-30T00:00:00",
        "1601-01-01T00:00:00Z",
        "Fri, 01 Jan 1904 00:00:00 +0100",
        "1980-01-01 00:00:00",
        "Tue, 01 Jan 1980 00:00:00 EST",
    ],
)
def test_the_zero_of_a_clock_is_no_date(written: str) -> None:
    assert read_date(written) is None


@pytest.mark.parametrize("year", [1990, 1999, 2199])
def test_a_date_since_the_web_began_is_one(year: int) -> None:
    assert read_date(f"{year}-06-15T12:00:00Z") == datetime(year, 6, 15, 12, tzinfo=UTC)


moments = st.datetimes(
    datetime(1991, 1, 1),  # noqa: DTZ001 (Hypothesis adds the zone)
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-14 * 4, 14 * 4).map(lambda q: timezone(timedelta(minutes=15 * q))),
).map(lambda moment: moment.replace(microsecond=0))


@given(moments)
def test_the_two_standards_are_read_without_loss(moment: datetime) -> None:
    assert read_date(format_datetime(moment)) == moment
    assert read_date(moment.isoformat()) == moment
    assert read_date(moment.strftime("%d %b %Y %H:%M:%S %z")) == moment


@given(st.text() | st.text("0123456789 :-+/.,TZNovFriGMT", max_size=40))
def test_no_text_is_too_strange_for_a_date(text: str) -> None:
    found = read_date(text)
    assert found is None or found.utcoffset() == timedelta(0)
