"""Reconcile: find out what became of a call whose answer never came, before anything is sent again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.desk import Desk
from bot.desk.deliver.two_steps import find_prepared, is_own_post, why_absent
from bot.errors import AccountHalted, RetryLater
from bot.outbox.rules.delivery import Delivery, actions_for, halt_reason
from bot.outbox.store.processes import GONE_AFTER, has_ended, read_owner
from bot.platforms import PLATFORMS, Receipt
from bot.settings import Account

CLOCKS_DIFFER_BY = timedelta(minutes=10)
"""How far our clock and the platform's may be apart: a post may seem older than the call that made it."""

LONGEST_CALL = timedelta(minutes=3)
"""No process is still in a call to a platform after this: an adapter gives up long before."""

NOT_CALLED = "the database failed while the post was claimed, so that nothing was sent; it waits as before"

UNREAD = "nobody knows yet whether it went out; its account's timeline is read again by itself"

LOOK_AGAIN = timedelta(minutes=1)
"""When to look again where the timeline could not be read."""


def take_over_abandoned(desk: Desk, account: Account) -> int:
    """Calls that nobody will settle any more are unsure from now on; return how many there were.

    To be called by whoever publishes for `account` in this process, and so is in none of its calls: one that has
    stayed behind could not be recorded when it came back, because the database failed.
    """
    now, taken = desk.now(), 0
    look_at = now + desk.settings.reconcile.looks[0]
    for delivery in desk.outbox.sending():
        if delivery.owner == str(desk.me) and delivery.account == account.name:
            if desk.outbox.was_never_called(delivery):
                desk.outbox.unclaim(delivery, NOT_CALLED, now=now)
                continue
            reason = "what the platform answered could not be recorded, so it is looked for there"
        elif _is_abandoned(desk, delivery, now):
            reason = "the bot was stopped in the middle of the call, so nobody knows whether it was posted"
        else:
            continue
        if desk.outbox.abandon(delivery, reason, look_at=look_at, now=now):
            desk.announce("delivery.unsure", delivery=delivery.id, account=delivery.account, reason=reason)
            taken += 1
    return taken


def _is_abandoned(desk: Desk, delivery: Delivery, now: datetime) -> bool:
    """Whether the process that is sending it cannot be about to settle it any more."""
    owner = read_owner(delivery.owner)
    if owner is not None and has_ended(owner, desk.me):
        return True
    silence = desk.processes.silence_of(delivery.owner)
    if silence is not None:
        return silence > GONE_AFTER
    return delivery.claimed_at is None or now - delivery.claimed_at > LONGEST_CALL


def next_reconcile_at(desk: Desk, account: Account) -> datetime | None:
    """When to look next on the account's timeline; None: there is nothing to look for."""
    return desk.outbox.next_lookup_at(account.name)


def reconcile_due(desk: Desk, account: Account, *, stop: Callable[[], bool] = lambda: False) -> int:
    """Look on the account's timeline for the unsure deliveries whose time has come; return the number of looks."""
    looks = 0
    while not stop() and (delivery := desk.outbox.first_to_look_for(account.name, now=desk.now())):
        looks += 1
        if not _look(desk, account, delivery):
            break
    return looks


def find_on_timeline(desk: Desk, account: Account, delivery: Delivery, text: str, *, since: datetime) -> Receipt | None:
    """Look once for `text` on the account's timeline, and count what that may cost.

    Raises RetryLater and AccountHalted.
    """
    receipt = desk.platform_of(account).find(text, delivery.link, since=since)
    if receipt and not is_own_post(desk, delivery, receipt):
        receipt = None
    detail = f"it is there: {receipt.permalink}" if receipt else "it is not there"
    cost = PLATFORMS[account.platform].limits.price_of_lookup
    desk.outbox.record_lookup(delivery, detail, cost=cost, now=desk.now())
    return receipt


def _look(desk: Desk, account: Account, delivery: Delivery) -> bool:
    """Look once; False where the platform cannot be asked now."""
    now = desk.now()
    try:
        receipt = _find(desk, account, delivery)
    except RetryLater as exc:
        desk.outbox.postpone_lookup(delivery, look_at=exc.at or now + LOOK_AGAIN, reason=f"{UNREAD}: {exc}")
        return False
    except AccountHalted as exc:
        remedy = halt_reason(str(exc), delivery_id=delivery.id, title=delivery.title, doing="was looked for")
        desk.accounts.halt(account.name, remedy, now=desk.now())
        look_at = now + desk.settings.reconcile.looks[-1]
        desk.outbox.postpone_lookup(delivery, look_at=look_at, reason=f"{UNREAD}: {exc}")
        desk.announce("account.halted", account=account.name, reason=str(exc))
        return False
    if receipt:
        desk.outbox.settle_sent(delivery, (receipt.remote_id, receipt.permalink), now=now, act="found")
        desk.announce("delivery.found", delivery=delivery.id, account=account.name, permalink=receipt.permalink)
    else:
        _not_found(desk, account, delivery)
    return True


def _find(desk: Desk, account: Account, delivery: Delivery) -> Receipt | None:
    """The post of an unsure delivery, where it is out as far as is known. Raises RetryLater and AccountHalted."""
    if delivery.post_key is not None:
        return find_prepared(desk, account, delivery)
    began = min((attempt.started_at for attempt in desk.outbox.attempts_at(delivery.id)), default=desk.now())
    return find_on_timeline(desk, account, delivery, delivery.text, since=began - CLOCKS_DIFFER_BY)


def _not_found(desk: Desk, account: Account, delivery: Delivery) -> None:
    now, looked, looks = desk.now(), delivery.looks + 1, desk.settings.reconcile.looks
    fields = {"delivery": delivery.id, "account": account.name, "looks": looked}
    if delivery.post_key is not None:
        desk.outbox.settle_absent(delivery, why_absent(delivery), now=now)
        desk.announce("delivery.absent", **fields)
    elif looked < len(looks):
        reason = f"not on the timeline at look {looked} of {len(looks)}"
        desk.outbox.note_lookup(delivery, look_at=now + looks[looked], reason=reason)
        desk.announce("delivery.not_found", **fields)
    elif PLATFORMS[account.platform].absence_is_proof:
        reason = f"not on the timeline at any of {looked} looks, so it was not posted"
        desk.outbox.settle_absent(delivery, reason, now=now)
        desk.announce("delivery.absent", **fields)
    else:
        reason = (
            f"not found at {looked} looks, and {PLATFORMS[account.platform].title} does not list every post: "
            "look for it there"
        )
        desk.outbox.note_lookup(delivery, look_at=None, reason=reason)
        desk.announce("delivery.needs_editor", **fields, reason=reason, actions=actions_for(delivery))
