from __future__ import annotations

import gzip
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.article import identities
from bot.errors import FeedError
from bot.sources.sitemap.read import read_sitemap
from bot.sources.types import Bounds, PollRequest, Validators, WebPolicy
from bot.sources.web import WebSources

if TYPE_CHECKING:
    from tests.sources.conftest import LocalSite

URL = "https://gazette.example/news-sitemap.xml"
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


def answer_to(method: str, *args: Any, allow_private: bool = False, bounds: Bounds | None = None) -> Any:
    """What the web answers to that question."""
    with WebSources(WebPolicy(allow_private=allow_private, bounds=bounds or Bounds())) as sources:
        return getattr(sources, method)(*args)


def entry(number: int, title: str = "Companies A, B in merger talks") -> str:
    return f"""<url><loc>https://gazette.example/{number}/?utm_source=news</loc>
<news:news><news:publication><news:name>Gazette</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-11-23T09:00:00+09:00</news:publication_date><news:title>{title}</news:title>
<news:keywords>Harbour, Weather &amp; sea</news:keywords></news:news>
<image:image><image:loc>https://gazette.example/{number}.jpg</image:loc></image:image></url>"""


def sitemap(*entries: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACES}>{"".join(entries)}</urlset>'.encode()


def read(content: bytes, bounds: Bounds | None = None):
    return read_sitemap(content, site="Gazette", url=URL, bounds=bounds).articles


def test_each_entry_is_an_article_without_a_text() -> None:
    (article,) = read(sitemap(entry(1, "Fish &amp; chips <![CDATA[& peas]]>")))
    assert (article.site, article.title) == ("Gazette", "Fish & chips & peas")
    assert article.link == "https://gazette.example/1/?utm_source=news"
    assert article.published == datetime(2026, 11, 23, tzinfo=UTC)
    assert (article.tags, article.language) == (("Harbour", "Weather & sea"), "en")
    assert article.image == "https://gazette.example/1.jpg"
    assert [one.value for one in identities(article)] == ["gazette.example/1"]


def test_a_compressed_file_is_unpacked() -> None:
    assert len(read(gzip.compress(sitemap(entry(1), entry(2))))) == 2


def test_pages_that_are_no_news_are_left_out() -> None:
    assert read(sitemap("<url><loc>https://gazette.example/about/</loc></url>")) == ()


def test_the_number_of_articles_is_bounded() -> None:
    assert len(read(sitemap(*map(entry, range(9))), Bounds(entries=4))) == 4


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (b"", "is no sitemap: its XML is broken"),
        (b"<html>", "is no sitemap: give the address"),
        (sitemap(entry(1))[:-20], "its XML is broken"),
        (b'<!DOCTYPE urlset [<!ENTITY a "b">]>' + sitemap(entry(1)).partition(b"?>")[2], "entities of its own"),
        (b'<!DOCTYPE urlset SYSTEM "file:///etc/passwd"><html/>', "is no sitemap"),
        (gzip.compress(sitemap(entry(1)), mtime=0)[:40], "its XML is broken"),
        (b"\x1f\x8bnonsense", "cannot be unpacked"),
        (sitemap("<url>" + "<a>" * 200), "more than 100 deep"),
    ],
)
def test_what_is_no_news_sitemap_is_refused_with_the_remedy(content: bytes, remedy: str) -> None:
    with pytest.raises(FeedError) as raised:
        read(content)
    assert raised.value.site == "Gazette"
    assert remedy in str(raised.value)


def test_a_small_file_that_opens_to_a_huge_one_is_stopped_early() -> None:
    with pytest.raises(FeedError, match=r"more than 20,000,000 bytes, which is bounds\.unpacked"):
        read(gzip.compress(bytes(300 * 2**20), 1))


@given(st.binary(max_size=300) | st.text("<>/urlset&;![CDATA news:title", max_size=200).map(str.encode))
def test_nothing_but_a_feed_error_comes_of_any_bytes(content: bytes) -> None:
    for document in (content, sitemap(entry(1)).replace(b"Gazette", content)):
        try:
            found = read(document)
        except FeedError:
            found = ()
        assert all(article.title.isprintable() for article in found)


def test_sitemaps_are_looked_at_with_what_their_last_answers_gave(local_site: LocalSite) -> None:
    url = local_site.serve("/news.xml", sitemap(entry(1)), ETag='"1"')
    (first,) = answer_to("look_at_sitemaps", [PollRequest("Gazette", url)], allow_private=True)
    assert (len(first.articles), first.validators.etag, first.fault) == (1, '"1"', None)
    local_site.serve("/news.xml", status=304)
    (again,) = answer_to("look_at_sitemaps", [PollRequest("Gazette", url, first.validators)], allow_private=True)
    assert (again.unchanged, again.articles) == (True, ())
    assert local_site.headers_asked("/news.xml")[1]["If-None-Match"] == '"1"'


@pytest.mark.parametrize(("status", "gone"), [(404, False), (410, True)])
def test_one_that_is_not_there_has_a_remedy_of_its_own(local_site: LocalSite, status: int, gone: bool) -> None:
    url = local_site.serve("/news.xml", status=status)
    (look,) = answer_to("look_at_sitemaps", [PollRequest("Gazette", url)], allow_private=True)
    assert look.fault is not None
    assert str(look.fault).endswith("give the news sitemap's new address in bot.toml, or take `sitemap` out")
    assert (look.fault.status, look.fault.gone) == (status, gone)


def test_one_that_fails_holds_up_no_other(local_site: LocalSite) -> None:
    good = local_site.serve("/news.xml", sitemap(entry(1)))
    requests = [PollRequest("A", f"{local_site.url}/none", Validators('"0"')), PollRequest("B", good)]
    missing, found = answer_to("look_at_sitemaps", requests, allow_private=True)
    assert missing.fault is not None
    assert (missing.fault.status, missing.validators) == (404, Validators('"0"'))
    assert len(found.articles) == 1
