from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import FeedError
from bot.sources.found_feed import FeedCandidate
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


TEASERS = b"<rss version='2.0'><channel><title>T</title><item><title>t</title><guid>1</guid></item></channel></rss>"
EMPTY = b"<rss version='2.0'><channel><title>T</title></channel></rss>"


def test_feeds_come_in_the_page_s_order_those_of_sections_and_empty_ones_last(
    local_site: LocalSite, saved: Saved
) -> None:
    full = saved("wordpress.rss.xml")
    urls = ["/category/harbour/feed/", "/empty.xml", "/teasers.xml", "/full.xml"]
    for url, content in zip(urls, [full, EMPTY, TEASERS, full], strict=True):
        local_site.serve(url, content)
    home = local_site.serve("/", page(*(link(url) for url in urls)))
    assert found(home) == [local_site.url + url for url in ["/teasers.xml", "/full.xml", "/empty.xml", urls[0]]]


def test_of_the_feeds_at_the_usual_paths_that_with_whole_articles_comes_first(
    local_site: LocalSite, saved: Saved
) -> None:
    local_site.serve("/rss", TEASERS)
    local_site.serve("/atom.xml", saved("wordpress.rss.xml"))
    assert found(local_site.serve("/", page())) == [local_site.url + path for path in ("/atom.xml", "/rss")]


def rss(*items: str, title: str = "Gazette") -> bytes:
    return (
        '<rss version="2.0" xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:m="http://search.yahoo.com/mrss/">'
        f"<channel><title>{title}</title>{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"
    ).encode()


def shown(link: str, more: str = "") -> str:
    return f"<title>A title</title><link>{link}</link><description>Some words.</description>{more}"


@pytest.mark.parametrize(
    "comments",
    [
        [shown(f"https://news.example/?p=4#comment-{number}") for number in range(4)],
        [shown(f"https://news.example/ankomst/#comment-{number}") for number in range(4)],
        [shown(f"https://news.example/2026/11/kaj.html?showComment=1#c{number}99") for number in range(4)],
        [shown(f"https://news.example/{number}", '<thr:in-reply-to ref="x"/>') for number in range(4)],
        [shown(f"https://news.example/mol#respond-{number}") for number in range(4)],
    ],
)
@pytest.mark.parametrize("path", ["/reacties.xml", "/benvenuti/feed/"])
def test_a_feed_of_comments_is_known_by_what_it_shows_in_any_language(
    local_site: LocalSite, comments: list[str], path: str
) -> None:
    local_site.serve(path, rss(*comments, title="Komentáře: Přístav"))
    news = local_site.serve("/news.xml", rss(shown("https://news.example/1")))
    home = local_site.serve("/", page(link(path), link("/news.xml")))
    assert found(home) == [news]


@pytest.mark.parametrize(
    "path", ["/?feed=comments-rss2", "/?feed=comments-atom", "/?p=4&withcomments=1", "/Comments/feed/", "/replies/feed"]
)
def test_a_feed_of_comments_is_known_by_wordpress_s_addresses(local_site: LocalSite, path: str) -> None:
    local_site.serve(path, rss(shown("https://news.example/1")))
    news = local_site.serve("/?feed=rss2", rss(shown("https://news.example/1")))
    assert found(local_site.serve("/", page(link(path), link("/?feed=rss2")))) == [news]


def test_a_live_blog_whose_entries_are_parts_of_one_page_is_news(local_site: LocalSite) -> None:
    feed = local_site.serve("/live.xml", rss(*(shown(f"https://news.example/live#entry-{n}") for n in range(4))))
    assert found(local_site.serve("/", page(link("/live.xml")))) == [feed]


@pytest.mark.parametrize(
    "sound",
    [
        '<enclosure url="https://news.example/1.mp3" length="1" type="audio/mpeg"/>',
        '<m:content url="https://news.example/1.mp4" type="video/mp4"/>',
    ],
)
def test_a_podcast_comes_behind_the_news(local_site: LocalSite, sound: str) -> None:
    podcast = local_site.serve("/pod.xml", rss(*(shown(f"https://news.example/{n}", sound) for n in range(3))))
    news = local_site.serve("/news.xml", rss(shown("https://news.example/1", sound), shown("https://news.example/2")))
    assert found(local_site.serve("/", page(link("/pod.xml"), link("/news.xml")))) == [news, podcast]


@pytest.mark.parametrize(
    "kind",
    [
        "text/xml",
        "application/xml",
        "TEXT/XML; charset=utf-8",
        "application/rdf+xml",
        "text/rss+xml",
        "application/x-rss+xml",
        "application/feed+json",
        "application/atom+xml;type=feed",
        "application/json",
    ],
)
def test_a_feed_may_be_named_with_any_type_of_xml_or_json(local_site: LocalSite, saved: Saved, kind: str) -> None:
    feed = local_site.serve("/nachrichten/alle", saved("atom.xml"))
    assert found(local_site.serve("/", page(link("/nachrichten/alle", kind)))) == [feed]


@pytest.mark.parametrize(
    "kind",
    [
        "application/json+oembed",
        "text/xml+oembed",
        "application/activity+json",
        "text/html",
        "application/xhtml+xml",
        "application/ld+json",
        "text/css",
        "image/svg+xml",
        "",
    ],
)
def test_what_is_linked_for_another_purpose_is_not_asked_for(local_site: LocalSite, saved: Saved, kind: str) -> None:
    local_site.serve("/other", saved("atom.xml"))
    feed = local_site.serve("/rss", saved("atom.xml"))
    assert found(local_site.serve("/", page(link("/other", kind)))) == [feed]
    assert local_site.headers_asked("/other") == []


def test_a_paper_that_reads_its_articles_aloud_is_no_podcast(local_site: LocalSite) -> None:
    sound = '<enclosure url="https://news.example/1.mp3" length="1" type="audio/mpeg"/>'
    text = (
        f"<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>{'Long. ' * 400}</content:encoded>"
    )
    spoken = local_site.serve("/all.xml", rss(*(shown(f"https://news.example/{n}", sound + text) for n in range(3))))
    other = local_site.serve("/some.xml", rss(shown("https://news.example/1")))
    assert found(local_site.serve("/", page(link("/all.xml"), link("/some.xml")))) == [spoken, other]


def test_relative_addresses_are_resolved_as_the_page_says(local_site: LocalSite, saved: Saved) -> None:
    feed = local_site.serve("/de/feed-alle", saved("atom.xml"))
    for base in ("/de/", f"{local_site.url}/de/index.html", " /de/ "):
        home = local_site.serve("/", page(f'<base href="{base}">', link("feed-alle")))
        assert found(home) == [feed]


def test_the_base_of_a_page_is_not_for_its_headers(local_site: LocalSite, saved: Saved) -> None:
    feed = local_site.serve("/by-header", saved("atom.xml"))
    header = '<by-header>; rel="alternate"; type="application/atom+xml"'
    assert found(local_site.serve("/", page('<base href="/de/">'), Link=header)) == [feed]


@pytest.mark.parametrize("status", [401, 403, 404, 406, 451, 500, 503])
@pytest.mark.parametrize("home", ["/", "/de/"])
def test_the_feed_of_a_home_page_that_is_not_to_be_had_is_found(
    local_site: LocalSite, saved: Saved, status: int, home: str
) -> None:
    feed = local_site.serve(f"{home}feed/", saved("atom.xml"))
    assert found(local_site.serve(home, page(), status=status)) == [feed]


def test_where_the_feed_is_refused_too_the_refusal_is_told(local_site: LocalSite) -> None:
    home = local_site.serve("/", page(), status=403)
    with pytest.raises(FeedError, match=r"answers 403: it refuses programs.*/feed/, .*either") as raised:
        discover(home)
    assert raised.value.status == 403


@pytest.mark.parametrize(("status", "is_kept"), [(301, False), (302, True), (303, True), (307, True), (308, False)])
def test_the_address_that_was_given_is_kept_unless_it_has_moved_for_good(
    local_site: LocalSite, saved: Saved, status: int, is_kept: bool
) -> None:
    mirror = local_site.serve("/mirror", saved("atom.xml"))
    given = local_site.serve("/feed", status=status, Location="/mirror")
    assert found(given) == [given if is_kept else mirror]


def test_a_page_of_megabytes_of_tags_is_read_as_far_as_its_metadata_goes(local_site: LocalSite, saved: Saved) -> None:
    feed = local_site.serve("/all.xml", saved("atom.xml"))
    home = page(link("/all.xml"), *('<meta name="a" content="b">' for _ in range(150_000)), link("/last.xml"))
    assert found(local_site.serve("/", home)) == [feed]
    assert local_site.headers_asked("/last.xml") == []


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
