"""The SQL about subscriptions to hubs (WebSub)."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.outbox.store.database import Database
from bot.outbox.store.sql import insert_unless_there
from bot.outbox.store.tables import sources, subscriptions


@dataclass(frozen=True, slots=True)
class Subscription:
    """One site's feed at one hub."""

    token: str
    """The end of its callback's address, which nobody can guess."""
    site: str
    hub: str
    topic: str
    secret: str = field(repr=False)
    wanted: bool
    """Else it is to be ended."""
    ask_at: datetime
    """When the hub is asked next: for the first time, again, or to renew."""
    lease_until: datetime | None
    """Until then the hub pushes; None: it has not asked back whether the subscription was meant."""
    fault: str
    """Why the hub refused when it was last asked; "" where it did not."""

    def leased_at(self, now: datetime) -> bool:
        """Whether the hub pushes."""
        return self.lease_until is not None and self.lease_until > now


class Subscriptions:
    """Subscriptions in one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def agree(self, wanted: Collection[tuple[str, str, str]], *, now: datetime) -> None:
        """Let there be one for each site, hub and topic, and let all others be ended: at once, where no lease runs."""
        if self._is_agreed(wanted, now):
            return
        with self._database.writing() as connection:
            known = {(row.site, row.hub, row.topic): row for row in _all(connection, locked=True)}
            for key, row in known.items():
                if key not in wanted and not row.leased_at(now):
                    _delete(connection, row.token)
                elif row.wanted != (key in wanted):
                    _change(connection, row.token, wanted=not row.wanted, ask_at=now)
            for key in wanted:
                if key not in known:  # another process may have had the same thought
                    connection.execute(insert_unless_there(connection, subscriptions), _fresh(*key, now))

    def _is_agreed(self, wanted: Collection[tuple[str, str, str]], now: datetime) -> bool:
        known = {(row.site, row.hub, row.topic): row for row in self.listed()}
        as_wanted = all(row.wanted == (key in wanted) for key, row in known.items())
        ended = any(key not in wanted and not row.leased_at(now) for key, row in known.items())
        return as_wanted and not ended and known.keys() >= set(wanted)

    def listed(self) -> list[Subscription]:
        """All of them, and those that are to be ended too."""
        with self._database.reading() as connection:
            return _all(connection)

    def due(self, *, now: datetime) -> list[Subscription]:
        """Those about which a hub is to be asked now."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(subscriptions).where(subscriptions.c.ask_at <= now)).mappings()
            return [Subscription(**row) for row in rows]

    def find(self, token: str) -> Subscription | None:
        """The subscription whose callback ends so."""
        with self._database.reading() as connection:
            query = sa.select(subscriptions).where(subscriptions.c.token == token)
            row = connection.execute(query).mappings().first()
        return Subscription(**row) if row else None

    def ask_again(self, token: str, at: datetime) -> None:
        """It is being asked: ask again then, unless it has confirmed by that time."""
        with self._database.writing() as connection:
            _change(connection, token, ask_at=at, fault="")

    def refused(self, token: str, fault: str) -> None:
        """The hub does not take what it was asked; a lease that runs goes on."""
        with self._database.writing() as connection:
            _change(connection, token, fault=fault)

    def denied(self, token: str, fault: str) -> None:
        """The hub will not push, or pushes no more."""
        with self._database.writing() as connection:
            _change(connection, token, fault=fault, lease_until=None)

    def confirm(self, token: str, *, lease_until: datetime, renew_at: datetime) -> None:
        """The hub pushes until then; it is asked to renew before."""
        with self._database.writing() as connection:
            _change(connection, token, lease_until=lease_until, ask_at=renew_at, fault="")

    def end(self, token: str) -> None:
        """The hub pushes no more."""
        with self._database.writing() as connection:
            _delete(connection, token)

    def look_now(self, site: str, *, now: datetime, not_within: timedelta) -> bool:
        """Let the site's next look be now, unless the last one is no older than `not_within`; whether it is."""
        is_its_feed = sa.and_(sources.c.site == site, sources.c.kind == "feed")
        long_ago = sa.or_(sources.c.asked_at.is_(None), sources.c.asked_at <= now - not_within)
        due_later = sa.or_(sources.c.next_poll_at.is_(None), sources.c.next_poll_at > now)
        hinted = sa.update(sources).where(is_its_feed, long_ago, due_later)
        with self._database.writing() as connection:
            return connection.execute(hinted.values(next_poll_at=now)).rowcount == 1


def _all(connection: sa.Connection, *, locked: bool = False) -> list[Subscription]:
    query = sa.select(subscriptions).order_by(subscriptions.c.token)
    rows = connection.execute(query.with_for_update() if locked else query).mappings()
    return [Subscription(**row) for row in rows]


def _fresh(site: str, hub: str, topic: str, now: datetime) -> dict[str, object]:
    return {
        "token": secrets.token_urlsafe(24),
        "site": site,
        "hub": hub,
        "topic": topic,
        "secret": secrets.token_hex(32),
        "ask_at": now,
    }


def _change(connection: sa.Connection, token: str, **change: object) -> None:
    connection.execute(sa.update(subscriptions).where(subscriptions.c.token == token).values(change))


def _delete(connection: sa.Connection, token: str) -> None:
    connection.execute(sa.delete(subscriptions).where(subscriptions.c.token == token))
