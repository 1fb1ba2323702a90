"""No answer of a site, at whatever place it is odd, raises anything but that site's fault.

Documents as sites serve them are made odd at one place after the other (`odd_places.py`), and each is the answer of a
site of its own. All of them are polled and decided on together, as `bot once` does.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.article import identities
from bot.desk import Desk
from bot.desk.ingest.collect import collect
from bot.desk.ingest.follow import follow_changes
from bot.desk.ingest.sitemap_state import sitemap_states
from bot.desk.ingest.sitemaps import look_at_sitemaps
from bot.errors import FeedError
from bot.outbox.rules.states import SourceState
from bot.platforms import PLATFORMS
from bot.settings import Settings, Site
from bot.settings.loading import settings_from_text
from bot.sources.page.article import article_from_html
from bot.sources.page.card import card_page_of_html, link_card
from bot.sources.parsing.decode import decoded
from bot.sources.web import WebSources
from bot.sources.wordpress import FollowRequest, FollowResult
from bot.wiring import open_desk, web_policy
from tests.fuzz.odd_places import Odd, http_answer, odd_headers, odd_html, odd_json, odd_xml

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LOOKED_BEFORE = NOW - timedelta(days=9)
DATA = Path(__file__).parents[1] / "data" / "feeds"
OWN_FAULT = "sets off a fault of this program"
"""What is said where an exception was caught that nobody has foreseen; see `own_fault`."""

BOT_TOML = """
database = "sqlite:///bot.db"
timezone = "Europe/Berlin"

[watch]
max_age = "30d"
allow_private = true

[appeal]
text = "Please support us with a donation: news.example/donate"
short = "Support us."

[[sites]]
name = "News"
url = "https://news.example"

[[accounts]]
name = "page"
platform = "facebook"
secrets = "PAGE"
only = {languages = ["en", "de"]}
never = {tags = ["Sponsored"], authors = ["PR"], words = ["promotion"]}
"""


@dataclass
class OddSites:
    """Sites on one host of this machine, each below a path of its own, that answer byte for byte as they are told."""

    url: str = ""
    answers: dict[str, bytes] = field(default_factory=dict)
    """By path, without the query; the whole of an HTTP answer."""

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            is_whole = True
            while is_whole:
                head = await reader.readuntil(b"\r\n\r\n")
                path = head.split(b" ", 2)[1].decode().partition("?")[0]
                answer = self.answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                writer.write(answer)
                await writer.drain()
                # Its client may ask again on a connection of which it knows where the answer has ended.
                answer_head, _, body = answer.partition(b"\r\n\r\n")
                is_whole = f"content-length: {len(body)}".encode() in answer_head.lower().split(b"\r\n")
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


@pytest.fixture(scope="module")
def sites() -> Iterator[OddSites]:
    odd_sites, loop = OddSites(), asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(odd_sites.answer, "127.0.0.1", 0, backlog=1000))
    odd_sites.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield odd_sites
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@dataclass(frozen=True)
class Newsroom:
    """A desk over the sites, which watches one of them for each odd document."""

    desk: Desk
    sites: OddSites
    faults: list[str] = field(default_factory=list)
    """What it has announced, and what was raised."""

    def watch(self, documents: Sequence[Odd], *, path: str = "feed/", newest: datetime | None = None) -> Newsroom:
        """One site for each document, which stands below that path. Their feeds were last looked at days ago.

        `newest` is the date of the newest article that was seen then.
        """
        watched = []
        for number, (place, content) in enumerate(documents):
            self.sites.answers[f"/{number}/{path}"] = content
            watched.append(Site(name=f"{number}: {place}"[:200], url=f"{self.sites.url}/{number}/feed/"))
        states = [
            SourceState(
                site=site.name,
                url=site.url,
                feed_url=site.url,
                baseline_at=LOOKED_BEFORE,
                answered_at=LOOKED_BEFORE,
                newest_article_at=newest,
            )
            for site in watched
        ]
        self.desk.sources.save(states)
        return replace(self, desk=replace(self.desk, settings=replace(self.desk.settings, sites=tuple(watched))))

    def serve_all(self, path: str, content: bytes) -> None:
        """Every site serves that at the path, each with addresses of its own."""
        for number in range(len(self.sites_watched)):
            self.sites.answers[f"/{number}/{path}"] = of_site(content, number)

    def poll(self) -> int:
        """Ask every feed, and decide; how many articles were new."""
        collected = collect(self.desk, self.sites_watched)
        assert collected.asked == len(self.sites_watched)
        self.faults.extend(f"{fault.site}: {fault} {fault.__cause__!r}" for fault in collected.faults)
        return len(collected.decisions)

    @property
    def sites_watched(self) -> tuple[Site, ...]:
        return self.desk.settings.sites

    def unforeseen(self) -> list[str]:
        """The faults that are this program's own: what a site has served has raised what nobody had foreseen."""
        return [fault for fault in self.faults if OWN_FAULT in fault]


class WebThatTells(WebSources):
    """The web, which notes the faults that nobody is told of: of an API that cannot be asked nothing is announced."""

    def __init__(self, faults: list[str], settings: Settings) -> None:
        super().__init__(web_policy(settings))
        self._faults = faults

    def follow(self, requests: Sequence[FollowRequest]) -> list[FollowResult]:
        results = super().follow(requests)
        self._faults.extend(f"{result.site}: {result.fault}" for result in results if result.fault)
        return results


@pytest.fixture
def newsroom(tmp_path: Path, sites: OddSites) -> Iterator[Newsroom]:
    settings = settings_from_text(BOT_TOML, tmp_path / "bot.toml", {})
    sites.answers.clear()
    faults: list[str] = []

    def announce(event: str, /, **values: object) -> None:
        if "fault" in values:
            faults.append(f"{values['site']}: {values['fault']}")

    with open_desk(settings, {}, announce, now=lambda: NOW) as desk, WebThatTells(faults, settings) as web:
        yield Newsroom(replace(desk, web=web), sites, faults)


def of_site(content: bytes, number: int) -> bytes:
    """The document with addresses of its own, so that no two sites show one article."""
    own_host = b"%d.example" % number
    return content.replace(b"gazette.example", own_host).replace(b"hafenblatt.example", own_host)


def plain(content: bytes) -> bytes:
    return http_answer("200 OK", [("Content-Type", b"text/plain")], content)


def served(documents: Iterable[Odd]) -> list[Odd]:
    """Each document as the answer of a site of its own."""
    return [(place, plain(of_site(content, number))) for number, (place, content) in enumerate(documents)]


def saved(name: str) -> bytes:
    return (DATA / name).read_bytes()


RSS = saved("wordpress.rss.xml")
END_OF_ITEM = b"</item>"
ITEMS = RSS.split(END_OF_ITEM)
END_OF_FEED = ITEMS[-1]
FEEDS: dict[str, tuple[bytes, Callable[[bytes], Iterator[Odd]]]] = {
    "RSS": (ITEMS[0] + END_OF_ITEM + END_OF_FEED, odd_xml),
    "Atom": (saved("atom.xml"), odd_xml),
    "RDF": (saved("rdf.xml"), odd_xml),
    "RSS with a hub": (saved("hub.rss.xml"), odd_xml),
    "JSON Feed": (saved("feed.json"), odd_json),
}


@pytest.mark.parametrize("kind", FEEDS)
def test_a_feed_that_is_odd_at_one_place_is_read_or_a_fault_of_its_site(kind: str, newsroom: Newsroom) -> None:
    """In the second round each site serves what is valid, so that what was odd is recognised and corrected."""
    valid, make_odd = FEEDS[kind]
    watching = newsroom.watch(served(make_odd(valid)))
    assert watching.poll()
    watching.serve_all("feed/", plain(valid))
    watching.poll()
    assert watching.unforeseen() == []


HEADERS = {
    "Date": b"Mon, 23 Nov 2026 12:00:00 GMT",
    "Content-Type": b"application/rss+xml; charset=UTF-8",
    "Content-Encoding": b"gzip",
    "ETag": b'W/"abc"',
    "Last-Modified": b"Mon, 23 Nov 2026 11:00:00 GMT",
    "Cache-Control": b"max-age=300",
    "Age": b"10",
    "Expires": b"Mon, 23 Nov 2026 12:05:00 GMT",
    "Link": b'<https://hub.example/>; rel="hub"',
    "Set-Cookie": b"seen=1; Path=/; Secure",
    "Content-Length": b"%d" % len(gzip.compress(FEEDS["RSS"][0])),
}
ODD_STATUSES = (
    "99 Odd",
    "204 No Content",
    "299 Odd",
    "300 Multiple Choices",
    "600 Odd",
    "abc",
    "",
    "-1 Odd",
    "9999 Odd",
)
NEEDED = re.compile("200 OK, (Content-Encoding|Content-Length|Transfer-Encoding)")


def odd_answers(body: bytes) -> Iterator[Odd]:
    """HTTP answers with one odd header, those of other statuses with an odd one of their own, and of odd statuses."""
    yield from odd_headers("200 OK", HEADERS, body, HEADERS)
    chunked = HEADERS | {"Transfer-Encoding": b"chunked"}
    del chunked["Content-Length"]
    yield from odd_headers("200 OK", chunked, b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body), ["Transfer-Encoding"])
    others = {
        "206 Partial Content": {"Content-Range": b"bytes 0-99/100"},
        "301 Moved Permanently": {"Location": b"/elsewhere/"},
        "302 Found": {"Location": b"/elsewhere/", "Set-Cookie": b"seen=1"},
        "304 Not Modified": {"ETag": b'W/"abc"'},
        "429 Too Many Requests": {"Retry-After": b"120"},
        "503 Service Unavailable": {"Retry-After": b"Mon, 23 Nov 2026 12:05:00 GMT"},
    }
    for status, own in others.items():
        yield from odd_headers(status, HEADERS | own, body, own)
    for status in ODD_STATUSES:
        yield status, http_answer(status, HEADERS.items(), body)


def test_an_http_answer_that_is_odd_in_its_head_is_read_or_a_fault_of_its_site(newsroom: Newsroom) -> None:
    """Two rounds, for what one answer says of validators and waits decides how the next is asked for."""
    watching = newsroom.watch(list(odd_answers(gzip.compress(FEEDS["RSS"][0]))))
    watching.poll()
    watching.poll()
    assert watching.unforeseen() == []
    others = [fault for fault in watching.faults if ": 200 OK" in fault and not NEEDED.search(fault)]
    assert others == [], "an odd header that is not needed for reading an answer has cost a site its feed"


@pytest.mark.parametrize("name", ["news-sitemap.xml", "sitemap-index.xml"])
def test_a_sitemap_that_is_odd_at_one_place_is_read_or_a_fault_of_its_site(name: str, newsroom: Newsroom) -> None:
    documents = served(odd_xml(saved(name).replace(b"https://gazette.example", newsroom.sites.url.encode())))
    watching = newsroom.watch(documents, path="sitemap.xml")
    for path in ("post-sitemap.xml", "post-sitemap2.xml", "news-sitemap.xml", "yoast-news-sitemap.xml"):
        newsroom.sites.answers[f"/{path}"] = plain(saved("news-sitemap.xml"))
    with_sitemaps = [replace(site, sitemap=site.url.replace("feed/", "sitemap.xml")) for site in watching.sites_watched]
    states = sitemap_states(watching.desk, with_sitemaps).values()
    watching.desk.sources.save([replace(state, baseline_at=LOOKED_BEFORE) for state in states])
    assert look_at_sitemaps(watching.desk, with_sitemaps)
    look_at_sitemaps(watching.desk, with_sitemaps)
    assert watching.unforeseen() == []


def post(number: int, day: str, **more: object) -> dict[str, object]:
    return {
        "id": number,
        "date_gmt": f"2026-11-{day}",
        "modified_gmt": "2026-11-23T11:00:00",
        "guid": {"rendered": f"http://gazette.example/?p={number}"},
        "link": f"https://gazette.example/2026/{number}/",
        **more,
    }


POSTS = [
    post(
        301,
        "19T23:15:00",
        title={"rendered": "The ferry sails again"},
        categories=[3],
        content={"rendered": "<p>The ferry sails again.</p>", "protected": False},
        excerpt={"rendered": "<p>It sails.</p>"},
        author=2,
        lang="en",
        _embedded={
            "author": [{"name": "Ann Lee"}],
            "wp:term": [[{"name": "Harbour"}], [{"name": "Sea"}]],
            "wp:featuredmedia": [
                {
                    "source_url": "https://gazette.example/files/ferry.jpg",
                    "alt_text": "A ferry",
                    "media_details": {"width": 1200, "height": 630},
                }
            ],
        },
    ),
    post(300, "19T22:00:00"),
    post(299, "18T10:00:00"),
]


def test_a_rest_answer_that_is_odd_at_one_place_is_read_or_a_fault_of_its_site(newsroom: Newsroom) -> None:
    """It is asked for the articles that have passed through the feed unseen, and for what became of those that wait."""
    seen_before = datetime(2026, 11, 17, tzinfo=UTC)
    documents = served(odd_json(json.dumps(POSTS).encode()))
    watching = newsroom.watch(documents, path="wp-json/wp/v2/posts", newest=seen_before)
    watching.serve_all("feed/", plain(END_OF_ITEM.join([*ITEMS[:2], END_OF_FEED])))
    assert watching.poll() > 2 * len(documents), "no article was found behind a feed"
    watching.serve_all("feed/", plain(ITEMS[1] + END_OF_ITEM + END_OF_FEED))
    assert sum(iter(lambda: follow_changes(watching.desk), 0)) == len(documents)
    assert watching.unforeseen() == []


JSON_LD = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": ["NewsArticle"],
            "headline": "The mayor’s ferry & the storm",
            "description": "The ferry stayed in port.",
            "inLanguage": "en-GB",
            "author": [{"@id": "#ann"}],
            "publisher": {"alternateName": "Gazette"},
            "datePublished": "2026-11-20T08:15:00+09:00",
            "keywords": "Harbour, Weather",
            "articleSection": ["Harbour"],
        },
        {"@type": "Person", "@id": "#ann", "name": "Ann Lee"},
    ],
}


def read_as_a_page(page: bytes) -> str:
    """What is read of it for an article and for a card, as the child process does, which takes long to start."""
    url = "https://gazette.example/2026/11/20/the-mayors-ferry/"
    card = card_page_of_html(decoded(page), url)
    for platform in PLATFORMS.values():
        link_card(card, platform.card)
    try:
        article = article_from_html(page, site="News", url=url)
    except FeedError:
        return ""
    identities(article)
    return article.title


def pages() -> Iterator[Odd]:
    yield from odd_html(saved("article.html"))
    for place, linked in odd_json(json.dumps(JSON_LD).encode()):
        script = b'<script type="application/ld+json">%s</script>' % linked
        yield place, b"<title>The ferry</title>%s<p>The ferry stayed in port because of the storm.</p>" % script


def test_a_page_that_is_odd_at_one_place_is_read_or_a_fault_of_its_site() -> None:
    titles = set()
    for place, page in pages():
        try:
            titles.add(read_as_a_page(page))
        except Exception as exc:
            raise AssertionError(place) from exc
    assert "The mayor’s ferry & the storm" in titles
