from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms import rate_limits
from bot.platforms.facebook.rate_limits import regain_times
from bot.platforms.rate_limits import FARTHEST
from bot.platforms.x.rate_limits import window_resets

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def free_again_at(headers: dict[str, str], now: datetime) -> datetime | None:
    """As for an account of the platform that sends such headers."""
    return rate_limits.free_again_at(headers, now, lambda *given: (*window_resets(*given), *regain_times(*given)))


def unix(minutes: int) -> str:
    return str(int((NOW + timedelta(minutes=minutes)).timestamp()))


def in_minutes(at: datetime | None) -> float | None:
    return None if at is None else (at - NOW) / timedelta(minutes=1)


def test_the_reset_of_the_window_that_is_used_up_counts() -> None:
    headers = {"x-rate-limit-remaining": "0", "x-rate-limit-reset": unix(12)}

    assert in_minutes(free_again_at(headers, NOW)) == 12


def test_a_past_reset_beside_a_used_up_day_is_ignored() -> None:
    headers = {
        "x-rate-limit-remaining": "0",
        "x-rate-limit-reset": unix(-5),
        "x-app-limit-24hour-remaining": "0",
        "x-app-limit-24hour-reset": unix(600),
        "x-user-limit-24hour-remaining": "0",
        "x-user-limit-24hour-reset": unix(700),
    }

    assert in_minutes(free_again_at(headers, NOW)) == 700


def test_a_window_that_is_not_used_up_does_not_count() -> None:
    headers = {
        "x-rate-limit-remaining": "0",
        "x-rate-limit-reset": unix(3),
        "x-app-limit-24hour-remaining": "7",
        "x-app-limit-24hour-reset": unix(900),
    }

    assert in_minutes(free_again_at(headers, NOW)) == 3


def test_a_reset_without_a_count_is_believed() -> None:
    assert in_minutes(free_again_at({"x-rate-limit-reset": unix(4)}, NOW)) == 4


@pytest.mark.parametrize(
    ("value", "minutes"), [("120", 2), ("Mon, 23 Nov 2026 10:30:00 GMT", 30), ("Mon, 23 Nov 2026 09:30:00 GMT", None)]
)
def test_retry_after_is_read_in_both_forms(value: str, minutes: float | None) -> None:
    assert in_minutes(free_again_at({"retry-after": value}, NOW)) == minutes


def test_a_page_waits_the_longest_time_that_facebook_estimates() -> None:
    usage = {
        "111": [
            {"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 7},
            {"type": "other", "call_count": 100, "estimated_time_to_regain_access": 19},
        ],
        "222": [{"type": "pages", "call_count": 1, "estimated_time_to_regain_access": 0}],
    }

    assert in_minutes(free_again_at({"x-business-use-case-usage": json.dumps(usage)}, NOW)) == 19


@pytest.mark.parametrize(("percent", "minutes"), [(100, 60), (130, 60), (99, None)])
def test_an_app_that_has_used_its_hour_up_waits_for_the_next(percent: int, minutes: float | None) -> None:
    usage = json.dumps({"call_count": 28, "total_time": percent, "total_cputime": 25})

    assert in_minutes(free_again_at({"x-app-usage": usage}, NOW)) == minutes


def test_a_reset_in_milliseconds_is_a_mistake_and_ignored() -> None:
    assert free_again_at({"x-rate-limit-reset": f"{unix(3)}000"}, NOW) is None


def test_nothing_known_leaves_the_time_to_the_caller() -> None:
    assert free_again_at({}, NOW) is None


HEADERS = (
    "x-rate-limit-remaining",
    "x-rate-limit-reset",
    "x-app-limit-24hour-remaining",
    "x-app-limit-24hour-reset",
    "retry-after",
    "x-business-use-case-usage",
    "x-app-usage",
)
VALUES = (
    st.text(max_size=30)
    | st.integers().map(str)
    | st.floats().map(str)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["a", "estimated_time_to_regain_access"]), inner, max_size=3)
        ),
        max_leaves=6,
    ).map(json.dumps)
    | st.datetimes().map(lambda at: at.strftime("%a, %d %b %Y %H:%M:%S GMT"))
)


@given(headers=st.dictionaries(st.sampled_from(HEADERS), VALUES))
def test_whatever_the_headers_say_the_time_is_to_come_and_within_a_month(headers: dict[str, str]) -> None:
    at = free_again_at(headers, NOW)

    assert at is None or NOW < at <= NOW + FARTHEST
