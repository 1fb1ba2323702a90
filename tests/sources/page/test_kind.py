"""What is no web page is refused with what it is, whatever it is served as; a page is not, whatever stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import FeedError
from bot.sources.types import WebPolicy
from bot.sources.web import WebSources

if TYPE_CHECKING:
    from tests.sources.conftest import LocalSite

RSS = b'<?xml version="1.0"?>\n<!-- made by hand --><rss version="2.0"><channel><title>Gazette</title></channel></rss>'
FEEDS = {
    "RSS": (RSS, "application/rss+xml"),
    "RSS as HTML": (RSS, "text/html"),
    "RSS behind a warning": (b"\n\nWarning: in plugin.php on line 3<br />\n" + RSS, "text/html"),
    "RSS 0.91 with a DTD": (
        b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "x"><rss version="0.91"></rss>',
        "text/xml",
    ),
    "RSS 1.0": (b'<?xml-stylesheet href="a.xsl"?><rdf:RDF xmlns="http://purl.org/rss/1.0/"></rdf:RDF>', "text/xml"),
    "Atom": (b'<feed xmlns="http://www.w3.org/2005/Atom"><title>G</title></feed>', "application/atom+xml"),
    "Atom in UTF-16": ('<feed xmlns="http://www.w3.org/2005/Atom"></feed>'.encode("utf-16"), "application/xml"),
    "Atom with a prefix": (b'<a:feed xmlns:a="http://www.w3.org/2005/Atom"></a:feed>', ""),
    "a feed with HTML in it": (RSS.replace(b"Gazette", b"<![CDATA[<html><body>x</body></html>]]>"), "text/xml"),
    "JSON Feed": (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "application/json"),
}
OTHERS = {
    "a sitemap": (b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>', "text/xml", "is a sitemap"),
    "an index": (b"<sm:sitemapindex><sm:sitemap/></sm:sitemapindex>", "application/xml", "is a sitemap"),
    "an API": (b'[{"id": 1, "title": {"rendered": "T"}}]', "application/json", "is data for programs"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), "image/png", "is no web page but image/png"),
    "a document": (b"%PDF-1.7\n<</Type /Page>>\n", "application/pdf", "is no web page but application/pdf"),
    "a plain text": (b"Gazette\n\nToday.", "text/plain; charset=utf-8", "is no web page but text/plain"),
    "nothing": (b"", "", "is no web page: give"),
}
PAGES = {
    "with RDF in a comment": b"<html><head><title>T</title></head><!-- <rdf:RDF x='y'></rdf:RDF> --><p>T.</p></html>",
    "without html and head": b"<title>T</title><p>Text of <code>&lt;rss&gt;</code> and <feed>.</p>",
    "as XHTML": b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><title>T</title><p>T.</p></html>',
    "that begins with a bracket": b"{{ broken template }}<html><title>T</title><p>Text.</p></html>",
    "that is only a part of one": b"<h1>T</h1><p>Text.</p>",
}


def read(local_site: LocalSite, content: bytes, content_type: str) -> str:
    url = local_site.serve("/a", content, Content_Type=content_type)
    with WebSources(WebPolicy(allow_private=True)) as web:
        return web.read_page(url, "S").article.title


@pytest.mark.parametrize(("content", "content_type"), FEEDS.values(), ids=FEEDS)
def test_a_feed_is_no_article(local_site: LocalSite, content: bytes, content_type: str) -> None:
    with pytest.raises(FeedError, match="/a is a feed, not an article: give the address of one of its articles"):
        read(local_site, content, content_type)


@pytest.mark.parametrize(("content", "content_type", "reason"), OTHERS.values(), ids=OTHERS)
def test_nor_is_anything_else_for_programs(
    local_site: LocalSite, content: bytes, content_type: str, reason: str
) -> None:
    with pytest.raises(FeedError, match=f"/a {reason}"):
        read(local_site, content, content_type)


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "application/xhtml+xml", ""])
@pytest.mark.parametrize("content", PAGES.values(), ids=PAGES)
def test_a_page_is_read_as_one(local_site: LocalSite, content: bytes, content_type: str) -> None:
    assert read(local_site, content, content_type) == "T"
