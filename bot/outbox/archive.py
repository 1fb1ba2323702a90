"""The SQL about articles, under all their identities, and about the sites that they came from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from bot.article import Article, Identity
from bot.outbox.corrections import Corrected, Retracted, article_in, correct, facts_of, miss, retract, show_again
from bot.outbox.database import Database
from bot.outbox.delivery import Status
from bot.outbox.excerpts import page_columns
from bot.outbox.intake import CURABLE, Intake, IntakeRules, Newcomer, PlannedDelivery, Sighting, published_or_seen
from bot.outbox.prepared import Prepared, PreparedAmong, insert_or_update, unless_there
from bot.outbox.recognition import KnownRow, known_rows, learn, recognise, tell_apart
from bot.outbox.records import SiteState
from bot.outbox.tables import IS_OPEN, articles, deliveries, identities, sites

Decide = Callable[[Sequence[Newcomer], bool], Sequence[Intake]]
"""Newcomers, and whether this is the first look at their site → what becomes of each."""

_ONLY_HERE = ("away_since", "away_until", "follow_at", "has_no_api")
"""Not written by looks: one that began before must not undo them."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article that has been seen."""

    id: int
    article: Article
    first_seen_at: datetime
    not_posted: str
    """The rule by which it has no delivery; "" where it has one."""
    missing_since: datetime | None
    """Its site's feed does not show it; None while it does, and where nothing depends on it any more."""
    retracted: str
    """How its site has taken it back; "" while it stands."""
    wants_page: bool
    """Its feed gives only an excerpt, and its own page has not been read for the rest."""
    page_body: str
    """What its own page gave; "" where that was not read, or gave no more than the feed."""

    @property
    def whole(self) -> Article:
        """The article as it is posted: with the body of its own page where its feed gives only an excerpt."""
        return replace(self.article, body=self.page_body) if self.page_body else self.article


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a look has changed."""

    intakes: tuple[Intake, ...]
    """What became of the articles that no look at this site had shown before."""
    corrected: tuple[Corrected, ...]
    retracted: tuple[Retracted, ...]
    is_baseline: bool
    """This was the first look at the site that was answered."""


class Archive:
    """Sites and articles, in one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def site_states(self, names: Collection[str] | None = None) -> dict[str, SiteState]:
        """Those of these sites that were ever asked, by name; of all where none is named."""
        with self._database.reading() as connection:
            rows = _SITES.named_rows(connection, {}) if names is None else _SOME_SITES.named_rows(connection, names)
            return {row["name"]: _site_state(row) for row in rows}

    def hubs(self) -> list[tuple[str, str, str]]:
        """The sites whose feeds name a hub: site, hub and topic of each."""
        with self._database.reading() as connection:
            return [(site, hub, topic) for site, hub, topic in _HUBS.rows(connection, {})]

    def not_due(self, *, now: datetime) -> dict[str, str]:
        """The sites whose next look is still to come, or never will, each with the address for which that holds."""
        with self._database.reading() as connection:
            return dict(_NOT_DUE.rows(connection, {"now": now}))

    def next_look_at(self, *, now: datetime) -> datetime | None:
        """When the first of the looks is due that are still to come."""
        with self._database.reading() as connection:
            found: datetime | None = _NEXT_LOOK_AT.value(connection, {"now": now})
            return found

    def site_state(self, name: str) -> SiteState:
        """What is remembered of one site; a site that was never asked has an empty state."""
        with self._database.reading() as connection:
            return next(map(_site_state, _SITE.named_rows(connection, {"name": name})), SiteState(name=name))

    def together(self) -> AbstractContextManager[None]:
        """What is remembered within is one transaction: it costs one commit, and is kept whole or not at all."""
        return self._database.together()

    def save_site(self, state: SiteState) -> None:
        """Remember a look that has shown nothing new: a fault, or the answer that nothing has changed."""
        self.save_sites([state])

    def save_sites(self, states: Sequence[SiteState]) -> None:
        """Remember such looks at several sites."""
        with self._database.writing() as connection:
            _save_sites(connection, states)

    def note_absence(self, since: datetime, until: datetime) -> None:
        """This database was not in use meanwhile: whatever it has not sent may stand on a timeline since then."""
        unsent = sa.and_(deliveries.c.status != Status.SENT, deliveries.c.look_since.is_(None))
        with self._database.writing() as connection:
            connection.execute(sa.update(sites).values(away_since=since, away_until=until))
            connection.execute(sa.update(deliveries).where(unsent).values(look_since=since))

    def record_look(
        self,
        state: SiteState,
        sightings: Sequence[Sighting],
        decide: Decide,
        *,
        rules: IntakeRules,
        now: datetime,
    ) -> Recorded:
        """Remember a look whole or not at all: its validators, its articles, and their deliveries.

        `sightings` are in the feed's order. `decide` is given the articles that are new to this site, and says what becomes
        of each. One that another site has shown before keeps its row, and gets deliveries for accounts that have none
        of it.
        """
        with self._database.writing() as connection:
            known = recognise(connection, {name for one in sightings for name in one.identities})
            # Asked here and not before: another process may have taken the baseline meanwhile.
            baseline_at = _baseline_of(connection, state.name)
            _save_sites(connection, [replace(state, baseline_at=baseline_at or now)])
            rows = known_rows(connection, set(known.values()))
            looked = tell_apart(sightings, known, rows, state.site)
            intakes = tuple(decide(looked.newcomers, baseline_at is None))
            ids = looked.again | _keep_all(connection, intakes, looked.rows, now)
            ids |= {copy: ids[first] for copy, first in looked.same_as.items()}
            learn(connection, sightings, ids, known)
            if back := {one for one in looked.again.values() if rows[one].missing_since}:
                show_again(connection, back, due_at=now + rules.hold)
            posted = {article: one for article, one in looked.again.items() if not rows[one].not_posted}
            corrected = correct(connection, posted, state.name, rules) if posted else ()
            dates = [one.published for one in sightings]
            retracted = miss(connection, state.name, dates, set(ids.values()), now=now) if baseline_at else ()
        return Recorded(intakes, corrected, retracted, baseline_at is None)

    def newcomers(self, site: str, sightings: Sequence[Sighting]) -> tuple[Newcomer, ...]:
        """Those of these articles that a look at the site would have to decide on; nothing is remembered."""
        with self._database.reading() as connection:
            known = recognise(connection, {name for seen in sightings for name in seen.identities})
            return tell_apart(sightings, known, known_rows(connection, set(known.values())), site).newcomers

    def find(self, names: Iterable[Identity]) -> StoredArticle | None:
        """The article that is known by any of these identities."""
        with self._database.reading() as connection:
            known = recognise(connection, set(names))
            return _stored(connection, min(known.values())) if known else None

    def article(self, article_id: int) -> StoredArticle:
        """The article of that row, which exists."""
        with self._database.reading() as connection:
            return _stored(connection, article_id)

    def wanting_page(self, most: int) -> list[StoredArticle]:
        """The articles, the newest first, of which something waits, and whose own page is to be read before."""
        open_ids = sa.select(deliveries.c.article_id).where(sa.text(IS_OPEN))
        query = sa.select(articles).where(sa.text("wants_page"), articles.c.id.in_(open_ids))
        with self._database.reading() as connection:
            return [
                _stored_in(row)
                for row in connection.execute(query.order_by(articles.c.id.desc()).limit(most)).mappings()
            ]

    def keep_page(self, article_id: int, body: str) -> None:
        """Remember what the article's own page gave, "" where it gave nothing; it is not read again."""
        with self._database.writing() as connection:
            values = {"wants_page": False, "page_body": body}
            connection.execute(sa.update(articles).where(articles.c.id == article_id).values(values))

    def identities_of(self, article_id: int) -> list[Identity]:
        """Every identity by which the article of that row is known."""
        query = sa.select(identities.c.kind, identities.c.value).where(identities.c.article_id == article_id)
        with self._database.reading() as connection:
            return [Identity(*row) for row in connection.execute(query.order_by(identities.c.kind, identities.c.value))]

    def retract(self, article_id: int, reason: str, *, now: datetime) -> Retracted:
        """The article's site has taken it back: what still waits of it is skipped."""
        posted = sa.exists().where(deliveries.c.article_id == articles.c.id, deliveries.c.status == Status.SENT)
        query = sa.select(articles, posted.label("posted")).where(articles.c.id == article_id)
        with self._database.writing() as connection:
            return retract(connection, connection.execute(query).mappings().one(), reason, now=now)

    def add(self, sighting: Sighting, planned: Sequence[PlannedDelivery], *, now: datetime) -> int:
        """Remember one article that an editor asks for, with these deliveries; return the article's id.

        Deliveries that it has already stay as they are.
        """
        intake = Intake(sighting.article, tuple(planned), "")
        with self._database.writing() as connection:
            known = recognise(connection, set(sighting.identities))
            if known:
                article_id = min(known.values())
                facts = facts_of(sighting.article) | page_columns(sighting.article) | {"not_posted": ""}
                connection.execute(sa.update(articles).where(articles.c.id == article_id).values(facts))
                _insert_deliveries(connection, [intake], {intake.article: article_id}, now)
            else:
                article_id = _keep_new(connection, [intake], now)[sighting.article]
            learn(connection, [sighting], {sighting.article: article_id}, known)
        return article_id


def _keep_all(
    connection: sa.Connection, intakes: Sequence[Intake], rows: Mapping[Article, KnownRow], now: datetime
) -> dict[Article, int]:
    """Remember decisions about articles, of which those in `rows` have a row already; return their ids."""
    ids = _keep_new(connection, [one for one in intakes if one.article not in rows], now)
    for intake in intakes:
        if row := rows.get(intake.article):
            ids[intake.article] = _keep(connection, intake, row, now)
    return ids


def _keep_new(connection: sa.Connection, intakes: Sequence[Intake], now: datetime) -> dict[Article, int]:
    """Remember decisions about articles that have no row; return their ids."""
    if not intakes:
        return {}
    ids = dict(zip((one.article for one in intakes), _new_ids(connection, len(intakes)), strict=True))
    rows = [_row_of(one) | {"id": ids[one.article], "first_seen_at": now} for one in intakes]
    _NEW_ARTICLE.run_all(connection, rows)
    _insert_deliveries(connection, intakes, ids, now)
    return ids


_NEW_ARTICLE = Prepared(sa.insert(articles))


def _new_ids(connection: sa.Connection, count: int) -> Iterable[int]:
    """So many ids for articles that are inserted within this transaction."""
    if connection.dialect.name == "sqlite":  # which has one writer at a time
        last = _LAST_ID.value(connection, {}) or 0
        return range(last + 1, last + 1 + count)
    return connection.execute(_NEXT_IDS, {"count": count}).scalars().all()


_LAST_ID = Prepared(sa.select(sa.func.max(articles.c.id)))
_NEXT_IDS = sa.text("SELECT nextval(pg_get_serial_sequence('articles', 'id')) FROM generate_series(1, :count)")


def _keep(connection: sa.Connection, intake: Intake, row: KnownRow, now: datetime) -> int:
    """Remember a decision about an article that has a row; return its id."""
    # A row without deliveries has no body: what is posted is the article as it is now.
    if row.not_posted in CURABLE or (row.not_posted and intake.deliveries):
        connection.execute(sa.update(articles).where(articles.c.id == row.id).values(_row_of(intake)))
    _insert_deliveries(connection, [intake], {intake.article: row.id}, now)
    return row.id


_WITHOUT_TEXT = {"body": "", "excerpt": "", "wants_page": False, "page_body": ""}


def _row_of(intake: Intake) -> dict[str, Any]:
    row = facts_of(intake.article) | {"not_posted": intake.not_posted}
    return row | (page_columns(intake.article) if intake.deliveries else _WITHOUT_TEXT)


def _insert_deliveries(
    connection: sa.Connection, intakes: Sequence[Intake], ids: Mapping[Article, int], now: datetime
) -> None:
    rows = [
        {
            "article_id": ids[intake.article],
            "account": planned.account,
            "status": planned.status,
            "due_at": planned.due_at,
            "order_at": published_or_seen(intake.article, now),
            "release_at": planned.release_at,
            "created_at": now,
            "reason": planned.reason,
            "breaking": planned.breaking,
            "look_since": planned.look_since,
        }
        for intake in intakes
        for planned in intake.deliveries
    ]
    _NEW_DELIVERY.run_all(connection, rows)


_NEW_DELIVERY = Prepared(unless_there(deliveries))


def _stored(connection: sa.Connection, article_id: int) -> StoredArticle:
    return _stored_in(connection.execute(sa.select(articles).where(articles.c.id == article_id)).mappings().one())


def _stored_in(row: sa.RowMapping) -> StoredArticle:
    own = {field.name: row[field.name] for field in fields(StoredArticle) if field.name != "article"}
    return StoredArticle(article=article_in(row), **own)


# Where the clock was put back, a site would else stay unread until it has caught up.
_CLOCK_IS_RIGHT = sa.or_(sites.c.asked_at.is_(None), sites.c.asked_at <= sa.bindparam("now"))
_IS_TO_COME = sa.and_(sites.c.next_look_at > sa.bindparam("now"), _CLOCK_IS_RIGHT)
_NOT_DUE = Prepared(sa.select(sites.c.name, sites.c.url).where(sa.or_(sites.c.gone, _IS_TO_COME)))
_NEXT_LOOK_AT = Prepared(
    sa.select(sa.func.min(sites.c.next_look_at)).where(~sites.c.gone, sites.c.next_look_at > sa.bindparam("now"))
)


def _baseline_of(connection: sa.Connection, name: str) -> datetime | None:
    rows = _BASELINE.rows(connection, {"site": name})
    return rows[0][0] if rows else None


_BASELINE = Prepared(sa.select(sites.c.baseline_at).where(sites.c.name == sa.bindparam("site")).with_for_update())


_SITES = Prepared(sa.select(sites))
_SOME_SITES = PreparedAmong(sa.select(sites), sites.c.name)
_HUBS = Prepared(sa.select(sites.c.name, sites.c.hub, sites.c.topic).where(sites.c.hub != ""))
_SITE = Prepared(sa.select(sites).where(sites.c.name == sa.bindparam("name")))


def _site_state(row: dict[str, Any]) -> SiteState:
    return SiteState(**row | {"recurring": frozenset(row["recurring"])})


def _save_sites(connection: sa.Connection, states: Sequence[SiteState]) -> None:
    rows = [
        dict(zip(_SAVED, _saved_of(state), strict=True)) | {"recurring": tuple(sorted(state.recurring))}
        for state in states
    ]
    _SAVE.run_all(connection, [row for row in rows if row["baseline_at"]])
    _SAVE_BUT_BASELINE.run_all(connection, [row for row in rows if not row["baseline_at"]])


_SAVED = tuple(field.name for field in fields(SiteState) if field.name not in _ONLY_HERE)
_saved_of = attrgetter(*_SAVED)
# Another process may have taken it since the state was read.
_SAVED_BUT_BASELINE = tuple(name for name in _SAVED if name != "baseline_at")
_SAVE = Prepared(insert_or_update(sites, _SAVED))
_SAVE_BUT_BASELINE = Prepared(insert_or_update(sites, _SAVED_BUT_BASELINE))
