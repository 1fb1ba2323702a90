"""Holding a post while its text is open in an editor, and putting it back where the editor's process was killed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bot.desk import Desk
from bot.outbox.rules.delivery import EDIT, WAITING, Delivery, Move, Status
from bot.outbox.store.processes import has_ended, read_owner

BEING_EDITED = Move(EDIT.name, frozenset(WAITING), Status.HELD, "an editor is writing its text")


@contextmanager
def held_while_editing(desk: Desk, delivery: Delivery) -> Iterator[None]:
    """Hold the delivery while the `with` block runs, so that it is not sent, and put it back afterwards.

    A failed delivery is left as it is, because it is not sent by itself. Raises WrongStatus, also where another process
    has its text open.
    """
    if delivery.status is Status.FAILED:
        yield
        return
    put_back_abandoned(desk)
    host = desk.me.machine.partition("/")[0]
    move = replace(BEING_EDITED, reason=f"{BEING_EDITED.reason} (process {desk.me.number} on {host})")
    desk.open_edits.begin(delivery.id, move, owner=str(desk.me), now=desk.now(), by=desk.actor)
    try:
        yield
    finally:
        desk.open_edits.end(delivery.id, now=desk.now(), by=desk.actor)


def put_back_abandoned(desk: Desk) -> None:
    """Put back what is held for an editor whose process was killed. To be called by whatever runs next.

    Only the machine of that process can tell that it is gone. Elsewhere the delivery stays held, its reason names the
    process, and an editor can approve it. Raises StoreError.
    """
    for delivery_id, owner_text in desk.open_edits.owners().items():
        owner = read_owner(owner_text)
        if owner is not None and has_ended(owner, desk.me):
            desk.open_edits.end(delivery_id, now=desk.now())
            desk.announce("delivery.edit_abandoned", delivery=delivery_id)
