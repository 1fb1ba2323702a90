"""Finding the deliveries that an editor names, changing each of them, and undoing the change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.actions import Action
from bot.desk import Desk
from bot.errors import DeliveryNotFound, NotThatPost, WrongStatus
from bot.id_ranges import in_ranges
from bot.outbox.rules.acts import UNDOABLE
from bot.outbox.rules.delivery import OPEN, Delivery, Move, Status, refuse_move
from bot.settings.checks import did_you_mean

_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_RANGE = re.compile(r"(\d{1,18})-(\d{1,18})", re.ASCII)

RECENTLY_SENT = 50
"""So many of the last sent posts are searched for an ID like a mistyped one."""

_BY_ID_ONLY = {Status.SKIPPED}
"""Deliveries in these statuses, perhaps skipped years ago, are only selected by their exact ID."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A delivery or word that the change does not apply to."""

    named: str
    """What the editor wrote, or the ID of the delivery."""
    reason: str
    actions: tuple[Action, ...] = ()
    """What can be done instead."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The deliveries that an editor named, and what could not be selected."""

    deliveries: tuple[Delivery, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class MoveResult:
    """What has become of the deliveries."""

    changed: tuple[Delivery, ...]
    """As they are after the change."""
    refused: tuple[Refusal, ...]
    undo: tuple[Action, ...]
    """The actions that undo it."""


@dataclass(frozen=True, slots=True)
class Selector:
    """How an editor names deliveries: by words, which are IDs, the first digits of an ID, or ranges such as 12-15.

    `accounts` and `site` narrow them; without words they select all deliveries that the change applies to.
    """

    words: Sequence[str]
    accounts: Sequence[str] = ()
    site: str = ""
    first_digits: bool = True
    """Whether the first digits of an ID may stand for it, if no delivery has them as its ID."""

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.accounts or self.site)


def is_selector(word: str) -> bool:
    """Whether the word is an ID or a range of IDs. Pure."""
    return bool(_NUMBER.fullmatch(word) or _RANGE.fullmatch(word))


def select(desk: Desk, selector: Selector, move: Move) -> Selection:
    """The selected deliveries that the move applies to, in the order in which they are named.

    Ranges and filters select only such deliveries. One that is named by its ID, and that the move does not apply to, is
    among the refusals, with the reason.
    """

    @cache
    def candidates() -> list[Delivery]:
        statuses = [status for status in Status if status in move.allowed - _BY_ID_ONLY]
        return desk.outbox.listed(statuses, accounts=selector.accounts, site=selector.site)

    if not selector.words:
        return Selection(tuple(candidates()), ())
    deliveries: dict[int, Delivery] = {}
    refused: list[Refusal] = []
    for word in selector.words:
        try:
            deliveries |= {
                delivery.id: delivery for delivery in _deliveries_named(desk, word, selector, move, candidates)
            }
        except (DeliveryNotFound, WrongStatus) as exc:
            refused.append(Refusal(word, str(exc), exc.actions))
    return Selection(tuple(deliveries.values()), tuple(refused))


def find_delivery(desk: Desk, delivery_id: int) -> Delivery:
    """The delivery with that ID. Raises DeliveryNotFound, whose message suggests a similar ID."""
    try:
        return desk.outbox.delivery(delivery_id)
    except DeliveryNotFound as exc:
        known = (*desk.outbox.listed((*OPEN, Status.FAILED)), *desk.outbox.latest_sent(RECENTLY_SENT))
        raise _with_hint(exc, str(delivery_id), known) from exc


def require_each(selection: Selection, require: Callable[[Delivery], object]) -> Selection:
    """The selection without the deliveries for which `require` raises, which are among its refusals then."""
    able, refused = [], list(selection.refused)
    for delivery in selection.deliveries:
        try:
            require(delivery)
            able.append(delivery)
        except (NotThatPost, WrongStatus) as exc:
            refused.append(Refusal(str(delivery.id), str(exc), exc.actions))
    return Selection(tuple(able), tuple(refused))


def move_each(desk: Desk, selection: Selection, move: Move, change: Callable[[Desk, int], Delivery]) -> MoveResult:
    """Call `change` with each delivery's ID. One that another process has moved meanwhile is among the refusals."""
    changed, refused = [], list(selection.refused)
    moment = desk.now()
    desk = replace(desk, now=lambda: moment)  # what is done in one go is undone in one go
    for delivery in selection.deliveries:
        try:
            changed.append(change(desk, delivery.id))
        except (DeliveryNotFound, NotThatPost, WrongStatus) as exc:
            refused.append(Refusal(str(delivery.id), str(exc), exc.actions))
    can_be_undone = changed and move.name in UNDOABLE and move.to is not Status.SENT
    undo = (Action("undo", deliveries=tuple(delivery.id for delivery in changed)),) if can_be_undone else ()
    return MoveResult(tuple(changed), tuple(refused), undo)


def _deliveries_named(
    desk: Desk, word: str, selector: Selector, move: Move, candidates: Callable[[], list[Delivery]]
) -> Sequence[Delivery]:
    """The deliveries that a word names. Raises DeliveryNotFound and WrongStatus."""
    if ends := _RANGE.fullmatch(word):
        first, last = sorted(map(int, ends.groups()))
        return _require_any([delivery for delivery in candidates() if first <= delivery.id <= last], word, move)
    try:
        delivery = desk.outbox.delivery(int(word))
    except DeliveryNotFound as exc:
        return [_delivery_beginning(word, selector, candidates(), exc)]
    if delivery.status not in move.allowed:
        raise refuse_move(move, delivery)
    if selector.accounts and delivery.account not in selector.accounts:
        raise DeliveryNotFound(f"delivery {word} is for {delivery.account}, not for {' or '.join(selector.accounts)}")
    if selector.site and delivery.site != selector.site:
        raise DeliveryNotFound(f"delivery {word} is of {delivery.site}, not of {selector.site}")
    return [delivery]


def _require_any(deliveries: Sequence[Delivery], word: str, move: Move) -> Sequence[Delivery]:
    if not deliveries:
        statuses = " or ".join(sorted(move.allowed - _BY_ID_ONLY))
        raise DeliveryNotFound(f"no delivery of {word} is {statuses}, so `{move.name}` has nothing to do there")
    return deliveries


def _delivery_beginning(
    word: str, selector: Selector, candidates: Sequence[Delivery], error: DeliveryNotFound
) -> Delivery:
    matches = (
        [delivery for delivery in candidates if str(delivery.id).startswith(word)] if selector.first_digits else []
    )
    if len(matches) == 1:
        return matches[0]
    if matches:
        ids = ", ".join(in_ranges(delivery.id for delivery in matches))
        raise DeliveryNotFound(f"{word} is the beginning of {ids}: write one of them out") from error
    raise _with_hint(error, word, candidates) from error


def _with_hint(error: DeliveryNotFound, word: str, known: Iterable[Delivery]) -> DeliveryNotFound:
    hint = did_you_mean(word, [str(delivery.id) for delivery in known])
    return DeliveryNotFound(f"{error}{f'; {hint}' if hint else ''}", actions=error.actions)
