"""A front page, a section and a search are lists of articles, however they are built; an article is none."""

from __future__ import annotations

import pytest

from bot.sources.parsing.markup import read_page

URL = "https://gazette.example/ports"
TEXT = "The bakers of the old town began a strike on Wednesday over the price of flour, which has risen since summer."
PROSE = f"<p>{TEXT} The guild wants a tax lifted, and the mayor has promised an answer by Friday evening.</p>" * 4

TEASERS = {
    "articles": "<article><h2><a href='/n/{n}'>Story {n} of the day</a></h2><p>{text}</p></article>",
    "divisions": "<div class='c'><h3><a href='/n/{n}'>Story {n} of the day</a></h3><div>{text}</div></div>",
    "links around all": "<a href='/n/{n}'><h3>Story {n} of the day</h3><p>{text}</p></a>",
    "a list": "<li><h4><a href='https://gazette.example/n/{n}'>Story {n}</a></h4><span>{text}</span></li>",
    "pages of Japanese": "<section><h2><a href='/n/{n}'>第{n}埠頭が開く</a></h2><p>{text}</p></section>",
}


def title_of(body: str, head: str = "<title>Ports - Gazette</title>") -> str:
    return read_page(f"<html><head>{head}</head><body>{body}</body></html>", URL).title


def teasers(form: str, count: int) -> str:
    return "".join(form.format(n=n, text=TEXT) for n in range(count))


@pytest.mark.parametrize(
    "heading", ["", "<h1>Ports</h1>", "<h1>Ports</h1><p>All that happens at the quays of Aldport.</p>"]
)
@pytest.mark.parametrize("form", TEASERS.values(), ids=TEASERS)
def test_a_page_of_announcements_is_no_article(form: str, heading: str) -> None:
    assert title_of(f"<nav><a href='/'>Home</a></nav><main>{heading}{teasers(form, 5)}</main>") == ""


@pytest.mark.parametrize("form", TEASERS.values(), ids=TEASERS)
def test_an_article_with_others_announced_behind_it_is_one(form: str) -> None:
    assert title_of(f"<main><h1>Bakers strike</h1>{PROSE}{teasers(form, 5)}</main>") == "Bakers strike"


def test_an_article_with_headings_that_lead_into_itself_is_one() -> None:
    parts = "".join(f"<h2 id='p{n}'><a href='#p{n}'>Part {n}</a></h2>{PROSE}" for n in range(4))
    own = f"<h1><a href='{URL}/'>Bakers strike</a></h1>"
    assert title_of(f"<main>{own}{parts}</main>") == "Bakers strike"


def test_a_page_that_says_that_it_is_an_article_is_one() -> None:
    head = "<title>T</title><meta property='article:published_time' content='2026-11-27T09:00:00Z'>"
    assert title_of(f"<main><h1>Five stories of the week</h1>{teasers(TEASERS['divisions'], 5)}</main>", head)


def test_a_page_under_the_name_of_its_site_alone_is_no_article() -> None:
    head = "<title>Harbour Gazette</title><meta property='og:site_name' content='Harbour gazette'>"
    assert title_of(PROSE, head) == ""
    assert title_of(f"<h1>Bakers strike</h1>{PROSE}", head) == "Bakers strike"
