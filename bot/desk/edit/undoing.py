"""Undoing what a person has done: what it changed is put back as the record of the act says it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions import Action
from bot.desk import Desk
from bot.desk.edit.selection import Refusal, find_delivery
from bot.errors import ActNotFound, CannotUndo, DeliveryNotFound
from bot.outbox.rules.acts import Act
from bot.outbox.rules.delivery import Delivery
from bot.outbox.rules.states import AccountState


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What has become of the acts."""

    undone: tuple[Act, ...]
    """Those that were undone, the latest first."""
    changed: tuple[Delivery, ...]
    """The deliveries that were put back, as they are now."""
    accounts: tuple[AccountState, ...]
    """The accounts that were put back, as they are now."""
    refused: tuple[Refusal, ...]
    undo: tuple[Action, ...]
    """The actions that undo this; empty if nothing was undone."""


def undo(desk: Desk, act_ids: Sequence[int] = (), deliveries: Sequence[tuple[int, int]] = ()) -> UndoResult:
    """Undo these acts, and what a person has done last to each of these deliveries.

    Without either, what the person at this desk has done last is undone, and all that was done with it.

    Args:
        deliveries: Ranges of IDs, each with both its ends.

    Raises ActNotFound where there is nothing of theirs that could be undone; StoreError.
    """
    moment = desk.now()
    undone: list[Act] = []
    of_deliveries, refused = _last_at(desk, deliveries)
    ids = {*act_ids, *of_deliveries}
    if not act_ids and not deliveries:
        ids = {act.id for act in _last(desk)}
    for act_id in sorted(ids, reverse=True):
        try:
            undone.append(desk.acts.undo(act_id, by=desk.actor, now=moment))
        except (ActNotFound, CannotUndo) as exc:
            refused.append(Refusal(f"a{act_id}", str(exc), exc.actions))
        else:
            _announce(desk, undone[-1])
    return UndoResult(
        undone=tuple(undone),
        changed=tuple(map(desk.outbox.delivery, sorted({act.delivery for act in undone if act.delivery is not None}))),
        accounts=tuple(map(desk.accounts.state, sorted({act.account for act in undone if act.delivery is None}))),
        refused=tuple(refused),
        undo=undo_actions([act.undone_by for act in undone if act.undone_by]),
    )


def _last_at(desk: Desk, ranges: Sequence[tuple[int, int]]) -> tuple[list[int], list[Refusal]]:
    """The IDs of the acts that were done last to the deliveries of these ranges, and where there are none."""
    ids: list[int] = []
    refused: list[Refusal] = []
    for first, last in ranges:
        acts = desk.acts.last_at(first, last)
        ids += [act.id for act in acts]
        if acts:
            continue
        named = str(first) if first == last else f"{first}-{last}"
        try:
            if first == last:
                find_delivery(desk, first)
        except DeliveryNotFound as exc:
            refused.append(Refusal(named, str(exc), exc.actions))
        else:
            refused.append(Refusal(named, f"nothing that a person has done to {named} could be undone"))
    return ids, refused


def undo_actions(act_ids: Sequence[int]) -> tuple[Action, ...]:
    """The actions that undo these acts. Pure."""
    return (Action("undo", acts=tuple(sorted(act_ids))),) if act_ids else ()


def _last(desk: Desk) -> list[Act]:
    acts = desk.acts.last_of(desk.actor)
    if not acts:
        raise ActNotFound(f"nothing is recorded of {desk.actor} that could be undone", actions=(Action("history"),))
    return acts


def _announce(desk: Desk, act: Act) -> None:
    concerns = {"account": act.account} | ({} if act.delivery is None else {"delivery": act.delivery})
    desk.announce("act.undone", act=act.id, undone=act.name, by=str(desk.actor), **concerns)
