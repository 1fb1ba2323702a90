"""The SQL about articles, under all their identities, and about the sites that they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.article import Article, Identity
from bot.outbox.database import Database
from bot.outbox.delivery import Status
from bot.outbox.intake import Intake, PlannedDelivery, published_or_seen
from bot.outbox.records import SiteState
from bot.outbox.tables import articles, deliveries, identities, sites

Decide = Callable[[Sequence[Article], bool], Sequence[Intake]]
"""New articles, and whether this is the first look at their site → what becomes of each."""

LOOKED_UP_AT_ONCE = 500
"""Identities in one statement, well under SQLite's limit of 32,766 parameters."""

CORRECTABLE = ("title", "link", "body", "excerpt", "tags", "image")
"""What a site may change in an article that still waits."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """An article as a look has just shown it, and every identity by which it may be known."""

    article: Article
    identities: tuple[Identity, ...]


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article that has been seen."""

    id: int
    article: Article
    first_seen_at: datetime
    not_posted: str
    """The rule by which it has no delivery; "" where it has one."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a look has changed."""

    intakes: tuple[Intake, ...]
    """What became of the articles that no look at this site had shown before."""
    corrected: tuple[Article, ...]
    """Articles that still wait, and that their site has changed."""
    is_baseline: bool
    """This was the first look at the site that was answered."""


class Archive:
    """Sites and articles, in one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def site_states(self) -> dict[str, SiteState]:
        """Every site that was ever asked, by name."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(sites)).mappings()
            return {row["name"]: _site_state(row) for row in rows}

    def site_state(self, name: str) -> SiteState:
        """What is remembered of one site; a site that was never asked has an empty state."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(sites).where(sites.c.name == name)).mappings().first()
        return _site_state(row) if row else SiteState(name=name)

    def record_fault(self, state: SiteState) -> None:
        """Remember a look that gave nothing."""
        with self._database.writing() as connection:
            _save_site(connection, state)

    def record_look(
        self, state: SiteState, sightings: Sequence[Sighting], decide: Decide, *, now: datetime
    ) -> Recorded:
        """Remember a look whole or not at all: its validators, its articles, and their deliveries.

        `decide` is given the articles that are new to this site, and says what becomes of each. One that
        another site has shown before keeps its row, and gets deliveries for accounts that have none of it.
        """
        with self._database.writing() as connection:
            # Asked here and not before: another process may have taken the baseline meanwhile.
            baseline_at = _baseline_of(connection, state.name)
            _save_site(connection, replace(state, baseline_at=baseline_at or now))
            known = _recognise(connection, {name for seen in sightings for name in seen.identities})
            looked = _tell_apart(sightings, known, _sites_of(connection, set(known.values())), state.name)
            intakes = tuple(decide([*looked.new, *looked.copies], baseline_at is None))
            ids = looked.copies | looked.again
            for intake in intakes:
                if intake.article not in ids:
                    ids[intake.article] = _insert_article(connection, intake, now)
                _insert_deliveries(connection, ids[intake.article], intake, now)
            _learn(connection, sightings, looked.same_as, ids, known)
            corrected = _correct(connection, looked.again, state.name)
        return Recorded(intakes, corrected, baseline_at is None)

    def unknown(self, sightings: Sequence[Sighting]) -> list[Article]:
        """Those of these articles that are under none of their identities in the archive."""
        with self._database.reading() as connection:
            known = _recognise(connection, {name for seen in sightings for name in seen.identities})
        return [seen.article for seen in sightings if not any(name in known for name in seen.identities)]

    def find(self, names: Iterable[Identity]) -> StoredArticle | None:
        """The article that is known by any of these identities."""
        with self._database.reading() as connection:
            known = _recognise(connection, set(names))
            return _stored(connection, min(known.values())) if known else None

    def article(self, article_id: int) -> StoredArticle:
        """The article of that row, which exists."""
        with self._database.reading() as connection:
            return _stored(connection, article_id)

    def add(self, sighting: Sighting, planned: Sequence[PlannedDelivery], *, now: datetime) -> int:
        """Remember one article that an editor asks for, with these deliveries; return the article's id.

        Deliveries that it has already stay as they are.
        """
        intake = Intake(sighting.article, tuple(planned), "")
        with self._database.writing() as connection:
            known = _recognise(connection, set(sighting.identities))
            if known:
                article_id = min(known.values())
                facts = _facts(sighting.article) | {"not_posted": ""}
                connection.execute(sa.update(articles).where(articles.c.id == article_id).values(facts))
            else:
                article_id = _insert_article(connection, intake, now)
            _insert_deliveries(connection, article_id, intake, now)
            _learn(connection, [sighting], {}, {sighting.article: article_id}, known)
        return article_id


@dataclass(frozen=True, slots=True)
class _Looked:
    """A look's articles, told apart by what is known of them."""

    new: tuple[Article, ...]
    copies: dict[Article, int]
    """Known from another site, and new to this one."""
    again: dict[Article, int]
    same_as: dict[Article, Article]
    """A second copy in one document → the first."""


def _tell_apart(
    sightings: Sequence[Sighting],
    known: Mapping[Identity, int],
    site_of: Mapping[int, str],
    site: str,
) -> _Looked:
    looked = _Looked((), {}, {}, {})
    new: dict[Identity, Article] = {}
    for seen in sightings:
        ids = {known[name] for name in seen.identities if name in known}
        twin = next((new[name] for name in seen.identities if name in new), None)
        if ids:
            # More than one: two rows that only now turn out to be one article. The older has been decided on.
            first = min(ids)
            is_copy = site_of[first] != site and any(name not in known for name in seen.identities)
            (looked.copies if is_copy else looked.again)[seen.article] = first
        elif twin is not None:
            looked.same_as[seen.article] = twin
        else:
            new.update(dict.fromkeys(seen.identities, seen.article))
    return replace(looked, new=tuple(dict.fromkeys(new.values())))


def _recognise(connection: sa.Connection, names: set[Identity]) -> dict[Identity, int]:
    wanted = sorted((name.kind, name.value) for name in names)
    found: dict[Identity, int] = {}
    for start in range(0, len(wanted), LOOKED_UP_AT_ONCE):
        part = wanted[start : start + LOOKED_UP_AT_ONCE]
        key = sa.tuple_(identities.c.kind, identities.c.value)
        for kind, value, article_id in connection.execute(sa.select(identities).where(key.in_(part))):
            found[Identity(kind, value)] = article_id
    return found


def _sites_of(connection: sa.Connection, ids: set[int]) -> dict[int, str]:
    query = sa.select(articles.c.id, articles.c.site).where(articles.c.id.in_(ids))
    return {row.id: row.site for row in connection.execute(query)}


def _insert_article(connection: sa.Connection, intake: Intake, now: datetime) -> int:
    row = _facts(intake.article) | {"first_seen_at": now, "not_posted": intake.not_posted}
    if not intake.deliveries:
        row |= {"body": "", "excerpt": ""}
    key = connection.execute(sa.insert(articles).values(row)).inserted_primary_key
    assert key is not None  # a statement that inserts one row has one
    return int(key[0])


def _insert_deliveries(connection: sa.Connection, article_id: int, intake: Intake, now: datetime) -> None:
    rows = [
        {
            "article_id": article_id,
            "account": planned.account,
            "status": planned.status,
            "due_at": planned.due_at,
            "order_at": published_or_seen(intake.article, now),
            "created_at": now,
            "reason": planned.reason,
        }
        for planned in intake.deliveries
    ]
    if rows:
        connection.execute(_insert_unless_there(connection, deliveries), rows)


def _learn(
    connection: sa.Connection,
    sightings: Sequence[Sighting],
    same_as: Mapping[Article, Article],
    ids: Mapping[Article, int],
    known: Mapping[Identity, int],
) -> None:
    """An article that comes back under one new name is known by that name from now on."""
    rows = [
        {"kind": name.kind, "value": name.value, "article_id": ids[same_as.get(seen.article, seen.article)]}
        for seen in sightings
        for name in seen.identities
        if name not in known
    ]
    if rows:
        connection.execute(_insert_unless_there(connection, identities), rows)


def _correct(connection: sa.Connection, again: Mapping[Article, int], site: str) -> tuple[Article, ...]:
    """Bring articles that still wait up to what their own site says now."""
    waits = sa.exists().where(
        deliveries.c.article_id == articles.c.id, deliveries.c.status.in_((Status.HELD, Status.QUEUED))
    )
    query = sa.select(articles).where(articles.c.id.in_(set(again.values())), articles.c.site == site, waits)
    waiting = {row["id"]: _article(row) for row in connection.execute(query).mappings()}
    corrected = []
    for article, article_id in again.items():
        before = waiting.get(article_id)
        if before is None or all(getattr(before, name) == getattr(article, name) for name in CORRECTABLE):
            continue
        connection.execute(sa.update(articles).where(articles.c.id == article_id).values(_facts(article)))
        corrected.append(article)
    return tuple(corrected)


def _insert_unless_there(connection: sa.Connection, table: sa.Table) -> Any:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()


def _facts(article: Article) -> dict[str, Any]:
    facts = {field.name: getattr(article, field.name) for field in fields(Article)}
    return facts | {"tags": list(article.tags)}


def _article(row: sa.RowMapping) -> Article:
    facts = {field.name: row[field.name] for field in fields(Article)}
    return Article(**facts | {"tags": tuple(row["tags"])})


def _stored(connection: sa.Connection, article_id: int) -> StoredArticle:
    row = connection.execute(sa.select(articles).where(articles.c.id == article_id)).mappings().one()
    return StoredArticle(article_id, _article(row), row["first_seen_at"], row["not_posted"])


def _baseline_of(connection: sa.Connection, name: str) -> datetime | None:
    query = sa.select(sites.c.baseline_at).where(sites.c.name == name)
    return connection.execute(query.with_for_update()).scalar()


def _site_state(row: sa.RowMapping) -> SiteState:
    return SiteState(**dict(row) | {"recurring": frozenset(row["recurring"])})


def _save_site(connection: sa.Connection, state: SiteState) -> None:
    row = {field.name: getattr(state, field.name) for field in fields(SiteState)}
    row["recurring"] = sorted(state.recurring)
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(sites).values(row)
    connection.execute(statement.on_conflict_do_update(index_elements=[sites.c.name], set_=row))
