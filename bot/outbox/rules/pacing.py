"""When an account may post next: the gap, the quiet hours, the day's cap and the month's budget. Pure.

Every datetime is aware. Days and months are those of the account's own calendar, in the time zone of bot.toml.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.outbox.rules.states import AccountState, Activity


@dataclass(frozen=True, slots=True)
class QuietHours:
    """No posts from `start` until just before `end`, by the clock on the wall; `end` may be on the next day."""

    start: time
    end: time

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast an account may post; None: no such limit."""

    gap: timedelta = timedelta(0)
    """At least this long between two posts."""
    quiet: QuietHours | None = None
    per_day: int | None = None
    """At most so many posts in one calendar day; 1 or more."""
    budget: Decimal | None = None
    """US dollars that may be spent in one calendar month."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The earliest time at which an account may post."""

    at: datetime | None
    """Aware UTC; None where time within this month does not help: a person must, or the next month."""
    reason: str
    """Why not sooner, for an editor to read; "" where it may post at once."""
    over_budget: bool = False
    """Why there is no time at all: the post would pass the month's budget."""
    renews_at: datetime | None = None
    """When the budget starts anew, where that helps: in UTC."""


def slot_for(
    pace: Pace,
    state: AccountState,
    activity: Activity,
    *,
    now: datetime,
    timezone: ZoneInfo,
    price: Decimal,
    breaking: bool = False,
) -> Slot:
    """When the account in that state may post next, after what it has done, and what holds it back until then.

    A halt or a pause by a person comes before the pace of bot.toml, and a wait that its platform asked for is kept too.
    """
    if state.halted:
        return Slot(None, f"halted: {state.halted}")
    if state.pause_at(now):
        return Slot(state.paused_until, "paused by an editor")
    slot = next_slot(
        pace,
        now=now,
        timezone=timezone,
        last_at=activity.last_at,
        sent_today=activity.sent_today,
        spent_this_month=activity.spent_this_month,
        price=price,
        breaking=breaking,
    )
    if slot.at and state.waits_until and state.waits_until > slot.at:
        return Slot(state.waits_until, state.waits_for)
    return slot


def next_slot(
    pace: Pace,
    *,
    now: datetime,
    timezone: ZoneInfo,
    last_at: datetime | None = None,
    sent_today: int = 0,
    spent_this_month: Decimal = Decimal(0),
    price: Decimal = Decimal(0),
    breaking: bool = False,
) -> Slot:
    """The earliest time, not before `now`, at which the account may send one post that costs `price` US dollars.

    `last_at` is the time of its last post; `sent_today` counts its posts since `day_start(now, timezone)`, and
    `spent_this_month` adds up what they cost since `month_start(now, timezone)`. Breaking news jumps the gap and the
    quiet hours; the day's cap and the budget hold for it too. As `now` goes on, the slot never moves backwards.
    """
    slot = Slot(now.astimezone(UTC), "")
    if last_at is not None and not breaking:
        # A last post that lies ahead was made before the clock was put back; without a gap, nothing waits for it.
        free_at = min(last_at, now) + pace.gap
        slot = _not_before(slot, free_at, f"the account's gap of {_spoken(pace.gap)} between two posts")
    cap, quiet = f"the cap of {pace.per_day} posts a day is reached", f"quiet hours {pace.quiet}"
    if pace.per_day is not None and sent_today >= pace.per_day:
        tomorrow = _local_date(now, timezone) + timedelta(days=1)
        slot = _not_before(slot, _midnight(tomorrow, timezone), cap)
    if pace.quiet is not None and not breaking:
        # The cap moves the slot to midnight, which lies in the quiet hours of most accounts: both are causes then.
        reason = f"{cap}; {quiet}" if slot.reason == cap else quiet
        slot = _not_before(slot, _after_quiet(slot.at or now, pace.quiet, timezone), reason)
    return _within_budget(slot, pace.budget, now, timezone, spent_this_month, price)


def day_start(now: datetime, timezone: ZoneInfo) -> datetime:
    """Aware UTC: when the calendar day of `now` began in `timezone`."""
    return _midnight(_local_date(now, timezone), timezone)


def month_start(now: datetime, timezone: ZoneInfo) -> datetime:
    """Aware UTC: when the calendar month of `now` began in `timezone`."""
    return _midnight(_local_date(now, timezone).replace(day=1), timezone)


def month_at_this_pace(spent: Decimal, now: datetime, timezone: ZoneInfo) -> Decimal | None:
    """What the calendar month of `now` will cost in all, to the cent, if as much is spent each day as so far.

    None on its first day, when one post more or less says nothing of the month.
    """
    begun = month_start(now, timezone)
    if now - begun < timedelta(days=1):
        return None
    ends = month_start(begun + timedelta(days=35), timezone)
    return (spent * Decimal((ends - begun) / (now - begun))).quantize(Decimal("0.01"))


def _not_before(slot: Slot, at: datetime, reason: str) -> Slot:
    return Slot(at.astimezone(UTC), reason) if slot.at is not None and at > slot.at else slot


def _after_quiet(at: datetime, quiet: QuietHours, timezone: ZoneInfo) -> datetime:
    """`at`, or the end of the quiet hours that it falls into.

    A day on which the clock is turned can make one stretch run into the next, so they are walked in order.
    """
    today = _local_date(at, timezone)
    for offset in range(-1, 3):
        start, end = _quiet_stretch(today + timedelta(days=offset), quiet, timezone)
        if start <= at < end:
            at = end
    return at


def _quiet_stretch(day: date, quiet: QuietHours, timezone: ZoneInfo) -> tuple[datetime, datetime]:
    """The quiet hours that begin on `day`.

    Where the clock is turned, a time of day comes twice or not at all. The longer reading is taken, so that no clock
    on a wall shows a quiet time while a post goes out.
    """
    last_day = day if quiet.start < quiet.end else day + timedelta(days=1)
    return min(_readings(day, quiet.start, timezone)), max(_readings(last_day, quiet.end, timezone))


def _readings(day: date, clock: time, timezone: ZoneInfo) -> list[datetime]:
    """The moments that a time of day may mean (https://peps.python.org/pep-0495/); two equal ones on most days."""
    return [datetime.combine(day, clock.replace(fold=fold), timezone).astimezone(UTC) for fold in (0, 1)]


def _within_budget(
    slot: Slot, budget: Decimal | None, now: datetime, timezone: ZoneInfo, spent: Decimal, price: Decimal
) -> Slot:
    if budget is None or not price or slot.at is None:
        return slot
    cost, whole = f"the post costs {dollars(price)}", dollars(budget)
    if price > budget:
        reason = f"{cost}, more than the whole monthly budget of {whole}: raise `budget`"
        return Slot(None, reason, over_budget=True)
    this_month, next_month = _local_date(now, timezone).replace(day=1), _next_month(now, timezone)
    if spent + price <= budget or _local_date(slot.at, timezone) >= next_month:
        return slot
    return Slot(
        None,
        f"{cost}, and {dollars(spent)} of the budget of {whole} for {this_month:%B} are spent: "
        f"it starts anew on {next_month:%Y-%m-%d}, or raise `budget`",
        over_budget=True,
        renews_at=_midnight(next_month, timezone),
    )


def dollars(amount: Decimal) -> str:
    """An amount with cents, and with what is less than a cent if there is any: "$0.20", "$0.425"."""
    whole, _, cents = f"{amount.normalize():f}".partition(".")
    return f"${whole}.{cents:0<2}"


def _next_month(now: datetime, timezone: ZoneInfo) -> date:
    first = _local_date(now, timezone).replace(day=1)
    return (first + timedelta(days=31)).replace(day=1)


def _local_date(at: datetime, timezone: ZoneInfo) -> date:
    return at.astimezone(timezone).date()


def _midnight(day: date, timezone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), timezone).astimezone(UTC)


def _spoken(gap: timedelta) -> str:
    minutes, seconds = divmod(int(gap.total_seconds()), 60)
    return f"{minutes} min" if minutes and not seconds else f"{int(gap.total_seconds())} s"
