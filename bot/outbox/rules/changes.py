"""Changes to posts that are out: to delete one, or to give it another text. Pure.

Both may be repeated without harm, so a call whose outcome is unknown is simply made again. A change is stored before
the platform is called, and forgotten when the platform has made it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.errors import AccountHalted, OutcomeUnknown, PublishError, Refused, RetryLater
from bot.outbox.rules.delivery import backoff

CHANGED_LATELY = timedelta(days=7)
"""How long after a post went out it is noticed that its article has changed: as long as articles are followed."""


class ChangeKind(StrEnum):
    """What is to become of a post."""

    DELETE = "delete"
    REWRITE = "rewrite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be done to one post that is out. All times are aware UTC."""

    delivery_id: int
    account: str
    remote_id: str
    """The post's id on its platform."""
    sent_at: datetime
    kind: ChangeKind
    text: str
    """What the post shall say; "" where it is to be deleted."""
    title: str
    """The article's headline from which `text` was made."""
    again: bool
    """Whether it is queued anew once it is deleted."""
    why: str
    """The reason that its delivery gets once it is deleted."""
    asked_at: datetime
    try_at: datetime | None
    """When the platform is called next; None: it has refused, and a person must see to it."""
    attempts: int
    """How many calls have failed."""
    fault: str
    """Why the last call failed; "" where none has."""

    @property
    def is_stuck(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.try_at is None


@dataclass(frozen=True, slots=True)
class FailedChange:
    """What follows from a call that did not make the change."""

    fault: str
    try_at: datetime | None
    account_waits_until: datetime | None = None
    account_halted: bool = False


def settle_failed_change(error: PublishError, *, now: datetime, attempts: int, chance: float) -> FailedChange:
    """What follows from the failure of a change's `attempts`-th call, counted from 1. `chance` is in [0, 1)."""
    fault = str(error)
    match error:
        case RetryLater():
            at = error.at or now + backoff(attempts, chance)
            return FailedChange(fault, at, account_waits_until=at)
        case AccountHalted():
            return FailedChange(fault, now, account_halted=True)
        case OutcomeUnknown():
            return FailedChange(fault, now + backoff(attempts, chance))
        case Refused():
            return FailedChange(fault, None)
        case _:
            raise TypeError(f"not an outcome of a call to a platform: {error!r}")


def seen_of(title: str, retracted: str) -> str:
    """What is stored when an editor ticks off that a posted article has this headline now, or was taken back so."""
    return f"{title}\n{retracted}"
