"""Change posts that are out: delete them, or give them another text, as somebody has asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import cast

from bot.desk import Desk
from bot.errors import PublishError
from bot.outbox.rules.changes import CHANGED_LATELY, Change, ChangeKind, settle_failed_change
from bot.platforms import PLATFORMS
from bot.platforms.spec import PlatformThatDeletes, PlatformThatRewrites
from bot.settings import Account

TAKEN_BACK = "its post was deleted, because the site has taken the article back"
"""The reason of a delivery whose post the bot has deleted by itself."""


def delete_retracted(desk: Desk, account: Account) -> None:
    """Ask for the deletion of the account's posts whose articles were taken back, where its settings want that.

    What an editor has ticked off stays, and so does what the platform would not delete. Raises StoreError.
    """
    if not (account.delete_retracted and PLATFORMS[account.platform].deletes):
        return
    for delivery in desk.outbox.changed_after_sending([account.name], since=desk.now() - CHANGED_LATELY):
        if delivery.retracted and desk.changes.of(delivery.id) is None:
            desk.changes.ask(delivery.id, ChangeKind.DELETE, why=TAKEN_BACK, now=desk.now())


def change_due(desk: Desk, account: Account, *, stop: Callable[[], bool] = lambda: False) -> None:
    """Make the account's changes whose turn it is. Raises StoreError; every outcome of a call is recorded."""
    delete_retracted(desk, account)
    while not stop() and not _is_held_back(desk, account):
        change = desk.changes.first_due(account.name, now=desk.now())
        if change is None:
            break
        make_change(desk, account, change)


def next_change_at(desk: Desk, account: Account) -> datetime | None:
    """When the platform is called next for one of the account's changes; None: not before something changes that."""
    return None if desk.accounts.state(account.name).halted else desk.changes.next_at(account.name)


def make_change(desk: Desk, account: Account, change: Change) -> str:
    """Make one change now; return why it was not made, or "".

    Whoever else makes it in the same moment does no harm: a second deletion finds nothing, and a second rewriting
    writes the same. Raises StoreError, and SettingsError where the account cannot be opened.
    """
    platform = desk.platform_of(account)
    fields = {"delivery": change.delivery_id, "account": account.name, "change": change.kind.value}
    try:
        if change.kind is ChangeKind.DELETE:
            cast("PlatformThatDeletes", platform).delete(change.remote_id, change.sent_at)
        else:
            cast("PlatformThatRewrites", platform).rewrite(change.remote_id, change.text)
    except PublishError as exc:
        failed = settle_failed_change(exc, now=desk.now(), attempts=change.attempts + 1, chance=desk.chance())
        desk.changes.settle_failed(change, failed, now=desk.now())
        desk.announce("account.halted" if failed.account_halted else "delivery.not_changed", **fields, reason=str(exc))
        return failed.fault
    limits = PLATFORMS[account.platform].limits
    desk.changes.settle_made(
        change,
        approved_until=desk.now() + desk.settings.watch.max_age_approved,
        cost=limits.price_of_deletion if change.kind is ChangeKind.DELETE else Decimal(0),
        now=desk.now(),
    )
    desk.announce("delivery.changed", **fields)
    return ""


def _is_held_back(desk: Desk, account: Account) -> bool:
    """Whether the platform would refuse; a pause, quiet hours and the budget hold back no change."""
    state = desk.accounts.state(account.name)
    return bool(state.halted) or (state.waits_until is not None and state.waits_until > desk.now())
