"""An article that begins with a scene is told by its news."""

from __future__ import annotations

import pytest

from bot.writing.summary.ranking import ranked_sentences
from bot.writing.summary.versions import summary_versions

SCENES = [
    (
        "en",
        "Lighthouse keepers vote against automation",
        "It was still dark, and the kettle had just begun to sing.",
        "Somewhere below, a seal coughed.",
        "On Thursday 31 keepers of the last manned lighthouses voted against the automation of their lamps.",
    ),
    (
        "nl",
        "Waarom de bakker van Urk geen personeel vindt",
        "De regen slaat tegen de ruiten en in de steeg blaft een hond.",
        "Binnen ruikt het naar kaneel.",
        "Op Urk zoeken negen bakkers samen 34 mensen personeel, meldt de ondernemersvereniging.",
    ),
    (
        "sv",
        "Ledare: Kommunen måste rädda busslinjen till Holmsund",
        "Snön yr över hållplatsen och en ensam kvinna drar upp kragen.",
        "Hon tittar på klockan.",
        "Kommunen sparar 2,1 miljoner kronor på att lägga ner busslinjen som 300 pendlare åker med varje dag.",
    ),
    (
        "fr",
        "Le dernier moulin à huile du Gard cherche un repreneur",
        "La brume s’accroche encore aux cyprès quand la porte grince.",
        "Un chat s’étire sur les sacs.",
        "Faute de repreneur, le dernier moulin à huile du Gard fermera le 31 décembre après 140 ans.",
    ),
    (
        "de",
        "Warum die letzte Glasbläserei im Harz schließt",
        "Draußen fällt der erste Schnee auf die Dächer, drinnen glüht der Ofen.",
        "Jemand pfeift leise vor sich hin.",
        "Die letzte Glasbläserei im Harz schließt Ende März, weil sich das Gas "
        "in drei Jahren um 180 Prozent verteuert hat.",
    ),
    (
        "fi",
        "Pohjoisin kirjastoauto lopettaa Utsjoella",
        "Tuuli puhaltaa tunturista ja lumi narskuu kenkien alla.",
        "Koira haukahtaa pihalla.",
        "Utsjoella kulkenut maailman pohjoisin kirjastoauto lopettaa "
        "vuodenvaihteessa, koska korjaus maksaisi 90 000 euroa.",
    ),
    (
        "pl",
        "Ostatni zegarmistrz z Zamościa zamyka zakład",
        "Deszcz bębni o szyby, a w radiu cicho gra muzyka.",
        "Na ladzie stygnie herbata.",
        "Po 52 latach Jan Kulik, ostatni zegarmistrz z Zamościa, zamyka zakład przy Rynku.",
    ),
    (
        "ja",
        "廃線の駅舎が図書館に　住民が本5千冊を寄贈",
        "朝露が線路を濡らす。",
        "遠くで犬がほえた。",
        "岡山県の廃線になった駅舎で今月、住民が寄贈した本5千冊を並べた図書館が開いた。",
    ),
    (
        "uk",
        "Останній млин на Поліссі знову меле борошно",
        "Туман стелиться над річкою, а десь за лісом гавкає собака.",
        "Пахне мокрим деревом.",
        "Збудований сто років тому млин на Поліссі знову меле борошно: волонтери відновили його за 8 місяців.",
    ),
    (
        "tr",
        "Rize'nin son sepet ustası çırak arıyor",
        "Sabahın sisi yamaçlardan yavaş yavaş çekiliyor.",
        "Uzakta bir horoz ötüyor.",
        "Rize'nin son sepet ustası Hasan Kaya, 60 yıllık mesleğini bırakacağı bir çırak arıyor.",
    ),
]


@pytest.mark.parametrize(("language", "title", "scene", "colour", "news"), SCENES)
def test_the_summary_begins_with_the_news_and_not_with_the_scene_before_it(
    language: str, title: str, scene: str, colour: str, news: str
) -> None:
    ranked = ranked_sentences((scene, colour, news), title=title, language=language)
    fitting = [version.text for version in summary_versions(ranked, 2, language, title=title)]
    assert fitting[0] == news


LEADS = [
    (
        "en",
        "Rail chaos as storm hits the north",
        "Trains across Yorkshire were halted for most of Monday morning after trees fell on the lines.",
        "Storm Eunice is the fourth to reach the north this winter.",
    ),
    (
        "fr",
        "Deuil national au Portugal",
        "L’ancien Premier ministre António Sequeira s’est éteint dans la nuit à Lisbonne.",
        "Le Portugal observera trois jours de deuil national à partir de mardi.",
    ),
    (
        "es",
        "Luto en el fútbol argentino",
        "Roberto Perfumo Díaz murió en la madrugada tras una larga enfermedad.",
        "El fútbol argentino guardará un minuto de silencio en todas las canchas durante 3 fechas.",
    ),
    (
        "pl",
        "Rząd upada po głosowaniu w Sejmie",
        "Premier Jan Malec złożył w nocy dymisję na ręce prezydenta.",
        "W głosowaniu nad wotum zaufania rząd poparło w Sejmie 218 posłów, przeciw było 231.",
    ),
    (
        "sv",
        "Kaos på E4 efter olycka",
        "En långtradare välte tidigt på morgonen vid Nyköping och spärrade båda körfälten.",
        "Olyckan på E4 orsakade 12 kilometer långa köer.",
    ),
    (
        "ja",
        "首都圏で大規模停電",
        "変電所の設備が未明に故障し、信号機や鉄道が止まった。",
        "停電は首都圏の1都3県の約90万戸に及んだ。",
    ),
    (
        "it",
        "Lutto nel mondo del teatro",
        "Si è spenta nella sua casa di Trieste l’attrice Ada Furlan.",
        "Il mondo del teatro la ricorderà lunedì al Rossetti con una cerimonia di 2 ore.",
    ),
    (
        "tr",
        "Meclis'te bütçe kavgası",
        "Muhalefet milletvekilleri gece yarısı genel kurulu terk etti.",
        "Meclis'te bütçe görüşmeleri 12 gün sürecek.",
    ),
    (
        "uk",
        "Аварія на водогоні: Дніпро без води",
        "Уночі прорвало магістральну трубу біля насосної станції.",
        "Без води залишилися чотири райони, повідомив Дніпро водоканал о 7 годині.",
    ),
    (
        "de",
        "Dax schließt schwächer – Autowerte unter Druck",
        "Der Dax ist am Mittwoch nach einem freundlichen Start ins Minus gedreht.",
        "Schwächste Autowerte waren VW mit minus 3,2 Prozent und Porsche.",
    ),
]


@pytest.mark.parametrize(("language", "title", "lead", "later"), LEADS)
def test_a_lead_that_tells_the_news_in_other_words_than_the_title_is_no_scene(
    language: str, title: str, lead: str, later: str
) -> None:
    ranked = ranked_sentences((lead, later), title=title, language=language)
    assert summary_versions(ranked, 2, language, title=title)[0].text.startswith(lead)


SELF_INTRODUCED = [
    (
        "en",
        "Ferry crews vote to strike",
        "Ian MacPhee poured tea.",
        "MacPhee is one of 140 crew who may strike.",
    ),
    ("nl", "Boeren stoppen met melken", "Geert Hofstee keek op.", "Hofstee is een van de 112 boeren die stoppen."),
    ("fr", "Les facteurs à ski raccrochent", "Michel Roux soupira.", "Roux est l’un des 9 derniers facteurs à ski."),
    ("pl", "Zegarmistrzowie znikają", "Jan Kulik wstał.", "Kulik jest jednym z 4 zegarmistrzów w mieście."),
    ("sv", "Läkare lämnar regionen", "Anna Holm suckade.", "Holm är en av 27 läkare som lämnar regionen."),
]


@pytest.mark.parametrize(("language", "title", "scene", "news"), SELF_INTRODUCED)
def test_who_is_said_to_be_one_of_so_many_needs_no_introduction(
    language: str, title: str, scene: str, news: str
) -> None:
    ranked = ranked_sentences((scene, news), title=title, language=language)
    assert next(sentence for sentence in ranked if sentence.text == news).leans_on is None
