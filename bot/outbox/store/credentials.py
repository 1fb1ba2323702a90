"""The SQL about what platforms have said of the accounts' tokens, and of what the accounts can do."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.outbox.store.database import Database
from bot.outbox.store.sql import insert_or_update
from bot.outbox.store.tables import credentials, probes


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialsRecord:
    """What a platform has said of an account's token when it was last asked. Times are aware UTC."""

    account: str
    checked_at: datetime
    token_ends_at: datetime | None = None
    """None: it does not end, or the platform does not say."""
    access_ends_at: datetime | None = None
    """When the person who gave consent has to give it again; None: never, or not known."""
    missing_rights: tuple[str, ...] = ()
    """Names of rights that the token lacks, as the platform calls them."""
    fault: str = ""
    """Why nothing can be posted with the token, and what to do; "" where something can."""
    mark: str = ""
    """Of the keys that the platform was asked about: other keys have another one."""


@dataclass(frozen=True, slots=True)
class Probe:
    """Whether an account can post in two steps, as its platform has shown when that was tried."""

    account: str
    probed_at: datetime
    """Aware UTC."""
    refusal: str
    """Why it cannot; "" where it can."""


class CredentialsBook:
    """Of all accounts, in one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, CredentialsRecord]:
        """By account, what is known."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(credentials)).mappings()
            return {row["account"]: CredentialsRecord(**row) for row in rows}

    def save(self, record: CredentialsRecord) -> None:
        """Remember it instead of what was known of the account."""
        row = asdict(record)
        with self._database.writing() as connection:
            connection.execute(insert_or_update(connection, credentials, row), row)

    def forget(self, account: str) -> None:
        """Nothing is known any more, because the account has another token."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(credentials).where(credentials.c.account == account))

    def probe_of(self, account: str) -> Probe | None:
        """What was found out when two steps were last tried with the account; None: they never were."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(probes).where(probes.c.account == account)).mappings().first()
            return Probe(**row) if row else None

    def save_probe(self, probe: Probe) -> None:
        """Remember it instead of what was found out before."""
        row = asdict(probe)
        with self._database.writing() as connection:
            connection.execute(insert_or_update(connection, probes, row), row)
