"""The SQL by which articles are followed through their site's API: which of them, and what it has told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.article import Article
from bot.outbox.rules.article_rules import ArticleRules
from bot.outbox.rules.corrections import NoLongerWanted, as_edited
from bot.outbox.rules.delivery import WAITING
from bot.outbox.rules.poll_record import Corrected, Retracted
from bot.outbox.store.corrections import FOLLOWED_FOR, IMAGE_FACTS, article_in, correct, retract
from bot.outbox.store.database import Database
from bot.outbox.store.tables import IS_OPEN, articles, deliveries, identities, sites

TAKEN_BACK = "its site has taken it back: WordPress does not show it to the public any more"


@dataclass(frozen=True, slots=True)
class FollowedArticle:
    """An article of a WordPress site that waits, or of which a post is out since lately."""

    id: int
    number: int
    """Its number in WordPress."""
    link: str


@dataclass(frozen=True, slots=True)
class Told:
    """What has changed by what the API told."""

    corrected: tuple[Corrected, ...]
    retracted: tuple[Retracted, ...]


class Following:
    """Articles that are followed, in one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, *, now: datetime, most: int) -> dict[str, list[FollowedArticle]]:
        """By site, those of the sites whose turn it is: at most `most` of each, the newest first."""
        return self._listed(sa.or_(sites.c.follow_at.is_(None), sites.c.follow_at <= now), now, most)

    def of_articles(self, article_ids: Sequence[int], *, now: datetime) -> dict[str, list[FollowedArticle]]:
        """The same for these articles, whether or not it is their sites' turn, but for sites that have no API."""
        return self._listed(sa.and_(articles.c.id.in_(article_ids), ~sites.c.has_no_api), now, len(article_ids))

    def _listed(self, which: sa.ColumnElement[bool], now: datetime, most: int) -> dict[str, list[FollowedArticle]]:
        waiting = sa.select(deliveries.c.article_id).where(sa.text(IS_OPEN), deliveries.c.status.in_(WAITING))
        sent = sa.select(deliveries.c.article_id).where(
            sa.text("status = 'sent'"), deliveries.c.sent_at > now - FOLLOWED_FOR
        )
        query = (
            sa.select(articles.c.id, articles.c.site, articles.c.link, identities.c.value)
            .join(identities, identities.c.article_id == articles.c.id)
            .join(sites, sites.c.name == articles.c.site)
            .where(
                which,
                identities.c.kind == "wordpress",
                identities.c.site == articles.c.site,
                articles.c.retracted == "",
                articles.c.id.in_(waiting.union(sent)),
            )
            .order_by(articles.c.id.desc())
        )
        followed: defaultdict[str, list[FollowedArticle]] = defaultdict(list)
        with self._database.reading() as connection:
            for article_id, site, link, number in connection.execute(query):
                if len(followed[site]) < most:
                    # Behind the path of its installation, where that is not the host's root.
                    followed[site].append(FollowedArticle(article_id, int(number.rpartition(" ")[2]), link))
        return dict(followed)

    def note(
        self,
        site: str,
        edited: Mapping[int, Article],
        withdrawn: set[int],
        *,
        no_longer_wanted: NoLongerWanted,
        rules: ArticleRules,
        now: datetime,
        again_at: datetime | None,
    ) -> Told:
        """Remember what the API told of articles, by their ids; it is asked again at `again_at`, if given.

        What waits of the articles in `no_longer_wanted` is skipped, where they are corrected.
        """
        with self._database.writing() as connection:
            corrected: list[Corrected] = []
            for article_id, article in edited.items():
                corrected += _correct(connection, article_id, article, site, rules, no_longer_wanted, now=now)
            retracted = retract(connection, withdrawn, TAKEN_BACK, now=now)
            if again_at is not None:
                _set_turn(connection, site, follow_at=again_at, has_no_api=False)
        return Told(tuple(corrected), retracted)

    def skip_turn(self, site: str, again_at: datetime, has_no_api: bool) -> None:
        """The site's API could not be asked; its articles are followed by its feed and their pages alone."""
        with self._database.writing() as connection:
            _set_turn(connection, site, follow_at=again_at, has_no_api=has_no_api)


def _set_turn(connection: sa.Connection, site: str, **turn: object) -> None:
    connection.execute(sa.update(sites).where(sites.c.name == site).values(turn))


def _correct(
    connection: sa.Connection,
    article_id: int,
    article: Article,
    site: str,
    rules: ArticleRules,
    no_longer_wanted: NoLongerWanted,
    *,
    now: datetime,
) -> tuple[Corrected, ...]:
    """What the feed shows is left to the feed, which may spell an article a little differently from the API."""
    of_it = deliveries.c.article_id == articles.c.id
    waits = sa.exists().where(of_it, deliveries.c.status.in_(WAITING)).label("waits")
    row = connection.execute(sa.select(articles, waits).where(articles.c.id == article_id)).mappings().one()
    _keep_image(connection, article_id, article, row["image"])
    if row["waits"] and row["missing_since"] is None:
        return ()
    return correct(
        connection, {as_edited(article_in(row), article): article_id}, site, rules, no_longer_wanted, now=now
    )


def _keep_image(connection: sa.Connection, article_id: int, article: Article, image: str) -> None:
    """The words and the size go with the picture that they are of."""
    if article.image and image in {"", article.image}:
        facts = {name: getattr(article, name) for name in IMAGE_FACTS}
        connection.execute(sa.update(articles).where(articles.c.id == article_id).values(facts))
