"""The first poll of a site, over real HTTP."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.desk.edit.editing import latest_articles
from bot.desk.ingest.collect import collect, poll_without_recording
from bot.desk.report.audit import audit
from bot.settings import Site
from bot.wiring import open_desk

if TYPE_CHECKING:
    from tests.sources.conftest import LocalSite

PAGE = b"<!doctype html><html><head><title>News</title></head><body><p>Welcome.</p></body></html>"
PAGE_WITH_LINK = PAGE.replace(b"</head>", b'<link rel="alternate" type="application/rss+xml" href="/all.xml"></head>')


@pytest.fixture
def feed(saved) -> bytes:
    return saved("wordpress.rss.xml")


@pytest.fixture
def newsroom(settings, local_site: LocalSite) -> Iterator[Newsroom]:
    with Newsroom(settings, local_site) as opened:
        yield opened


class Newsroom:
    """A desk whose only site is the local one."""

    def __init__(self, settings, site: LocalSite) -> None:
        self._settings, self._site = settings, site
        self.events: list[tuple[str, dict[str, object]]] = []

    def __enter__(self) -> Newsroom:
        watch = replace(self._settings.watch, allow_private=True)
        self._opened = open_desk(replace(self._settings, watch=watch), {}, self._note)
        self._desk = self._opened.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.__exit__(None, None, None)

    def _note(self, event: str, /, **values: object) -> None:
        self.events.append((event, values))

    def at(self, path: str):
        """The desk, where bot.toml gives that address."""
        sites = (Site(name="News", url=self._site.url + path),)
        return replace(self._desk, settings=replace(self._desk.settings, sites=sites))

    def poll(self, path: str):
        desk = self.at(path)
        return collect(desk, desk.settings.sites)

    def feed_url(self) -> str:
        return self._desk.sources.feed("News").feed_url

    def downloads(self) -> Counter[str]:
        return Counter(path for path, _ in self._site.asked)


def test_the_feed_of_a_site_whose_address_is_its_feed_is_downloaded_once(newsroom, local_site, feed):
    address = local_site.serve("/feed/", feed)
    assert newsroom.poll("/feed/").faults == ()
    assert newsroom.downloads() == {"/feed/": 1}
    assert newsroom.feed_url() == address
    assert newsroom.events[0] == ("site.feed_found", {"site": "News", "feed": address})
    assert newsroom.events[1][0] == "site.baseline"


def test_a_feed_that_has_moved_for_good_is_remembered_at_its_new_address(newsroom, local_site, feed):
    new = local_site.serve("/new.xml", feed)
    local_site.serve("/old.xml", status=301, Location="/new.xml")
    newsroom.poll("/old.xml")
    assert newsroom.feed_url() == new
    assert newsroom.events[0] == ("site.feed_found", {"site": "News", "feed": new})


def test_the_feed_of_a_page_is_still_found(newsroom, local_site, feed):
    local_site.serve("/", PAGE_WITH_LINK)
    address = local_site.serve("/all.xml", feed)
    assert newsroom.poll("/").faults == ()
    assert newsroom.feed_url() == address
    assert newsroom.events[0] == ("site.feed_found", {"site": "News", "feed": address})


@pytest.mark.parametrize("content", [PAGE, b"", b"{}", b"Welcome to the news."])
def test_where_no_feed_is_found_the_fault_says_what_was_tried(newsroom, local_site, content):
    local_site.serve("/", content)
    (fault,) = newsroom.poll("/").faults
    assert "no feed is found" in str(fault)
    assert f"{local_site.url}/feed/" in str(fault)
    assert newsroom.feed_url() == ""


def test_a_page_that_gets_a_feed_later_is_polled_there(newsroom, local_site, feed):
    local_site.serve("/", PAGE)
    newsroom.poll("/")
    address = local_site.serve("/feed/", feed)
    assert newsroom.poll("/").faults == ()
    assert newsroom.feed_url() == address


def test_a_site_that_could_not_be_reached_is_looked_at_again_as_if_for_the_first_time(
    newsroom,
    local_site,
    feed,
):
    local_site.serve("/", b"", status=503)
    (fault,) = newsroom.poll("/").faults
    assert fault.status == 503
    assert newsroom.downloads() == {"/": 1}
    local_site.serve("/", PAGE_WITH_LINK)
    address = local_site.serve("/all.xml", feed)
    assert newsroom.poll("/").faults == ()
    assert newsroom.feed_url() == address


def test_a_feed_of_comments_is_not_taken_for_the_site_s_own(newsroom, local_site, feed):
    local_site.serve("/comments/feed/", feed)
    address = local_site.serve("/feed/", feed)
    assert newsroom.poll("/comments/feed/").faults == ()
    assert newsroom.feed_url() == address


@pytest.mark.parametrize(
    "ask",
    [
        lambda desk: poll_without_recording(desk).faults,
        lambda desk: audit(desk, days=7).faults,
        lambda desk: [] if latest_articles(desk) else ["no article"],
    ],
    ids=["dry run", "audit", "preview latest"],
)
@pytest.mark.parametrize("path", ["/", "/all.xml"])
def test_who_asks_without_recording_finds_the_feed_too(newsroom, local_site, feed, ask, path):
    local_site.serve("/", PAGE_WITH_LINK)
    local_site.serve("/all.xml", feed)
    assert not ask(newsroom.at(path))
    assert newsroom.feed_url() == ""
