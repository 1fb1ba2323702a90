"""A lead that says all that the title says may stand without the title, where both have no room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.article import Article
from bot.writing.compose import Post, compose
from bot.writing.summary.retelling import retells
from bot.writing.templates import Templates

TITLE = "Fees for offering by proxy are set at 18,000 lira"
LEAD = (
    "The fees for an offering by proxy have been set for 2026 at 18,000 lira at home and at 7,000 lira abroad, the "
    "head of the Presidency of Religious Affairs, Safi Arpaguş, said at a meeting in Ankara on Monday."
)


@pytest.mark.parametrize(
    ("language", "title", "sentence"),
    [
        ("en", TITLE, LEAD),
        ("de", "Gericht kippt Mietendeckel in Bremen", "Das Gericht in Bremen kippt den Mietendeckel der Stadt."),
        (
            "es",
            "El Senado aprueba reducir el alquiler",
            "El Senado aprueba este jueves por un voto reducir el alquiler un tercio.",
        ),
        (
            "ru",
            "Суд отменил запрет рыбалки на озере",
            "Областной суд отменил введённый весной запрет рыбалки на озере.",
        ),
        ("ja", "松本の老舗旅館が破産", "松本の老舗旅館が破産した。"),
    ],
)
def test_it_has_nearly_all_words_of_the_title(language: str, title: str, sentence: str) -> None:
    assert retells(sentence, title, language)


@pytest.mark.parametrize(
    ("language", "title", "sentence"),
    [
        ("en", TITLE, LEAD.replace("18,000", "eighteen thousand")),
        ("en", "Mayor of Selby resigns over bridge", "The mayor of Selby has resigned."),
        ("en", "Mayor quits as Ann Low wins in Selby", "The mayor quits as her rival wins in Selby by nine votes."),
        ("en", "Mayor resigns", "The mayor of Selby resigns."),
        ("fr", "Le maire de Sète renonce au tramway", "Le conseil municipal de Sète se réunit lundi."),
    ],
)
def test_a_figure_or_too_many_words_are_missing_or_the_title_is_too_short(
    language: str, title: str, sentence: str
) -> None:
    assert not retells(sentence, title, language)


def article(body: str) -> Article:
    return Article(site="Star", title=TITLE, link="https://star.org/a", body=f"<p>{body}</p>", language="en")


def test_it_stands_without_the_title_where_both_have_no_room(compose_post: Callable[..., Post]) -> None:
    post = compose_post(article(LEAD))
    assert post.text.startswith(LEAD)
    assert TITLE not in post.text
    assert "there is no room for the title" in post.warnings


def test_the_title_stays_where_both_have_room(compose_post: Callable[..., Post], limits: Any) -> None:
    post = compose_post(article(LEAD), limits(length=400))
    assert post.text.startswith(f"{TITLE}\n\n{LEAD}")


def test_the_title_stays_above_another_lead(compose_post: Callable[..., Post]) -> None:
    other = LEAD.replace("fees for an offering by proxy", "prices of what believers may send")
    assert compose_post(article(other)).text.startswith(TITLE)


def test_the_title_stays_in_a_template_that_writes_on_its_line(account: Any, limits: Any) -> None:
    templates = Templates({"own.j2": "{{ title }} – {{ summary }}\n{{ link }} {{ appeal }}"})
    short = limits(length=len(LEAD) + 40)
    post = compose(article(LEAD), account(template="own.j2"), limits=short, templates=templates)
    assert post.text.startswith(TITLE)
