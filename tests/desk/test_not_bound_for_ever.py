"""Nothing that a site has said once binds for ever, shown over real HTTP."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.desk.report.explain import explain, explanation_text
from bot.desk.report.overview import overview
from bot.errors import DeliveryNotFound

if TYPE_CHECKING:
    from tests.sources.conftest import LocalSite


def with_news(feed: bytes) -> bytes:
    """The feed, with one more article."""
    return feed.replace(b"<item>", b"<item><title>News</title><link>https://n.example/new</link></item><item>", 1)


def answering_304(local_site: LocalSite, content: bytes, **headers: str) -> None:
    """Let the feed answer 304 to whoever asks with a condition, whatever it holds."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        is_asked = "If-None-Match" in request.headers or "If-Modified-Since" in request.headers
        request.send_response(304 if is_asked else 200)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", "0" if is_asked else str(len(content)))
        request.end_headers()
        if not is_asked:
            request.wfile.write(content)

    local_site.handle("/feed/", answer)


@pytest.mark.parametrize(
    "headers", [{"ETag": '"same"'}, {"Last_Modified": "Thu, 12 Jan 2017 00:12:01 GMT"}, {"ETag": 'W/"a"'}]
)
def test_news_are_found_where_a_site_answers_for_ever_that_nothing_has_changed(watched, local_site, feed, headers):
    answering_304(local_site, feed, **headers)
    watched.poll("/feed/")
    answering_304(local_site, with_news(feed), **headers)
    found = [len(watched.poll("/feed/").decisions) for _ in range(4)]
    assert sum(found) == 1
    # Once that is known, the next article does not wait for the next look without conditions.
    answering_304(local_site, with_news(with_news(feed).replace(b"/new<", b"/newer<")), **headers)
    assert len(watched.poll("/feed/").decisions) == 1


def test_a_site_whose_validators_change_is_mostly_asked_with_them(watched, local_site, feed):
    answering_304(local_site, feed, ETag='"1"')
    for _ in range(40):
        watched.poll("/feed/")
    sent = ["If-None-Match" in headers for headers in local_site.headers_asked("/feed/")]
    assert sent.count(True) == 34


def test_a_month_of_freshness_is_cut_and_told(watched, local_site, feed):
    local_site.serve("/feed/", feed, Cache_Control="public, max-age=2591034")
    watched.poll("/feed/")
    (site,) = overview(watched.at("/feed/")).sites
    assert site.waits_as_asked
    assert (site.next_look_at - site.asked_at).total_seconds() == 20 * 60


def test_a_site_that_asks_for_nothing_is_asked_as_the_settings_say(watched, local_site, feed):
    local_site.serve("/feed/", feed)
    watched.poll("/feed/")
    (site,) = overview(watched.at("/feed/")).sites
    assert not site.waits_as_asked


def test_a_site_that_moves_within_itself_and_back_is_found_again(watched, local_site, feed):
    local_site.serve("/old.xml", status=301, Location="/new.xml")
    new = local_site.serve("/new.xml", feed)
    watched.poll("/old.xml")
    assert watched.feed_url() == new
    local_site.serve("/old.xml", feed)
    for status in (500, 503):
        local_site.serve("/new.xml", status=status)
        watched.poll("/old.xml")
    assert watched.poll("/old.xml").faults == ()
    assert watched.feed_url() == local_site.url + "/old.xml"


def test_a_301_to_another_site_is_followed_and_not_adopted(watched, local_site, feed):
    elsewhere = local_site.url.replace("127.0.0.1", "localhost")
    local_site.serve("/theirs.xml", feed)
    address = local_site.serve("/feed/", status=301, Location=f"{elsewhere}/theirs.xml")
    assert watched.poll("/feed/").faults == ()
    assert watched.poll("/feed/").faults == ()
    assert watched.feed_url() == address
    local_site.serve("/feed/", with_news(feed))
    assert len(watched.poll("/feed/").decisions) == 1
    assert local_site.asked[-1][0] == "/feed/"


def test_a_move_to_another_site_is_told_once(watched, local_site, feed):
    address = local_site.serve("/feed/", feed)
    watched.poll("/feed/")
    elsewhere = local_site.url.replace("127.0.0.1", "localhost")
    local_site.serve("/theirs.xml", feed)
    local_site.serve("/feed/", status=301, Location=f"{elsewhere}/theirs.xml")
    for _ in range(3):
        watched.poll("/feed/")
    moved = [values for event, values in watched.events if event == "site.moved"]
    assert moved == [{"site": "News", "feed": f"{elsewhere}/theirs.xml"}]
    assert watched.feed_url() == address


def test_since_when_a_feed_has_moved_to_another_site_is_shown_until_it_is_back(watched, local_site, feed):
    watched.poll(local_site.serve("/feed/", feed).removeprefix(local_site.url))
    elsewhere = local_site.url.replace("127.0.0.1", "localhost")
    local_site.serve("/theirs.xml", feed)
    local_site.serve("/feed/", status=301, Location=f"{elsewhere}/theirs.xml")
    watched.poll("/feed/")
    first = watched.moved("/feed/")
    assert first is not None
    assert first.to == f"{elsewhere}/theirs.xml"
    local_site.serve("/theirs.xml", status=503)
    watched.poll("/feed/")
    local_site.serve("/theirs.xml", with_news(feed))
    watched.poll("/feed/")
    assert watched.moved("/feed/") == first
    explained = explain(watched.at("/feed/"), "https://gazette.example/2026/11/20/the-mayors-ferry/")
    assert f"that it has moved to {first.to}" in explanation_text(explained, ZoneInfo("UTC"), lambda actions: "")
    local_site.serve("/feed/", feed)
    watched.poll("/feed/")
    assert watched.moved("/feed/") is None


def test_a_feed_that_has_moved_within_its_site_has_not_moved_to_another(watched, local_site, feed):
    new = local_site.serve("/new.xml", feed)
    local_site.serve("/feed/", status=301, Location=new)
    watched.poll("/feed/")
    assert watched.moved("/feed/") is None


def test_where_an_article_is_asked_for_that_was_never_seen_the_move_of_its_feed_is_told(watched, local_site, feed):
    elsewhere = local_site.url.replace("127.0.0.1", "localhost")
    local_site.serve("/theirs.xml", feed)
    local_site.serve("/feed/", status=301, Location=f"{elsewhere}/theirs.xml")
    watched.poll("/feed/")
    with pytest.raises(DeliveryNotFound, match=r"says that it has moved to .*/theirs\.xml"):
        explain(watched.at("/feed/"), f"{local_site.url}/never-seen/")


def test_a_410_that_was_a_mistake_is_forgotten(watched, local_site, feed):
    local_site.serve("/feed/", feed)
    watched.poll("/feed/")
    local_site.serve("/feed/", status=410)
    watched.poll("/feed/")
    assert watched.state().gone
    local_site.serve("/feed/", with_news(feed))
    assert len(watched.poll("/feed/").decisions) == 1
    assert not watched.state().gone


def test_a_found_feed_that_is_gone_is_looked_for_again_from_the_page(watched, local_site, feed):
    page = b'<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="%s"></head></html>'
    local_site.serve("/", page % b"/one.xml")
    local_site.serve("/one.xml", feed)
    watched.poll("/")
    local_site.serve("/one.xml", status=410)
    local_site.serve("/", page % b"/two.xml")
    local_site.serve("/two.xml", with_news(feed))
    watched.poll("/")
    assert len(watched.poll("/").decisions) == 1


MOVES = {
    "category": "/category/sport/feed/",
    "other name": "/rss.xml",
    "tag": "/tag/ferry/feed",
    "language": "/de/feed/",
}


@pytest.mark.parametrize("path", MOVES.values(), ids=MOVES)
@pytest.mark.parametrize("status", [301, 308])
def test_a_301_to_another_feed_of_the_site_is_followed_until_it_is_taken_back(watched, local_site, feed, path, status):
    address = local_site.serve("/feed/", feed)
    watched.poll("/feed/")
    local_site.serve(path, feed)
    local_site.serve("/feed/", status=status, Location=path)
    for _ in range(3):
        assert watched.poll("/feed/").faults == ()
    assert watched.feed_url() == address
    assert [event for event, _ in watched.events].count("site.moved") == 1
    assert watched.moved("/feed/").to == local_site.url + path
    local_site.serve("/feed/", with_news(feed))
    assert len(watched.poll("/feed/").decisions) == 1
    assert watched.moved("/feed/") is None


def test_another_spelling_of_the_feeds_address_is_adopted(watched, local_site, feed):
    local_site.serve("/feed", feed)
    watched.poll("/feed")
    new = local_site.serve("/feed/", feed)
    local_site.serve("/feed", status=301, Location="/feed/")
    watched.poll("/feed")
    assert watched.feed_url() == new


COMMENT = b"<item><title>Re</title><link>https://n.example/a#comment-%d</link><guid>c%d</guid></item>"


@pytest.mark.parametrize("path", ["/comments/feed/", "/other.xml"], ids=["by its address", "by what it shows"])
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_readers_comments_to_which_a_feed_redirects_are_a_fault_and_no_articles(
    watched, local_site, feed, path, status
):
    local_site.serve("/feed/", feed)
    watched.poll("/feed/")
    comments = b"<rss><channel>%s</channel></rss>" % b"".join(COMMENT % (n, n) for n in range(4))
    local_site.serve(path, comments)
    local_site.serve("/feed/", status=status, Location=path)
    polled = watched.poll("/feed/")
    assert polled.decisions == ()
    (fault,) = polled.faults
    assert "readers' comments" in str(fault)
    local_site.serve("/feed/", with_news(feed))
    assert len(watched.poll("/feed/").decisions) == 1
