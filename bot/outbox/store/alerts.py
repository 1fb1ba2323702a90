"""The SQL about messages to people: what is to be sent to whom, and what has been."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa

from bot.outbox.rules.states import AlertText
from bot.outbox.store.database import Database
from bot.outbox.store.notes import note_instead
from bot.outbox.store.tables import alerts

AlertKind = Literal["finding", "digest"]

FORGOTTEN_AFTER = timedelta(days=30)
"""What was written so long ago is neither sent nor kept."""

_IS_OPEN = sa.text("sent_at IS NULL")
"""In the words of the index over what is still to be sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAlert:
    """A message that is to be sent to one address."""

    kind: AlertKind
    address: str
    """As bot.toml has it."""
    text: AlertText


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAlert:
    """A message that is being sent to one address."""

    id: int
    text: AlertText
    created_at: datetime
    """Aware UTC."""
    attempts: int
    """How often it was tried before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """What an address has not taken, though it was tried at least once."""

    since: datetime
    """When the first of it was written (aware UTC)."""
    attempts: int
    """At the message that was tried most often."""
    fault: str
    """Why the last attempt failed."""


@dataclass(slots=True)
class _Backlog:
    since: datetime
    attempts: int = 0
    fault: str = ""


class Alerts:
    """All messages to people, in one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last_written_at(self) -> dict[str, datetime]:
        """By address, when the last message about findings to it was written (aware UTC)."""
        query = sa.select(alerts.c.address, sa.func.max(alerts.c.created_at).label("at")).where(
            alerts.c.kind == "finding"
        )
        with self._database.reading() as connection:
            return {row.address: row.at for row in connection.execute(query.group_by(alerts.c.address))}

    def undelivered(self) -> dict[str, Undelivered]:
        """By address, what it has not taken so far."""
        query = sa.select(alerts).where(_IS_OPEN, alerts.c.attempts > 0).order_by(alerts.c.id)
        backlogs: dict[str, _Backlog] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query):
                backlog = backlogs.setdefault(row.address, _Backlog(row.created_at))
                backlog.attempts, backlog.fault = max(backlog.attempts, row.attempts), row.fault
        return {
            address: Undelivered(since=backlog.since, attempts=backlog.attempts, fault=backlog.fault)
            for address, backlog in backlogs.items()
        }

    def queue_digest(self, digests: Sequence[NewAlert], *, before: datetime | None, now: datetime) -> bool:
        """Note that the digest was made now, and what is to be sent of it; both, or nothing.

        `before` is when the last one was made. False where another process has made one since.
        """
        with self._database.writing() as connection:
            if not note_instead(connection, "digest", before=before, now=now):
                return False
            queue_alerts(connection, digests, now=now)
            return True

    def waiting(self, *, now: datetime) -> list[tuple[str, AlertKind]]:
        """For which addresses there is something to send now, and of which kinds."""
        query = sa.select(alerts.c.address, alerts.c.kind).where(_IS_OPEN, alerts.c.try_at <= now).distinct()
        with self._database.reading() as connection:
            return [(address, kind) for address, kind in connection.execute(query.order_by(alerts.c.address))]

    def take(
        self, address: str, kind: AlertKind, *, now: datetime, until: datetime, pause: timedelta
    ) -> list[OpenAlert]:
        """What is to be sent to the address now, the oldest first; nobody else takes it before `until`.

        Nothing, where it has got a message of this kind within `pause`.
        """
        of_address = sa.and_(alerts.c.address == address, alerts.c.kind == kind)
        last = sa.select(sa.func.max(alerts.c.sent_at)).where(of_address)
        due = sa.select(alerts).where(_IS_OPEN, of_address, alerts.c.try_at <= now)
        with self._database.writing() as connection:
            last_at = connection.execute(last).scalar()
            if last_at is not None and timedelta(0) <= now - last_at < pause:
                return []
            rows = connection.execute(due.order_by(alerts.c.id).with_for_update()).all()
            taken = alerts.c.id.in_([row.id for row in rows])
            connection.execute(sa.update(alerts).where(taken).values(try_at=until))
            return [
                OpenAlert(
                    id=row.id,
                    text=AlertText(subject=row.subject, body=row.body, findings=tuple(row.findings)),
                    created_at=row.created_at,
                    attempts=row.attempts,
                )
                for row in rows
            ]

    def note_sent(self, ids: Collection[int], *, now: datetime) -> None:
        """The address has taken these messages."""
        self._change(ids, {"sent_at": now, "fault": "", "attempts": alerts.c.attempts + 1})

    def note_failed(self, ids: Collection[int], fault: str, *, try_at: datetime) -> None:
        """The address has not taken these messages; they are tried again at `try_at`."""
        self._change(ids, {"try_at": try_at, "fault": fault, "attempts": alerts.c.attempts + 1})

    def try_now(self, address: str, *, now: datetime) -> None:
        """What waits for the address is tried at once, for it has just taken a message."""
        waits = sa.and_(_IS_OPEN, alerts.c.address == address)
        with self._database.writing() as connection:
            connection.execute(sa.update(alerts).where(waits).values(try_at=now))

    def _change(self, ids: Collection[int], values: dict[str, Any]) -> None:
        with self._database.writing() as connection:
            connection.execute(sa.update(alerts).where(alerts.c.id.in_(ids)).values(values))


def queue_alerts(connection: sa.Connection, new: Sequence[NewAlert], *, now: datetime) -> None:
    """Write within a transaction what is to be sent.

    Where an address has not taken earlier messages, a new one is tried together with them, and not before.
    """
    for alert in new:
        waits = sa.and_(_IS_OPEN, alerts.c.address == alert.address, alerts.c.kind == alert.kind)
        tried_at = connection.execute(sa.select(sa.func.max(alerts.c.try_at)).where(waits)).scalar()
        row = {
            "kind": alert.kind,
            "address": alert.address,
            "subject": alert.text.subject,
            "body": alert.text.body,
            "findings": list(alert.text.findings),
            "created_at": now,
            "try_at": max(now, tried_at or now),
        }
        connection.execute(sa.insert(alerts), row)


def forget_old_alerts(connection: sa.Connection, *, now: datetime) -> None:
    """Delete within a transaction what was written long ago, sent or not."""
    connection.execute(sa.delete(alerts).where(alerts.c.created_at < now - FORGOTTEN_AFTER))
