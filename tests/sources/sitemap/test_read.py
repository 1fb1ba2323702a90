from __future__ import annotations

import gzip
from collections.abc import Callable
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


FAULTS: dict[str, Callable[[bytes], bytes]] = {
    "blank lines before it": lambda sitemap: b"\n\n" + sitemap,
    "a mark and blanks before it": lambda sitemap: b"\xef\xbb\xbf \r\n" + sitemap,
    "a warning before it": lambda sitemap: b"<br />\n<b>Warning</b>: x in y.php on line 3<br />\n" + sitemap,
    "a script behind it": lambda sitemap: sitemap + b"\n<!-- cached --><script>var a = 1 && 2;</script>",
    "a second root behind it": lambda sitemap: sitemap + b"<html></html>",
    "a raw ampersand": lambda sitemap: sitemap.replace(b"?utm_source=news", b"?utm_source=news&lang=en"),
    "a reference of HTML": lambda sitemap: sitemap.replace(b"merger talks", b"merger&nbsp;talks"),
    "an undeclared prefix": lambda sitemap: sitemap.replace(b"xmlns:news=", b"xmlns:n="),
    "no namespaces": lambda sitemap: sitemap.replace(NAMESPACES.encode(), b""),
    "another namespace": lambda sitemap: sitemap.replace(b"schemas/sitemap/0.9", b"schemas/sitemap/0.84"),
    "another prefix": lambda sitemap: sitemap.replace(b"news:", b"n:").replace(b"xmlns:news", b"xmlns:n"),
    "https in namespaces": lambda sitemap: sitemap.replace(b'"http:', b'"https:'),
    "capitals": lambda sitemap: sitemap.replace(b"<loc>", b"<Loc>").replace(b"</loc>", b"</Loc>"),
    "a control character": lambda sitemap: sitemap.replace(b"merger", b"\x08merger"),
    "a broken letter": lambda sitemap: sitemap.replace(b"<urlset", b"<!-- \xe2\x80 --><urlset"),
    "Latin letters by its declaration": lambda sitemap: sitemap.replace(b"UTF-8", b"ISO-8859-1"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_sitemap_with_a_fault_is_read_as_it_is_without(fault: Callable[[bytes], bytes]) -> None:
    whole = read(sitemap(entry(1), entry(2, "Zürich’s “nine”")))
    found = read(fault(sitemap(entry(1), entry(2, "Zürich’s “nine”"))))
    assert [(article.title, article.published, article.tags, article.image) for article in found] == [
        (article.title, article.published, article.tags, article.image) for article in whole
    ]
    assert [article.link.removesuffix("&lang=en") for article in found] == [article.link for article in whole]


def test_an_entry_whose_end_is_missing_is_not_taken_together_with_the_next() -> None:
    found = read(sitemap(entry(1).replace("</url>", ""), entry(2, "B").replace("</news:title>", "")))
    assert [article.title for article in found] == ["Companies A, B in merger talks", "B"]


def test_of_several_pictures_the_first_is_the_articles() -> None:
    pictures = "".join(f"<image:image><image:loc>https://i.example/{n}</image:loc></image:image>" for n in range(3))
    (article,) = read(sitemap(entry(1).replace("<image:image>", f"{pictures}<image:image>")))
    assert article.image == "https://i.example/0"


def test_a_sitemap_that_only_its_http_header_describes_is_read() -> None:
    content = sitemap(entry(1, "東京")).replace(b' encoding="UTF-8"', b"").decode().encode("cp932")
    (article,) = read_sitemap(content, site="G", url=URL, content_type="text/xml; charset=Shift_JIS").articles
    assert article.title == "東京"


def test_a_title_of_a_picture_or_film_is_none_of_the_article() -> None:
    film = (
        "<video:video xmlns:video='urn:v'><video:title>A film</video:title><loc>https://v.example/</loc></video:video>"
    )
    (article,) = read(sitemap(entry(1).replace("<news:news>", f"{film}<news:news>").replace("</url>", f"{film}</url>")))
    assert (article.title, article.link) == (
        "Companies A, B in merger talks",
        "https://gazette.example/1/?utm_source=news",
    )


@pytest.mark.parametrize("days", [range(1, 29), range(28, 0, -1)], ids=["oldest first", "newest first"])
def test_of_too_many_articles_the_newest_are_read(days: range) -> None:
    entries = [entry(day).replace("2026-11-23T09", f"2026-10-{day:02}T09") for day in days]
    found = read(sitemap(*entries), Bounds(entries=3))
    assert sorted(article.published.day for article in found if article.published) == [26, 27, 28]


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
