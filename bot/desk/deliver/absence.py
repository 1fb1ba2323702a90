"""Absence: a database that was not in use may not know what has been posted meanwhile, so it is looked for.

A database restored from a backup has forgotten what went out since. The mark beside it tells, where it was not restored
too; else only the time since it was last used does. After every absence, what it has not sent is looked for once before
it is sent.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.desk import Desk
from bot.desk.deliver.reconcile import CLOCKS_DIFFER_BY, LOOK_AGAIN, find_on_timeline
from bot.errors import AccountHalted, RetryLater
from bot.outbox.rules.delivery import Delivery, halt_reason
from bot.settings import Account

LOOKS_MISSED = 5
SHORTEST = timedelta(minutes=10)
"""A restart takes less, and few backups are as fresh."""
SHORTEST_WITH_MARK = timedelta(hours=3)
"""Where the mark says that nothing is missing, cron may start the bot every hour. What the mark does not tell is a
machine that was put back to a snapshot with all its files, which is seldom so fresh."""

DATES_DIFFER_BY = timedelta(days=1)
"""How far an article's date may lie from when it came out: a wrong time zone is no more than that."""


def note_absence(desk: Desk) -> None:
    """To be done when a process begins to work, before anything is sent."""
    now, watch = desk.now(), desk.settings.watch
    last, behind = desk.sources.last_asked_at(), desk.outbox.is_behind_its_mark()
    since = absent_since(last, behind=behind, every=watch.every, max_age=watch.max_age, now=now)
    if since:
        desk.sources.note_absence(since, now, [site.name for site in desk.settings.sites])
        desk.announce("absence.noted", since=since)
    if behind:
        desk.outbox.forget_mark()


def absent_since(
    last: datetime | None, *, behind: bool | None, every: timedelta, max_age: timedelta, now: datetime
) -> datetime | None:
    """When the database was last used, if it may have missed something since; else None. Pure.

    `last` is when it noted for the last time that a site was asked, and None where it never has: such a database has
    missed nothing, unless its mark says that it was in use. Then all that may still be posted may be out already.
    `behind`: whether it lies behind its mark; None: it has none. `every` is how often a site is asked while the program
    runs, and what is older than `max_age` is not posted.
    """
    if last is None and behind:
        return now - max_age - DATES_DIFFER_BY
    longest_pause = max(LOOKS_MISSED * every, SHORTEST if behind is None else SHORTEST_WITH_MARK)
    return last if last and (behind or now - last > longest_pause) else None


def is_out_already(desk: Desk, account: Account, delivery: Delivery, text: str, since: datetime) -> bool | None:
    """Whether the post stands on the account's timeline, and is adopted then; None where that cannot be told now."""
    reaches_back_to = max(since - CLOCKS_DIFFER_BY, delivery.order_at - DATES_DIFFER_BY)
    try:
        receipt = find_on_timeline(desk, account, delivery, text, since=reaches_back_to)
    except RetryLater as exc:
        reason = f"its timeline is read before more is posted: {exc}"
        desk.accounts.wait(account.name, until=exc.at or desk.now() + LOOK_AGAIN, reason=reason)
        desk.announce("account.waits", account=account.name, reason=reason)
        return None
    except AccountHalted as exc:
        remedy = halt_reason(str(exc), delivery_id=delivery.id, title=delivery.title, doing="was looked for")
        desk.accounts.halt(account.name, remedy, now=desk.now())
        desk.announce("account.halted", account=account.name, reason=str(exc))
        return None
    if receipt is None:
        desk.outbox.trust_absence(delivery)
        return False
    now = desk.now()
    desk.outbox.adopt(
        delivery,
        (receipt.remote_id, receipt.permalink),
        posted_at=min(receipt.posted_at or now, now),
        cost=account.price_of(text),
        now=now,
    )
    desk.announce("delivery.found", delivery=delivery.id, account=account.name, permalink=receipt.permalink)
    return True
