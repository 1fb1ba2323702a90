"""A delivery, its statuses, the moves between them, and when to try or look again. Pure.

        ┌─ approve, or nobody objects ─┐                     ┌── found ──▶ sent
held ───┤                              ▼                     │
 ▲ ▲    └─ skip ▶ skipped ◀─ skip ── queued ─claim▶ sending ─┼── unsure ──┤
 │ │                 │                ▲ ▲ ▲                  │            └── absent, proven ▶ queued
 │ └───── hold ──────┴───── retry ────┘ │ │                  ├── refused ▶ failed ── retry ▶ queued
 └── burst, review, hold ───────────────┘ └── retry later ───┘
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from bot.actions import Action, ActionName
from bot.errors import AccountHalted, OutcomeUnknown, PublishError, Refused, RetryLater, WrongStatus


class Status(StrEnum):
    """Where a delivery stands."""

    HELD = "held"
    """Waits for an editor."""
    QUEUED = "queued"
    """Goes out by itself when it is due and its account may post."""
    SENDING = "sending"
    """The intent is committed and the platform is being called. Found so by anyone else: unsure."""
    UNSURE = "unsure"
    """The platform was called, and nobody knows whether it has the post."""
    SENT = "sent"
    FAILED = "failed"
    """The platform does not want this post, or none could be made."""
    SKIPPED = "skipped"
    """An editor does not want this post, the settings leave it out, or it was no news any more when its turn came."""


OPEN = (Status.HELD, Status.QUEUED, Status.SENDING, Status.UNSURE)
"""Statuses in which something is still to happen."""

OUTDATED = "its site has changed the article since an editor wrote this text"
"""What is said of a delivery that is outdated."""

WAITING = (Status.HELD, Status.QUEUED)
"""Statuses in which the platform has not been called, and a correction of the article is still taken in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One post on its way to one account. All times are aware UTC."""

    id: int
    article_id: int
    site: str
    title: str
    link: str
    """`site`, `title` and `link` are the article's, as last read."""
    missing_since: datetime | None
    """The article's site does not show it any more; None while it does."""
    retracted: str
    """How its site has taken the article back; "" while it stands."""
    checked_at: datetime | None
    """When its site was last asked, before a post, what has become of the article; None: never."""
    corrected_at: datetime | None
    """When its site last changed the article's headline or text; None: not since it was first seen."""
    account: str
    status: Status
    due_at: datetime
    """Not before then."""
    order_at: datetime
    """The article's date; the oldest goes out first."""
    release_at: datetime | None
    """When it is queued by itself, though it is held; None: it waits for an editor."""
    approved_until: datetime | None
    """Until then it may go out, as an editor has decided, however old the article is; None: no editor has, and
    `watch.max_age` tells."""
    created_at: datetime
    breaking: bool
    """Jumps its account's gap and quiet hours, and all that is not breaking."""
    look_since: datetime | None
    """It may stand on its account's timeline since then, and is looked for before it is sent; None: it cannot."""
    text: str
    """What was sent, or what an editor wrote; "" while it is still composed afresh from the article."""
    edited: bool
    """The text is an editor's, and is sent as it stands."""
    edited_at: datetime | None
    """When the editor who wrote the text read the article; None: the text is not an editor's, or nobody noted that."""
    attempts: int
    reason: str
    """Why it is held, waits, is unsure, failed or was skipped; "" where its status says all."""
    owner: str
    """The process that is sending it."""
    claimed_at: datetime | None
    post_key: str | None
    """The key under which its platform keeps what was prepared of it, such as a draft's id; "" where it goes out in two
    steps and nothing is known to be prepared. None: in one step."""
    sent_at: datetime | None
    looks: int
    """How often its account's timeline has been read to find it, since it became unsure."""
    look_at: datetime | None
    """When to look next; None: an editor must settle it."""
    remote_id: str
    """The post's id on its platform; where the delivery is not sent, that of a post that was deleted there."""
    permalink: str
    sent_title: str
    """The article's headline when it was sent; "" before."""
    ticked_off: str
    """What an editor has seen of the changes of its article since it was sent; see `bot.outbox.rules.changes`."""

    @property
    def is_deleted(self) -> bool:
        """Whether its post was out, and has been deleted; another may be on its way."""
        return self.status is not Status.SENT and bool(self.remote_id) and self.sent_at is not None

    @property
    def needs_editor(self) -> bool:
        """Whether only a person can find out what has become of it."""
        return self.status is Status.UNSURE and self.look_at is None

    @property
    def is_outdated(self) -> bool:
        """Whether it waits with an editor's text, and its site has changed the article since that was written."""
        if self.edited_at is None or self.corrected_at is None:
            return False
        return self.corrected_at > self.edited_at and self.status in EDIT.allowed


@dataclass(frozen=True, slots=True)
class Move:
    """What an editor may do to a delivery."""

    name: ActionName
    allowed: frozenset[Status]
    to: Status | None
    """None: it stays as it is."""
    reason: str = ""
    act: str = ""
    """The name under which it is recorded; "" for its own."""


APPROVE = Move("approve", frozenset({Status.HELD}), Status.QUEUED)
SCHEDULED = "scheduled by an editor"
"""The reason that is stored with a delivery to which an editor gave a time."""
SCHEDULE = Move("schedule", frozenset({Status.HELD, Status.QUEUED}), Status.QUEUED, SCHEDULED)
# One that is held already may go out by itself when nobody objects; and what was held before it was skipped comes back.
HOLD = Move("hold", frozenset({Status.HELD, Status.QUEUED, Status.SKIPPED}), Status.HELD, "held by an editor")
SKIP = Move("skip", frozenset({Status.HELD, Status.QUEUED, Status.FAILED}), Status.SKIPPED, "skipped by an editor")
RETRY = Move("retry", frozenset({Status.FAILED, Status.SKIPPED}), Status.QUEUED)
EDIT = Move("edit", frozenset({Status.HELD, Status.QUEUED, Status.FAILED}), None)
RESOLVE_SENT = Move("resolve", frozenset({Status.UNSURE}), Status.SENT)
RESOLVE_NOT_SENT = Move("resolve", frozenset({Status.UNSURE}), Status.QUEUED)
CORRECT = Move("correct", frozenset({Status.SENT}), None)
DELETE = Move("delete", frozenset({Status.SENT}), None)
DONE = Move("done", frozenset({Status.SENT}), None)

_MOVES = (APPROVE, EDIT, RETRY, SCHEDULE, HOLD, SKIP, CORRECT, DELETE)
"""Those of which the name says all, the most likely first."""

_MORE_TO_SAY = {
    Status.SENDING: ": it is going out now; look again in a minute",
    Status.UNSURE: ": look at the account's timeline first",
    Status.SENT: ": it is out",
}


def actions_for(delivery: Delivery) -> tuple[Action, ...]:
    """What an editor can do to the delivery where it stands, the most likely first."""
    ids = (delivery.id,)
    if delivery.status in RESOLVE_SENT.allowed:
        return (
            Action("resolve", deliveries=ids, was_sent=True),
            Action("resolve", deliveries=ids, was_sent=False),
        )
    moves = (move for move in _MOVES if delivery.status in move.allowed)
    actions = tuple(Action(move.name, deliveries=ids) for move in moves if not _is_done_already(move, delivery))
    if not delivery.is_outdated:
        return actions
    return (*actions_for_outdated(ids), *(action for action in actions if action.name != EDIT.name))


def actions_to_send(delivery: Delivery) -> tuple[Action, ...]:
    """Those of the actions that let the delivery go out, or find out whether it has. Pure."""
    names = {move.name for move in (APPROVE, RETRY, SCHEDULE, RESOLVE_SENT)}
    return tuple(action for action in actions_for(delivery) if action.name in names)


def actions_for_outdated(delivery_ids: Sequence[int]) -> tuple[Action, ...]:
    """What an editor can do with texts over which the article has changed: see to them, or drop them. Pure."""
    return (
        Action("edit", deliveries=tuple(delivery_ids[:1])),
        Action("edit", deliveries=tuple(delivery_ids[:1]), reverts=True),
    )


def _is_done_already(move: Move, delivery: Delivery) -> bool:
    """Whether it stands so already; what is held, but would go out by itself, can still be held for good."""
    return move is HOLD and delivery.status is Status.HELD and delivery.release_at is None


def refuse_move(move: Move, delivery: Delivery) -> WrongStatus:
    """The error for a move that the delivery's status does not allow."""
    more = _MORE_TO_SAY.get(delivery.status, "")
    message = f"delivery {delivery.id} is {delivery.status}, so `{move.name}` does not apply{more}"
    return WrongStatus(delivery.id, delivery.status, message, actions=actions_for(delivery))


def refuse_second_edit(delivery: Delivery) -> WrongStatus:
    """The error where the text of the delivery is open in another editor."""
    message = f"delivery {delivery.id} is open already, so `edit` does not apply: {delivery.reason}"
    return WrongStatus(delivery.id, delivery.status, message, actions=actions_for(delivery))


@dataclass(frozen=True, slots=True)
class Settlement:
    """What an attempt's outcome makes of its delivery and of its account."""

    status: Status
    outcome: str
    """One word for the attempt's record: sent, retry-later, refused, account-halted, outcome-unknown."""
    reason: str
    due_at: datetime | None = None
    """When to send again, where the status is queued."""
    look_at: datetime | None = None
    """When to look, where the status is unsure."""
    account_waits_until: datetime | None = None
    account_halted: bool = False
    looks_first: bool = False
    """Whether it is looked for on its account's timeline before it is sent again."""


LOOKS = (timedelta(seconds=20), timedelta(minutes=2), timedelta(minutes=10), timedelta(minutes=30))
"""How long to wait before each look at the timeline. No platform says how soon a post can be read back."""

LOOKED = "looked"
"""Outcome of an attempt that has read the timeline, to find the post of an earlier one."""

NOT_CALLED = "not-called"
"""Outcome of an attempt whose claim was committed, though its process did not learn so and sent nothing."""

OUTCOMES_IN_WORDS = {
    "": "no answer yet",
    "sent": "sent",
    "retry-later": "it was not taken, and is tried again",
    "refused": "the post was refused",
    "account-halted": "the account was halted",
    "outcome-unknown": "nobody knows whether it was taken",
    "absent": "it was not taken, as the timeline showed",
    "deleted": "the post was deleted",
    "rewritten": "the post has another text",
    LOOKED: "the timeline was read",
    NOT_CALLED: "nothing was sent",
}
"""For people, what an attempt's outcome means."""

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


def backoff(attempts: int, chance: float) -> timedelta:
    """How long to wait after `attempts` ≥ 1 failures that surely stored nothing.

    Doubles from `FIRST_WAIT` to `LONGEST_WAIT`; `chance` in [0, 1) spreads it between half and the whole
    ("equal jitter", https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
    """
    whole = min(FIRST_WAIT * (1 << min(attempts - 1, 20)), LONGEST_WAIT)
    return whole / 2 + whole / 2 * chance


def settle_failure(
    error: PublishError,
    *,
    now: datetime,
    attempts: int,
    unsure_before: bool,
    looks: tuple[timedelta, ...],
    chance: float,
    absences: int = 0,
) -> Settlement:
    """What follows from an attempt, the `attempts`-th, that gave no receipt.

    `unsure_before`: an earlier attempt at this post ended unknown, so that a refusal as duplicate may be our
    own post. `looks` are the waits before each look at the timeline. `absences`: how many attempts ended unknown, and
    were then not found there.
    """
    reason = str(error)
    may_be_ours = unsure_before or absences == 1
    match error:
        case RetryLater():
            at = error.at or now + backoff(attempts, chance)
            due_at = error.post_at or at
            looks_first = error.post_at is not None
            return Settlement(
                Status.QUEUED, "retry-later", reason, due_at=due_at, account_waits_until=at, looks_first=looks_first
            )
        case AccountHalted():
            return Settlement(
                Status.QUEUED, "account-halted", reason, due_at=now, account_halted=True, looks_first=True
            )
        case Refused() if not (error.duplicate and may_be_ours):
            return Settlement(Status.FAILED, "refused", reason)
        case OutcomeUnknown() if error.is_refusal and (unsure_before or absences):
            # The same again, after the post was not found: it would go on for ever.
            return Settlement(Status.FAILED, "refused", reason)
        case OutcomeUnknown() | Refused():
            return Settlement(Status.UNSURE, "outcome-unknown", reason, look_at=now + looks[0] if looks else None)
        case _:
            raise TypeError(f"not an outcome of publishing: {error!r}")


def halt_reason(reason: str, *, delivery_id: int, title: str, doing: str = "was sent") -> str:
    """Why an account is halted, with the post at which that showed."""
    return f"{reason}; that showed when “{title}” (delivery {delivery_id}) {doing}"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call to a platform, as recorded before it was made and completed after."""

    started_at: datetime
    ended_at: datetime | None
    outcome: str
    """"" while it is not known; `LOOKED` where this was no call to send it."""
    detail: str
    cost: Decimal
    """US dollars, counted as if refused calls were charged too."""
