"""The SQL about the identities by which articles are known again. Their primary key decides what is one article."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.article import Identity
from bot.outbox.rules.candidates import SeenArticle
from bot.outbox.rules.known import KnownArticle
from bot.outbox.rules.recognition import Recognised, partition, wants_recent
from bot.outbox.store.sql import in_lots
from bot.outbox.store.tables import IS_SENT, articles, deliveries, identities


def recognise(connection: sa.Connection, seen: Sequence[SeenArticle], site: str, now: datetime) -> Recognised:
    """What is known of these articles of a site at this moment. Another process may learn more in the next."""
    known = known_by(connection, {name for seen_article in seen for name in seen_article.identities})
    rows = _rows(connection, set(known.values()))
    shown_of_late = recent(connection, site) if wants_recent(seen, known, rows) else ()
    return partition(seen, known, rows, site, shown_of_late, now=now)


_KNOWN = sa.select(identities.c.value, identities.c.article_id).where(
    identities.c.kind == sa.bindparam("kind"),
    identities.c.site == sa.bindparam("site"),
    identities.c.value.in_(sa.bindparam("names", expanding=True)),
)


def known_by(connection: sa.Connection, names: Collection[Identity]) -> dict[Identity, int]:
    """The articles that are known by these identities."""
    known: dict[Identity, int] = {}
    for kind, site in sorted({(name.kind, name.site) for name in names}):
        values = sorted(name.value for name in names if (name.kind, name.site) == (kind, site))
        for lot in in_lots(values):
            rows = connection.execute(_KNOWN, {"kind": kind, "site": site, "names": lot}).all()
            known |= {Identity(kind, value, site): article_id for value, article_id in rows}
    return known


_FACTS = (
    articles.c.id,
    articles.c.site,
    articles.c.not_posted,
    articles.c.missing_since,
    articles.c.title,
    articles.c.link,
    articles.c.guid,
    articles.c.published,
    articles.c.first_seen_at,
    sa.exists().where(deliveries.c.article_id == articles.c.id, sa.text(IS_SENT)),
    articles.c.dated_by_change,
)
_ROWS = sa.select(*_FACTS).where(articles.c.id.in_(sa.bindparam("ids", expanding=True)))


def _rows(connection: sa.Connection, ids: Collection[int]) -> dict[int, KnownArticle]:
    return {row[0]: KnownArticle(*row) for lot in in_lots(ids) for row in connection.execute(_ROWS, {"ids": lot}).all()}


RECENT = 300
"""Articles of a site that a new one is compared with: some days of a busy site, a month of a quiet one."""

_RECENT = (
    sa.select(*_FACTS)
    .where(articles.c.site == sa.bindparam("its_site"))
    .order_by(articles.c.first_seen_at.desc(), articles.c.id.desc())
    .limit(RECENT)
)


def recent(connection: sa.Connection, site: str) -> list[KnownArticle]:
    """What the site has shown of late, newest first."""
    return [KnownArticle(*row) for row in connection.execute(_RECENT, {"its_site": site}).all()]


MOST_NAMES = 20
"""Of one article. A site whose links change at each request would fill the disk with them."""


def full(connection: sa.Connection, article_ids: Collection[int]) -> set[int]:
    """Those of these articles that have as many names as are kept."""
    by_article = sa.select(identities.c.article_id).group_by(identities.c.article_id)
    query = by_article.having(sa.func.count() >= MOST_NAMES).where(identities.c.article_id.in_(article_ids))
    return set(connection.execute(query).scalars()) if article_ids else set()


def learn(connection: sa.Connection, names: Mapping[Identity, int]) -> None:
    """Let articles, by their ids, be known by these identities from now on.

    Raises an IntegrityError where one is known already: another transaction was faster, and what was decided on the
    strength of its being unknown is void. In one order for all, so that two transactions do not block each other.
    """
    rows = [
        {"kind": name.kind, "site": name.site, "value": name.value, "article_id": names[name]} for name in sorted(names)
    ]
    if rows:
        connection.execute(sa.insert(identities), rows)
