"""The SQL about what holds an account back, and about what it has done."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from bot.outbox.rules.acts import BOT, Actor, Stamp, changes
from bot.outbox.rules.states import AccountState, Activity
from bot.outbox.store.act_rows import note_act
from bot.outbox.store.database import Database
from bot.outbox.store.sql import insert_or_update, insert_unless_there
from bot.outbox.store.tables import accounts, attempts


class Accounts:
    """All accounts, in one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self, account: str) -> AccountState:
        """What holds the account back; an account that was never touched is free."""
        with self._database.reading() as connection:
            return state_of(connection, account)

    def pause(self, account: str, *, until: datetime | None, now: datetime, by: Actor = BOT) -> None:
        """Nothing more goes out on the account until then, or until `resume`."""
        paused = {"name": account, "paused": True, "paused_until": until, "paused_at": now}
        with self._database.writing() as connection:
            change_account(connection, paused, Stamp("pause", now, by))

    def resume(self, account: str, *, now: datetime, by: Actor = BOT) -> None:
        """The account goes on: whatever paused it, halted it or made it wait is over."""
        free = {field.name: field.default for field in fields(AccountState)} | {"name": account}
        with self._database.writing() as connection:
            change_account(connection, free, Stamp("resume", now, by))

    def halt(self, account: str, remedy: str, *, now: datetime) -> None:
        """Nothing more goes out on the account until a person has done what `remedy` says, and `resume`."""
        with self._database.writing() as connection:
            halt_account(connection, account, remedy, now)

    def wait(self, account: str, *, until: datetime, reason: str) -> None:
        """Nothing goes out on the account before then."""
        with self._database.writing() as connection:
            save_account(connection, {"name": account, "waits_until": until, "waits_for": reason})

    def note_budget(self, account: str, *, over: bool, now: datetime) -> None:
        """The account's next post would pass its budget, and its editor has been told; or it would not any more."""
        stamp = Stamp("over-budget" if over else "within-budget", now)
        with self._database.writing() as connection:
            change_account(connection, {"name": account, "over_budget": over}, stamp)

    def activity(self, account: str, *, day_began: datetime, month_began: datetime) -> Activity:
        """What the account has posted, or may have."""
        with self._database.reading() as connection:
            return activity_of(connection, account, day_began=day_began, month_began=month_began)


_STATE = sa.select(accounts).where(accounts.c.name == sa.bindparam("name"))
_LOCKED_STATE = _STATE.with_for_update()


def state_of(connection: sa.Connection, account: str, *, locked: bool = False) -> AccountState:
    """What holds the account back. `locked`: no other transaction that asks so goes on before this one has ended."""
    query = _LOCKED_STATE if locked else _STATE
    row = connection.execute(query, {"name": account}).mappings().first()
    if row is None and locked:  # there must be a row that can be locked
        connection.execute(insert_unless_there(connection, accounts), {"name": account})
        row = connection.execute(query, {"name": account}).mappings().one()
    return AccountState(**row) if row else AccountState(name=account)


_OWN = attempts.c.account == sa.bindparam("account")
# A call that has not come back, or of which nobody knows, counts: its post may be out.
_POSTED = _OWN & attempts.c.outcome.in_(["", "sent", "outcome-unknown"])
_LAST_AT = sa.select(sa.func.max(attempts.c.started_at)).where(_POSTED)
_SENT_TODAY = sa.select(sa.func.count()).where(_POSTED, attempts.c.started_at >= sa.bindparam("day_began"))
_SPENT = sa.select(sa.func.sum(attempts.c.cost)).where(_OWN, attempts.c.started_at >= sa.bindparam("month_began"))
_ACTIVITY = sa.select(_LAST_AT.scalar_subquery(), _SENT_TODAY.scalar_subquery(), _SPENT.scalar_subquery())


def activity_of(connection: sa.Connection, account: str, *, day_began: datetime, month_began: datetime) -> Activity:
    """What the account has posted, or may have."""
    values = {"account": account, "day_began": day_began, "month_began": month_began}
    last_at, sent_today, spent = connection.execute(_ACTIVITY, values).one()
    return Activity(last_at, sent_today, spent or Decimal(0))


def change_account(connection: sa.Connection, row: dict[str, Any], stamp: Stamp) -> None:
    """Change these columns of the account that `row` names, and record the act, unless it stands so already."""
    state = state_of(connection, row["name"], locked=True)
    before = {name: getattr(state, name) for name in row}
    save_account(connection, row)
    was, became = changes(before, row)
    if became:
        note_act(connection, stamp, before=was, after=became, account=row["name"])


def halt_account(connection: sa.Connection, account: str, remedy: str, now: datetime) -> None:
    """Let nothing more go out on the account until a person has done what `remedy` says. That it goes on is no act."""
    row = {"name": account, "halted": remedy, "halted_at": now}
    if state_of(connection, account, locked=True).halted == remedy:
        save_account(connection, row)
    else:
        change_account(connection, row, Stamp("halted", now))


def save_account(connection: sa.Connection, row: dict[str, Any]) -> None:
    """Change these columns of the account that `row` names."""
    connection.execute(insert_or_update(connection, accounts, row), row)
