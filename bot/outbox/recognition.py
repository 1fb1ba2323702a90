"""The SQL by which an article is known again under any of its identities, and what follows for a look's articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from bot.article import Article, Identity
from bot.outbox.intake import CURABLE, Newcomer, Sighting
from bot.outbox.prepared import Prepared, PreparedAmong, unless_there
from bot.outbox.tables import articles, identities


@dataclass(frozen=True, slots=True)
class KnownRow:
    """What decides about an article that was seen before."""

    id: int
    site: str
    not_posted: str
    missing_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class ToldApart:
    """A look's articles, told apart by what is known of them."""

    newcomers: tuple[Newcomer, ...]
    """In the order of the look; to be decided on."""
    rows: dict[Article, KnownRow]
    """The newcomers that have a row all the same: from another site, or because they were not whole before."""
    again: dict[Article, int]
    """Known to this site, and decided on."""
    same_as: dict[Article, Article]
    """A second copy in one document → the first."""


def tell_apart(
    sightings: Sequence[Sighting], known: Mapping[Identity, int], rows: Mapping[int, KnownRow], site: str
) -> ToldApart:
    """`known` are the articles behind the sightings' identities, and `rows` their rows. Pure."""
    newcomers: list[Newcomer] = []
    told = ToldApart((), {}, {}, {})
    new: dict[Identity, Article] = {}
    for seen in sightings:
        ids = {known[name] for name in seen.identities if name in known}
        twin = next((new[name] for name in seen.identities if name in new), None)
        if not ids and twin is not None:
            told.same_as[seen.article] = twin
        elif not ids:
            new.update(dict.fromkeys(seen.identities, seen.article))
            newcomers.append(Newcomer(seen))
        # More than one: two rows that only now turn out to be one article. The older has been decided on.
        elif newcomer := _once_more(seen, rows[min(ids)], known, site):
            told.rows[seen.article] = rows[min(ids)]
            newcomers.append(newcomer)
        else:
            told.again[seen.article] = min(ids)
    return replace(told, newcomers=tuple(newcomers))


def _once_more(seen: Sighting, row: KnownRow, known: Mapping[Identity, int], site: str) -> Newcomer | None:
    """The article that has a row, where it is to be decided on all the same."""
    if row.not_posted in CURABLE and not seen.incomplete:
        return Newcomer(seen)
    if row.site != site and any(name not in known for name in seen.identities):
        return Newcomer(seen, first_site=row.site)
    return None


def recognise(connection: sa.Connection, names: set[Identity]) -> dict[Identity, int]:
    """The articles that are known by these identities."""
    found: dict[Identity, int] = {}
    for kind in sorted({name.kind for name in names}):
        values = [name.value for name in names if name.kind == kind]
        found.update({Identity(kind, value): known for value, known in _KNOWN.rows(connection, values, kind=kind)})
    return found


_KNOWN = PreparedAmong(
    sa.select(identities.c.value, identities.c.article_id).where(identities.c.kind == sa.bindparam("kind")),
    identities.c.value,
)


def known_rows(connection: sa.Connection, ids: set[int]) -> dict[int, KnownRow]:
    """The rows of these articles, by their id."""
    return {row[0]: KnownRow(*row) for row in _ROWS.rows(connection, ids)}


_ROWS = PreparedAmong(
    sa.select(articles.c.id, articles.c.site, articles.c.not_posted, articles.c.missing_since), articles.c.id
)


def learn(
    connection: sa.Connection,
    sightings: Sequence[Sighting],
    ids: Mapping[Article, int],
    known: Mapping[Identity, int],
) -> None:
    """An article that comes back under one new name is known by that name from now on."""
    rows = [
        {"kind": name.kind, "value": name.value, "article_id": ids[seen.article]}
        for seen in sightings
        for name in seen.identities
        if name not in known
    ]
    _LEARN.run_all(connection, rows)


_LEARN = Prepared(unless_there(identities))
