from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.cli.times import parse_time

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
    ],
)
def test_a_time_means_what_the_newsroom_s_clock_will_show(written, means):
    assert parse_time(written, now=NOON.astimezone(UTC), zone=TOKYO) == means


@pytest.mark.parametrize("written", ["", "soon", "25:00", "2026-13-01", "18", "tomorrow 18:00"])
def test_what_is_no_time_is_told_with_what_would_be(written):
    with pytest.raises(ValueError, match="is not a time; write 18:00, 2026-12-24T18:00, or 2h from now"):
        parse_time(written, now=NOON, zone=TOKYO)


@pytest.mark.parametrize("written", ["2026-11-23", "2025-12-24T18:00", "0s"])
def test_a_time_that_is_over_is_refused(written):
    with pytest.raises(ValueError, match="is over already"):
        parse_time(written, now=NOON, zone=TOKYO)
