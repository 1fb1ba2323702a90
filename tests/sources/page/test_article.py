from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.article import identities
from bot.errors import FeedError
from bot.sources.page.article import article_from_html, article_from_text, read_saved
from bot.sources.parsing.feed import parse
from bot.sources.types import Bounds, WebPolicy
from bot.sources.web import WebSources
from tests.outside import OUTSIDE

if TYPE_CHECKING:
    from tests.sources.conftest import LocalSite

Saved = Callable[[str], bytes]


def answer_to(method: str, *args: Any, allow_private: bool = False, bounds: Bounds | None = None) -> Any:
    """What the web answers to that question."""
    with WebSources(WebPolicy(allow_private=allow_private, bounds=bounds or Bounds())) as sources:
        return getattr(sources, method)(*args)


def test_a_page_gives_the_article_and_nothing_of_its_surroundings(saved: Saved) -> None:
    article = article_from_html(saved("article.html"), site="Gazette", url="https://gazette.example/x?utm_source=y")
    assert article.title == "The mayor’s ferry & the storm"
    assert article.link == "https://gazette.example/2026/11/20/the-mayors-ferry/"
    assert article.body == (
        '<p>The ferry stayed in port on Friday because of the <a href="/storm">storm</a>.</p>\n'
        "<h2>Monday</h2>\n<p>It sails again on Monday.</p>"
    )
    assert article.excerpt == "<p>The ferry stayed in port.</p>"
    assert (article.author, article.tags, article.language) == ("Ann Lee", ("Harbour",), "en-GB")
    assert article.image == "https://gazette.example/files/ferry.jpg"
    assert article.published == datetime(2026, 11, 19, 23, 15, tzinfo=UTC)


def test_an_article_is_known_again_by_its_page_and_by_its_feed(saved: Saved) -> None:
    by_page = article_from_html(saved("article.html"), site="Gazette")
    by_feed = parse(saved("wordpress.rss.xml"), site="Gazette", url="https://gazette.example/feed/")[0]
    shared = {identity.kind for identity in set(identities(by_page)) & set(identities(by_feed))}
    assert shared == {"guid", "url", "wordpress"}


def test_a_page_without_metadata_gives_its_heading_and_its_densest_block() -> None:
    page = (
        "<title>Site</title><body><div><p>Menu</p></div><h1>Head <i>line</i></h1>"
        "<div id=x class='has-sidebar'><p>The first paragraph of the story.</p><p>The second.</p></div></body>"
    )
    article = article_from_html(page, site="S", url="https://x.example/a")
    assert (article.title, article.link) == ("Head line", "https://x.example/a")
    assert article.body == "<p>The first paragraph of the story.</p>\n<p>The second.</p>"


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        ("<title>Café “x”</title>".encode(), ""),
        ("<title>Café “x”</title>".encode("cp1252"), ""),
        ("<title>Café “x”</title>".encode("cp1252"), "text/html; charset=iso-8859-1"),
        ('<meta charset="windows-1252"><title>Café “x”</title>'.encode("cp1252"), ""),
        ("<title>Café “x”</title>".encode("utf-16"), ""),
        ("<title>Café “x”</title>".encode("utf-8-sig"), "text/html; charset=latin-1"),
        ('<?xml version="1.0" encoding="utf-8"?><title>Café “x”</title>'.encode(), ""),
        ("<title>Café “x”</title>".encode(), "text/html; charset=nonsense"),
    ],
)
def test_a_page_is_decoded_by_what_it_is(content: bytes, content_type: str) -> None:
    assert article_from_html(content, site="S", content_type=content_type).title == "Café “x”"


@pytest.mark.parametrize("charset", ["unicode_escape", "punycode", "utf-7", "undefined", "idna", "rot13", "base64"])
def test_a_page_does_not_choose_among_pythons_own_codecs(charset: str) -> None:
    page = f'<meta charset="{charset}"><title>Caf\\xe9 +AGEA-</title>'.encode()
    assert article_from_html(page, site="S").title == "Caf\\xe9 +AGEA-"


def test_an_xml_declaration_anywhere_is_no_danger() -> None:
    page = '<?xml version="1.0"?><?xml version="1.0" encoding="shift_jis"?><title>Café</title>'
    assert article_from_html(page, site="S").title == "Café"


def test_of_a_page_that_is_nothing_but_tags_only_the_beginning_is_read() -> None:
    page = "<title>T</title><p>The story.</p>" + "<p>x" * 400_000
    assert len(article_from_html(page, site="S").body) < 1_000_000


def test_control_characters_in_a_page_are_no_danger() -> None:
    page = "<body><h1>A\x01 &#2;title</h1><nav>menu</nav>tail &#1; \x02<p>text</p></body>"
    assert article_from_html(page, site="S").title == "A title"


def test_a_text_gives_its_first_line_as_the_title() -> None:
    article = article_from_text(
        "A title\r\n\r\nOne <b>\r\nline.\r\n\r\n\r\nTwo & more.\n", site="S", url="https://x.example/a"
    )
    assert (article.title, article.link) == ("A title", "https://x.example/a")
    assert article.body == "<p>One &lt;b&gt;<br>\nline.</p>\n<p>Two &amp; more.</p>"


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"<html></html>", "no article"),
        (b"<!-- x -->", "no article"),
    ],
)
def test_what_holds_no_article_is_refused(content: bytes, remedy: str) -> None:
    with pytest.raises(FeedError, match=remedy):
        read_saved(content, site="S")


def test_a_saved_file_is_told_apart_by_looking(saved: Saved) -> None:
    assert len(read_saved(saved("wordpress.rss.xml"), site="S")) == 3
    assert len(read_saved(saved("feed.json"), site="S")) == 2
    assert len(read_saved(saved("atom.xml").replace(b"<?xml", b"\n<?xml"), site="S", url="https://x.example/")) == 2
    assert read_saved(saved("article.html"), site="S")[0].author == "Ann Lee"
    assert read_saved("\ufeffWords\n\nAnd more.".encode(), site="S")[0].title == "Words"
    assert read_saved(b"[Update] The ferry sails", site="S")[0].title == "[Update] The ferry sails"
    assert read_saved(b"<p>Only a fragment</p>", site="S")[0].body == "<p>Only a fragment</p>"


@pytest.mark.outside_data("seed-article.txt")
@pytest.mark.outside_data("moderntokyonews.rss.xml")
def test_the_sample_article_is_the_same_from_its_text_and_from_its_feed() -> None:
    (by_text,) = read_saved((OUTSIDE / "seed-article.txt").read_bytes(), site="Modern Tokyo News")
    (by_feed,) = read_saved((OUTSIDE / "moderntokyonews.rss.xml").read_bytes(), site="Modern Tokyo Times")
    assert by_text.title == by_feed.title
    assert [one.value for one in identities(by_text)] == [
        one.value for one in identities(by_feed) if one.kind in ("fingerprint", "text")
    ]


def test_an_article_can_be_fetched_from_its_own_page(local_site: LocalSite, saved: Saved) -> None:
    url = local_site.serve("/a", saved("article.html"))
    assert answer_to("read_page", url, "Gazette", allow_private=True).article.author == "Ann Lee"
    with pytest.raises(FeedError, match="404"):
        answer_to("read_page", local_site.url + "/none", "Gazette", allow_private=True)


@pytest.mark.parametrize(("status", "gone"), [(200, False), (403, False), (404, True), (410, True), (503, False)])
def test_a_page_is_gone_where_it_says_so_and_not_where_it_fails(local_site: LocalSite, status: int, gone: bool) -> None:
    assert (
        answer_to("is_gone", local_site.serve("/article", b"<p>Text.</p>", status=status), allow_private=True) is gone
    )


ARTICLE = '<script type="application/ld+json">{"@type": "%s", "headline": "Bridge closes"}</script>'
"""JSON-LD of a page about an article of that type."""


@pytest.mark.parametrize(
    ("head", "says_article"),
    [
        (ARTICLE % "NewsArticle", True),
        (ARTICLE % "BlogPosting", True),
        (ARTICLE % "WebPage", False),
        ('<meta property="article:published_time" content="2026-11-27T09:00:00Z">', True),
        ('<meta property="og:type" content="article">', True),
        # What a plug-in for search engines writes on a page such as "About us".
        (
            '<meta property="og:type" content="article">'
            '<meta property="article:modified_time" content="2026-11-27T09:00:00Z">',
            False,
        ),
        ('<meta property="og:type" content="website">', False),
        ('<meta property="og:type" content="product">', False),
        ("", False),
    ],
)
def test_a_page_is_an_article_where_it_says_so(local_site: LocalSite, head: str, says_article: bool) -> None:
    page = f"<html><head><title>Bridge closes</title>{head}</head><body><h1>Bridge closes</h1><p>On Monday.</p></body>"
    url = local_site.serve("/about", page.encode(), Content_Type="text/html; charset=utf-8")
    assert answer_to("read_page", url, "S", allow_private=True).says_article is says_article


def test_what_only_the_json_ld_of_a_page_says_of_its_article_is_read() -> None:
    told = '{"@type": "NewsArticle", "headline": "Talks", "datePublished": "2026-11-27T13:05:00Z", "author": "A. Lee"}'
    other = '<time datetime="2020-01-01">An older story</time>'
    page = f"<html><title>Talks</title><script type='application/ld+json'>{told}</script><p>They met.</p>{other}</html>"
    article = article_from_html(page, site="S", url="https://news.example/a")
    assert (article.published, article.author) == (datetime(2026, 11, 27, 13, 5, tzinfo=UTC), "A. Lee")


def test_a_page_that_cannot_be_asked_is_not_gone() -> None:
    assert not answer_to("is_gone", "http://127.0.0.1:9/article", allow_private=True)


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: f"<html><p>{text}".encode())))
def test_no_file_is_too_strange(content: bytes) -> None:
    try:
        found = read_saved(content, site="S")
    except FeedError:
        return
    for article in found:
        assert article.title or article.body or article.guid or article.link
        (article.title + article.body).encode()


@pytest.mark.parametrize("junk", ["http://[", "javascript:alert(1)", "https://", "http://a b:99999999/"])
@pytest.mark.parametrize("tag", ['<link rel="canonical" href="{}">', '<meta property="og:url" content="{}">'])
def test_an_address_that_is_none_gives_way_to_the_pages_own(junk, tag):
    page = f"<html><head><title>Talks</title>{tag.format(junk)}</head><body><p>They met.</p></body></html>"
    assert article_from_html(page, site="S", url="https://news.example/a").link == "https://news.example/a"


def test_a_page_tells_its_section_and_that_an_advertiser_has_paid_for_it() -> None:
    page = (
        '<html><head><title>Ferry trips</title><meta property="article:section" content="Travel">'
        '<script type="application/ld+json">{"@type": "AdvertiserContentArticle", "headline": "Ferry trips"}</script>'
        "</head><body><article><p>The ferry sails again from March, and the first trips are sold.</p></article></body>"
    )
    article = article_from_html(page, site="Gazette", url="https://gazette.example/ferry")
    assert article.tags == ("Travel", "AdvertiserContentArticle")


def test_a_page_tells_that_it_gives_a_view() -> None:
    page = (
        '<html><head><title>Keep the ferry</title><script type="application/ld+json">'
        '{"@type": ["NewsArticle", "OpinionNewsArticle"], "headline": "Keep the ferry", "author": {"name": "Ann Low"}}'
        "</script></head><body><article><p>The ferry must sail again from March, for 300 people.</p></article></body>"
    )
    article = article_from_html(page, site="Gazette", url="https://gazette.example/ferry")
    assert (article.tags, article.author) == (("OpinionNewsArticle",), "Ann Low")


@pytest.mark.parametrize(
    "data",
    [
        '{"@type": "ClaimReview", "claimReviewed": "Ohio towns fine owners of fake grass"}',
        '[{"@type": "NewsArticle", "headline": "Fake grass"}, {"@type": ["ClaimReview"]}]',
        '{"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, {"@type": "https://schema.org/ClaimReview"}]}',
    ],
)
def test_a_page_tells_that_it_checks_a_claim(data: str) -> None:
    page = (
        f'<html><head><title>Fake grass</title><script type="application/ld+json">{data}</script></head>'
        "<body><article><p>A post says that Ohio towns may fine people for artificial turf.</p></article></body></html>"
    )
    assert "ClaimReview" in article_from_html(page, site="Gazette", url="https://gazette.example/grass").tags
