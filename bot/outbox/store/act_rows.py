"""The SQL that records acts, within the transaction that does what they tell, and that reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.outbox.rules.acts import BOT, RECORDED, Act, Facts, Stamp, changes, facts_of, person
from bot.outbox.rules.delivery import Delivery
from bot.outbox.store.tables import UtcDateTime, acts, articles, deliveries

_INSERT = sa.insert(acts)


def note_act(
    connection: sa.Connection,
    stamp: Stamp,
    *,
    before: Facts,
    after: Facts,
    delivery: Delivery | None = None,
    article_id: int | None = None,
    account: str = "",
    undoes: int | None = None,
) -> None:
    """Record what was done: to a delivery, or else to an article or an account as a whole."""
    of_delivery = {"delivery_id": delivery.id, "article_id": delivery.article_id} if delivery else {}
    row = _stamped(stamp) | {"before": before, "after": after, "account": account, "undoes": undoes}
    connection.execute(_INSERT, row | {"delivery_id": None, "article_id": article_id} | of_delivery)


def note_change(
    connection: sa.Connection, stamp: Stamp, before: Delivery, after: Mapping[str, object], undoes: int | None = None
) -> None:
    """Record what was done to a delivery that stood as `before`; `after` are its fields as they are then."""
    told = {name: value for name, value in after.items() if name in RECORDED}
    was, became = changes({name: getattr(before, name) for name in told}, told)
    note_act(connection, stamp, before=was, after=became, delivery=before, undoes=undoes)


def note_new(connection: sa.Connection, stamps: Iterable[tuple[Stamp, sa.RowMapping]]) -> None:
    """Record that deliveries were made; each row has its id, article_id and status, and why and until when it waits."""
    rows = [
        _stamped(stamp)
        | {"delivery_id": row["id"], "article_id": row["article_id"], "before": {}, "after": _facts_of_new(row)}
        for stamp, row in stamps
    ]
    if rows:
        connection.execute(_INSERT, rows)


def _facts_of_new(row: sa.RowMapping) -> Facts:
    told = ("status", "reason", "release_at", "approved_until")
    return facts_of({name: row[name] for name in told if row[name] not in ("", None)})


def _stamped(stamp: Stamp) -> dict[str, Any]:
    return {"at": stamp.at, "person": stamp.by.name, "name": stamp.name}


_UNDOING = acts.alias()
_UNDONE_BY = sa.select(_UNDOING.c.id).where(_UNDOING.c.undoes == acts.c.id).scalar_subquery()
IS_UNDONE = sa.exists().where(_UNDOING.c.undoes == acts.c.id)

SELECT_ACTS = (
    sa.select(
        acts,
        sa.func.coalesce(deliveries.c.account, acts.c.account).label("of_account"),
        sa.func.coalesce(articles.c.title, "").label("title"),
        _UNDONE_BY.label("undone_by"),
    )
    .outerjoin(deliveries, deliveries.c.id == acts.c.delivery_id)
    .outerjoin(articles, articles.c.id == acts.c.article_id)
)


def act_in(row: sa.RowMapping) -> Act:
    """The act that a row of `SELECT_ACTS` holds."""
    return Act(
        id=row["id"],
        at=row["at"],
        by=person(row["person"]) if row["person"] else BOT,
        name=row["name"],
        delivery=row["delivery_id"],
        article=row["article_id"],
        account=row["of_account"],
        title=row["title"],
        before=row["before"],
        after=row["after"],
        undoes=row["undoes"],
        undone_by=row["undone_by"],
    )


def columns_of(table: sa.Table, facts: Facts) -> dict[str, Any]:
    """The values of an act as the table's columns take them."""
    return {
        name: datetime.fromisoformat(value) if isinstance(value, str) and _is_time(table, name) else value
        for name, value in facts.items()
    }


def _is_time(table: sa.Table, name: str) -> bool:
    return isinstance(table.c[name].type, UtcDateTime)
