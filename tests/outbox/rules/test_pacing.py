from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.rules.pacing import Pace, QuietHours, day_start, month_at_this_pace, month_start, next_slot

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
TOKYO = ZoneInfo("Asia/Tokyo")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NIGHT = Pace(quiet=QuietHours(time(23, 30), time(6, 0)))


def local(zone: ZoneInfo, *numbers: int, fold: int = 0) -> datetime:
    return datetime(*numbers, tzinfo=zone, fold=fold).astimezone(UTC)


def test_an_account_that_has_never_posted_may_post_at_once() -> None:
    slot = next_slot(Pace(gap=timedelta(minutes=20)), now=NOON, timezone=TOKYO)
    assert (slot.at, slot.reason) == (NOON, "")


def test_the_gap_counts_from_the_last_post() -> None:
    slot = next_slot(Pace(gap=timedelta(minutes=20)), now=NOON, timezone=TOKYO, last_at=NOON - timedelta(minutes=5))
    assert slot.at == NOON + timedelta(minutes=15)
    assert "gap of 20 min" in slot.reason


def test_a_gap_that_has_passed_holds_nothing_back() -> None:
    slot = next_slot(Pace(gap=timedelta(minutes=20)), now=NOON, timezone=TOKYO, last_at=NOON - timedelta(minutes=20))
    assert (slot.at, slot.reason) == (NOON, "")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (local(BERLIN, 2026, 11, 23, 23, 29, 59), local(BERLIN, 2026, 11, 23, 23, 29, 59)),
        (local(BERLIN, 2026, 11, 23, 23, 30), local(BERLIN, 2026, 11, 24, 6, 0)),
        (local(BERLIN, 2026, 11, 24, 0, 0), local(BERLIN, 2026, 11, 24, 6, 0)),
        (local(BERLIN, 2026, 11, 24, 5, 59, 59), local(BERLIN, 2026, 11, 24, 6, 0)),
        (local(BERLIN, 2026, 11, 24, 6, 0), local(BERLIN, 2026, 11, 24, 6, 0)),
    ],
)
def test_quiet_hours_across_midnight_end_in_the_morning(now: datetime, expected: datetime) -> None:
    assert next_slot(NIGHT, now=now, timezone=BERLIN).at == expected


def test_quiet_hours_within_one_day_leave_the_night_free() -> None:
    siesta = Pace(quiet=QuietHours(time(13, 0), time(16, 0)))
    assert next_slot(siesta, now=local(BERLIN, 2026, 11, 23, 13, 0), timezone=BERLIN).at == local(
        BERLIN, 2026, 11, 23, 16, 0
    )
    midnight = local(BERLIN, 2026, 11, 23, 0, 0)
    assert next_slot(siesta, now=midnight, timezone=BERLIN).at == midnight


def test_a_gap_that_ends_in_quiet_hours_is_followed_by_them() -> None:
    pace = Pace(gap=timedelta(hours=1), quiet=NIGHT.quiet)
    now = local(BERLIN, 2026, 11, 23, 23, 0)
    slot = next_slot(pace, now=now, timezone=BERLIN, last_at=now)
    assert slot.at == local(BERLIN, 2026, 11, 24, 6, 0)
    assert slot.reason == "quiet hours 23:30-06:00"


@pytest.mark.parametrize(
    ("zone", "evening", "morning", "hours"),
    [
        # The clock goes forward in the night, and back in the night.
        (BERLIN, (2026, 3, 28, 23, 30), (2026, 3, 29, 6, 0), 5.5),
        (BERLIN, (2026, 10, 24, 23, 30), (2026, 10, 25, 6, 0), 7.5),
        (NEW_YORK, (2026, 3, 7, 23, 30), (2026, 3, 8, 6, 0), 5.5),
        (NEW_YORK, (2026, 10, 31, 23, 30), (2026, 11, 1, 6, 0), 7.5),
    ],
)
def test_quiet_hours_end_by_the_clock_on_the_wall_when_the_clock_is_turned(
    zone: ZoneInfo, evening: tuple[int, ...], morning: tuple[int, ...], hours: float
) -> None:
    now = local(zone, *evening)
    slot = next_slot(NIGHT, now=now, timezone=zone)
    assert slot.at == local(zone, *morning)
    assert slot.at - now == timedelta(hours=hours)


def test_an_end_that_the_clock_skips_still_ends_the_quiet_hours_after_the_jump() -> None:
    pace = Pace(quiet=QuietHours(time(23, 30), time(2, 30)))  # 02:30 does not exist in Berlin on 29 March
    at = next_slot(pace, now=local(BERLIN, 2026, 3, 29, 1, 0), timezone=BERLIN).at
    assert at == local(BERLIN, 2026, 3, 29, 3, 30)


@pytest.mark.parametrize("zone", [BERLIN, NEW_YORK])
def test_an_end_that_comes_twice_ends_the_quiet_hours_the_second_time(zone: ZoneInfo) -> None:
    last_night = (2026, 10, 25) if zone is BERLIN else (2026, 11, 1)
    clock = time(2, 30) if zone is BERLIN else time(1, 30)
    pace = Pace(quiet=QuietHours(time(23, 30), clock))
    first, second = (datetime(*last_night, clock.hour, 30, tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    assert second - first == timedelta(hours=1)
    assert next_slot(pace, now=first, timezone=zone).at == second


def test_the_day_s_cap_lasts_until_midnight_of_the_account_s_own_calendar() -> None:
    pace = Pace(per_day=3)
    now = local(TOKYO, 2026, 11, 23, 22, 0)
    assert next_slot(pace, now=now, timezone=TOKYO, sent_today=2).at == now
    slot = next_slot(pace, now=now, timezone=TOKYO, sent_today=3)
    assert slot.at == local(TOKYO, 2026, 11, 24, 0, 0)
    assert "3 posts a day" in slot.reason


def test_a_cap_that_ends_at_midnight_leads_into_the_quiet_hours() -> None:
    pace = Pace(per_day=1, quiet=NIGHT.quiet)
    now = local(NEW_YORK, 2026, 10, 31, 12, 0)
    assert next_slot(pace, now=now, timezone=NEW_YORK, sent_today=1).at == local(NEW_YORK, 2026, 11, 1, 6, 0)


def test_a_post_that_would_pass_the_budget_waits_for_a_person_or_the_next_month() -> None:
    pace = Pace(budget=Decimal("30.00"))
    slot = next_slot(pace, now=NOON, timezone=TOKYO, spent_this_month=Decimal("29.90"), price=Decimal("0.200"))
    assert slot.at is None
    assert "$0.20," in slot.reason
    assert "$29.90 of the budget of $30.00 for November" in slot.reason
    assert "2026-12-01" in slot.reason


def test_the_budget_may_be_spent_to_the_last_cent() -> None:
    pace = Pace(budget=Decimal("0.3"))  # as floats, 0.1 + 0.2 would be more
    slot = next_slot(pace, now=NOON, timezone=TOKYO, spent_this_month=Decimal("0.1"), price=Decimal("0.2"))
    assert slot.at == NOON


def test_a_budget_smaller_than_one_post_is_a_matter_for_a_person() -> None:
    slot = next_slot(Pace(budget=Decimal("0.10")), now=NOON, timezone=TOKYO, price=Decimal("0.200"))
    assert slot.at is None
    assert "raise `budget`" in slot.reason


def test_a_post_that_costs_nothing_needs_no_budget() -> None:
    assert next_slot(Pace(budget=Decimal(0)), now=NOON, timezone=TOKYO).at == NOON


def test_a_slot_in_the_next_month_has_the_next_month_s_budget() -> None:
    pace = Pace(budget=Decimal(1), quiet=NIGHT.quiet)
    now = local(TOKYO, 2026, 11, 30, 23, 45)
    slot = next_slot(pace, now=now, timezone=TOKYO, spent_this_month=Decimal(1), price=Decimal("0.2"))
    assert slot.at == local(TOKYO, 2026, 12, 1, 6, 0)


def test_breaking_news_jumps_the_gap_and_the_quiet_hours_but_not_the_cap_nor_the_budget() -> None:
    now = local(BERLIN, 2026, 11, 24, 2, 0)
    pace = Pace(gap=timedelta(hours=9), quiet=NIGHT.quiet, per_day=5, budget=Decimal(1))
    assert next_slot(pace, now=now, timezone=BERLIN, last_at=now, breaking=True).at == now
    capped = next_slot(pace, now=now, timezone=BERLIN, sent_today=5, breaking=True)
    assert capped.at == local(BERLIN, 2026, 11, 25, 0, 0)
    broke = next_slot(pace, now=now, timezone=BERLIN, spent_this_month=Decimal(1), price=Decimal("0.2"), breaking=True)
    assert broke.at is None


def test_days_and_months_begin_by_the_account_s_own_calendar() -> None:
    now = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)  # half past midnight on 1 December in Tokyo
    assert day_start(now, TOKYO) == datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
    assert month_start(now, TOKYO) == datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
    assert month_start(now, NEW_YORK) == datetime(2026, 11, 1, 4, 0, tzinfo=UTC)


def test_a_day_whose_midnight_the_clock_skips_begins_with_the_jump() -> None:
    beirut = ZoneInfo("Asia/Beirut")  # 29 March 2026 begins there at 01:00
    assert day_start(datetime(2026, 3, 29, 12, 0, tzinfo=UTC), beirut) == datetime(2026, 3, 28, 22, 0, tzinfo=UTC)


moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
zones = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Asia/Beirut", "Australia/Lord_Howe"])
# Near the nights on which the clock is turned, where the mistakes are.
turns = st.sampled_from(
    [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)]
)
nights = st.builds(lambda at, minutes: at + timedelta(minutes=minutes), turns, st.integers(-1500, 1500))
nows = moments | nights


@st.composite
def paces(draw: st.DrawFn) -> Pace:
    start, end = draw(st.tuples(clocks, clocks).filter(lambda ends: ends[0] != ends[1]))
    gap = timedelta(minutes=draw(st.integers(0, 600)))
    return Pace(gap=gap, quiet=QuietHours(start, end), per_day=draw(st.none() | st.integers(1, 3)))


def is_quiet(at: datetime, quiet: QuietHours, zone: ZoneInfo) -> bool:
    clock = at.astimezone(zone).time()
    if quiet.start < quiet.end:
        return quiet.start <= clock < quiet.end
    return clock >= quiet.start or clock < quiet.end


@given(pace=paces(), now=nows, zone=zones.map(ZoneInfo), ago=st.integers(0, 900), sent_today=st.integers(0, 3))
def test_a_slot_is_never_past_nor_inside_quiet_hours_nor_within_the_gap(
    pace: Pace, now: datetime, zone: ZoneInfo, ago: int, sent_today: int
) -> None:
    last_at = now - timedelta(minutes=ago)
    slot = next_slot(pace, now=now, timezone=zone, last_at=last_at, sent_today=sent_today)
    assert slot.at is not None
    assert slot.at >= now
    assert slot.at >= last_at + pace.gap
    assert pace.quiet is not None
    assert not is_quiet(slot.at, pace.quiet, zone)
    assert (slot.reason == "") == (slot.at == now)


@given(
    pace=paces(),
    now=nows,
    zone=zones.map(ZoneInfo),
    sent=st.lists(st.integers(0, 3000), max_size=4),
    later=st.integers(0, 3000),
)
def test_as_time_goes_on_the_slot_never_moves_backwards(
    pace: Pace, now: datetime, zone: ZoneInfo, sent: list[int], later: int
) -> None:
    posts = [now - timedelta(minutes=minutes) for minutes in sent]

    def slot_at(when: datetime) -> datetime:
        today = sum(post >= day_start(when, zone) for post in posts)
        slot = next_slot(pace, now=when, timezone=zone, last_at=max(posts, default=None), sent_today=today)
        assert slot.at is not None
        return slot.at

    assert slot_at(now) <= slot_at(now + timedelta(minutes=later))


@given(pace=paces(), now=nows, zone=zones.map(ZoneInfo))
def test_who_waits_for_the_slot_may_then_post(pace: Pace, now: datetime, zone: ZoneInfo) -> None:
    at = next_slot(pace, now=now, timezone=zone, last_at=now).at
    assert at is not None
    assert next_slot(pace, now=at, timezone=zone, last_at=now).at == at


@pytest.mark.parametrize(
    ("day", "hour", "spent", "month"),
    [
        (1, 12, "2.00", None),
        (16, 0, "3.00", "6.00"),
        (11, 0, "1.00", "3.00"),
        (30, 23, "6.00", "6.01"),
        (2, 0, "0.00", "0.00"),
    ],
)
def test_the_month_costs_in_all_what_its_days_so_far_say(day: int, hour: int, spent: str, month: str | None) -> None:
    now = local(TOKYO, 2026, 11, day, hour, 0)
    expected = month and Decimal(month)
    assert month_at_this_pace(Decimal(spent), now, TOKYO) == expected
