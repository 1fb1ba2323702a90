"""What one site serves never holds up the others for longer than its bounds say, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import FeedError
from bot.sources.parsing.decode import decoded
from bot.sources.parsing.feed import read_at_once
from bot.sources.sitemap.read import read_sitemap
from bot.sources.types import Bounds, WebPolicy
from bot.sources.web import WebSources

if TYPE_CHECKING:
    from tests.sources.conftest import LocalSite

DATE = b"Mon, 23 Nov 2026 12:00:00 GMT"


def answer_to(method: str, *args: Any, allow_private: bool = False, bounds: Bounds | None = None) -> Any:
    """What the web answers to that question."""
    with WebSources(WebPolicy(allow_private=allow_private, bounds=bounds or Bounds())) as sources:
        return getattr(sources, method)(*args)


def feed(content: bytes) -> bytes:
    return b'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>' + content + b"</channel></rss>"


def item(within: bytes = b"", attributes: bytes = b"", date: bytes = DATE) -> bytes:
    return b"<item%s><title>A</title><link>https://n.example/a</link><pubDate>%s</pubDate>%s</item>" % (
        attributes,
        date,
        within,
    )


FEEDS: dict[str, Callable[[], bytes]] = {
    "700,000 attributes": lambda: feed(item(attributes=b"".join(b' a%d="1"' % n for n in range(700_000)))),
    "60,000 namespaces": lambda: feed(item(attributes=b"".join(b' xmlns:a%d="u"' % n for n in range(60_000)))),
    "namespaces in namespaces": lambda: feed(b"".join(b'<a xmlns:a%d="u">' % n for n in range(90)) * 12),
    "tags that never end": lambda: b"<rss>" + b"</a" * 300_000,
    "sections that never end": lambda: feed(item(b"<![CDATA[" * 100_000)),
    "ten million spaces": lambda: b"<rss" + b" " * 10_000_000,
    "a million empty lists": lambda: b'{"items": [' + b"[]," * 1_000_000 + b"[]]}",
    "a number of a million digits": lambda: b'{"items": [' + b"9" * 1_000_000 + b"]}",
}


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_that_would_take_long_is_left_to_a_process_that_can_be_killed(name: str) -> None:
    reading: object = None
    with suppress(FeedError):  # which is as quick an answer
        reading = read_at_once(FEEDS[name](), site="S", url="https://n.example/feed/")
    assert reading is None


ODD: dict[str, Callable[[], bytes]] = {
    "3,300 odd dates": lambda: feed(b"".join(item(date=b"the %dth of nov., at noon" % n) for n in range(3_300))),
    "odd dates in pieces": lambda: feed(b"".join(item(date=b"%d<![CDATA[th of]]>&#32;nov" % n) for n in range(3_300))),
    "a long author": lambda: feed(item(b"<author>%s</author>" % (b"a@a." + b"a." * 200_000))),
    "many raw ampersands": lambda: feed(item(b"<description>%s</description>" % (b"a & b " * 200_000))),
    "many open elements": lambda: feed(item(b"<description>%s</description>" % (b"<br>&<p>" * 30_000))),
    "quotes that never end": lambda: feed(b"&" + item(b"<a b='<c d=\"" * 30_000)),
    "comments that never end": lambda: feed(b"&" + item(b"<!--" * 90_000)),
    "instructions that never end": lambda: feed(b"&" + item(b"<?" * 90_000)),
    "ends that nothing begins": lambda: feed(b"&" + item(b"</b>" * 90_000)),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_feed_is_read_at_once(name: str) -> None:
    reading = read_at_once(ODD[name](), site="S", url="https://n.example/feed/")
    assert reading is not None
    assert reading.articles[0].title == "A"


def test_a_front_page_that_would_take_minutes_only_costs_its_site_the_feed(local_site: LocalSite) -> None:
    """An element with 300,000 attributes takes libxml2 two minutes; many spaces took a pattern hours."""
    many = b"<html><p" + b"".join(b" a%d" % n for n in range(300_000)) + b">"
    local_site.serve("/many/", many)
    local_site.serve("/many/feed/", feed(item()))
    local_site.serve("/spaces/", b"<title>" + b" " * 16_300)
    urls = [f"{local_site.url}/many/", f"{local_site.url}/spaces/"]
    with_feed, without = answer_to("discover", urls, allow_private=True)
    assert not isinstance(with_feed, FeedError)
    assert with_feed[0].url == f"{local_site.url}/many/feed/"
    assert isinstance(without, FeedError)


SITEMAP = (
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    b' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">%s</urlset>'
)
SITEMAPS: dict[str, Callable[[], bytes]] = {
    "attributes": lambda: SITEMAP % (b"<url" + b"".join(b" a%d='1'" % n for n in range(5_000)) + b"/>"),
    "a long tag": lambda: SITEMAP % (b"<url a='" + b"x" * 100_000 + b"'/>"),
    "tags": lambda: SITEMAP % (b"<url/>" * 500_000),
}


@pytest.mark.parametrize("name", SITEMAPS)
def test_a_sitemap_that_would_take_long_is_refused_with_the_remedy(name: str) -> None:
    with pytest.raises(FeedError, match="ask its host to mend it"):
        read_sitemap(SITEMAPS[name](), site="S", url="https://n.example/sitemap.xml")


@pytest.mark.parametrize(
    "label", ["idna", "idna:", "punycode", "unicode_escape", "utf-7", "hz", "rot13", "hex", "undefined"]
)
def test_an_encoding_that_browsers_do_not_know_is_not_believed(label: str) -> None:
    page = f'<meta charset="{label}">'.encode() + "Ministers met in Kōbe".encode()
    assert "Ministers met in Kōbe" in decoded(page)


@pytest.mark.parametrize(
    ("label", "text", "encoding"),
    [
        ("shift_jis", "東京①", "cp932"),
        ("x-sjis", "東京", "cp932"),
        ("EUC-JP", "東京", "euc_jp"),
        ("iso-2022-jp", "東京", "iso2022_jp"),
        ("gb2312", "北京，鎔", "gb18030"),
        ("big5", "台北", "big5"),
        ("windows-1251", "Москва", "cp1251"),
        ("koi8-r", "Москва", "koi8-r"),
        ("iso-8859-1", "„Köln“", "cp1252"),
        ("iso-8859-9", "İstanbul", "cp1254"),
        ("tis-620", "กรุงเทพ", "cp874"),
        ("euc-kr", "서울", "cp949"),
    ],
)
def test_an_encoding_is_read_as_browsers_read_it(label: str, text: str, encoding: str) -> None:
    tag = f"<meta charset={label}>"
    assert decoded(tag.encode() + text.encode(encoding)) == tag + text
