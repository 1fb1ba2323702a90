"""The SQL about subscriptions to hubs (WebSub)."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.outbox.database import Database
from bot.outbox.tables import sites, subscriptions


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
        known = {(one.site, one.hub, one.topic): one for one in self.listed()}
        turned = [one for what, one in known.items() if one.wanted != (what in wanted)]
        ended = [one for what, one in known.items() if what not in wanted and not one.leased_at(now)]
        fresh = [_fresh(*what, now) for what in wanted if what not in known]
        if not (turned or ended or fresh):
            return
        with self._database.writing() as connection:
            for one in turned:
                _change(connection, one.token, wanted=not one.wanted, ask_at=now)
            for one in ended:
                _delete(connection, one.token)
            for row in fresh:
                connection.execute(sa.insert(subscriptions), row)

    def listed(self) -> list[Subscription]:
        """All of them, and those that are to be ended too."""
        with self._database.reading() as connection:
            return [Subscription(**row) for row in connection.execute(sa.select(subscriptions)).mappings()]

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
        long_ago = sa.or_(sites.c.asked_at.is_(None), sites.c.asked_at <= now - not_within)
        due_later = sa.or_(sites.c.next_look_at.is_(None), sites.c.next_look_at > now)
        hinted = sa.update(sites).where(sites.c.name == site, ~sites.c.gone, long_ago, due_later)
        with self._database.writing() as connection:
            return connection.execute(hinted.values(next_look_at=now)).rowcount == 1


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
