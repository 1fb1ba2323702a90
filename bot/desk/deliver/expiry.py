"""Expiry: what has waited until it is no news any more is not posted."""

from __future__ import annotations

from collections.abc import Iterable

from bot.desk import Desk
from bot.outbox.rules.delivery import Delivery
from bot.outbox.rules.lifetime import BUDGET_WAS_SPENT, expires_at, is_left_from_last_month, too_old
from bot.outbox.rules.pacing import month_start
from bot.settings import Account


def skip_too_old(desk: Desk, account: Account) -> None:
    """Skip the account's queued posts whose time is over. Raises StoreError."""
    now, zone, max_age = desk.now(), desk.settings.timezone, desk.settings.watch.max_age
    queued = desk.outbox.perhaps_too_old(account.name, published_before=now - max_age, now=now)
    expired = (delivery for delivery in queued if expires_at(delivery, max_age=max_age, timezone=zone) < now)
    _skip(desk, expired, too_old(max_age))


def skip_last_month(desk: Desk, account: Account) -> None:
    """Skip what the budget of an earlier month has kept back until this one. Raises StoreError."""
    now, zone = desk.now(), desk.settings.timezone
    queued = desk.outbox.due_before(account.name, month_start(now, zone))
    left = (
        delivery
        for delivery in queued
        if is_left_from_last_month(delivery.due_at, now, zone, is_approved=delivery.approved_until is not None)
    )
    _skip(desk, left, BUDGET_WAS_SPENT)


def _skip(desk: Desk, deliveries: Iterable[Delivery], reason: str) -> None:
    for delivery in deliveries:
        if desk.outbox.expire(delivery, reason, now=desk.now()):
            desk.announce(
                "delivery.expired",
                delivery=delivery.id,
                account=delivery.account,
                title=delivery.title,
                reason=reason,
            )
