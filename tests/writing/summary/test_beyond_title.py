"""What counts is what a reader learns beyond the title: where the lead says only that, the next one tells it."""

from __future__ import annotations

import pytest

from bot.writing.summary.ranking import ranked_sentences
from bot.writing.summary.versions import summary_versions

ROOM = 130

REPEATING = [
    (
        "en",
        "Harwick council votes to close two libraries in spring",
        "Harwick council voted last night to close two of the town's libraries in the spring.",
        "The closure affects the branches in Mill Lane and Castle Street, which lent 61,000 books in 2025.",
    ),
    (
        "fi",
        "Oulun kaupunginvaltuusto päätti sulkea neljä koulua",
        "Oulun kaupunginvaltuusto päätti yöllä sulkea neljä alakoulua.",
        "Päätös koskee Jäälin, Ylikylän, Sanginsuun ja Pikkaralan kouluja, joissa on yhteensä 287 oppilasta.",
    ),
    (
        "de",
        "Stadtrat von Zwickau beschließt Verkauf des alten Schlachthofs",
        "Der Stadtrat von Zwickau hat am Mittwochabend nach langer Debatte den Verkauf des alten Schlachthofs "
        "beschlossen.",
        "Der Beschluss bringt der Stadt 2,4 Millionen Euro.",
    ),
    (
        "pl",
        "Senat odrzucił ustawę o zakazie fajerwerków",
        "Senat odrzucił wczoraj wieczorem ustawę o zakazie fajerwerków.",
        "Ustawa wejdzie teraz pod obrady Sejmu 14 grudnia.",
    ),
    (
        "es",
        "El Parlamento aprueba la ley de vivienda joven",
        "El Parlamento aprueba al final de la tarde la nueva ley de vivienda joven.",
        "La ley prevé 48.000 pisos de alquiler barato.",
    ),
    (
        "sv",
        "Riksdagen förbjuder nya oljepannor",
        "Riksdagen förbjuder genom ett beslut på onsdagen nya oljepannor i bostadshus.",
        "Förbudet gäller 48 000 villor.",
    ),
]


def in_room(room: int, title: str, language: str, *sentences: str) -> str:
    ranked = ranked_sentences([" ".join(sentences)], title=title, language=language)
    return next(
        version.text for version in summary_versions(ranked, 3, language, title=title) if len(version.text) <= room
    )


@pytest.mark.parametrize(("language", "title", "lead", "following"), REPEATING)
def test_where_the_lead_only_says_the_title_again_the_next_sentence_is_told(
    language: str, title: str, lead: str, following: str
) -> None:
    room = max(len(lead), len(following)) + 5
    assert in_room(room, title, language, lead, following) == following


@pytest.mark.parametrize(("language", "title", "lead", "following"), REPEATING)
def test_with_room_for_both_the_lead_stands_before_it(language: str, title: str, lead: str, following: str) -> None:
    assert in_room(400, title, language, lead, following) == f"{lead} {following}"


def test_a_lead_with_a_figure_of_its_own_says_more_than_the_title() -> None:
    title = "Harwick council votes to close two libraries in spring"
    lead = "Harwick council voted by 31 to 29 last night to close two libraries in the spring."
    following = "The closure affects the branches in Mill Lane and Castle Street, which lent 61,000 books."
    assert in_room(100, title, "en", lead, following) == lead
