"""The SQL about what people and the bot have done, and by which people's acts are undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa

from bot.actions import Action
from bot.errors import ActNotFound
from bot.outbox.rules.acts import (
    FRAMES,
    UNDOABLE,
    Act,
    Actor,
    Stamp,
    facts_of,
    put_account_back,
    put_back,
    require_undoable,
)
from bot.outbox.rules.delivery import Status
from bot.outbox.store.accounts import save_account, state_of
from bot.outbox.store.act_rows import IS_UNDONE, SELECT_ACTS, act_in, columns_of, note_act, note_change
from bot.outbox.store.database import Database
from bot.outbox.store.delivery_rows import delivery_with
from bot.outbox.store.tables import accounts, acts, articles, deliveries


class Acts:
    """All acts, in one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def latest(
        self,
        limit: int,
        *,
        delivery_id: int | None = None,
        since: datetime | None = None,
        by: str | None = None,
        accounts: Sequence[str] = (),
        site: str = "",
    ) -> list[Act]:
        """The last `limit` acts, newest first.

        Args:
            since: Only those since then.
            by: Only those of this person, whatever machine's user that is; "" for those of the bot.
        """
        query = SELECT_ACTS
        if delivery_id is not None:
            query = query.where(_at_deliveries(delivery_id, delivery_id))
        if since:
            query = query.where(acts.c.at >= since)
        if by is not None:
            query = query.where(_is_by(by))
        if accounts:
            query = query.where(sa.func.coalesce(deliveries.c.account, acts.c.account).in_(accounts))
        if site:
            query = query.where(articles.c.site == site)
        return self._all(query.order_by(acts.c.id.desc()).limit(limit))

    def of_article(self, article_id: int) -> list[Act]:
        """What was done to the article and its deliveries, oldest first."""
        return self._all(SELECT_ACTS.where(acts.c.article_id == article_id).order_by(acts.c.id))

    def act(self, act_id: int) -> Act:
        """The act of that ID. Raises ActNotFound."""
        with self._database.reading() as connection:
            return _act(connection, act_id)

    def last_of(self, who: Actor) -> list[Act]:
        """What the person has done last and not undone: all that was done in one go, in its order."""
        is_theirs = sa.and_(acts.c.person == who.name, acts.c.name.in_(UNDOABLE), ~IS_UNDONE)
        last = self._all(SELECT_ACTS.where(is_theirs).order_by(acts.c.id.desc()).limit(1))
        if not last:
            return []
        in_one_go = sa.and_(is_theirs, acts.c.name == last[0].name, acts.c.at == last[0].at)
        return self._all(SELECT_ACTS.where(in_one_go).order_by(acts.c.id))

    def last_at(self, first_delivery: int, last_delivery: int) -> list[Act]:
        """Of each of the deliveries with these IDs and those between, what a person has done last and not undone."""
        is_theirs = sa.and_(acts.c.person != "", acts.c.name.in_(UNDOABLE), ~IS_UNDONE)
        last_of_each = (
            sa.select(sa.func.max(acts.c.id))
            .where(_at_deliveries(first_delivery, last_delivery), is_theirs)
            .group_by(acts.c.delivery_id)
        )
        return self._all(SELECT_ACTS.where(acts.c.id.in_(last_of_each)).order_by(acts.c.id))

    def undo(self, act_id: int, *, by: Actor, now: datetime) -> Act:
        """Put back what the act has changed; return the act.

        Raises ActNotFound, and CannotUndo where it was undone already, or where what it changed has moved on since.
        """
        with self._database.writing() as connection:
            act = _act(connection, act_id)
            require_undoable(act)
            stamp = Stamp("undo", now, by)
            if act.delivery is not None:
                _undo_at_delivery(connection, act, act.delivery, stamp)
            else:
                _undo_at_account(connection, act, stamp)
            return _act(connection, act_id)

    def _all(self, query: sa.Select[tuple[object, ...]]) -> list[Act]:
        with self._database.reading() as connection:
            return [act_in(row) for row in connection.execute(query).mappings()]


def _at_deliveries(first: int, last: int) -> sa.ColumnElement[bool]:
    """That an act was done to one of these deliveries, found by the index on their articles."""
    article_ids = sa.select(deliveries.c.article_id).where(deliveries.c.id.between(first, last))
    return sa.and_(acts.c.article_id.in_(article_ids), acts.c.delivery_id.between(first, last))


def _is_by(name: str) -> sa.ColumnElement[bool]:
    if not name or "@" in name:
        return acts.c.person == name
    return sa.or_(acts.c.person == name, acts.c.person.startswith(f"{name}@", autoescape=True))


def _act(connection: sa.Connection, act_id: int) -> Act:
    row = connection.execute(SELECT_ACTS.where(acts.c.id == act_id)).mappings().first()
    if row is None:
        raise ActNotFound(f"there is no act a{act_id}", actions=(Action("history"),))
    return act_in(row)


def _undo_at_delivery(connection: sa.Connection, act: Act, delivery_id: int, stamp: Stamp) -> None:
    # Locked, so that nobody claims or moves it between the question and the answer.
    delivery = delivery_with(connection, delivery_id, locked=True)
    back = columns_of(deliveries, put_back(act, delivery, _changed_since(connection, act)))
    values = {"status": delivery.status} | back  # what was held already may have been held again
    if values.get("status") == Status.HELD and values.get("release_at") and values["release_at"] <= stamp.at:
        values["release_at"] = None  # it would go out in this moment
    connection.execute(sa.update(deliveries).where(deliveries.c.id == delivery_id).values(values))
    note_change(connection, stamp, delivery, values, undoes=act.id)


def _changed_since(connection: sa.Connection, act: Act) -> Act | None:
    """A later act of a person that has changed the same, and stands."""
    later = SELECT_ACTS.where(
        acts.c.article_id == act.article,
        acts.c.delivery_id == act.delivery,
        acts.c.id > act.id,
        acts.c.person != "",
        acts.c.name.not_in({"undo", *FRAMES}),
        ~IS_UNDONE,
    )
    rows = connection.execute(later.order_by(acts.c.id.desc())).mappings()
    return next((other for other in map(act_in, rows) if {*other.changed} & {*act.changed}), None)


def _undo_at_account(connection: sa.Connection, act: Act, stamp: Stamp) -> None:
    now = facts_of(asdict(state_of(connection, act.account, locked=True)))
    values = put_account_back(act, now)
    save_account(connection, {"name": act.account} | columns_of(accounts, values))
    before = {name: now[name] for name in values}
    note_act(connection, stamp, before=before, after=values, account=act.account, undoes=act.id)
