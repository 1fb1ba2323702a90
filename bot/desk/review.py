"""Which posts go out by themselves: held ones to which nobody has objected in time, and none that is withdrawn."""

from __future__ import annotations

from datetime import datetime

from bot.desk import Desk
from bot.outbox.rules.delivery import WAITING, Delivery, Status
from bot.settings import Account

NOBODY_OBJECTED = "review: nobody objected in time"


def waits_for_an_editor(account: Account) -> bool:
    """Whether bot.toml lets nothing of the account out by itself; what was to go out by itself before waits too."""
    return account.review and account.review_after is None


def why_not_by_itself(account: Account, delivery: Delivery) -> str:
    """What keeps a post back that has a time, and that nothing else would hold; "" where nothing does. Pure."""
    if delivery.retracted and delivery.status in WAITING:
        return (
            f"{delivery.retracted}; its site is asked once more when the post is due, and it goes out only if the "
            "article is there again"
        )
    if delivery.status is Status.HELD and delivery.release_at and waits_for_an_editor(account):
        return f"its time does not count, because {account.name} has review = true in bot.toml: an editor approves it"
    return ""


def next_release_at(desk: Desk, account: Account) -> datetime | None:
    """When the first of the account's held posts goes out because nobody has objected; None: none does."""
    return None if waits_for_an_editor(account) else desk.outbox.next_release_at(account.name)


def release_due(desk: Desk, account: Account) -> None:
    """Queue the account's held posts to which nobody has objected in time. Raises StoreError."""
    release_at, now = next_release_at(desk, account), desk.now()
    if release_at and release_at <= now:
        count = desk.outbox.release(account.name, NOBODY_OBJECTED, now=now)
        desk.announce("delivery.released", account=account.name, count=count)
