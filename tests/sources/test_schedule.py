from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.schedule import after_faults, fresh_until, has_gone_quiet, interval, retry_after, usual_gap

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("Fri, 20 Nov 2026 12:05:00 GMT", 300),
        ("Friday, 20-Nov-26 12:05:00 GMT", 300),
        ("Fri, 20 Nov 2026 14:05:00 +0200", 300),
        ("0", None),
        ("-5", None),
        ("Fri, 20 Nov 2026 11:00:00 GMT", None),
        ("soon", None),
        ("", None),
        ("1.5", None),
        ("٣", None),
        ("9" * 40, None),
        ("99999999", 86_400),
        ("Fri, 20 Nov 2099 12:00:00 GMT", 86_400),
    ],
)
def test_retry_after_is_read_in_both_forms_and_never_believed_beyond_a_day(said: str, seconds: int | None) -> None:
    expected = NOW + timedelta(seconds=seconds) if seconds else None
    assert retry_after({"Retry-After": said}, NOW) == expected


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Cache-Control": "max-age=300"}, 300),
        ({"Cache-Control": "public, Max-Age=300, must-revalidate"}, 300),
        ({"Cache-Control": 'max-age="300"'}, 300),
        ({"Cache-Control": "max-age=300", "Age": "100"}, 200),
        ({"Cache-Control": "max-age=300", "Age": "400"}, None),
        ({"Cache-Control": "s-maxage=300"}, None),
        ({"Cache-Control": "no-cache, max-age=0"}, None),
        ({"Cache-Control": "max-age=0", "Expires": "Fri, 20 Nov 2026 12:05:00 GMT"}, None),
        ({"Expires": "Fri, 20 Nov 2026 12:05:00 GMT"}, 300),
        ({"Expires": "0"}, None),
        ({"Expires": "Thu, 19 Nov 1981 08:52:00 GMT"}, None),
        ({"Cache-Control": "max-age=31536000"}, 86_400),
        ({}, None),
    ],
)
def test_an_answer_stays_fresh_as_long_as_it_says(headers: dict[str, str], seconds: int | None) -> None:
    assert fresh_until(headers, NOW) == (NOW + timedelta(seconds=seconds) if seconds else None)


@given(st.text(), st.text(), st.text())
def test_no_header_is_too_strange(first: str, second: str, third: str) -> None:
    for moment in (
        retry_after({"Retry-After": first}, NOW),
        fresh_until({"Cache-Control": f"max-age={first}", "Age": second, "Expires": third}, NOW),
        fresh_until({"Expires": third}, NOW),
    ):
        assert moment is None or NOW < moment <= NOW + timedelta(days=1)


MINUTES = timedelta(minutes=1)


def test_a_site_is_asked_as_often_as_it_publishes_within_the_bounds():
    def asked_every(gap: timedelta | None, slowest: timedelta = 15 * MINUTES) -> timedelta:
        return interval(2 * MINUTES, slowest, gap, chance=0.5)

    assert asked_every(None) == 2 * MINUTES
    assert asked_every(10 * MINUTES) == 2 * MINUTES
    assert asked_every(200 * MINUTES) == 10 * MINUTES
    assert asked_every(timedelta(days=1)) == 15 * MINUTES
    assert asked_every(timedelta(days=1), slowest=timedelta(0)) == 2 * MINUTES


def test_sites_that_were_asked_together_drift_apart():
    times = {interval(2 * MINUTES, 2 * MINUTES, None, chance) for chance in (0.0, 0.25, 0.5, 0.99)}
    assert len(times) == 4
    assert min(times) == 2 * MINUTES * 0.9


def test_a_site_with_faults_is_left_alone_for_longer_each_time_and_never_given_up():
    pauses = [after_faults(2 * MINUTES, faults, chance=0.5) for faults in (1, 2, 3, 7, 8, 1_000_000)]
    assert pauses == [2 * MINUTES, 4 * MINUTES, 8 * MINUTES, 120 * MINUTES, 120 * MINUTES, 120 * MINUTES]


def test_a_site_that_is_asked_once_a_day_is_asked_so_after_faults_too():
    assert after_faults(timedelta(days=1), 3, chance=0.5) == timedelta(days=1)


def test_a_sites_habit_is_the_median_time_between_its_articles():
    dates = [NOW - hours * timedelta(hours=1) for hours in (0, 1, 2, 3, 100)]
    assert usual_gap([*dates, None]) == timedelta(hours=1)
    assert usual_gap(dates[:3]) is None
    assert usual_gap([NOW] * 5) is None


def test_articles_dated_centuries_apart_make_a_habit_of_a_year():
    assert usual_gap(NOW.replace(year=year) for year in (1700, 1800, 1900, 2000)) == timedelta(days=366)


def test_silence_is_told_against_the_sites_own_habit():
    hourly, weekly = timedelta(hours=1), timedelta(days=7)
    assert not has_gone_quiet(NOW - timedelta(days=2), hourly, NOW)
    assert has_gone_quiet(NOW - timedelta(days=4), hourly, NOW)
    assert not has_gone_quiet(NOW - timedelta(days=20), weekly, NOW)
    assert has_gone_quiet(NOW - timedelta(days=71), weekly, NOW)
    assert not has_gone_quiet(None, hourly, NOW)
    assert not has_gone_quiet(NOW, None, NOW)
