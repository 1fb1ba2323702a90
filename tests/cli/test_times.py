from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.cli.times import parse_time, with_whole_times

TOKYO = ZoneInfo("Asia/Tokyo")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("18:00", datetime(2026, 11, 23, 18, 0, tzinfo=TOKYO)),
        ("09:30", datetime(2026, 11, 24, 9, 30, tzinfo=TOKYO)),
        ("12:00", datetime(2026, 11, 24, 12, 0, tzinfo=TOKYO)),
        ("2026-12-24T18:00", datetime(2026, 12, 24, 18, 0, tzinfo=TOKYO)),
        ("2026-12-24 18:00", datetime(2026, 12, 24, 18, 0, tzinfo=TOKYO)),
        ("2026-12-24", datetime(2026, 12, 24, tzinfo=TOKYO)),
        ("2026-12-24T18:00+01:00", datetime(2026, 12, 24, 17, 0, tzinfo=UTC)),
        ("2026-12-24T18:00Z", datetime(2026, 12, 24, 18, 0, tzinfo=UTC)),
        ("2h", NOON + timedelta(hours=2)),
        (" 90s ", NOON + timedelta(seconds=90)),
        ("in 2h", NOON + timedelta(hours=2)),
        ("in 90 minutes", NOON + timedelta(minutes=90)),
        ("3 days", NOON + timedelta(days=3)),
        ("6pm", datetime(2026, 11, 23, 18, 0, tzinfo=TOKYO)),
        ("9 a.m.", datetime(2026, 11, 24, 9, 0, tzinfo=TOKYO)),
        ("12am", datetime(2026, 11, 24, 0, 0, tzinfo=TOKYO)),
        ("12pm", datetime(2026, 11, 24, 12, 0, tzinfo=TOKYO)),
        ("18h30", datetime(2026, 11, 23, 18, 30, tzinfo=TOKYO)),
        ("18.30", datetime(2026, 11, 23, 18, 30, tzinfo=TOKYO)),
        ("midnight", datetime(2026, 11, 24, 0, 0, tzinfo=TOKYO)),
        ("tomorrow noon", datetime(2026, 11, 24, 12, 0, tzinfo=TOKYO)),
        ("tomorrow 9:00", datetime(2026, 11, 24, 9, 0, tzinfo=TOKYO)),
        ("9:00 tomorrow", datetime(2026, 11, 24, 9, 0, tzinfo=TOKYO)),
        ("Tomorrow at 9am", datetime(2026, 11, 24, 9, 0, tzinfo=TOKYO)),
        ("today 20:00", datetime(2026, 11, 23, 20, 0, tzinfo=TOKYO)),
        ("Mon 18:00", datetime(2026, 11, 23, 18, 0, tzinfo=TOKYO)),
        ("Monday 9am", datetime(2026, 11, 30, 9, 0, tzinfo=TOKYO)),
        ("Fri 18:00", datetime(2026, 11, 27, 18, 0, tzinfo=TOKYO)),
        ("9am on Thurs", datetime(2026, 11, 26, 9, 0, tzinfo=TOKYO)),
        ("24 Dec 18:00", datetime(2026, 12, 24, 18, 0, tzinfo=TOKYO)),
        ("Dec 24th, 6 pm", datetime(2026, 12, 24, 18, 0, tzinfo=TOKYO)),
        ("1 March 9:00", datetime(2027, 3, 1, 9, 0, tzinfo=TOKYO)),
        ("2026-12-24 9:00", datetime(2026, 12, 24, 9, 0, tzinfo=TOKYO)),
    ],
)
def test_a_time_means_what_the_newsroom_s_clock_will_show(written, means):
    assert parse_time(written, now=NOON.astimezone(UTC), zone=TOKYO) == means


@pytest.mark.parametrize(
    "written",
    [
        *("", "soon", "25:00", "2026-13-01", "18", "13pm", "0am", "tomorrow", "Fri", "Mon 9", "9 Mon"),
        *("10/11 9:00", "10.11. 9:00", "31 Feb 9:00", "May", "12", "at", "yesterday 9:00", "Fr 9:00", "9999999d"),
    ],
)
def test_what_is_no_time_is_told_with_what_would_be(written):
    with pytest.raises(ValueError, match="is not a time; write 18:00, tomorrow 9am"):
        parse_time(written, now=NOON, zone=TOKYO)


@pytest.mark.parametrize("written", ["2026-11-23", "2025-12-24T18:00", "0s", "today 9:00", "2026-11-22 9am"])
def test_a_time_that_is_over_is_refused(written):
    with pytest.raises(ValueError, match="is over already"):
        parse_time(written, now=NOON, zone=TOKYO)


UNQUOTED = [
    (["12", "--at", "tomorrow", "9am"], ["12", "--at", "tomorrow 9am"]),
    (["--at", "tomorrow", "9am", "12"], ["--at", "tomorrow 9am", "12"]),
    (["--at", "Fri", "18:00", "12", "13-15"], ["--at", "Fri 18:00", "12", "13-15"]),
    (["--at", "24", "Dec", "18:00", "12"], ["--at", "24 Dec 18:00", "12"]),
    (["--at", "Dec", "24th,", "6", "pm", "12"], ["--at", "Dec 24th, 6 pm", "12"]),
    (["--at", "in", "2", "hours", "12"], ["--at", "in 2 hours", "12"]),
    (["--at", "2", "hours", "12"], ["--at", "2 hours", "12"]),
    (["--at", "9am", "12"], ["--at", "9am", "12"]),
    (["--at=tomorrow", "9am", "12"], ["--at", "tomorrow 9am", "12"]),
    (["--until", "2026-12-24", "18:00", "12"], ["--until", "2026-12-24 18:00", "12"]),
    (["--until", "2026-12-24", "12"], ["--until", "2026-12-24", "12"]),
    (["--until", "2026-12-24T18:00+09:00", "12"], ["--until", "2026-12-24T18:00+09:00", "12"]),
    (["--until", "on", "Monday", "at", "noon", "mtt"], ["--until", "on Monday at noon", "mtt"]),
    (["--at", "tomorrow 9am", "12"], ["--at", "tomorrow 9am", "12"]),
    (["--at", "tomorrow", "9am", "--json", "12"], ["--at", "tomorrow 9am", "--json", "12"]),
    (["--at", "now", "12"], ["--at", "now", "12"]),
    (["12", "--at"], ["12", "--at"]),
    (["--", "--at", "tomorrow", "9am"], ["--", "--at", "tomorrow", "9am"]),
    (["12", "--at", "next", "friday", "18:00"], ["12", "--at", "next friday 18:00"]),
    (["--site", "tomorrow", "9am"], ["--site", "tomorrow", "9am"]),
]


@pytest.mark.parametrize(("typed", "taken"), UNQUOTED, ids=[" ".join(typed) for typed, _ in UNQUOTED])
def test_the_words_of_a_time_need_no_quotes(typed, taken):
    assert with_whole_times(typed) == taken
