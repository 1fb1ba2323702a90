from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import FeedError
from bot.sandbox.articles import SampleArticle, sample_articles
from bot.sandbox.newsroom_pages import Published, Site, article_page
from bot.sources.page.article import article_from_html
from bot.sources.page.body import body_in
from bot.sources.types import Bounds, WebPolicy
from bot.sources.web import WebSources
from bot.writing.reading.clean import all_paragraphs

if TYPE_CHECKING:
    from tests.sources.conftest import LocalSite

Saved = Callable[[str], bytes]

FURNITURE = (
    "<nav><ul>" + "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(20)) + "</ul></nav>",
    "<div class='sidebar widget'><h3>Most read</h3><ul>"
    + "".join(f'<li><a href="/{n}">Another story that many people like, number {n}</a></li>' for n in range(9))
    + "</ul></div>",
    "<section id='comments'><p>A comment of some length that says what nobody wants to hear.</p></section>"
    "<footer><p>Copyright Harbour News 2026. All rights reserved by the publisher.</p></footer>",
)


def answer_to(method: str, *args: Any, allow_private: bool = False, bounds: Bounds | None = None) -> Any:
    """What the web answers to that question."""
    with WebSources(WebPolicy(allow_private=allow_private, bounds=bounds or Bounds())) as sources:
        return getattr(sources, method)(*args)


def page_of(article: SampleArticle) -> str:
    """As its site shows it, with much around it."""
    site = Site("Harbour News", "News", "https://h.example")
    page = article_page(Published(article, site, 5, datetime(2026, 11, 23, tzinfo=UTC)))
    return page.replace("<body>", f"<body>{FURNITURE[0]}{FURNITURE[1]}").replace("</body>", f"{FURNITURE[2]}</body>")


@pytest.mark.parametrize("article", sample_articles(), ids=lambda article: article.slug[:20])
def test_the_body_is_the_whole_article_and_nothing_that_stands_around_it(article: SampleArticle) -> None:
    found = all_paragraphs(body_in(page_of(article), site="S", url="https://h.example/5"))
    lost = [part for part in all_paragraphs(article.body) if part not in found and not part.startswith("http")]
    assert lost == []
    assert len(found) <= len(all_paragraphs(article.body))


def test_pages_are_fetched_together_and_each_answer_stands_at_its_place(local_site: LocalSite, saved: Saved) -> None:
    good = local_site.serve("/good", saved("article.html"), Content_Type="text/html")
    pages = [("Gazette", f"{local_site.url}/none"), ("Gazette", good), ("Other", local_site.serve("/x", b"<p></p>"))]
    missing, body, empty = answer_to("read_bodies", pages, allow_private=True)
    assert isinstance(body, str)
    assert all_paragraphs(body)[0] == "The ferry stayed in port on Friday because of the storm."
    assert isinstance(missing, FeedError)
    assert (missing.status, missing.site) == (404, "Gazette")
    assert str(missing) == f"the article's own page {local_site.url}/none answers 404"
    assert "shows no article to a program" in str(empty)
    (headers,) = local_site.headers_asked("/good")
    assert headers["Accept"].startswith("text/html")
    assert headers["User-Agent"].startswith("syndication-bot/")


def test_a_page_in_an_old_encoding_is_read(local_site: LocalSite) -> None:
    page = (
        "<html><body><article>" + "<p>Küche und Straße liegen am Fluß, sagt man.</p>" * 5 + "</article></body></html>"
    )
    url = local_site.serve("/old", page.encode("windows-1252"), Content_Type="text/html; charset=iso-8859-1")
    (body,) = answer_to("read_bodies", [("S", url)], allow_private=True)
    assert "Küche und Straße" in str(body)


def test_a_page_that_leads_to_a_sign_in_is_not_read_as_the_article(local_site: LocalSite, saved: Saved) -> None:
    local_site.serve("/sign-in?back=/story", saved("article.html"), Content_Type="text/html")
    url = local_site.serve("/story", status=302, Location="/sign-in?back=/story")
    (fault,) = answer_to("read_bodies", [("S", url)], allow_private=True)
    assert str(fault) == f"the article's own page {url} leads to {local_site.url}/sign-in?back=/story"
    with pytest.raises(FeedError, match="which is not the article's own page"):
        answer_to("read_page", url, "S", allow_private=True)


def test_a_page_may_not_live_at_a_private_address_either(local_site: LocalSite, saved: Saved) -> None:
    (fault,) = answer_to("read_bodies", [("S", local_site.serve("/a", saved("article.html")))])
    assert "private address" in str(fault)
    assert local_site.asked == []


def test_a_slow_page_holds_no_other_up(local_site: LocalSite, saved: Saved) -> None:
    """The first answers only when the second has been asked for; one after the other they would wait for ever."""
    second_asked = threading.Event()

    def wait(request: BaseHTTPRequestHandler) -> None:
        assert second_asked.wait(5)
        local_site.serve("/second", saved("article.html"))
        request.send_response(404)
        request.send_header("Content-Length", "0")
        request.end_headers()

    def tell(request: BaseHTTPRequestHandler) -> None:
        second_asked.set()
        request.send_response(404)
        request.send_header("Content-Length", "0")
        request.end_headers()

    pages = [("S", local_site.handle("/first", wait)), ("S", local_site.handle("/second", tell))]
    assert [getattr(fault, "status", 0) for fault in answer_to("read_bodies", pages, allow_private=True)] == [404, 404]


def test_a_page_is_held_to_the_bounds_of_a_site(local_site: LocalSite) -> None:
    url = local_site.serve("/a", b"<p>" + b"long " * 1000)
    (fault,) = answer_to("read_bodies", [("S", url)], allow_private=True, bounds=Bounds(wire_bytes=1000))
    assert "more than 1,000 bytes" in str(fault)


def test_an_extractor_that_takes_too_long_is_stopped(saved: Saved) -> None:
    with pytest.raises(FeedError, match=r"takes longer than 0\.01 s"):
        body_in(saved("article.html").decode(), site="S", url="https://x.example/", seconds=0.01)


PAGES = {
    "a sample": lambda: page_of(sample_articles()[0]),
    "inline markup": lambda: (
        "<title>Silta</title><article><p>Kaupunginvaltuusto päätti <del>viisi</del> yhdeksän kuukautta työstä.</p>"
        "<p>Pormestari sanoi: <q>työt maksavat 3,5 miljoonaa</q>, kertoi kaupungin tiedote maanantaina.</p></article>"
    ),
    "a table": lambda: "<table><tr><td>" + "<p>Le conseil a décidé lundi de fermer le pont pendant neuf mois.</p>" * 3,
    "controls": lambda: "<p>\x85The council \x01voted on Monday to close the \u2028bridge for nine months.</p>" * 4,
    "only text": lambda: "<div>市议会星期一决定关闭大桥九个月。<br>市长说，工程费用为三百五十万元。</div>",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_preview_shows_the_body_that_is_sent(name: str) -> None:
    page, url = PAGES[name](), "https://h.example/5"
    previewed = article_from_html(page, site="S", url=url).body
    assert previewed
    assert body_in(page, site="S", url=url) == previewed


@pytest.mark.parametrize(
    "text",
    [
        "We and our partners store information on a device, such as cookies, and process personal data.",
        "Wir und unsere Partner speichern Informationen auf einem Gerät und verarbeiten personenbezogene Daten.",
        "Checking whether the connection is secure. This takes a moment; afterwards you are sent on by itself.",
    ],
)
def test_a_text_that_is_about_something_else_is_not_the_articles(text: str) -> None:
    page = (
        "<title>Harbour bridge to close for repairs</title><meta name=description content='The council voted on Friday"
        f" to close the harbour bridge for nine months; buses will be diverted.'><div>{f'<p>{text}</p>' * 4}</div>"
    )
    article = article_from_html(page, site="S", url="https://h.example/5")
    assert (article.title, article.body) == ("Harbour bridge to close for repairs", "")
    with pytest.raises(FeedError, match="shows no article"):
        body_in(page, site="S", url="https://h.example/5")


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel=canonical href='https://h.example/'>", "https://h.example/index.html"),
        ("<meta property='og:type' content='website'>", "https://h.example/"),
        ('<script type="application/ld+json">{"@type": "CollectionPage"}</script>', "https://h.example/politics/"),
    ],
)
def test_a_page_of_teasers_is_no_article(head: str, url: str) -> None:
    teasers = "<article><h2><a href=x>A story of the harbour</a></h2><p>A teaser of some words about it.</p></article>"
    with pytest.raises(FeedError, match="is it the article's own page"):
        article_from_html(f"<title>Gazette</title>{head}{teasers * 9}", site="S", url=url)


def test_the_extractor_is_not_loaded_for_the_sake_of_those_who_only_watch() -> None:
    watching = (
        "import bot.sources.poller, bot.sources.http.client, bot.sources.page.body, bot.sources.page.article, sys; "
        "print('trafilatura' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", watching], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "False"
