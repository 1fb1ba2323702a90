from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.outbox.rules.feed_gap import oldest_behind_gap

NEWEST_BEFORE = datetime(2026, 11, 23, 12, tzinfo=UTC)


def hours(*after: int | None) -> list[datetime | None]:
    """Dates so many hours after the newest article of the poll before."""
    return [None if hour is None else NEWEST_BEFORE + timedelta(hours=hour) for hour in after]


@pytest.mark.parametrize(
    ("shown", "oldest"),
    [
        ((9, 8, 7), 7),
        ((7, 8, 9), 7),
        ((-5000, 9, 8, 7), 7),
        ((0, 9, 8, 7), 7),
        ((9, -5000, 8, 7), 7),
        ((9, 8, 7, -5000), 7),
        ((9, None, 8, 7, None), 7),
        ((-400, -300, 9, 8, 7), 7),
        ((9,), 9),
    ],
    ids=[
        "newest first",
        "oldest first",
        "a pin",
        "a pin that was the newest",
        "a pin further down",
        "an evergreen at the end",
        "some without a date",
        "two pins",
        "one",
    ],
)
def test_where_all_that_a_feed_shows_in_its_order_is_newer_some_has_passed_through_it(shown, oldest):
    assert oldest_behind_gap(hours(*shown), NEWEST_BEFORE) == hours(oldest)[0]


@pytest.mark.parametrize(
    "shown",
    [
        (),
        (None, None),
        (0,),
        (3, 0, -1),
        (-1, 0, 3),
        (-5000, 3, 2, -1, -2),
        (3, 2, -1, -2),
        (3, 0),
        (-1, -2),
        (5, 6, -1, 0),
        (5, 0, 4, -1, 0),
    ],
)
def test_a_feed_that_goes_on_where_the_poll_before_ended_has_missed_nothing(shown):
    assert oldest_behind_gap(hours(*shown), NEWEST_BEFORE) is None
