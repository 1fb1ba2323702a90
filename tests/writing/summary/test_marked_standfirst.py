"""A standfirst that the article's own markup names is used as one, wherever the site's software has put it."""

from __future__ import annotations

import pytest

from bot.article import Article
from bot.writing.reading.clean import marked_standfirst

TEXT = "Cracks were found below its third arch. Lorries of more than twelve tonnes have to go by way of Clifton."
BODY = (
    "<p>Drivers will need patience this winter.</p>"
    "<p>From Monday the old harbour bridge takes one lane of traffic at a time until February, the county said.</p>"
    "<p>Divers who looked at the pillars this month measured four cracks, the longest of them as tall as a man.</p>"
)
TITLE = "Harbour bridge: one lane of traffic until February"


@pytest.mark.parametrize(
    "element",
    [
        '<div class="field field--name-field-chapo"><p>{}</p></div>',
        '<p class="article__standfirst">{}</p>',
        "<p class='teaser'>{}</p>",
        '<div class="c-dek">{}</div>',
        '<p class="entradilla">{}</p>',
        '<p class="Perex">{}</p>',
        '<p class="ingress bold">{}</p>',
        '<div class="news-sapo">{}</div>',
        '<p class="sommario">{}</p>',
        '<p class="linhafina">{}</p>',
    ],
)
@pytest.mark.parametrize("is_excerpt", [False, True])
def test_it_is_known_by_its_name_in_many_languages(compose_post, element: str, is_excerpt: bool) -> None:
    markup = element.format(TEXT) + BODY
    article = Article(
        site="Gazette",
        title=TITLE,
        link="https://example.org/bridge",
        body="" if is_excerpt else markup,
        excerpt=markup if is_excerpt else "",
        language="en",
    )
    assert TEXT in compose_post(article).text


@pytest.mark.parametrize(
    "body",
    [
        '<p class="byline">By Ann Low in the old town of Exford.</p>',
        '<div class="introduction-video">Watch</div>',
        '<p class="leadership">The leader of the council spoke.</p>',
        "<p>No name at all.</p>",
    ],
)
def test_other_names_say_nothing(body: str) -> None:
    assert marked_standfirst(body) == ""


DECK = "Lorries of more than twelve tonnes have to go by way of Clifton until the cracks are mended."


@pytest.mark.parametrize("start", ["<h2>{}</h2>", "<div class='text'><h3 id='a'>{}</h3>", "\n<h4><b>{}</b></h4>\n"])
def test_a_whole_sentence_as_a_heading_before_all_paragraphs_is_one(start: str) -> None:
    assert DECK in marked_standfirst(start.format(DECK) + BODY, headings=True)


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>{DECK[:-1]}</h2>{BODY}",  # perhaps the headline again, or a heading of a section
        f"{BODY}<h2>{DECK}</h2><p>More.</p>",
        "<h2>Why now?</h2>" + BODY,
        "<h2>In brief.</h2>" + BODY,
    ],
)
def test_other_headings_are_none(body: str) -> None:
    assert marked_standfirst(body, headings=True) == ""


def test_a_heading_that_is_a_sentence_stands_in_the_post(compose_post) -> None:
    article = Article(
        site="Gazette", title=TITLE, link="https://example.org/bridge", body=f"<h2>{DECK}</h2>{BODY}", language="en"
    )
    assert DECK in compose_post(article).text


def test_in_a_language_whose_words_are_not_known_it_stands_in_none(compose_post) -> None:
    deck = "Ngabona amanxeba amathathu, egxalabeni, emqaleni kanye nasemhlane namuhla."
    body = "".join(
        f"<p>Umndeni wesaguga saseMbali uhlalele ovalweni ngoLwesine olwedlule, usho kanje umakhelwane {n}.</p>"
        for n in "abc"
    )
    article = Article(
        site="Gazette",
        title="Isaguga eMbali",
        link="https://example.org/a",
        body=f"<h2>{deck}</h2>{body}",
        language="zu",
    )
    assert deck not in compose_post(article).text
