"""How many people live somewhere is no news, unless the news is about them."""

from __future__ import annotations

import pytest

from bot.writing.language.text import Text
from bot.writing.summary.ranking import ranked_sentences
from bot.writing.summary.standing_in import describes_place
from bot.writing.summary.versions import summary_versions

ROOM = 130

PLACES = [
    ("ar", "يبلغ عدد سكان المدينة نحو 80 ألف نسمة."),
    ("bg", "В Елена има 5200 жители и една болница."),
    ("ca", "Tremp té 6.100 habitants i una biblioteca."),
    ("cs", "Broumov má 7 300 obyvatel a dvě základní školy."),
    ("da", "I Thisted bor omkring 13.000 mennesker."),
    ("de", "Pegau hat rund 6.200 Einwohner und zwei Schulen."),
    ("el", "Η Νάουσα έχει 19.000 κατοίκους και δύο σχολεία."),
    ("en", "About 4,300 people live in Wendle, half of them pensioners."),
    ("es", "Sigüenza tiene 4.500 habitantes y una sola farmacia."),
    ("fi", "Kuhmossa on noin 7 800 asukasta."),
    ("fr", "Guéret compte 12 700 habitants et deux gares."),
    ("hu", "Szarvasnak 15 ezer lakosa van, és 3 iskolája."),
    ("id", "Desa itu berpenduduk 3.200 jiwa."),
    ("it", "Il paese conta 2.400 abitanti e una farmacia."),
    ("nl", "Zutphen telt 48.000 inwoners en twee bioscopen."),
    ("no", "Vadsø har 5700 innbyggere og én videregående skole."),
    ("pl", "Ustka ma 14 tysięcy mieszkańców i port."),
    ("pt", "Mértola tem 6.200 habitantes e um hospital."),
    ("ro", "În comună trăiesc 3.100 de locuitori."),
    ("ru", "В посёлке проживают 2400 человек."),
    ("sk", "Levoča má 14 500 obyvateľov."),
    ("sv", "Arvika har 14 000 invånare och två badhus."),
    ("tr", "İlçenin nüfusu 18 bindir."),
    ("uk", "У селищі мешкає 2600 людей."),
    ("zh", "该县人口约46万。"),
    ("ja", "同町の人口は約9千人。"),
]


@pytest.mark.parametrize(("language", "sentence"), PLACES)
def test_a_number_of_inhabitants_describes_a_place(language: str, sentence: str) -> None:
    assert describes_place(Text(sentence, language), [Text("2026", language)])


@pytest.mark.parametrize(
    ("language", "sentence", "title"),
    [
        ("en", "Wendle has 4,300 inhabitants, 900 fewer than in 2011.", "Half the inhabitants of Wendle have left"),
        ("de", "Pegau hat noch 6.200 Einwohner.", "Pegau verliert jeden fünften Einwohner"),
        ("fr", "Guéret compte 12 700 habitants.", "Guéret perd ses habitants"),
        ("en", "The bridge carries 9,000 lorries a day.", "Bridge shut in Wendle"),
    ],
)
def test_in_news_about_inhabitants_their_number_is_news(language: str, sentence: str, title: str) -> None:
    assert not describes_place(Text(sentence, language), [Text(title, language)])


ARTICLES = [
    (
        "en",
        "Wendle loses its last bank",
        "The Northern Counties Bank is to shut its branch in the market square of Wendle, the last in the valley, on "
        "12 March and send a van with two cashiers and a printer to the cattle market every other Tuesday instead.",
        "Wendle has 4,300 inhabitants and a castle.",
    ),
    (
        "fr",
        "Guéret ferme sa maternité",
        "L'agence régionale de santé de Nouvelle-Aquitaine a décidé de fermer définitivement au 31 janvier la "
        "maternité de l'hôpital de Guéret, faute d'obstétriciens en nombre suffisant pour assurer les gardes de nuit "
        "et du week-end.",
        "Guéret compte 12 700 habitants.",
    ),
    (
        "ro",
        "Primăria din Zimnicea închide școala de muzică",
        "Consiliul local din Zimnicea a hotărât miercuri să închidă de la 1 februarie școala de muzică din oraș, "
        "singura din sudul județului, și să vândă cele unsprezece piane pentru a plăti încălzirea celorlalte trei "
        "școli.",
        "În Zimnicea locuiesc 11.200 de oameni.",
    ),
]


@pytest.mark.parametrize(("language", "title", "lead", "description"), ARTICLES)
def test_a_title_stands_alone_rather_than_above_a_number_of_inhabitants(
    language: str, title: str, lead: str, description: str
) -> None:
    ranked = ranked_sentences([lead, description], title=title, language=language)
    fitting = [
        version.text for version in summary_versions(ranked, 3, language, title=title) if len(version.text) <= ROOM
    ]
    assert description not in fitting[0]


@pytest.mark.parametrize(("language", "title", "lead", "description"), ARTICLES)
def test_it_is_left_out_between_the_lead_and_what_follows(
    language: str, title: str, lead: str, description: str
) -> None:
    following = {
        "en": "The bank will pay off its nine clerks and sell the building in Wendle in the summer.",
        "fr": "Les femmes enceintes de Guéret devront accoucher à Limoges ou à Montluçon, à une heure de route.",
        "ro": "Cei 140 de elevi ai școlii de muzică vor putea continua lecțiile la Alexandria.",
    }[language]
    ranked = ranked_sentences([lead, description, following], title=title, language=language)
    assert summary_versions(ranked, 3, language, title=title)[0].text == f"{lead} {following}"
