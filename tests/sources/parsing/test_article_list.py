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


CARDS = {
    "divisions": "<div class='c'><div class='t'><a href='/n/{n}'>{title}</a></div><div>{text}</div></div>",
    "paragraphs": "<p><a href='/n/{n}'><b>{title}</b></a> {text}</p>",
    "links around all": "<a class='card' href='/n/{n}'><img src='/{n}.jpg'><span>{title}</span><span>{text}</span></a>",
    "a list of links alone": "<li><a href='/n/{n}'>{title}</a></li>",
    "links with dates": "<li><time>28.11.2026</time> <span>Port</span> <a href='https://gazette.example/n/{n}'>{title}</a></li>",
    "a list of definitions": "<dt><a href='/n/{n}'>{title}</a></dt><dd>{text}</dd>",
    "a table": "<tr><td><img src='/{n}.gif'></td><td><a href='/n/{n}.html'>{title}</a><br>{text}</td></tr>",
    "lines": "<a href='/n/{n}'>{title}</a><br>{text}<br><br>",
    "rows": "<div><div><a href='/n/{n}'>{title}</a></div><div><a href='/m/{n}'>{title} - {n}</a></div></div>",
    "custom elements": "<my-card><slot><a href='?id={n}'>{title}</a></slot><my-text>{text}</my-text></my-card>",
    "articles": "<article><figure></figure><strong><a href='/n/{n}'>{title}</a></strong><p>{text}</p></article>",
}
TITLES = {
    "English": "Ferry number {n} opens to the public in spring",
    "Japanese": "第{n}埠頭が春に一般公開へ、市長が会見",
    "Russian": "Паром номер {n} откроется весной",
    "Arabic": "افتتاح العبارة رقم {n} في الربيع المقبل",
}


def cards(form: str, title: str, count: int = 8, text: str = TEXT) -> str:
    return "".join(form.format(n=n, title=title.format(n=n), text=text) for n in range(count))


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
@pytest.mark.parametrize("form", CARDS.values(), ids=CARDS)
def test_a_page_of_announcements_without_headings_is_no_article(form: str, title: str) -> None:
    menu = "<div class='menu'><a href='/'>Home</a><a href='/sport'>Sport</a><a href='/ports'>Ports</a></div>"
    intro = "<p>All that happens at the quays of Aldport.</p>"
    end = "<div class='end'>© 2026 Gazette</div>"
    assert title_of(f"<form>{menu}<div>{intro}{cards(form, title)}</div>{end}</form>") == ""


@pytest.mark.parametrize("form", CARDS.values(), ids=CARDS)
def test_an_article_with_cards_behind_it_is_one(form: str) -> None:
    related = f"<div>{cards(form, TITLES['English'])}</div>"
    own = f"<div class='head'>Bakers strike</div><div>{TEXT} {TEXT}<br><br>{TEXT}</div>"
    assert title_of(f"<main>{own}{related}</main>", "<title>Bakers strike</title>") == "Bakers strike"
    headline = "<h1>The bakers of the old town strike over flour</h1><p>A photograph.</p>"
    assert title_of(f"<main>{headline}{related}</main>", "<title>T</title>").startswith("The bakers")


ARTICLES = {
    "links within sentences": "<div>"
    + "".join(
        f"The guild of bakers told <a href='/n/{n}'>the gazette of the old town</a> that it wants tax {n} lifted soon. "
        f"<a href='/m/{n}'>The mayor has promised</a>, too, an answer by Friday.<br><br>"
        for n in range(6)
    )
    + "</div>",
    "paragraphs that name a source": "".join(
        f"<p>In <a href='https://law.example/{n}'>the code of trades, part {n}</a>, it says: {TEXT * 8}</p>"
        for n in range(6)
    ),
    "a table of figures": "<table>"
    + "".join(f"<tr><td>{n}</td><td>Flour, a sack</td><td>{n * 7} euros</td></tr>" for n in range(80))
    + f"</table><ul>{cards(CARDS['a list of links alone'], TITLES['English'])}</ul>",
    "few cards": f"<p>Closed on Monday.</p>{cards(CARDS['divisions'], TITLES['English'], 4)}",
}


@pytest.mark.parametrize("body", ARTICLES.values(), ids=ARTICLES)
def test_a_page_with_text_of_its_own_is_no_list_however_many_links_it_has(body: str) -> None:
    assert title_of(f"<main>{body}</main>", "<title>Bakers strike</title>") == "Bakers strike"
