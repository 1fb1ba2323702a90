"""The SQL about what holds an account back, and about what it has done."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from bot.outbox.database import Database
from bot.outbox.records import AccountState, Activity
from bot.outbox.sql import insert_or_update, insert_unless_there
from bot.outbox.tables import accounts, attempts


class Accounts:
    """All accounts, in one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self, account: str) -> AccountState:
        """What holds the account back; an account that was never touched is free."""
        with self._database.reading() as connection:
            return state_of(connection, account)

    def pause(self, account: str, *, until: datetime | None) -> None:
        """Nothing more goes out on the account until then, or until `resume`."""
        with self._database.writing() as connection:
            save_account(connection, {"name": account, "paused": True, "paused_until": until})

    def resume(self, account: str) -> None:
        """The account goes on: whatever paused it, halted it or made it wait is over."""
        free = {field.name: field.default for field in fields(AccountState)} | {"name": account}
        with self._database.writing() as connection:
            save_account(connection, free)

    def halt(self, account: str, remedy: str) -> None:
        """Nothing more goes out on the account until a person has done what `remedy` says, and `resume`."""
        with self._database.writing() as connection:
            save_account(connection, {"name": account, "halted": remedy})

    def wait(self, account: str, *, until: datetime, reason: str) -> None:
        """Nothing goes out on the account before then."""
        with self._database.writing() as connection:
            save_account(connection, {"name": account, "waits_until": until, "waits_for": reason})

    def note_budget(self, account: str, *, over: bool) -> None:
        """The account's next post would pass its budget, and its editor has been told; or it would not any more."""
        with self._database.writing() as connection:
            save_account(connection, {"name": account, "over_budget": over})

    def activity(self, account: str, *, day_began: datetime, month_began: datetime) -> Activity:
        """What the account has posted, or may have."""
        with self._database.reading() as connection:
            return activity_of(connection, account, day_began=day_began, month_began=month_began)


def state_of(connection: sa.Connection, account: str, *, locked: bool = False) -> AccountState:
    """What holds the account back. `locked`: no other transaction that asks so goes on before this one has ended."""
    if locked:
        connection.execute(insert_unless_there(accounts), {"name": account})
    query = sa.select(accounts).where(accounts.c.name == account)
    row = connection.execute(query.with_for_update() if locked else query).mappings().first()
    return AccountState(**row) if row else AccountState(name=account)


def activity_of(connection: sa.Connection, account: str, *, day_began: datetime, month_began: datetime) -> Activity:
    """What the account has posted, or may have."""
    own = attempts.c.account == account
    # A call that has not come back, or of which nobody knows, counts: its post may be out.
    posted = own & attempts.c.outcome.in_(["", "sent", "outcome-unknown"])
    last_at = sa.select(sa.func.max(attempts.c.started_at)).where(posted)
    sent_today = sa.select(sa.func.count()).where(posted, attempts.c.started_at >= day_began)
    spent = sa.select(sa.func.sum(attempts.c.cost)).where(own, attempts.c.started_at >= month_began)
    return Activity(
        connection.execute(last_at).scalar(),
        connection.execute(sent_today).scalar_one(),
        connection.execute(spent).scalar() or Decimal(0),
    )


def save_account(connection: sa.Connection, row: dict[str, Any]) -> None:
    """Change these columns of the account that `row` names."""
    connection.execute(insert_or_update(accounts, row), row)
