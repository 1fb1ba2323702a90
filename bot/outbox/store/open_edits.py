"""The SQL about posts whose text is open in somebody's editor: held meanwhile, and put back afterwards."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.outbox.rules.acts import BOT, Actor, Stamp
from bot.outbox.rules.delivery import Move, Status, refuse_second_edit
from bot.outbox.store.database import Database
from bot.outbox.store.delivery_rows import change_all, delivery_with, do_move, has_status
from bot.outbox.store.tables import deliveries, open_edits

BEGIN, END = "begin-edit", "end-edit"
"""The names of the two acts."""


class OpenEdits:
    """All of them, in one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, delivery_id: int, move: Move, *, owner: str, now: datetime, by: Actor = BOT) -> None:
        """Hold the delivery by `move` while the process `owner` has its text open; how it waits is remembered.

        Raises DeliveryNotFound, and WrongStatus where its status does not allow it, or another process has it open.
        """
        held = {"status": move.to, "reason": move.reason, "release_at": None}
        with self._database.writing() as connection:
            before = delivery_with(connection, delivery_id, locked=True)
            if connection.execute(_of(delivery_id)).first():
                raise refuse_second_edit(before)
            do_move(connection, delivery_id, move, held, Stamp(BEGIN, now, by))
            row = {
                "delivery_id": delivery_id,
                "owner": owner,
                "held_as": move.reason,
                "status": before.status,
                "release_at": before.release_at,
                "reason": before.reason,
            }
            connection.execute(sa.insert(open_edits), row)

    def end(self, delivery_id: int, *, now: datetime, by: Actor = BOT) -> None:
        """Its text is not open any more: the delivery waits again as before, unless somebody has changed that.

        Where its site has taken the article back meanwhile, the delivery is skipped, and waits as before where the site
        shows it again.
        """
        with self._database.writing() as connection:
            before = connection.execute(_of(delivery_id)).mappings().first()
            if before is None:
                return
            connection.execute(sa.delete(open_edits).where(open_edits.c.delivery_id == delivery_id))
            is_it = deliveries.c.id == delivery_id
            still_held = sa.and_(is_it, has_status(Status.HELD), deliveries.c.reason == before["held_as"])
            waits = {name: before[name] for name in ("status", "release_at", "reason")}
            if change_all(connection, still_held, waits, Stamp(END, now, by)):
                return
            taken_back = sa.and_(is_it, has_status(Status.SKIPPED), deliveries.c.held_for == before["held_as"])
            held_for = before["reason"] if before["status"] == Status.HELD else ""
            kept = {"held_for": held_for, "release_at": before["release_at"]}
            connection.execute(sa.update(deliveries).where(taken_back).values(kept))

    def owners(self) -> dict[int, str]:
        """By delivery, the process that has its text open."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(open_edits.c.delivery_id, open_edits.c.owner))
            return {row.delivery_id: row.owner for row in rows}


def _of(delivery_id: int) -> sa.Select[tuple[object, ...]]:
    return sa.select(open_edits).where(open_edits.c.delivery_id == delivery_id)
