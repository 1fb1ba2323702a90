"""Catching up on what has passed through a feed, at sites on loopback that answer as WordPress and others do."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from bot.article import Article
from bot.errors import FeedError
from bot.sources.older_pages import next_page, numbered_page
from bot.sources.types import CatchUpRequest, WebPolicy
from bot.sources.web import WebSources

SINCE = datetime(2026, 11, 23, 0, tzinfo=UTC)
"""When article 0 came out; article 1 came out an hour later, and so on."""


def at(number: int) -> datetime:
    return SINCE + timedelta(hours=number)


def feed_of(base: str, *numbers: int, head: str = "") -> bytes:
    items = "".join(
        f"<item><title>Story {number}</title><link>{base}/2026/{number}/</link><guid>{base}/?p={number}</guid>"
        f"<pubDate>{format_datetime(at(number))}</pubDate></item>"
        for number in numbers
    )
    return f"<rss version='2.0'><channel><title>News</title>{head}{items}</channel></rss>".encode()


def post(base: str, number: int, **changed: Any) -> dict[str, Any]:
    facts = {
        "id": number,
        "date_gmt": f"{at(number):%Y-%m-%dT%H:%M:%S}",
        "guid": {"rendered": f"{base}/?p={number}"},
        "link": f"{base}/2026/{number}/",
        "title": {"rendered": f"Story {number}"},
        "content": {"rendered": f"<p>{number}</p>", "protected": False},
    }
    return facts | changed


class Sites:
    """A site of which the feed shows articles 8 and 9."""

    def __init__(self, local_site: Any, feed_path: str = "/feed/", **headers: str) -> None:
        self.local, self.base, self.feed_path = local_site, local_site.url, feed_path
        local_site.serve(feed_path, feed_of(self.base, 9, 8), **headers)
        self.api_paths: list[str] = []

    def older_page(self, path: str, content: bytes) -> None:
        self.local.serve(path, content)

    def api(self, posts: list[dict[str, Any]], root: str = "/wp-json/") -> None:
        """Answer every question at that root with these posts, as a cache does that ignores the query."""
        base, local = self.base, self.local

        class Paths(dict):  # type: ignore[type-arg]
            def get(self, path: str, default: object = None) -> object:
                if path.startswith(f"{root.rstrip('/')}/wp/v2/posts"):
                    path = "api"
                return super().get(path, default)

        local.handlers = Paths(local.handlers)
        local.serve("api", json.dumps(posts).encode())
        assert base

    def missed(self) -> list[int]:
        shown = tuple(
            Article(
                site="News",
                title=f"Story {n}",
                link=f"{self.base}/2026/{n}/",
                guid=f"{self.base}/?p={n}",
                published=at(n),
                language="en",
            )
            for n in (9, 8)
        )
        with WebSources(WebPolicy(allow_private=True)) as web:
            found = web.catch_up(CatchUpRequest("News", self.base + self.feed_path, SINCE, shown))
        return [int(article.title.removeprefix("Story ")) for article in found if (article.published or SINCE) > SINCE]


@pytest.fixture
def sites(local_site: Any) -> Sites:
    return Sites(local_site)


def test_the_feed_s_own_older_pages_tell_until_they_reach_back(sites: Sites) -> None:
    sites.older_page("/feed/?paged=2", feed_of(sites.base, 7, 6, 5))
    sites.older_page("/feed/?paged=3", feed_of(sites.base, 4, 0, -1))
    assert sites.missed() == [7, 6, 5, 4]
    assert not [path for path, _ in sites.local.asked if "wp-json" in path]


def test_a_category_s_feed_is_caught_up_from_its_own_pages(local_site: Any) -> None:
    sites = Sites(local_site, "/?feed=rss2&cat=3")
    sites.older_page("/?feed=rss2&cat=3&paged=2", feed_of(sites.base, 5, 0))
    assert sites.missed() == [5]


def test_a_feed_that_names_its_next_page_is_asked_there(local_site: Any) -> None:
    sites = Sites(local_site)
    local_site.serve("/feed/", feed_of(sites.base, 9, 8, head="<atom:link rel='next' href='/archive?before=8'/>"))
    sites.older_page("/archive?before=8", feed_of(sites.base, 7, 0))
    assert sites.missed() == [7]


def test_an_older_page_that_leads_to_another_feed_of_the_site_is_not_the_feed_s(local_site: Any) -> None:
    sites = Sites(local_site, "/category/local/feed/")
    local_site.serve("/category/local/feed/?paged=2", status=301, Location="/feed/?paged=2")
    sites.older_page("/feed/?paged=2", feed_of(sites.base, 7, 6, 0))
    with pytest.raises(FeedError):
        sites.missed()


def test_an_older_page_with_a_slash_more_is_the_feed_s(sites: Sites) -> None:
    sites = Sites(sites.local, "/feed")
    sites.local.serve("/feed?paged=2", status=301, Location="/feed/?paged=2")
    sites.older_page("/feed/?paged=2", feed_of(sites.base, 7, 0))
    assert sites.missed() == [7]


def test_a_post_that_the_api_shows_although_it_is_not_out_stays_out(sites: Sites) -> None:
    draft, due = post(sites.base, 6, status="draft"), post(sites.base, 5, status="future")
    sites.api([post(sites.base, 9), post(sites.base, 8), post(sites.base, 7, status="publish"), draft, due])
    assert sites.missed() == [7]


def test_a_site_that_gives_the_same_page_for_every_number_is_asked_twice_and_then_its_api(sites: Sites) -> None:
    sites.older_page("/feed/?paged=2", feed_of(sites.base, 9, 8))
    sites.api([post(sites.base, number) for number in (9, 8, 7, 6)])
    assert sites.missed() == [7, 6]


@pytest.mark.parametrize(
    ("of_feed", "of_others"),
    [
        ({"categories": [1]}, {"categories": [1, 7]}),
        ({"categories": [1]}, {"categories": [9]}),
        ({"lang": "en"}, {"lang": "de"}),
        ({"tags": [5]}, {"tags": [5, 44]}),
        ({"author": 2}, {"author": 3}),
    ],
    ids=["sponsored too", "another category", "another language", "a tag", "an agency's author"],
)
def test_what_the_feed_leaves_out_stays_out(sites: Sites, of_feed: dict[str, Any], of_others: dict[str, Any]) -> None:
    kinds = {9: of_feed, 8: of_feed, 7: of_feed, 6: of_others, 5: of_feed}
    listed = [post(sites.base, number, **kind) for number, kind in kinds.items()]
    left_out = post(sites.base, 80, **of_others) | {"date_gmt": f"{at(8):%Y-%m-%dT%H:30:00}"}
    sites.api([*listed, left_out])
    assert sites.missed() == [7, 5]


def test_what_stands_under_another_language_s_address_stays_out(sites: Sites) -> None:
    german = post(sites.base, 7, link=f"{sites.base}/de/geschichte-7/")
    sites.api([post(sites.base, 9), post(sites.base, 8), german, post(sites.base, 6)])
    assert sites.missed() == [6]


def test_where_nothing_tells_what_the_feed_leaves_out_nothing_is_taken(sites: Sites) -> None:
    unseen = post(sites.base, 80) | {"date_gmt": f"{at(8):%Y-%m-%dT%H:30:00}"}
    sites.api([post(sites.base, 9), unseen, post(sites.base, 8), post(sites.base, 7)])
    with pytest.raises(FeedError, match="lists more than its feed shows"):
        sites.missed()


def test_an_answer_that_shows_nothing_of_the_feed_is_not_the_feed_s(sites: Sites) -> None:
    sites.api([post(sites.base, number) for number in (7, 6)])
    with pytest.raises(FeedError, match="lists more than its feed shows"):
        sites.missed()


def test_of_a_category_only_what_is_said_to_be_of_it_is_taken(local_site: Any) -> None:
    sites = Sites(local_site, "/feed/?cat=3")
    kinds = {9: [3], 8: [3], 7: [3], 6: [4]}
    sites.api([post(sites.base, number, categories=kind) for number, kind in kinds.items()])
    assert sites.missed() == [7]


def test_a_selection_that_no_answer_can_be_held_against_is_not_asked_of_the_api(local_site: Any) -> None:
    root = f'<{local_site.url}/wp-json/>; rel="https://api.w.org/"'
    sites = Sites(local_site, "/author/ana/feed/", Link=root)
    sites.api([post(sites.base, number) for number in (9, 8, 7)])
    with pytest.raises(FeedError):
        sites.missed()


def test_the_api_is_asked_where_the_feed_s_link_header_says(local_site: Any) -> None:
    root = f'<{local_site.url}/index.php?rest_route=/>; rel="https://api.w.org/"'
    sites = Sites(local_site, "/index.php?feed=rss2", Link=root)
    sites.api([post(sites.base, number) for number in (9, 8, 7)], root="/index.php?rest_route=/")
    assert sites.missed() == [7]


def test_a_site_with_neither_is_a_fault_of_that_site(sites: Sites) -> None:
    with pytest.raises(FeedError):
        sites.missed()


@pytest.mark.parametrize(
    ("content", "headers", "url"),
    [
        (b"<feed><link rel='next' href='?page=2&amp;x=1'/><entry/></feed>", (), "https://n.example/feed?page=2&x=1"),
        (b"<feed><entry><link rel='next' href='/a'/></entry></feed>", (), ""),
        (b'{"version": "1", "next_url": "https:\\/\\/n.example\\/f?o=10"}', (), "https://n.example/f?o=10"),
        (b"<rss/>", ('</feed?p=2>; rel="next"',), "https://n.example/feed?p=2"),
        (b"<rss/>", (), ""),
    ],
    ids=["Atom", "an entry's own link", "JSON Feed", "a header", "none"],
)
def test_the_next_page_is_the_one_that_the_feed_names(content: bytes, headers: tuple[str, ...], url: str) -> None:
    assert next_page(content, headers, "https://n.example/feed") == url


def test_a_numbered_page_keeps_what_selects_the_feed() -> None:
    assert numbered_page("https://n.example/?feed=rss2&cat=3", 3) == "https://n.example/?feed=rss2&cat=3&paged=3"
    assert numbered_page("https://n.example/feed/?paged=2", 3) == "https://n.example/feed/?paged=3"
