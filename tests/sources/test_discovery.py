from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import FeedError
from bot.sources.discovery import FeedCandidate
from bot.sources.types import Bounds, WebPolicy
from bot.sources.web import WebSources

if TYPE_CHECKING:
    from tests.sources.conftest import LocalSite

Saved = Callable[[str], bytes]


def answer_to(method: str, *args: Any, allow_private: bool = False, bounds: Bounds | None = None) -> Any:
    """What the web answers to that question."""
    with WebSources(WebPolicy(allow_private=allow_private, bounds=bounds or Bounds())) as sources:
        return getattr(sources, method)(*args)


def discover(url: str, *, allow_private: bool = True) -> tuple[FeedCandidate, ...]:
    (found,) = answer_to("discover", [url], allow_private=allow_private)
    if isinstance(found, FeedError):
        raise found
    return found


def found(url: str) -> list[str]:
    return [candidate.url for candidate in discover(url)]


def page(*tags: str) -> bytes:
    return f"<!doctype html><html><head>{''.join(tags)}</head><body></body></html>".encode()


def link(href: str, kind: str = "application/rss+xml", title: str = "") -> str:
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">'


def test_the_feed_that_a_page_names_is_found_and_described(local_site: LocalSite, saved: Saved) -> None:
    home = local_site.serve("/", saved("article.html"), Content_Type="text/html")
    feed = local_site.serve("/feed/", saved("wordpress.rss.xml"))
    local_site.serve("/comments/feed/", saved("wordpress.rss.xml"))
    assert discover(home) == (
        FeedCandidate(
            url=feed,
            title="Harbour Gazette & Post",
            site_title="Harbour Gazette",
            articles=3,
            newest=datetime(2026, 11, 19, 23, 15, tzinfo=UTC),
            has_bodies=True,
            titles="The mayor’s ferry & the storm\nFish prices: cod < herring?\nLighthouse opens",
            language="en-GB",
        ),
    )


def test_feeds_of_comments_are_never_chosen(local_site: LocalSite, saved: Saved) -> None:
    feed = saved("wordpress.rss.xml")
    of_comments = feed.replace(b"<title>Harbour Gazette &amp; Post", b"<title>Comments on: The ferry")
    local_site.serve("/a/feed/comments/", feed)
    local_site.serve("/b/feed/", of_comments)
    local_site.serve("/c.xml", feed)
    home = local_site.serve(
        "/",
        page(
            link("/comments/feed/"),
            link("/a/feed/comments/"),
            link("/b/feed/"),
            link("/c.xml", title="Gazette » Comments Feed"),
        ),
    )
    local_site.serve("/rss", feed)
    assert found(home) == [local_site.url + "/rss"]


def test_the_feed_of_the_whole_site_comes_before_that_of_a_section_and_full_articles_first(
    local_site: LocalSite, saved: Saved
) -> None:
    full = saved("wordpress.rss.xml")
    teasers = b"<rss version='2.0'><channel><title>T</title><item><title>t</title><guid>1</guid></item></channel></rss>"
    urls = ["/category/harbour/feed/", "/teasers.xml", "/full.xml"]
    for url, content in zip(urls, [full, teasers, full], strict=True):
        local_site.serve(url, content)
    home = local_site.serve("/", page(*(link(url) for url in urls)))
    assert found(home) == [local_site.url + url for url in ["/full.xml", "/teasers.xml", "/category/harbour/feed/"]]


@pytest.mark.parametrize("path", ["/feed/", "/rss", "/atom.xml", "/feed.xml", "/index.xml"])
def test_a_feed_that_no_page_names_is_looked_for_at_the_usual_paths(
    local_site: LocalSite, saved: Saved, path: str
) -> None:
    home = local_site.serve("/", page())
    feed = local_site.serve(path, saved("atom.xml"))
    assert found(home) == [feed]


def test_a_blog_below_the_root_keeps_its_feed_there(local_site: LocalSite, saved: Saved) -> None:
    home = local_site.serve("/blog", page())
    feed = local_site.serve("/blog/feed/", saved("atom.xml"))
    assert found(home) == [feed]


def test_the_address_of_a_feed_is_the_only_candidate(local_site: LocalSite, saved: Saved) -> None:
    feed = local_site.serve("/any", saved("feed.json"), Content_Type="application/feed+json")
    (candidate,) = discover(feed)
    assert (candidate.url, candidate.title, candidate.articles) == (feed, "Harbour Gazette", 2)


def test_a_feed_that_has_moved_is_given_by_its_new_address(local_site: LocalSite, saved: Saved) -> None:
    new = local_site.serve("/new.xml", saved("atom.xml"))
    local_site.serve("/old.xml", status=301, Location="/new.xml")
    assert found(local_site.serve("/", page(link("/old.xml")))) == [new]


def test_a_link_header_is_as_good_as_a_link_tag(local_site: LocalSite, saved: Saved) -> None:
    feed = local_site.serve("/by-header", saved("atom.xml"))
    header = '</style.css>; rel=preload, </by-header>; rel="alternate"; type="application/atom+xml"'
    assert found(local_site.serve("/", page(), Link=header)) == [feed]


def test_an_address_without_a_scheme_is_accepted(local_site: LocalSite, saved: Saved) -> None:
    feed = local_site.serve("/feed.xml", saved("atom.xml"))
    assert found(feed.removeprefix("http://")) == [feed]


def test_where_there_is_no_feed_the_error_says_what_was_tried(local_site: LocalSite) -> None:
    home = local_site.serve("/", page(link("/gone.xml")))
    with pytest.raises(FeedError, match="no feed is found") as raised:
        discover(home)
    for path in ("/gone.xml", "/feed/", "/rss", "/atom.xml", "/feed.xml", "/index.xml"):
        assert local_site.url + path in str(raised.value)


def test_a_site_that_does_not_answer_is_a_fault_with_its_own_remedy() -> None:
    with pytest.raises(FeedError, match=r"nobody\.invalid"):
        discover("nobody.invalid")


def test_a_private_address_is_not_looked_at_unless_that_is_allowed(local_site: LocalSite, saved: Saved) -> None:
    feed = local_site.serve("/feed", saved("atom.xml"))
    with pytest.raises(FeedError, match="private address"):
        discover(feed, allow_private=False)


@pytest.mark.timeout(20)
def test_several_sites_are_asked_at_once_and_answered_for_in_their_order(local_site: LocalSite, saved: Saved) -> None:
    both_are_asked = threading.Barrier(2, timeout=15)
    feed = saved("atom.xml")

    def answer(request: BaseHTTPRequestHandler) -> None:
        both_are_asked.wait()
        request.send_response(200)
        request.send_header("Content-Length", str(len(feed)))
        request.end_headers()
        request.wfile.write(feed)

    urls = [local_site.handle(path, answer) for path in ("/2.xml", "/1.xml")]
    first, fault, second = answer_to("discover", [urls[0], "nobody.invalid", urls[1]], allow_private=True)
    assert isinstance(fault, FeedError)
    assert [[one.url for one in candidates] for candidates in (first, second)] == [[url] for url in urls]
