from __future__ import annotations

import pytest

from bot.article import Article
from bot.excerpts import is_only_excerpt

SENTENCE = "<p>The ministers met on Monday and agreed on a plan that begins in May.</p>"


def article(**texts: str) -> Article:
    return Article(site="News", title="Ministers agree", link="https://news.example/1", **texts)


@pytest.mark.parametrize(
    "texts",
    [
        {"body": SENTENCE},
        {"body": SENTENCE, "excerpt": "The ministers met […]"},
        {"excerpt": SENTENCE * 20},
        {"body": "<p>“I was tired...” he said.</p>"},
        {"body": "<p>Seit Montag steht das Rathaus von Norddeich leer.</p>"},
        {"excerpt": "<p>大臣たちは月曜日に会談し、五月に始まる計画に合意した。</p>" * 25},
        {"excerpt": "<p>两名工人受伤，均已送医，无生命危险，工地已经停工整顿。</p>" * 15},
    ],
    ids=[
        "a body",
        "a body beside its excerpt",
        "a long description",
        "dots within",
        "a word of another language",
        "Japanese",
        "Chinese",
    ],
)
def test_a_feed_that_gives_the_whole_article_is_enough(texts: dict[str, str]) -> None:
    assert not is_only_excerpt(article(**texts))


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"excerpt": SENTENCE},
        {"excerpt": "<p>The ministers met on Monday and agreed […]</p>"},
        {
            "excerpt": "<p>The ministers met on Monday [&#8230;]</p>\n<p>The post <a href='https://news.example/1'>"
            "Ministers agree</a> appeared first on <a href='https://news.example'>News</a>.</p>"
        },
        {
            "body": SENTENCE * 20
            + "<p>The ministers then … <a href='/1'>Continue reading <b>Ministers agree</b> →</a></p>"
        },
        {"body": SENTENCE * 20 + "<p>Then they [...]</p>"},
        {"excerpt": SENTENCE * 20 + "<p>Die Minister … <a href='/1'>Weiterlesen</a></p>"},
        {"excerpt": SENTENCE * 20 + "<p>Los ministros … <a href='/1'>Leer más »</a></p>"},
        {"excerpt": SENTENCE * 20 + "<p>大臣たちは <a href='/1'>続きを読む »</a></p>"},
        {"body": SENTENCE + "[+1234 chars]"},
        {"excerpt": "<p>两名工人受伤，均已送医，无生命危险，工地已经停工整顿。</p>" * 4},
    ],
)
def test_a_feed_that_gives_only_the_beginning_is_not(texts: dict[str, str]) -> None:
    assert is_only_excerpt(article(**texts))
