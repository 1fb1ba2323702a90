"""A site's sitemap that lists others: what becomes of their articles. Real HTTP, a real database."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.desk.ingest.sitemaps import look_at_sitemaps, sitemaps_to_ask
from bot.desk.report.overview import overview
from bot.outbox.rules.delivery import Status
from bot.sources.sitemap.index import MOST_READ
from bot.sources.types import WebPolicy
from bot.sources.web import WebSources

SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = f'{SITEMAP} xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'


class Listing(ThreadingHTTPServer):
    """Serves `sitemaps`, by their names, and an index of them all, the last one first."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.sitemaps: dict[str, bytes | None] = {}
        self.url = f"http://127.0.0.1:{self.server_port}/index.xml"

    def answer(self, path: str) -> bytes | None:
        if path != "/index.xml":
            return self.sitemaps.get(path)
        sitemaps = (f"<sitemap><loc>{path}</loc></sitemap>" for path in reversed(self.sitemaps))
        return f"<sitemapindex {SITEMAP}>{''.join(sitemaps)}</sitemapindex>".encode()

    def show(self, path, *articles):
        entries = (
            f"<url><loc>{one.link}</loc><n:news><n:title>{one.title}</n:title>"
            f"<n:publication_date>{one.published.isoformat()}</n:publication_date></n:news></url>"
            for one in articles
        )
        self.sitemaps[path] = f"<urlset {NEWS}>{''.join(entries)}</urlset>".encode()


class Answering(BaseHTTPRequestHandler):
    server: Listing

    def do_GET(self) -> None:
        content = self.server.answer(self.path)
        self.send_response(503 if content is None else 200)
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def listing():
    with Listing() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def newsroom(world, listing):
    """Its one site has an index of two sitemaps; the feed has shown nothing yet."""
    sites = tuple(replace(site, sitemap=listing.url) for site in world.desk.settings.sites)
    world = world.with_settings(sites=sites)
    world.show()
    listing.show("/news-1.xml")
    listing.show("/news-2.xml")
    with WebSources(WebPolicy(allow_private=True)) as web:
        world.sites.look_at_sitemaps = web.look_at_sitemaps
        yield world


@pytest.fixture
def listed(article, newsroom):
    """An article that is published before the next look."""
    return lambda number: article(number, published=newsroom.clock() + timedelta(minutes=1))


def ask(world):
    world.clock.forward(minutes=3)
    return look_at_sitemaps(world.desk, sitemaps_to_ask(world.desk))


def links(world):
    return sorted({one.link for one in world.deliveries(Status.QUEUED)})


def faults(world):
    return [told["fault"] for event, told in world.told if event == "site.fault"]


def test_what_is_new_in_any_of_them_is_posted_once(newsroom, listing, listed):
    ask(newsroom)
    two, three = listed(2), listed(3)
    listing.show("/news-1.xml", two)
    listing.show("/news-2.xml", three, two)
    assert ask(newsroom) == 2
    assert ask(newsroom) == 0
    newsroom.show(two)
    assert links(newsroom) == ["https://news.example/2", "https://news.example/3"]
    assert len(newsroom.deliveries(Status.QUEUED)) == 4


def test_what_stood_in_one_that_was_not_read_at_the_first_look_is_never_posted(newsroom, listing, listed):
    old = listed(1)
    listing.sitemaps.clear()
    listing.show("/news-old.xml", old)
    for number in range(MOST_READ):
        listing.show(f"/news-{number}.xml")
    assert ask(newsroom) == 0
    listing.sitemaps.clear()
    listing.show("/news-old.xml", listed(2), old)
    assert ask(newsroom) == 1
    assert links(newsroom) == ["https://news.example/2"]


def test_what_stood_in_one_that_failed_at_the_first_look_is_never_posted(newsroom, listing, listed):
    old = listed(1)
    listing.sitemaps["/news-2.xml"] = None
    ask(newsroom)
    assert newsroom.told[-1] == ("sitemap.baseline", {"site": "News", "articles": 0})
    listing.show("/news-2.xml", old)
    assert ask(newsroom) == 0
    assert links(newsroom) == []


def test_one_that_fails_is_told_once_and_neither_loses_nor_delays_the_others_articles(newsroom, listing, listed):
    ask(newsroom)
    listing.sitemaps["/news-2.xml"] = None
    listing.show("/news-1.xml", listed(1))
    assert [ask(newsroom), ask(newsroom), ask(newsroom)] == [1, 0, 0]
    (told,) = faults(newsroom)
    assert "lists what cannot be read: " in told
    assert {site.name: (site.fault, site.faults) for site in overview(newsroom.desk).sites} == {
        "News": ("", 0),
        "News, sitemap": (told, 1),
    }
    listing.show("/news-2.xml", listed(2))
    assert ask(newsroom) == 1
    assert [site.fault for site in overview(newsroom.desk).sites] == ["", ""]


def test_one_that_is_gone_for_good_is_no_end_of_the_others(newsroom, listing, listed):
    ask(newsroom)
    listing.sitemaps = {"/news-1.xml": None, "/news-2.xml": None}
    ask(newsroom)
    newsroom.clock.forward(minutes=5)
    listing.show("/news-1.xml", listed(1))
    assert ask(newsroom) == 1
