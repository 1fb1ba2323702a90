"""Pace: when an account may post, by its state, what it has done and what bot.toml says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.desk import Desk
from bot.desk.review import why_not_by_itself
from bot.outbox.rules.delivery import Delivery, Status
from bot.outbox.rules.forecast import LANES, Forecast, PostingAccount, WaitingPost, forecast
from bot.outbox.rules.lifetime import expires_at
from bot.outbox.rules.pacing import Slot, day_start, month_start, slot_for
from bot.settings import Account

__all__ = ["LANES", "LOOKED_THROUGH", "forecasts", "slot_of"]

LOOKED_THROUGH = 500
"""Due deliveries of one lane that are read at once: more than sites that cannot be asked will have waiting."""


def slot_of(desk: Desk, account: Account, now: datetime, *, breaking: bool = False) -> Slot:
    """When the account may post in that lane, and what holds it back until then."""
    known = _posting_account(desk, account, now)
    return slot_for(
        known.pace,
        known.state,
        known.activity,
        now=now,
        timezone=known.timezone,
        price=known.price,
        breaking=breaking,
    )


def _posting_account(desk: Desk, account: Account, now: datetime) -> PostingAccount:
    """What is known of the account now, and its pace depends on."""
    zone = desk.settings.timezone
    return PostingAccount(
        pace=account.pace,
        state=desk.accounts.state(account.name),
        activity=desk.accounts.activity(
            account.name, day_began=day_start(now, zone), month_began=month_start(now, zone)
        ),
        price=account.price_of(),
        timezone=zone,
        newest_first=account.newest_first,
    )


def _waiting_post(desk: Desk, delivery: Delivery, due_at: datetime) -> WaitingPost:
    """The delivery, as the forecast takes it, which is due at that time."""
    settings = desk.settings
    return WaitingPost(
        id=delivery.id,
        due_at=due_at,
        order_at=delivery.order_at,
        expires_at=expires_at(delivery, max_age=settings.watch.max_age, timezone=settings.timezone),
        is_approved=delivery.approved_until is not None,
        breaking=delivery.breaking,
    )


def forecasts(desk: Desk, account: Account, more: Iterable[WaitingPost] = ()) -> dict[int, Forecast]:
    """By ID, when each post that waits for the account and each of `more` goes out by itself."""
    waiting = desk.outbox.listed((Status.QUEUED, Status.HELD), accounts=[account.name])
    posts = (
        _waiting_post(desk, delivery, due_at)
        for delivery in waiting
        if (due_at := _queued_at(account, delivery)) is not None
    )
    return forecast([*posts, *more], _posting_account(desk, account, desk.now()), now=desk.now())


def _queued_at(account: Account, delivery: Delivery) -> datetime | None:
    """When the delivery is due without anybody's doing; None: an editor has to approve it, or its site to show it."""
    if why_not_by_itself(account, delivery):
        return None
    return delivery.release_at if delivery.status is Status.HELD else delivery.due_at
