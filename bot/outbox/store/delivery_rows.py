"""The SQL that finds and changes single deliveries and attempts, within a transaction that the caller has begun."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from bot.actions import Action
from bot.errors import DeliveryNotFound
from bot.outbox.rules.acts import RECORDED, Stamp
from bot.outbox.rules.delivery import LOOKED, Delivery, Move, Status, refuse_move
from bot.outbox.store.act_rows import note_change
from bot.outbox.store.sql import in_lots
from bot.outbox.store.tables import IS_OPEN, articles, attempts, deliveries

_FIELDS = tuple(field.name for field in fields(Delivery))
SELECT = sa.select(*(deliveries.c[name] if name in deliveries.c else articles.c[name] for name in _FIELDS)).join_from(
    deliveries, articles
)

_FOR_ACCOUNT: sa.BindParameter[str] = sa.bindparam("for_account")
_ID: sa.BindParameter[int] = sa.bindparam("its_id")


def standing(account: str | sa.BindParameter[str], status: Status) -> sa.ColumnElement[bool]:
    """An account's deliveries in an open status, found without reading what has been sent."""
    return sa.and_(deliveries.c.account == account, sa.text(IS_OPEN), has_status(status))


def has_status(status: Status) -> sa.ColumnElement[bool]:
    """That a delivery has this status."""
    # Spelt out, because the indexes over a part of the rows depend on it: SQLite would plan a statement anew for each
    # value of a parameter.
    return deliveries.c.status == sa.literal_column(f"'{status}'")


_DUE = (
    SELECT.where(standing(_FOR_ACCOUNT, Status.QUEUED), deliveries.c.breaking == sa.bindparam("breaking"))
    .where(deliveries.c.due_at <= sa.bindparam("now"))
    .limit(sa.bindparam("most", type_=sa.Integer))
)
DUE = {
    False: _DUE.order_by(deliveries.c.order_at, deliveries.c.id),
    True: _DUE.order_by(deliveries.c.order_at.desc(), deliveries.c.id),
}
"""What is due, in the order in which it goes out; by whether the newest article goes first."""


def delivery_with(connection: sa.Connection, delivery_id: int, *, locked: bool = False) -> Delivery:
    """The delivery of that ID. `locked`: nobody else changes it in this transaction. Raises DeliveryNotFound."""
    query = SELECT.where(deliveries.c.id == delivery_id)
    row = connection.execute(query.with_for_update(of=deliveries) if locked else query).mappings().first()
    if row is None:
        lists = (Action("queue"), Action("history"))
        raise DeliveryNotFound(f"there is no delivery {delivery_id}", actions=lists)
    return delivery_in(row)


def delivery_in(row: sa.RowMapping) -> Delivery:
    """The delivery that a row of `SELECT` holds."""
    return Delivery(**dict(row) | {"status": Status(row["status"])})


_CLAIMED_BY = sa.and_(
    deliveries.c.id == _ID,
    has_status(Status.SENDING),
    deliveries.c.owner == sa.bindparam("its_owner"),
    deliveries.c.attempts == sa.bindparam("its_attempts"),
)
STILL_CLAIMED = sa.select(sa.func.count()).where(_CLAIMED_BY)
NOTE_KEY = sa.update(deliveries).where(_CLAIMED_BY)

_CHANGE = sa.update(deliveries).where(deliveries.c.id == _ID)
_CHANGE_FROM = {
    status: _CHANGE.where(has_status(status), deliveries.c.attempts == sa.bindparam("its_attempts"))
    for status in Status
}
_SENT = _CHANGE.where(
    deliveries.c.account == sa.bindparam("its_account"), deliveries.c.attempts >= sa.bindparam("its_attempts")
)
_CLAIM = _CHANGE_FROM[Status.QUEUED].where(
    deliveries.c.due_at == sa.bindparam("its_due_at"),
    deliveries.c.breaking == sa.bindparam("its_breaking"),
    deliveries.c.edited == sa.bindparam("its_edited"),
    deliveries.c.text == sa.bindparam("its_text"),
    deliveries.c.look_since.is_not_distinct_from(sa.bindparam("its_look_since", type_=deliveries.c.look_since.type)),
)


def change(
    connection: sa.Connection, delivery: Delivery, changed: dict[str, Any], stamp: Stamp | None, *, found_in: Status
) -> bool:
    """Whether the delivery is changed: only where it still stands so, and no attempt was made since.

    The act is recorded that `stamp` names; None: it stands as before to anybody who asks.
    """
    its = {"its_id": delivery.id, "its_attempts": delivery.attempts}
    is_changed = connection.execute(_CHANGE_FROM[found_in], its | changed).rowcount == 1
    if is_changed and stamp:
        note_change(connection, stamp, delivery, changed)
    return is_changed


def change_all(
    connection: sa.Connection, which: sa.ColumnElement[bool], changed: dict[str, Any], stamp: Stamp
) -> list[Delivery]:
    """Change all deliveries of which that is true, and record the act of each; return them as they were.

    The values may be SQL.
    """
    query = SELECT.order_by(deliveries.c.id)
    before = {
        row["id"]: delivery_in(row)
        for row in connection.execute(query.where(which).with_for_update(of=deliveries)).mappings()
    }
    for ids in in_lots(before):
        connection.execute(sa.update(deliveries).where(deliveries.c.id.in_(ids)).values(changed))
        for row in connection.execute(query.where(deliveries.c.id.in_(ids))).mappings().all():
            note_change(connection, stamp, before[row["id"]], recorded_fields(delivery_in(row)))
    return list(before.values())


def do_move(connection: sa.Connection, delivery_id: int, move: Move, changed: dict[str, Any], stamp: Stamp) -> Delivery:
    """Change the delivery where its status allows the move, and record the act; return it as it is then.

    The values may be SQL. Raises DeliveryNotFound and WrongStatus.
    """
    before = delivery_with(connection, delivery_id, locked=True)
    if before.status not in move.allowed:
        raise refuse_move(move, before)
    connection.execute(sa.update(deliveries).where(deliveries.c.id == delivery_id).values(changed))
    after = delivery_with(connection, delivery_id)
    note_change(connection, stamp, before, recorded_fields(after))
    return after


def recorded_fields(delivery: Delivery) -> dict[str, Any]:
    """What acts tell of the delivery as it is."""
    return {name: getattr(delivery, name) for name in RECORDED}


def change_to_claimed(
    connection: sa.Connection, delivery: Delivery, claimed: dict[str, Any], stamp: Stamp | None = None
) -> bool:
    """Whether the delivery is claimed: only where it is queued, and nothing that decides on sending it has changed.

    Between the moment when it was read and this one, an editor may have written another text or another time, and
    another thread may have noticed an absence. The act is recorded that `stamp` names, where it is more than the claim.
    """
    as_read = {
        f"its_{name}": getattr(delivery, name) for name in ("due_at", "breaking", "edited", "text", "look_since")
    }
    its = {"its_id": delivery.id, "its_attempts": delivery.attempts} | as_read
    is_changed = connection.execute(_CLAIM, its | claimed).rowcount == 1
    if is_changed and stamp:
        note_change(connection, stamp, delivery, claimed)
    return is_changed


def change_to_sent(connection: sa.Connection, delivery: Delivery, sent: dict[str, Any], stamp: Stamp) -> bool:
    """Whether the delivery that was called for is recorded as sent, whatever has become of it since.

    False where the database knows of no such call: in an older copy of it, another delivery may have that ID.
    """
    its = {"its_id": delivery.id, "its_account": delivery.account, "its_attempts": delivery.attempts}
    is_changed = connection.execute(_SENT, its | sent).rowcount == 1
    if is_changed:
        note_change(connection, stamp, delivery, sent)
    return is_changed


_NEXT_NUMBER = sa.select(sa.func.coalesce(sa.func.max(attempts.c.number), 0) + 1).where(attempts.c.delivery_id == _ID)
_ADD_ATTEMPT = sa.insert(attempts).values(delivery_id=_ID, number=_NEXT_NUMBER.scalar_subquery())


def add_attempt(connection: sa.Connection, delivery: Delivery, **facts: Any) -> None:
    """Add the delivery's next attempt; `facts` are its columns."""
    connection.execute(_ADD_ATTEMPT, {"its_id": delivery.id, "account": delivery.account} | facts)


def _last_call() -> sa.Update:
    """Changes the last attempt at the delivery that was meant to send it."""
    calls = attempts.alias()
    last = sa.select(sa.func.max(calls.c.number)).where(calls.c.delivery_id == _ID, calls.c.outcome != LOOKED)
    return sa.update(attempts).where(attempts.c.delivery_id == _ID, attempts.c.number == last.scalar_subquery())


_CHANGE_LAST_CALL = _last_call()


def end_call(connection: sa.Connection, delivery_id: int, outcome: str, detail: str, now: datetime) -> None:
    """Complete the delivery's last call, which `outcome` tells in a word and `detail` in a sentence."""
    ended = {"outcome": outcome, "detail": detail, "ended_at": now}
    connection.execute(_CHANGE_LAST_CALL, {"its_id": delivery_id} | ended)


def set_cost(connection: sa.Connection, delivery_id: int, cost: Decimal) -> None:
    """What the delivery's last call has cost, in US dollars."""
    connection.execute(_CHANGE_LAST_CALL, {"its_id": delivery_id, "cost": cost})
