"""The SQL about changes to posts that are out: to delete one, or to give it another text."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from bot.outbox.rules.acts import BOT, Actor, Facts, Stamp, facts_of
from bot.outbox.rules.changes import Change, ChangeKind, FailedChange, seen_of
from bot.outbox.rules.delivery import CORRECT, DELETE, DONE, Delivery, Move, Status, halt_reason, refuse_move
from bot.outbox.store.accounts import halt_account, save_account
from bot.outbox.store.act_rows import note_act
from bot.outbox.store.database import Database
from bot.outbox.store.delivery_rows import add_attempt, change_all, delivery_with, has_status
from bot.outbox.store.sql import insert_or_update
from bot.outbox.store.tables import deliveries, post_changes

_SELECT = sa.select(
    *(
        post_changes.c[field.name] if field.name in post_changes.c else deliveries.c[field.name]
        for field in fields(Change)
    )
).join_from(post_changes, deliveries)

_MOVES = {ChangeKind.DELETE: DELETE, ChangeKind.REWRITE: CORRECT}

_SAID = ("text", "sent_title")
"""What a rewritten post differs in."""

CHANGED = {ChangeKind.DELETE: "deleted", ChangeKind.REWRITE: "rewritten"}
"""Outcome of an attempt that has made a change, by its kind."""


class Changes:
    """All changes that are still to be made, in one database. Every method raises StoreError where it fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(
        self,
        delivery_id: int,
        kind: ChangeKind,
        *,
        text: str = "",
        title: str = "",
        again: bool = False,
        why: str = "",
        now: datetime,
        by: Actor = BOT,
    ) -> Change:
        """Commit that the delivery's post is to be changed, before the platform is called.

        It takes the place of what was asked for before. Raises DeliveryNotFound, and WrongStatus where no post of it
        is out.
        """
        row = {
            "delivery_id": delivery_id,
            "kind": kind,
            "text": text,
            "title": title,
            "again": again,
            "why": why,
            "asked_at": now,
            "try_at": now,
            "attempts": 0,
            "fault": "",
        }
        with self._database.writing() as connection:
            delivery = _require_sent(connection, delivery_id, _MOVES[kind])
            connection.execute(insert_or_update(connection, post_changes, row), row)
            _note(
                connection, Stamp(_MOVES[kind].name, now, by), delivery, {"text": text, "edited": True} if text else {}
            )
            return _change_in(connection.execute(_of(delivery_id)).mappings().one())

    def of(self, delivery_id: int) -> Change | None:
        """What is still to be done to the delivery's post; None: nothing."""
        with self._database.reading() as connection:
            row = connection.execute(_of(delivery_id)).mappings().first()
            return _change_in(row) if row else None

    def first_due(self, account: str, *, now: datetime) -> Change | None:
        """The account's change whose turn it is."""
        due = _SELECT.where(deliveries.c.account == account, post_changes.c.try_at <= now)
        with self._database.reading() as connection:
            row = connection.execute(due.order_by(post_changes.c.try_at).limit(1)).mappings().first()
            return _change_in(row) if row else None

    def next_at(self, account: str) -> datetime | None:
        """When the platform is called next for one of the account's changes; None: for none."""
        query = sa.select(sa.func.min(post_changes.c.try_at)).join_from(post_changes, deliveries)
        with self._database.reading() as connection:
            at: datetime | None = connection.execute(query.where(deliveries.c.account == account)).scalar()
            return at

    def stuck(self) -> list[Change]:
        """The changes that a platform has refused, and that wait for a person, the oldest first."""
        refused = _SELECT.where(post_changes.c.try_at.is_(None)).order_by(post_changes.c.delivery_id)
        with self._database.reading() as connection:
            return [_change_in(row) for row in connection.execute(refused).mappings()]

    def settle_made(self, change: Change, *, approved_until: datetime, cost: Decimal, now: datetime) -> None:
        """The platform has made the change, which has cost so many US dollars.

        A deleted post is skipped, or queued anew and then may go out until `approved_until`. Where somebody has asked
        for another change meanwhile, that one stays to be made. Of two processes that have made the same one, the first
        records it.
        """
        with self._database.writing() as connection:
            connection.execute(_delete_of(change.delivery_id).where(post_changes.c.asked_at == change.asked_at))
            changed = _changed_delivery(change, approved_until, now)
            still_out = sa.and_(
                deliveries.c.id == change.delivery_id,
                has_status(Status.SENT),
                deliveries.c.remote_id == change.remote_id,
                sa.or_(*(deliveries.c[name] != value for name, value in changed.items() if name in _SAID))
                if change.kind is ChangeKind.REWRITE
                else sa.true(),
            )
            stamp = Stamp(CHANGED[change.kind], now)
            for delivery in change_all(connection, still_out, changed, stamp):
                made = {"started_at": now, "ended_at": now, "outcome": CHANGED[change.kind], "cost": cost}
                add_attempt(connection, delivery, **made)

    def settle_failed(self, change: Change, failed: FailedChange, *, now: datetime) -> None:
        """The platform has not made the change, as far as is known."""
        same = sa.and_(post_changes.c.delivery_id == change.delivery_id, post_changes.c.asked_at == change.asked_at)
        values = {"try_at": failed.try_at, "attempts": change.attempts + 1, "fault": failed.fault}
        with self._database.writing() as connection:
            connection.execute(sa.update(post_changes).where(same).values(values))
            if failed.account_halted:
                title = delivery_with(connection, change.delivery_id).title
                doing = "was to be changed" if change.kind is ChangeKind.REWRITE else "was to be deleted"
                remedy = halt_reason(failed.fault, delivery_id=change.delivery_id, title=title, doing=doing)
                halt_account(connection, change.account, remedy, now)
            if failed.account_waits_until:
                waits = {"waits_until": failed.account_waits_until, "waits_for": failed.fault}
                save_account(connection, {"name": change.account} | waits)

    def tick_off(self, delivery_id: int, *, now: datetime, by: Actor = BOT) -> Delivery:
        """An editor has seen what has become of the article since it was posted, and leaves the post as it is.

        Raises DeliveryNotFound, and WrongStatus where no post of it is out.
        """
        with self._database.writing() as connection:
            delivery = _require_sent(connection, delivery_id, DONE)
            values = {"ticked_off": seen_of(delivery.title, delivery.retracted)}
            connection.execute(sa.update(deliveries).where(deliveries.c.id == delivery_id).values(values))
            connection.execute(_delete_of(delivery_id))
            _note(connection, Stamp(DONE.name, now, by), delivery, {})
            return delivery


def _of(delivery_id: int) -> sa.Select[Any]:
    return _SELECT.where(post_changes.c.delivery_id == delivery_id)


def _delete_of(delivery_id: int) -> sa.Delete:
    return sa.delete(post_changes).where(post_changes.c.delivery_id == delivery_id)


def _change_in(row: sa.RowMapping) -> Change:
    return Change(**dict(row) | {"kind": ChangeKind(row["kind"])})


def _note(connection: sa.Connection, stamp: Stamp, delivery: Delivery, asked: Facts) -> None:
    """Record what was asked of a post that is out; `asked` are the fields that it shall have."""
    names = ("status", *asked)
    before = facts_of({name: getattr(delivery, name) for name in names})
    note_act(connection, stamp, before=before, after=before | asked, delivery=delivery)


def _require_sent(connection: sa.Connection, delivery_id: int, move: Move) -> Delivery:
    delivery = delivery_with(connection, delivery_id)
    if delivery.status not in move.allowed:
        raise refuse_move(move, delivery)
    return delivery


def _changed_delivery(change: Change, approved_until: datetime, now: datetime) -> dict[str, Any]:
    """The delivery's columns once the change is made.

    The id of a deleted post stays, so that it is not taken for another one where the timeline still shows it. Its key
    goes, for what is posted under it again would be the deleted post.
    """
    if change.kind is ChangeKind.REWRITE:
        return {"text": change.text, "edited": True, "sent_title": change.title}
    closed = {"reason": change.why, "edited": False, "look_at": None, "look_since": None, "post_key": None}
    if not change.again:
        return {"status": Status.SKIPPED, **closed}
    return {"status": Status.QUEUED, "due_at": now, "approved_until": approved_until, "text": "", **closed}
