"""Acts: what a person or the bot has done to a delivery, an article or an account, and whether it can be undone. Pure.

People's acts have the names of their commands: approve, schedule, hold, edit, skip, retry, resolve, post, pause,
resume, correct, delete, done, undo; an edit is framed by "begin-edit" and "end-edit", between which the post is held.
The bot's own say what has become of something: queued, held, released, sent, deleted, rewritten, found, failed, unsure,
postponed, absent, skipped, expired, rescheduled and restored of a delivery; corrected, withdrawn, shown-again and
reconsidered of an article; halted, over-budget and within-budget of an account.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.actions import Action
from bot.errors import CannotUndo
from bot.outbox.rules.delivery import EDIT, WAITING, Delivery, Status, actions_for

Fact = str | int | bool | None
"""The value of a field in an act, as JSON has it. Times are ISO 8601, in UTC."""

Facts = dict[str, Fact]
"""By the name of the field."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts."""

    kind: Literal["person", "bot"]
    name: str = ""
    """Of the person, as the system or the page knows them; "" for the bot."""

    def __str__(self) -> str:
        return self.name or "the bot"


BOT = Actor("bot")


def person(name: str) -> Actor:
    """The person of that name, which is not empty."""
    return Actor("person", name)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is being done, when, and by whom: an act before what it changes is known."""

    name: str
    at: datetime
    by: Actor = BOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that was done, as recorded in the transaction in which it was done."""

    id: int
    at: datetime
    by: Actor
    name: str
    """What was done: of a person, the name of the command."""
    delivery: int | None
    """The ID of the delivery to which it was done; None: to an article or an account as a whole."""
    article: int | None
    """The number of the article that it concerns."""
    account: str
    """The account that it concerns; "" where it was done to an article."""
    title: str
    """The article's headline, as last read."""
    before: Facts = field(default_factory=dict)
    """The fields that it has changed, and a delivery's status, as they were; empty where it has made the delivery."""
    after: Facts = field(default_factory=dict)
    """The same fields, as they were then."""
    undoes: int | None = None
    """The ID of the act that this one has undone."""
    undone_by: int | None = None
    """The ID of the act by which this one was undone."""

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields that have another value than before."""
        return tuple(name for name in self.after if self.before.get(name) != self.after[name])


FRAMES = frozenset({"begin-edit", "end-edit"})
"""What a person does on the way to an act."""

UNDOABLE = frozenset({"approve", "schedule", "hold", "edit", "skip", "retry", "resolve", "post", "pause", "resume"})
"""What a person may have done last, for `undo` without an ID; an undoing is undone by its ID."""

POST_UNDONE = "an editor had it queued, and took that back"

RECORDED = (
    "status",
    "reason",
    "due_at",
    "release_at",
    "approved_until",
    "look_at",
    "look_since",
    "text",
    "edited",
    "edited_at",
)
"""The fields of a delivery that acts tell, and from which it can be put back."""


def facts_of(values: Mapping[str, object]) -> Facts:
    """The values as an act keeps them."""
    return {name: _fact(value) for name, value in values.items()}


def _fact(value: object) -> Fact:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return str(value)
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"no field of an act: {value!r}")


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Facts, Facts]:
    """Of the fields in `after` those that differ, as they were and as they are; the status in any case."""
    differ = {name for name, value in after.items() if name == "status" or before.get(name) != value}
    return (
        facts_of({name: value for name, value in before.items() if name in differ}),
        facts_of({name: value for name, value in after.items() if name in differ}),
    )


def require_undoable(act: Act) -> None:
    """Raises CannotUndo where nothing could undo the act, whatever has become of what it was done to."""
    if act.by.kind == "bot":
        raise CannotUndo(f"act a{act.id} is the bot's own; only what a person has done can be undone")
    if act.undone_by:
        again = (Action("undo", acts=(act.undone_by,)),)
        raise CannotUndo(f"act a{act.id} was undone already, by a{act.undone_by}", actions=again)
    if act.name in FRAMES:
        raise CannotUndo(f"act a{act.id} only kept the post back while its text was being written")
    if act.after.get("status") == Status.SENT or act.before.get("status") == Status.SENT:
        raise CannotUndo(f"act a{act.id} recorded that the post is out, and that is not taken back")


def put_back(act: Act, delivery: Delivery, since: Act | None) -> Facts:
    """The values that undo the act at its delivery, as it is now; `since`: a person's act that has changed it later.

    Raises CannotUndo where it has moved on.
    """
    if since and delivery.status is not Status.SENT:
        message = f"{since.by} has changed delivery {delivery.id} since act a{act.id}, by a{since.id}"
        raise CannotUndo(message, actions=(Action("undo", acts=(since.id,)),))
    if delivery.status not in _where_it_can_be_undone(act):
        more = ": it is out" if delivery.status is Status.SENT else ""
        message = f"delivery {delivery.id} is {delivery.status} by now, so act a{act.id} cannot be undone{more}"
        raise CannotUndo(message, actions=actions_for(delivery))
    if not act.before:
        return {"status": Status.SKIPPED, "reason": POST_UNDONE, "release_at": None}
    if delivery.retracted and delivery.status not in WAITING and act.before.get("status") in WAITING:
        message = f"the article of delivery {delivery.id} was taken back by its site since: {delivery.retracted}"
        raise CannotUndo(message, actions=actions_for(delivery))
    return {name: act.before.get(name) for name in act.changed}


def _where_it_can_be_undone(act: Act) -> frozenset[str]:
    """The statuses in which its delivery may stand now."""
    if "status" in act.changed:
        status = act.after["status"]
        return frozenset({*WAITING} if not act.before else {str(status)})
    if "text" in act.changed or "edited" in act.changed:
        return frozenset(EDIT.allowed)
    return frozenset({str(act.after.get("status"))})


def put_account_back(act: Act, now: Facts) -> Facts:
    """The values that undo the act at its account, whose fields are `now`. Raises CannotUndo where it has moved on."""
    if any(now.get(name) != act.after[name] for name in act.changed):
        message = f"account {act.account} was paused, resumed or halted again since act a{act.id}"
        raise CannotUndo(message, actions=(Action("status"),))
    return {name: act.before.get(name) for name in act.changed}
