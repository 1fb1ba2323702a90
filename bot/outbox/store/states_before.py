"""The SQL that remembers what a delivery was like before an editor's act, and gives that back.

All of it runs within a transaction that the caller has begun.
"""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa

from bot.outbox.rules.delivery import Status
from bot.outbox.store.sql import insert_or_update
from bot.outbox.store.tables import deliveries, states_before

Act = Literal["move", "edit"]
"""move: an editor has moved the delivery to another status or time. edit: it is held while its text is open."""

_STATE = ("status", "due_at", "release_at", "approved_until", "held_for", "look_since", "look_at", "reason")
"""The columns that an editor's act changes."""

_COLUMNS = [deliveries.c[name] for name in (*_STATE, "attempts")]
_KEPT = insert_or_update(states_before, [column.name for column in states_before.c if not column.primary_key])


def state_now(connection: sa.Connection, delivery_id: int) -> sa.RowMapping | None:
    """The delivery's state, which nobody changes before the transaction ends; None where there is no such delivery."""
    query = sa.select(*_COLUMNS).where(deliveries.c.id == delivery_id).with_for_update()
    return connection.execute(query).mappings().first()


def remember(connection: sa.Connection, delivery_id: int, act: Act, before: sa.RowMapping, *, owner: str = "") -> None:
    """The act has been done, and the delivery was like that `before`; forgets what was remembered of such an act."""
    after = state_now(connection, delivery_id)
    assert after is not None  # it has just been changed
    kept = {name: before[name] for name in _STATE} | {
        "delivery_id": delivery_id,
        "act": act,
        "owner": owner,
        "now_status": after["status"],
        "now_reason": after["reason"],
        "attempts": after["attempts"],
    }
    connection.execute(_KEPT, kept)


def remembered(connection: sa.Connection, delivery_id: int, act: Act) -> sa.RowMapping | None:
    """What is remembered of the last such act; None where nothing is."""
    query = sa.select(states_before).where(states_before.c.delivery_id == delivery_id, states_before.c.act == act)
    return connection.execute(query).mappings().first()


def still_as_left(before: sa.RowMapping, current: sa.RowMapping) -> bool:
    """Whether nothing has happened to the delivery since the act."""
    left = (before["now_status"], before["now_reason"], before["attempts"])
    return left == (current["status"], current["reason"], current["attempts"])


def give_back(connection: sa.Connection, before: sa.RowMapping) -> None:
    """The delivery is as it was before the act."""
    values = {name: before[name] for name in _STATE}
    connection.execute(sa.update(deliveries).where(deliveries.c.id == before["delivery_id"]).values(values))


def end_edit(connection: sa.Connection, delivery_id: int) -> None:
    """The text is not open any more: what was held for that waits again as before, unless somebody has changed that.

    Where its site has taken the article back meanwhile, the delivery is skipped, and waits as before where the site
    shows it again.
    """
    before, current = remembered(connection, delivery_id, "edit"), state_now(connection, delivery_id)
    ended = sa.delete(states_before).where(states_before.c.delivery_id == delivery_id, states_before.c.act == "edit")
    connection.execute(ended)
    if before is None or current is None:
        return
    if still_as_left(before, current):
        give_back(connection, before)
    elif current["status"] == Status.SKIPPED and current["held_for"] == before["now_reason"]:
        held_for = before["reason"] if before["status"] == Status.HELD else ""
        kept = {"held_for": held_for, "release_at": before["release_at"]}
        connection.execute(sa.update(deliveries).where(deliveries.c.id == delivery_id).values(kept))
