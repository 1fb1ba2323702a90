"""Moving: the deliveries that an editor names, what becomes of each, and the way back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from bot.actions import Action, ActionName
from bot.desk import Desk
from bot.desk.edit.editing import SCHEDULED
from bot.errors import DeliveryNotFound, WrongStatus
from bot.outbox.rules.delivery import OPEN, Delivery, Move, Status, refuse_move
from bot.settings.checks import did_you_mean

_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_RANGE = re.compile(r"(\d{1,18})-(\d{1,18})", re.ASCII)

LATELY = 50
"""Among so many posts that went out last, and those that wait, is the one whose ID was mistyped."""

_BY_ID_ONLY = {Status.SKIPPED}
"""What an editor has dropped, perhaps years ago, comes back only where it is named itself."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that was named, and that nothing can be done to."""

    named: str
    reason: str
    actions: tuple[Action, ...] = ()
    """What can be done instead."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What an editor has named: the deliveries that the move applies to, and what it does not."""

    deliveries: tuple[Delivery, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class MoveResult:
    """What a move has come to."""

    changed: tuple[Delivery, ...]
    """As they are now."""
    refused: tuple[Refusal, ...]
    undo: tuple[Action, ...]
    """What leads back."""


@dataclass(frozen=True, slots=True)
class Selector:
    """The words by which an editor names deliveries: IDs, the first digits of an ID, ranges such as 12-15.

    `accounts` and `site` narrow them; by themselves they stand for all that the move applies to.
    """

    words: Sequence[str]
    accounts: Sequence[str] = ()
    site: str = ""
    first_digits: bool = True
    """The first digits of one ID stand for it, where they are no ID themselves."""

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.accounts or self.site)


def is_selector(word: str) -> bool:
    """Whether the word can name deliveries: 12, or 12-15. Pure."""
    return bool(_NUMBER.fullmatch(word) or _RANGE.fullmatch(word))


def select(desk: Desk, choice: Selector, move: Move) -> Selection:
    """The deliveries of that choice to which the move applies, in the order in which they were named.

    A range and a filter stand for none but those; what is named by its ID and cannot be moved is refused, with why.
    """

    @cache
    def listed() -> list[Delivery]:
        statuses = [status for status in Status if status in move.allowed - _BY_ID_ONLY]
        return desk.outbox.listed(statuses, accounts=choice.accounts, site=choice.site)

    if not choice.words:
        return Selection(tuple(listed()), ())
    found: dict[int, Delivery] = {}
    refused: list[Refusal] = []
    for word in choice.words:
        try:
            found |= {delivery.id: delivery for delivery in _named(desk, word, choice, move, listed)}
        except (DeliveryNotFound, WrongStatus) as exc:
            refused.append(Refusal(word, str(exc), exc.actions))
    return Selection(tuple(found.values()), tuple(refused))


def find_delivery(desk: Desk, delivery_id: int) -> Delivery:
    """The delivery of that ID. Raises DeliveryNotFound, with one that is like it."""
    try:
        return desk.outbox.delivery(delivery_id)
    except DeliveryNotFound as exc:
        lately = (*desk.outbox.listed((*OPEN, Status.FAILED)), *desk.outbox.latest_sent(LATELY))
        raise _with_hint(exc, str(delivery_id), lately) from exc


def move_each(desk: Desk, chosen: Selection, move: Move, do: Callable[[Desk, int], Delivery]) -> MoveResult:
    """`do` it to each of the chosen, by its ID; one that another program has moved meanwhile is refused."""
    changed, undone, refused = [], [], list(chosen.refused)
    for delivery in chosen.deliveries:
        try:
            changed.append(do(desk, delivery.id))
            undone.append(delivery)
        except (DeliveryNotFound, WrongStatus) as exc:
            refused.append(Refusal(str(delivery.id), str(exc), exc.actions))
    return MoveResult(tuple(changed), tuple(refused), undo_actions(undone, move, now=desk.now()))


def undo_actions(before: Iterable[Delivery], move: Move, *, now: datetime) -> tuple[Action, ...]:
    """What undoes the move for these deliveries, which are as they were before it. Pure."""
    ids: dict[tuple[ActionName, datetime | None], list[int]] = {}
    for delivery in before:
        if name := _WAY_BACK.get((delivery.status, move.to)):
            ids.setdefault(_with_its_time(name, delivery, now), []).append(delivery.id)
    return tuple(Action(name, deliveries=tuple(those), at=at) for (name, at), those in ids.items())


def _with_its_time(name: ActionName, delivery: Delivery, now: datetime) -> tuple[ActionName, datetime | None]:
    """The action, and the delivery's time to the second, which it gives back, if that lies ahead."""
    is_scheduled = delivery.status is Status.QUEUED and delivery.reason == SCHEDULED
    if is_scheduled and delivery.due_at > now:
        return name, delivery.due_at.replace(microsecond=0)
    if delivery.status is Status.HELD and delivery.release_at and delivery.release_at > now:
        return "hold", delivery.release_at.replace(microsecond=0)
    return name, None


_WAY_BACK: dict[tuple[Status, Status | None], ActionName] = {
    (Status.HELD, Status.QUEUED): "hold",
    (Status.FAILED, Status.QUEUED): "skip",
    (Status.SKIPPED, Status.QUEUED): "skip",
    (Status.UNSURE, Status.QUEUED): "skip",
    (Status.HELD, Status.HELD): "hold",
    (Status.QUEUED, Status.HELD): "approve",
    (Status.SKIPPED, Status.HELD): "skip",
    (Status.HELD, Status.SKIPPED): "hold",
    (Status.QUEUED, Status.SKIPPED): "retry",
    (Status.FAILED, Status.SKIPPED): "retry",
}
"""From the status before and after a move to the action that leads from the second to the first, or nearest to it."""


def _named(
    desk: Desk, word: str, choice: Selector, move: Move, listed: Callable[[], list[Delivery]]
) -> Sequence[Delivery]:
    """Raises DeliveryNotFound and WrongStatus."""
    if ends := _RANGE.fullmatch(word):
        first, last = sorted(map(int, ends.groups()))
        return _at_least_one([one for one in listed() if first <= one.id <= last], word, move)
    try:
        delivery = desk.outbox.delivery(int(word))
    except DeliveryNotFound as exc:
        return [_begins_with(word, choice, listed(), exc)]
    if delivery.status not in move.allowed:
        raise refuse_move(move, delivery)
    if choice.accounts and delivery.account not in choice.accounts:
        raise DeliveryNotFound(f"delivery {word} is for {delivery.account}, not for {' or '.join(choice.accounts)}")
    if choice.site and delivery.site != choice.site:
        raise DeliveryNotFound(f"delivery {word} is of {delivery.site}, not of {choice.site}")
    return [delivery]


def _at_least_one(found: Sequence[Delivery], word: str, move: Move) -> Sequence[Delivery]:
    if not found:
        statuses = " or ".join(sorted(move.allowed - _BY_ID_ONLY))
        raise DeliveryNotFound(f"no delivery of {word} is {statuses}, so `{move.name}` has nothing to do there")
    return found


def _begins_with(word: str, choice: Selector, listed: Sequence[Delivery], unknown: DeliveryNotFound) -> Delivery:
    beginning = [one for one in listed if str(one.id).startswith(word)] if choice.first_digits else []
    if len(beginning) == 1:
        return beginning[0]
    if beginning:
        several = ", ".join(str(one.id) for one in beginning)
        raise DeliveryNotFound(f"{word} is the beginning of {several}: write one of them out") from unknown
    raise _with_hint(unknown, word, listed) from unknown


def _with_hint(unknown: DeliveryNotFound, word: str, known: Iterable[Delivery]) -> DeliveryNotFound:
    hint = did_you_mean(word, [str(one.id) for one in known])
    return DeliveryNotFound(f"{unknown}{f'; {hint}' if hint else ''}", actions=unknown.actions)
