"""How long an article is news: what has not gone out by then is not posted any more. Pure. Every datetime is aware."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.outbox.rules.delivery import Delivery
from bot.outbox.rules.pacing import month_start

TOO_OLD = "it is too old"
"""How the reason begins of what was skipped because its time was over."""

BUDGET_WAS_SPENT = "the budget was spent when it was due, and a new month does not pay for the news of the last one"


def expires_at(delivery: Delivery, *, max_age: timedelta, timezone: tzinfo) -> datetime:
    """When the delivery becomes too old to be posted: at the time that an editor's approval gives it, if it has one."""
    return delivery.approved_until or latest_moment(delivery.order_at, timezone) + max_age


def too_old(max_age: timedelta) -> str:
    """Why what was to be posted is not, once its time is over."""
    return f"{TOO_OLD}: watch.max_age of {spell(max_age)} was over before it could go out"


def has_expired(reason: str) -> bool:
    """Whether a delivery was skipped for that reason because its time was over."""
    return reason.startswith((TOO_OLD, BUDGET_WAS_SPENT))


def latest_moment(published: datetime, timezone: tzinfo) -> datetime:
    """An article's date; where it has no time, in UTC as such a date is read or in that zone, the end of its day."""
    for zone in (UTC, timezone):
        local = published.astimezone(zone)
        if local.time() == time():
            return datetime.combine(local.date() + timedelta(days=1), time(), timezone)
    return published


def is_left_from_last_month(due_at: datetime, now: datetime, timezone: ZoneInfo, *, is_approved: bool) -> bool:
    """Whether a post that the budget has kept back until now is not to be paid with this month's money."""
    return not is_approved and due_at < month_start(now, timezone)


def spell(span: timedelta) -> str:
    """A duration as bot.toml writes it, to the largest unit of which there are two or more."""
    seconds = int(span.total_seconds())
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
