from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.sources.sitemap.index import MOST_READ, SitemapEntry, worth_reading
from bot.sources.sitemap.read import read_sitemap
from bot.sources.types import Bounds, PollRequest, Validators, WebPolicy
from bot.sources.web import WebSources

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.server import BaseHTTPRequestHandler

    from bot.sources.types import PollResult
    from tests.sources.conftest import LocalSite

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = f'{SITEMAP} xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'


def answer_to(method: str, *args: Any, allow_private: bool = False, bounds: Bounds | None = None) -> Any:
    """What the web answers to that question."""
    with WebSources(WebPolicy(allow_private=allow_private, bounds=bounds or Bounds())) as sources:
        return getattr(sources, method)(*args)


def news(*numbers: int) -> bytes:
    """The higher an article's number, the older it is."""
    entries = (
        f"<url><loc>https://gazette.example/{number}</loc><n:news><n:title>Article {number}</n:title>"
        f"<n:publication_date>{(NOON - timedelta(minutes=number)).isoformat()}</n:publication_date></n:news></url>"
        for number in numbers
    )
    return f"<urlset {NEWS}>{''.join(entries)}</urlset>".encode()


def index(*listed: str, changed: str = "") -> bytes:
    sitemaps = (f"<sitemap><loc>{url}</loc><lastmod>{changed}</lastmod></sitemap>" for url in listed)
    return f"<sitemapindex {SITEMAP}>{''.join(sitemaps)}</sitemapindex>".encode()


def look(
    url: str, last: PollResult | None = None, *, since: datetime | None = None, bounds: Bounds | None = None
) -> PollResult:
    """The look at a sitemap after `last`."""
    request = PollRequest("Gazette", url, last.validators if last else Validators(), since=since)
    (found,) = answer_to("look_at_sitemaps", [request], allow_private=True, bounds=bounds)
    return found


def titles(found: PollResult) -> list[str]:
    return [article.title for article in found.articles]


def asked(site: LocalSite) -> list[str]:
    return sorted(path for path, _ in site.asked)


def test_an_index_says_which_sitemaps_there_are_and_when_they_have_changed(saved: Callable[[str], bytes]) -> None:
    for content in (saved("sitemap-index.xml"), gzip.compress(saved("sitemap-index.xml"))):
        listed = read_sitemap(content, site="Gazette", url="https://gazette.example/sitemap_index.xml").entries
        assert listed is not None
        assert len(listed) == 5
        assert listed[3] == SitemapEntry("https://gazette.example/news-sitemap.xml?page=1&lang=en", "2026-11-20")
        assert listed[4] == SitemapEntry("https://gazette.example/yoast-news-sitemap.xml")


def test_where_names_speak_of_news_no_others_are_read(saved: Callable[[str], bytes]) -> None:
    listed = read_sitemap(saved("sitemap-index.xml"), site="Gazette", url="https://gazette.example/").entries
    assert worth_reading(listed or ()) == [
        "https://gazette.example/news-sitemap.xml?page=1&lang=en",
        "https://gazette.example/yoast-news-sitemap.xml",
    ]


@pytest.mark.parametrize(
    ("urls", "expected"),
    [
        (["https://news.example/posts.xml", "https://news.example/pages.xml"], [0, 1]),
        (["https://a.example/news/posts.xml", "https://a.example/posts.xml"], [0]),
        (["https://a.example/news/posts.xml", "https://a.example/news/GoogleNews.xml.gz"], [1]),
        (["https://a.example/out/?type=post", "https://a.example/out/?type=news"], [1]),
        (["https://a.example/news-sitemap/?from=0", "https://a.example/sitemap/?from=0"], [0]),
        (["https://a.example/news.xml", "https://a.example/news.xml"], [0]),
        ([], []),
    ],
)
def test_an_address_speaks_of_news_in_its_name_or_else_in_its_folders(urls: list[str], expected: list[int]) -> None:
    assert worth_reading([SitemapEntry(url) for url in urls]) == [urls[number] for number in expected]


def test_of_thousands_a_few_are_read_those_that_have_changed_last() -> None:
    many = [SitemapEntry(f"https://a.example/{n}", (NOON + timedelta(minutes=n)).isoformat()) for n in range(5000)]
    undated = SitemapEntry("https://a.example/undated", "yesterday, perhaps")
    assert worth_reading([undated, *many]) == [f"https://a.example/{n}" for n in range(4999, 4999 - MOST_READ, -1)]


def test_without_dates_the_first_are_read() -> None:
    assert worth_reading([SitemapEntry(f"https://a.example/{n}") for n in range(9)]) == [
        f"https://a.example/{n}" for n in range(MOST_READ)
    ]


def test_an_index_is_followed_to_the_news_sitemaps_that_it_lists(local_site: LocalSite) -> None:
    a = local_site.serve("/news-1.xml", news(3, 1))
    b = local_site.serve("/news-2.xml.gz", gzip.compress(news(2)))
    others = [local_site.serve(f"/post-{number}.xml", news(4)) for number in range(20)]
    found = look(local_site.serve("/index.xml", index(*others, a, b)))
    assert titles(found) == ["Article 1", "Article 2", "Article 3"]
    assert (found.fault, found.partial_fault) == (None, None)
    assert asked(local_site) == ["/index.xml", "/news-1.xml", "/news-2.xml.gz"]


def test_what_an_index_lists_may_be_relative_to_where_it_has_moved(local_site: LocalSite) -> None:
    local_site.serve("/new/news.xml", news(1))
    moved = local_site.serve("/new/index.xml", index("news.xml"))
    found = look(local_site.serve("/index.xml", status=301, Location="/new/index.xml"))
    assert (titles(found), found.moved_to) == (["Article 1"], moved)


def test_a_sitemap_that_has_changed_is_seen_though_the_index_has_not(local_site: LocalSite) -> None:
    a, b = local_site.serve("/news-1.xml", news(2)), local_site.serve("/news-2.xml", news(3))
    url = local_site.serve("/index.xml", index(a, b), ETag='"as ever"', Last_Modified="Mon, 23 Nov 2026 12:00:00 GMT")
    first = look(url)
    local_site.serve("/news-2.xml", news(1, 3))
    again = look(url, first)
    assert (again.unchanged, titles(again)) == (False, ["Article 1", "Article 2", "Article 3"])
    assert not {"If-None-Match", "If-Modified-Since"}.intersection(*local_site.headers_asked("/index.xml"))


def test_sitemaps_that_say_the_same_are_unchanged_whatever_the_index_says_of_them(local_site: LocalSite) -> None:
    a, b = local_site.serve("/news-1.xml", news(2)), local_site.serve("/news-2.xml", news(3))
    url = local_site.serve("/index.xml", index(a, b))
    first = look(url)
    local_site.serve("/index.xml", index(b, a, changed="2026-11-23"))
    again = look(url, first)
    assert (again.unchanged, again.articles, again.validators) == (True, (), first.validators)


def test_a_sitemap_that_an_index_lists_anew_is_read(local_site: LocalSite) -> None:
    a = local_site.serve("/news-1.xml", news(2))
    first = look(local_site.serve("/index.xml", index(a)))
    url = local_site.serve("/index.xml", index(a, local_site.serve("/news-2.xml", news(1))))
    assert titles(look(url, first)) == ["Article 1", "Article 2"]


def test_an_index_may_become_a_sitemap_and_a_sitemap_an_index(local_site: LocalSite) -> None:
    a = local_site.serve("/news-1.xml", news(2))
    url = local_site.serve("/news.xml", news(2), ETag='"1"')
    plain = look(url)
    local_site.serve("/news.xml", index(a), ETag='"2"')
    listed = look(url, plain)
    local_site.serve("/news.xml", news(1), ETag='"3"')
    assert (titles(listed), titles(look(url, listed))) == (["Article 2"], ["Article 1"])
    assert [headers.get("If-None-Match") for headers in local_site.headers_asked("/news.xml")] == [
        None,
        '"1"',
        None,
    ]


def test_a_sitemap_that_fails_is_told_and_the_others_stand(local_site: LocalSite) -> None:
    a = local_site.serve("/news-1.xml", news(1))
    gone = local_site.serve("/news-2.xml", status=410)
    broken = local_site.serve("/news-3.xml", b"<urlset")
    url = local_site.serve("/index.xml", index(a, gone, broken))
    found = look(url)
    assert (titles(found), found.fault) == (["Article 1"], None)
    assert found.partial_fault is not None
    told = str(found.partial_fault)
    assert told.startswith(f"{url} lists what cannot be read: {gone} answers 410: ask its host to take it out of")
    assert f"{broken} is no sitemap: its XML is broken" in told
    assert (found.partial_fault.gone, found.partial_fault.status) == (False, 0)


def test_a_sitemap_that_has_recovered_is_read(local_site: LocalSite) -> None:
    a = local_site.serve("/news-1.xml", news(2))
    url = local_site.serve("/index.xml", index(a, f"{local_site.url}/news-2.xml"))
    first = look(url)
    still = look(url, first)
    assert (still.unchanged, str(still.partial_fault)) == (True, str(first.partial_fault))
    local_site.serve("/news-2.xml", news(1))
    again = look(url, still)
    assert (titles(again), again.partial_fault) == (["Article 1", "Article 2"], None)


def test_where_no_sitemap_can_be_read_the_look_has_failed_and_keeps_what_the_last_one_gave(
    local_site: LocalSite,
) -> None:
    local_site.serve("/news-1.xml", news(1))
    url = local_site.serve("/index.xml", index(f"{local_site.url}/news-1.xml"))
    first = look(url)
    local_site.serve("/news-1.xml", status=503, Retry_After="3600")
    before = datetime.now(UTC)
    failed = look(url, first)
    after = datetime.now(UTC)
    assert "/news-1.xml answers 503" in str(failed.fault)
    assert (failed.articles, failed.validators) == ((), first.validators)
    assert failed.ask_again_at is not None
    assert before <= failed.ask_again_at - timedelta(hours=1) <= after


def test_an_index_within_an_index_is_refused_with_the_remedy(local_site: LocalSite) -> None:
    a = local_site.serve("/news-1.xml", news(1))
    inner = local_site.serve("/news-index.xml", index(local_site.serve("/news-2.xml", news(2))))
    found = look(local_site.serve("/index.xml", index(a, inner)))
    assert titles(found) == ["Article 1"]
    assert f"{inner} is a list of sitemaps too" in str(found.partial_fault)
    assert str(found.partial_fault).endswith("give that one's own address")
    assert "/news-2.xml" not in asked(local_site)
    alone = look(local_site.serve("/outer.xml", index(inner)))
    assert str(alone.fault).endswith("give that one's own address")


@pytest.mark.parametrize("ordinary", [0, 1, 9])
def test_an_index_without_news_is_refused_with_the_remedy(local_site: LocalSite, ordinary: int) -> None:
    content = f"<urlset {SITEMAP}><url><loc>https://gazette.example/about</loc></url></urlset>".encode()
    urls = [local_site.serve(f"/post-{number}.xml", content) for number in range(ordinary)]
    found = look(local_site.serve("/index.xml", index(*urls)))
    assert str(found.fault).endswith("give the address of the news sitemap itself")
    assert len(local_site.asked) == 1 + min(ordinary, MOST_READ)


def test_a_news_sitemap_without_articles_is_one_all_the_same(local_site: LocalSite) -> None:
    a = local_site.serve("/quiet.xml", news())
    found = look(local_site.serve("/index.xml", index(a)))
    assert (found.fault, found.articles) == (None, ())


def test_the_number_of_articles_is_bounded_over_all_sitemaps_together_to_the_newest(local_site: LocalSite) -> None:
    urls = [local_site.serve(f"/news-{n}.xml", news(n, n + 10, n + 20)) for n in range(4)]
    found = look(local_site.serve("/index.xml", index(*urls)), bounds=Bounds(entries=5))
    assert titles(found) == [f"Article {number}" for number in (0, 1, 2, 3, 10)]


def test_what_was_published_before_the_first_look_is_left_out(local_site: LocalSite) -> None:
    """It may stand in a sitemap that was not among those read then, and would else be taken for new."""
    undated = news(7).replace(b"n:publication_date", b"n:date")
    a, b = local_site.serve("/news-1.xml", news(1, 5, 9)), local_site.serve("/news-2.xml", undated)
    url = local_site.serve("/index.xml", index(a, b))
    assert titles(look(url, since=NOON - timedelta(minutes=5))) == ["Article 1", "Article 7"]


def test_a_sitemap_alone_shows_what_was_published_before_the_first_look(local_site: LocalSite) -> None:
    url = local_site.serve("/news.xml", news(1, 5))
    assert titles(look(url, since=NOON)) == ["Article 1", "Article 5"]


def test_each_answer_is_held_to_the_bounds(local_site: LocalSite) -> None:
    a, b = local_site.serve("/news-1.xml", news(1)), local_site.serve("/news-2.xml", gzip.compress(bytes(10**6)))
    found = look(local_site.serve("/index.xml", index(a, b)), bounds=Bounds(content_bytes=10**5))
    assert titles(found) == ["Article 1"]
    assert "more than 100,000 bytes, which is bounds.unpacked" in str(found.partial_fault)
    late = local_site.handle("/news-2.xml", lambda _: local_site.closing.wait(20) and None)
    found = look(local_site.serve("/index.xml", index(a, late)), bounds=Bounds(seconds=1))
    assert titles(found) == ["Article 1"]
    assert f"{late} did not finish its answer within 1 s" in str(found.partial_fault)


def test_an_index_leads_to_no_private_address(local_site: LocalSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy stands for the public site: loopback is the only network that a test has."""
    private = local_site.serve("/news-1.xml", news(1))
    local_site.serve("http://public.example/news-2.xml", news(2))
    local_site.serve("http://public.example/index.xml", index(private, "news-2.xml"))
    monkeypatch.setenv("http_proxy", local_site.url)
    (found,) = answer_to("look_at_sitemaps", [PollRequest("Gazette", "http://public.example/index.xml")])
    assert titles(found) == ["Article 2"]
    assert "127.0.0.1 is at a private address" in str(found.partial_fault)
    assert "/news-1.xml" not in asked(local_site)


def test_an_index_leads_to_no_other_scheme(local_site: LocalSite) -> None:
    found = look(local_site.serve("/index.xml", index("file:///etc/passwd", "ftp://a.example/news.xml")))
    assert str(found.fault).endswith("it is empty: give the address of the news sitemap itself")


def test_at_most_two_connections_go_to_the_host_of_an_index(local_site: LocalSite) -> None:
    ports = set()

    def noting(request: BaseHTTPRequestHandler) -> None:
        ports.add(request.client_address[1])
        content = news(1)
        request.send_response(200)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)

    urls = [local_site.handle(f"/news-{number}.xml", noting) for number in range(MOST_READ)]
    assert len(look(local_site.serve("/index.xml", index(*urls))).articles) == MOST_READ
    assert len(ports) <= 2


def test_the_next_look_comes_when_the_first_sitemap_may_have_something_newer(local_site: LocalSite) -> None:
    a = local_site.serve("/news-1.xml", news(1), Cache_Control="max-age=600")
    b = local_site.serve("/news-2.xml", news(2), Cache_Control="max-age=6000")
    url = local_site.serve("/index.xml", index(a, b), Cache_Control="max-age=60000")
    before = datetime.now(UTC)
    soon = look(url).ask_again_at
    after = datetime.now(UTC)
    assert soon is not None
    assert before <= soon - timedelta(minutes=10) <= after
    local_site.serve("/news-1.xml", news(1))
    assert look(url).ask_again_at is None
