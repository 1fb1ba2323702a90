"""A database of the first schema keeps what it knows when it is brought up to date."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from bot.article import Article, identities
from bot.outbox.store.articles import Articles
from bot.outbox.store.database import Database
from bot.outbox.store.sources import Sources

pytestmark = pytest.mark.every_database

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

ARTICLE = Article(site="News", title="Ministers agree", link="https://news.example/1", guid="number 1")

OF_THE_FIRST_SCHEMA = """
INSERT INTO sites (name, url, feed_url, etag, baseline_at, asked_at, recurring, follow_at)
    VALUES ('News', 'https://news.example', 'https://news.example/feed/', '"7"', :noon, :noon, '["Donate"]', :noon);
INSERT INTO sites (name, url, feed_url, baseline_at)
    VALUES ('News' || {line_feed} || 'https://news.example/map', 'https://news.example/map', 'x', :noon);
INSERT INTO articles (id, site, title, link, first_seen_at)
    VALUES (1, 'News', 'Ministers agree', 'https://news.example/1', :noon);
INSERT INTO identities (kind, value, article_id)
    VALUES ('guid', 'News' || {line_feed} || 'number 1', 1), ('url', 'news.example/1', 1);
"""


@pytest.fixture
def old(database_url: str) -> str:
    """The address of a database as the first schema left it."""
    engine = sa.create_engine(database_url)
    config = Config()
    config.set_main_option("script_location", "bot.outbox.store:migrations")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        line_feed = "char(10)" if engine.dialect.name == "sqlite" else "chr(10)"
        noon = "2026-11-23 12:00:00.000000" + ("" if engine.dialect.name == "sqlite" else "+00:00")
        for statement in OF_THE_FIRST_SCHEMA.format(line_feed=line_feed).split(";\n"):
            if statement.strip():
                connection.execute(sa.text(statement.replace(":noon", f"'{noon}'")))
        connection.commit()
    engine.dispose()
    return database_url


def test_a_database_of_the_first_schema_keeps_its_sites_sitemaps_and_identities(old: str) -> None:
    database = Database(old)
    sources = Sources(database)
    feed = sources.feed("News")
    assert (feed.feed_url, feed.etag, feed.baseline_at, feed.asked_at) == (
        "https://news.example/feed/",
        '"7"',
        NOON,
        NOON,
    )
    assert (feed.facts.recurring, feed.facts.follow_at) == ({"Donate"}, NOON)
    assert sources.feeds().keys() == {"News"}
    assert sources.sitemaps({"News": "https://news.example/map"})["News"].baseline_at == NOON
    stored = Articles(database).find(identities(ARTICLE))
    assert stored is not None
    assert set(Articles(database).identities_of(stored.id)) == set(identities(ARTICLE))
    database.close()
