"""A recall and a warning keep what is dangerous, or are told as a whole or not at all."""

from __future__ import annotations

import pytest

from bot.article import Article
from bot.writing.summary.cuts import true_cuts

LEADS = [
    ("de", "Schulmilch zurückgerufen",
     "Die Molkerei Alpenhof ruft ihre Schulmilch in den 0,2-Liter-Packungen mit Haltbarkeit bis 4. Dezember in Bayern "
     "zurück, weil Reste von Reinigungsmittel zu Verätzungen im Mund führen können."),
    ("en", "Supermarket recalls chocolate bars",
     "Greenleaf Foods has recalled 40,000 of its own-brand milk chocolate bars sold since October, because they "
     "contain peanuts that are not mentioned on the label."),
    ("fr", "Un fabricant rappelle des poussettes",
     "La société Bébéo rappelle 15 000 poussettes Zéphyr vendues en France depuis janvier, dont le frein peut lâcher "
     "dans les pentes."),
    ("pt", "Banhos interditos em Cascais",
     "A Capitania de Cascais interditou os banhos nas praias da Conceição e das Moitas até domingo à noite, devido à "
     "presença de caravelas-portuguesas, cuja picada provoca queimaduras graves."),
    ("es", "Cierran una escuela en Rosario",
     "El municipio cerró este jueves la escuela Belgrano de Rosario y envió a los alumnos a sus casas, después de "
     "detectar una fuga que puede provocar una explosión."),
    ("nl", "Fabrikant haalt dekens terug",
     "Fabrikant Warmtex haalt 26.000 elektrische dekens van het type Comfort 200 terug uit de winkels, omdat de "
     "bedrading kan oververhitten."),
    ("cs", "Výrobce stahuje dětské sedačky",
     "Výrobce Bambino stahuje z prodeje 4 000 dětských sedaček prodaných v Česku od února, protože se při nárazu může "
     "otevřít přezka."),
    ("pl", "Sieć wycofuje lody waniliowe",
     "Sieć Delikat wycofuje z 600 sklepów w całej Polsce lody waniliowe marki Śnieżka z datą do końca marca, ponieważ "
     "mogą zawierać kawałki szkła."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "title", "lead"), LEADS)
def test_no_cut_ends_before_the_danger(language: str, title: str, lead: str) -> None:
    assert list(true_cuts(lead, language)) == []


@pytest.mark.parametrize(("language", "title", "lead"), LEADS)
def test_the_lead_that_tells_the_danger_goes_before_the_title_where_only_one_has_room(
    compose_post, limits, language: str, title: str, lead: str
) -> None:
    article = Article(site="News", link="https://example.org/1", title=title, body=f"<p>{lead}</p>", language=language)
    for length in range(180, 340, 20):
        text = compose_post(article, limits=limits(length=length)).text
        assert lead in text or "…" not in text


def test_an_order_to_leave_and_its_reason_are_told_without_the_title_that_tells_neither(compose_post, limits) -> None:
    lead = (
        "Residents of Tarnbeck were told on Thursday to leave their homes by 6 p.m. and go to Hexley, because cracks "
        "in the dam above the village could let it collapse during the night."
    )
    body = f"<p>{lead}</p><p>Buses leave from the church every ten minutes.</p>"
    title = "Dam operator lowers reservoir at Tarnbeck"
    article = Article(site="News", link="https://example.org/1", title=title, body=body, language="en")
    text = compose_post(article, limits=limits(length=280)).text
    assert "leave their homes" in text
    assert "collapse" in text


def test_what_people_have_to_do_does_not_give_way_to_which_models_are_called_back(compose_post, limits) -> None:
    article = Article(
        site="Echo",
        title="Hallam recalls travel kettles",
        link="https://echo.example/2026/11/kettles",
        language="en",
        excerpt="Owners are told to stop using them at once.",
        body="<p>Hallam is recalling about 40,000 travel kettles sold since August after nine owners reported that the "
        "handles had melted and one man in Leeds was scalded on both arms when the kettle fell while he was carrying "
        "it to the table of his caravan.</p><p>The recall covers the models TK-350 and TK-500 in black and red.</p>",
    )
    text = compose_post(article, limits=limits(length=280)).text
    assert "stop using them" in text
