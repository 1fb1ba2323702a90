"""The digest: what was posted in a day or week, what was not and why, what waits, what it cost, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.desk import Desk
from bot.desk.report.health import health as judged
from bot.desk.report.waiting import Waiting, waiting
from bot.health import Health
from bot.outbox.rules.delivery import Delivery
from bot.outbox.rules.pacing import month_start
from bot.outbox.store.alerts import NewAlert
from bot.settings.values import DigestTime

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_NEWEST = 5_000
"""Articles and deliveries that came last, among which those of a day or week are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPosted:
    """Something that was not posted."""

    title: str
    account: str
    """"" where it is for no account."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What an account has cost, in US dollars."""

    account: str
    spent: Decimal
    """In the time of the digest."""
    this_month: Decimal
    budget: Decimal | None
    """For a calendar month; None: as much as it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What happened in some time, and how everything stands at its end."""

    since: datetime
    until: datetime
    sandbox: str
    """The URL of the sandbox that gets the posts instead of the platforms; "" if there is none."""
    posted: tuple[Delivery, ...]
    """The oldest first."""
    not_posted: tuple[NotPosted, ...]
    waiting: tuple[Waiting, ...]
    """For a person."""
    coming: tuple[Waiting, ...]
    """What goes out by itself, the first first."""
    costs: tuple[Cost, ...]
    """Of accounts that have cost something this month, or have a budget."""
    health: Health


def last_time(setting: DigestTime, zone: ZoneInfo, now: datetime) -> datetime:
    """The last time (aware UTC), not after `now`, at which a digest was to be made.

    On a day on which the clock is turned, a time of day that comes twice means the first, and one that does not come
    means as long after midnight as on other days.
    """
    today = now.astimezone(zone).date()
    days = (today - timedelta(days=back) for back in range(-1, 9))
    times = (
        datetime.combine(day, setting.at, zone).astimezone(UTC)
        for day in days
        if setting.weekday in (None, day.weekday())
    )
    return next(at for at in times if at <= now)


def queue_digest(desk: Desk) -> bool:
    """Write down the digest where its time has come since the last one, and return whether it had. Raises StoreError.

    Where none has been made so far, the first one is made at its next time, and not for what was before. One whose time
    passed while nothing ran is made late, and a single one for all that were missed.
    """
    setting, now = desk.settings.alerts.digest, desk.now()
    if setting is None:
        return False
    note = desk.notes.all().get("digest")
    if note is None:
        desk.alerts.queue_digest((), before=None, now=now)
        return False
    if note.noted_at >= last_time(setting, desk.settings.timezone, now):
        return False
    text = desk.messenger.write_digest(desk.settings, digest(desk, since=note.noted_at))
    digests = [NewAlert(kind="digest", address=address, text=text) for address in desk.settings.alerts.to]
    return desk.alerts.queue_digest(digests, before=note.noted_at, now=now)


def digest(desk: Desk, *, since: datetime) -> Digest:
    """What happened since then. Raises StoreError."""
    accounts = desk.settings.accounts
    open_posts = waiting(desk, accounts)
    return Digest(
        since=since,
        until=desk.now(),
        sandbox=desk.settings.sandbox,
        posted=tuple(desk.outbox.sent_since(since, accounts=[account.name for account in accounts])),
        not_posted=tuple(_not_posted(desk, since)),
        waiting=tuple(row for row in open_posts if row.goes_out_at is None),
        coming=tuple(
            sorted(
                (row for row in open_posts if row.goes_out_at is not None),
                key=lambda row: (row.goes_out_at or since, row.delivery.id),
            )
        ),
        costs=tuple(_costs(desk, since)),
        health=judged(desk),
    )


def _not_posted(desk: Desk, since: datetime) -> Iterator[NotPosted]:
    for title, reason in desk.articles.not_posted_since(since, _NEWEST):
        yield NotPosted(title=title, account="", reason=reason)
    for delivery in desk.outbox.skipped_since(since, _NEWEST):
        yield NotPosted(title=delivery.title, account=delivery.account, reason=delivery.reason)


def _costs(desk: Desk, since: datetime) -> Iterator[Cost]:
    now = desk.now()
    month_began = month_start(now, desk.settings.timezone)
    for account in desk.settings.accounts:
        spent, this_month = (
            desk.accounts.activity(account.name, day_began=now, month_began=began).spent_this_month
            for began in (since, month_began)
        )
        if spent or this_month or account.pace.budget is not None:
            yield Cost(account=account.name, spent=spent, this_month=this_month, budget=account.pace.budget)
