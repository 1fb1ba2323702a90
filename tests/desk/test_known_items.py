"""A look that reads only what is new in a feed remembers what a look that reads all of it would."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import format_datetime
from sqlite3 import connect

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk.collect import collect
from bot.feeds.reading.parse import read_at_once
from bot.feeds.watch import FeedRequest, Look
from bot.outbox.archive import Archive
from bot.outbox.database import Database
from bot.outbox.following import Following
from bot.outbox.store import Outbox
from bot.settings import Site

SITES = ("News", "Sister")
ITEM = (
    "<item><title>{title}</title><link>{link}</link><guid>{guid}</guid><pubDate>{at}</pubDate>"
    "<description><![CDATA[<p>{text}</p>]]></description></item>"
)
FEED = "<rss><channel><title>{}</title>{}</channel></rss>"
LONG = "The ministers met on Monday and agreed on a plan for the harbour that begins in May and ends in June. " * 4


@dataclass(frozen=True)
class Story:
    """An article, and in which ways its item is odd."""

    number: int
    edit: str = ""
    odd: str = ""

    def item(self, began):
        guid = {"another wordpress": f"https://old.example/?p={self.number}", "guid of all": "the same"}
        link = {"link of all": "https://news.example/live", "no link": ""}
        return ITEM.format(
            title="" if self.odd == "no title" else f"Ministers agree on plan number {self.number}{self.edit}",
            link=link.get(self.odd, f"https://news.example/{self.number}"),
            guid=guid.get(self.odd, f"https://news.example/?p={self.number}"),
            at=format_datetime(began + timedelta(minutes=self.number)),
            text=LONG if self.odd == "text of all" else f"Plan {self.number}{self.edit}.",
        )


@dataclass
class Feeds:
    """Feeds of two sites, read as they are asked for; or always read whole."""

    always_whole: bool = False
    content: dict[str, bytes] = None
    unread: int = 0

    def look(self, requests: Sequence[FeedRequest]) -> Iterator[list[Look]]:
        for request in requests:
            whole = self._look(request, b"")
            look = whole if self.always_whole else self._look(request, request.known)
            self.unread += len(look.unread)
            yield [replace(look, in_full=lambda whole=whole: whole)]

    def _look(self, request: FeedRequest, known: bytes) -> Look:
        content = self.content[request.site]
        reading = read_at_once(content, site=request.site, url=request.url, known=known, at_least=request.at_least)
        return Look(
            request.site, request.url, articles=reading.articles, digests=reading.digests, unread=reading.unread
        )


ODD = ["another wordpress", "guid of all", "link of all", "no link", "no title", "text of all"]
stories = st.builds(
    Story,
    st.integers(1, 12),
    st.sampled_from(["", "", "", " after all", " &amp; more"]),
    st.sampled_from([""] * 12 + ODD),
)
feeds = st.lists(stories, max_size=7).map(lambda shown: sorted(shown, key=lambda story: -story.number))
changes = st.one_of(feeds, feeds, st.lists(stories, max_size=5))


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory):
    folder = tmp_path_factory.mktemp("known")
    Database(f"sqlite:///{folder / 'empty.db'}").close()
    return folder / "empty.db"


def remembered(path):
    columns = {
        "articles": "id, site, title, link, guid, body, excerpt, not_posted, missing_since, retracted",
        "identities": "kind, value, article_id",
        "deliveries": "article_id, account, status, due_at, reason",
        "sites": "name, newest_article_at, usual_gap, next_look_at, fault",
    }
    with closing(connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT {names} FROM {table} ORDER BY {names}").fetchall()
            for table, names in columns.items()
        }


def live(world, empty_database, rounds, *, always_whole):
    """What is remembered and told after these looks, and how many items were left unread."""
    path = empty_database.with_name(f"{always_whole}.db")
    shutil.copy(empty_database, path)
    database = Database(f"sqlite:///{path}")
    began, told, served = world.clock.at, [], Feeds(always_whole)
    sites = tuple(Site(name=name, url=f"https://{name}.example") for name in SITES)
    desk = replace(
        world.desk,
        settings=replace(world.desk.settings, sites=sites),
        archive=Archive(database),
        following=Following(database),
        outbox=Outbox(database),
        watcher=served,
        announce=lambda event, /, **values: told.append((event, values)),
    )
    for *shown, minutes in rounds:
        served.content = {
            site: FEED.format(site, "".join(one.item(began) for one in each)).encode()
            for site, each in zip(SITES, shown, strict=True)
        }
        collect(desk, sites)
        world.clock.forward(minutes=minutes)
    world.clock.at = began
    database.close()
    return remembered(path), told, served.unread


@given(rounds=st.lists(st.tuples(changes, changes, st.integers(1, 90)), min_size=2, max_size=6))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_reading_what_is_new_remembers_what_reading_all_does(rounds, empty_database, world):
    in_full, told_in_full, none = live(world, empty_database, rounds, always_whole=True)
    by_what_is_new, told, _ = live(world, empty_database, rounds, always_whole=False)
    assert none == 0
    assert by_what_is_new == in_full
    assert told == told_in_full


def test_of_a_feed_with_one_new_article_on_top_that_one_alone_is_read(empty_database, world):
    shown = [[Story(number) for number in range(newest, newest - 6, -1)] for newest in (6, 7, 8)]
    _, told, unread = live(world, empty_database, [(each, [], 1) for each in shown], always_whole=False)
    new = [values["title"][-1] for event, values in told if event == "article.new"]
    assert new == ["7", "8"]
    # At the second look all are read, because the lines that they have in common are looked for.
    assert unread == 5
