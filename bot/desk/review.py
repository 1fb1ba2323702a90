"""Review: which held posts wait for an editor, and which go out by themselves where nobody has objected in time."""

from __future__ import annotations

from datetime import datetime

from bot.desk import Desk
from bot.settings import Account

NOBODY_OBJECTED = "review: nobody objected in time"


def waits_for_an_editor(account: Account) -> bool:
    """Whether bot.toml lets nothing of the account out by itself; what was to go out by itself before waits too."""
    return account.review and account.review_after is None


def next_release_at(desk: Desk, account: Account) -> datetime | None:
    """When the first of the account's held posts goes out because nobody has objected; None: none does."""
    return None if waits_for_an_editor(account) else desk.outbox.next_release_at(account.name)


def release_due(desk: Desk, account: Account) -> None:
    """Queue the account's held posts to which nobody has objected in time. Raises StoreError."""
    release_at, now = next_release_at(desk, account), desk.now()
    if release_at and release_at <= now:
        count = desk.outbox.release(account.name, NOBODY_OBJECTED, now=now)
        desk.announce("delivery.released", account=account.name, count=count)
