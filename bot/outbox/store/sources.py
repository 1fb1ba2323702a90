"""The SQL about the sources of sites, their feeds and news sitemaps, and about the sites themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.outbox.rules.delivery import Status
from bot.outbox.rules.states import SiteFacts, SourceState
from bot.outbox.store.database import Database
from bot.outbox.store.sql import in_lots, insert_unless_there
from bot.outbox.store.tables import deliveries, sites, sources

_KEY = ("site", "kind", "address")
_POLLED = tuple(field.name for field in fields(SourceState) if field.name not in {*_KEY, "version", "facts"})
"""What a poll changes."""
_FACTS = tuple(field.name for field in fields(SiteFacts))

_IS_FEED = sources.c.kind == "feed"
_WITH_FACTS = sa.select(sites, *(column for column in sources.c if column.name not in sites.c))
_FEEDS = _WITH_FACTS.join_from(sites, sources, sa.and_(sources.c.site == sites.c.name, _IS_FEED), isouter=True)
_SITEMAPS = _WITH_FACTS.join_from(sites, sources).where(sources.c.kind == "sitemap")


class Sources:
    """All sources, in one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def feeds(self, names: Collection[str] | None = None) -> dict[str, SourceState]:
        """By site, the feeds of the sites named, or of all, of which anything is known."""
        queries = [_FEEDS] if names is None else [_FEEDS.where(sites.c.name.in_(lot)) for lot in in_lots(names)]
        return {state.site: state for state in self._states(queries)}

    def feed(self, site: str) -> SourceState:
        """The feed of one site; one that was never asked has an empty state."""
        return self.feeds([site]).get(site, SourceState(site=site))

    def sitemaps(self, addresses: Mapping[str, str]) -> dict[str, SourceState]:
        """By site, the state of its news sitemap at that address, where it was ever asked."""
        states = self._states(_SITEMAPS.where(sites.c.name.in_(lot)) for lot in in_lots(addresses))
        return {state.site: state for state in states if state.address == addresses[state.site]}

    def last_asked_at(self) -> datetime | None:
        """When this database last noted that a source was asked; None: never."""
        with self._database.reading() as connection:
            return connection.execute(sa.select(sa.func.max(sources.c.asked_at))).scalar()

    def hubs(self) -> list[tuple[str, str, str]]:
        """The sites whose feeds name a hub: site, hub and topic of each."""
        query = sa.select(sources.c.site, sources.c.hub, sources.c.topic).where(_IS_FEED, sources.c.hub != "")
        with self._database.reading() as connection:
            return [(site, hub, topic) for site, hub, topic in connection.execute(query)]

    def not_due(self, *, now: datetime) -> dict[str, str]:
        """The sites whose feed's next poll is still to come, with the address for which that holds."""
        # Where the clock was put back, a site would else stay unread until it has caught up.
        clock_is_right = sa.or_(sources.c.asked_at.is_(None), sources.c.asked_at <= now)
        is_to_come = sa.and_(sources.c.next_poll_at > now, clock_is_right)
        query = sa.select(sources.c.site, sources.c.url).where(_IS_FEED, is_to_come)
        with self._database.reading() as connection:
            return {row.site: row.url for row in connection.execute(query)}

    def next_poll_at(self, *, now: datetime) -> datetime | None:
        """When the first poll of a feed is due that is still to come."""
        to_come = sa.and_(_IS_FEED, sources.c.next_poll_at > now)
        with self._database.reading() as connection:
            return connection.execute(sa.select(sa.func.min(sources.c.next_poll_at)).where(to_come)).scalar()

    def save(self, states: Sequence[SourceState]) -> None:
        """Remember polls that have shown nothing new: faults, or answers that nothing has changed.

        Each state's `version` is that with which it was read. What was polled again meanwhile stays as it is.
        """
        with self._database.writing() as connection:
            save_states(connection, states)

    def note_absence(self, since: datetime, until: datetime, watched: Iterable[str]) -> None:
        """This database was not in use meanwhile: whatever it has not sent may stand on a timeline since then.

        `watched` are the sites of bot.toml, of which an emptied database may know none.
        """
        unsent = sa.and_(deliveries.c.status != Status.SENT, deliveries.c.look_since.is_(None))
        with self._database.writing() as connection:
            if names := [{"name": name} for name in watched]:
                connection.execute(insert_unless_there(connection, sites), names)
            connection.execute(sa.update(sites).values(away_since=since, away_until=until))
            connection.execute(sa.update(deliveries).where(unsent).values(look_since=since))

    def _states(self, queries: Iterable[sa.Select[Any]]) -> list[SourceState]:
        with self._database.reading() as connection:
            return [_state(row) for query in queries for row in connection.execute(query).mappings()]


def _state(row: sa.RowMapping) -> SourceState:
    facts = {name: row[name] for name in _FACTS}
    known = SiteFacts(**facts | {"recurring": frozenset(facts["recurring"])})
    if row["site"] is None:  # the site is known, and its feed was never asked
        return SourceState(site=row["name"], facts=known)
    return SourceState(**{name: row[name] for name in (*_KEY, "version", *_POLLED)}, facts=known)


def save_states(connection: sa.Connection, states: Sequence[SourceState]) -> None:
    """Save those of the states that no other poll has changed since they were read."""
    known = [state for state in states if state.version]
    if known:
        connection.execute(_UPDATE, [_values(state) for state in known])
    for state in states:
        if not state.version:
            save_state(connection, state)


def save_state(connection: sa.Connection, state: SourceState) -> bool:
    """Save one state; False where another poll of the source was recorded since it was read.

    In PostgreSQL the row stays locked until the transaction ends, so that one poll of a source is recorded at a time.
    """
    if state.version:
        return connection.execute(_UPDATE, _values(state)).rowcount == 1
    connection.execute(insert_unless_there(connection, sites), {"name": state.site})
    row = {name: getattr(state, name) for name in (*_KEY, *_POLLED)} | {"version": 1}
    inserting = insert_unless_there(connection, sources).execution_options(preserve_rowcount=True)
    return connection.execute(inserting, row).rowcount == 1


def save_lines(connection: sa.Connection, site: str, lines: frozenset[str], now: datetime) -> None:
    """Remember the lines that stand in most of the site's articles."""
    learnt = {"recurring": tuple(sorted(lines)), "recurring_at": now}
    connection.execute(sa.update(sites).where(sites.c.name == site).values(learnt))


_UPDATE = (
    sa.update(sources)
    .where(
        sources.c.site == sa.bindparam("its_site"),
        sources.c.kind == sa.bindparam("its_kind"),
        sources.c.address == sa.bindparam("its_address"),
        sources.c.version == sa.bindparam("its_version"),
    )
    .values(version=sources.c.version + 1, **{name: sa.bindparam(name) for name in _POLLED})
)


def _values(state: SourceState) -> dict[str, Any]:
    key = {f"its_{name}": getattr(state, name) for name in (*_KEY, "version")}
    return key | {name: getattr(state, name) for name in _POLLED}
