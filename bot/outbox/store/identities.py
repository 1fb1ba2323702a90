"""The SQL about the identities by which articles are known again. Their primary key decides what is one article."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from bot.article import Identity
from bot.outbox.rules.new_articles import SeenArticle
from bot.outbox.rules.recognition import KnownArticle, Recognised, partition
from bot.outbox.store.sql import in_lots
from bot.outbox.store.tables import articles, identities


def recognise(connection: sa.Connection, seen: Sequence[SeenArticle], site: str) -> Recognised:
    """What is known of these articles of a site at this moment. Another process may learn more in the next."""
    known = known_by(connection, {name for seen_article in seen for name in seen_article.identities})
    return partition(seen, known, _rows(connection, set(known.values())), site)


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


_ROWS = sa.select(articles.c.id, articles.c.site, articles.c.not_posted, articles.c.missing_since).where(
    articles.c.id.in_(sa.bindparam("ids", expanding=True))
)


def _rows(connection: sa.Connection, ids: Collection[int]) -> dict[int, KnownArticle]:
    return {
        article_id: KnownArticle(article_id, *facts)
        for lot in in_lots(ids)
        for article_id, *facts in connection.execute(_ROWS, {"ids": lot}).all()
    }


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
