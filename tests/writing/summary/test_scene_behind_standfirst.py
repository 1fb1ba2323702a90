"""Behind a standfirst that tells what a feature is about its scene adds nothing; nor does what is told twice."""

from __future__ import annotations

import pytest

from bot.writing.summary.ranking import ranked_sentences
from bot.writing.summary.versions import summary_versions

SCENES = [
    (
        "en",
        "The last rope maker of Aldport",
        "Jim Fenner has made ropes for fishing boats for 51 years. In April he will hand his shed to a museum.",
        "Long before the first bus has groaned up the hill and while frost still furs the windows of the net lofts, a "
        "lamp goes on behind the chapel and somebody begins to whistle an old dance tune.",
    ),
    (
        "de",
        "Der Orgelbauer vom Harz",
        "Konrad Stief hat 40 Orgeln gebaut. Die letzte geht jetzt nach Island.",
        "Staub tanzt im schrägen Licht, irgendwo tropft Leim auf den Boden, und aus der hintersten Ecke der Halle "
        "dringt ein Brummen, als hätte sich dort ein großes Tier zum Schlafen gelegt.",
    ),
    (
        "fr",
        "La dernière horlogère de Morteau",
        "Lucie Brenet répare les pendules de toute la région. À 74 ans, elle forme enfin une apprentie.",
        "Dehors, la neige étouffe les pas des passants, le chien dort sous l'établi et seule une bouilloire ose "
        "troubler, à intervalles réguliers, le silence de la petite pièce aux volets mi-clos.",
    ),
    (
        "es",
        "El último afilador de Orense",
        "Manuel Rei recorre desde hace medio siglo las aldeas gallegas. Nadie quiere heredar su oficio.",
        "Cuando el sol todavía no ha conseguido romper la niebla que sube del río y las gallinas discuten entre ellas "
        "junto a la fuente, una melodía de flauta baja despacio por la cuesta empedrada.",
    ),
    (
        "it",
        "La tessitrice di Ulassai",
        "Maria Corda tesse tappeti con la lana delle sue pecore. La sua bottega diventerà una scuola.",
        "Fuori il vento piega i lecci e porta odore di mirto, mentre dentro, nella penombra, si sente soltanto un "
        "battito regolare di legno contro legno che sembra venire dal fondo di un pozzo.",
    ),
    (
        "pl",
        "Ostatni kołodziej z Podlasia",
        "Stanisław Bielec robi koła do wozów od pół wieku. Zamówienia przychodzą już tylko z filmu.",
        "Zanim jeszcze mgła podniesie się znad łąk, a pies sąsiada skończy szczekać na mleczarza, w stodole na końcu "
        "wsi rozlega się miarowe stukanie, od którego drżą pajęczyny pod dachem.",
    ),
    (
        "nl",
        "De laatste klompenmaker van Luyksgestel",
        "Harrie Maas maakt al een halve eeuw klompen. Zijn werkplaats wordt een museum.",
        "Buiten hangt de nevel nog boven het weiland en in de verte blaft een hond, maar achter de groene deur "
        "kringelt al rook omhoog en ruikt het naar vers hout en naar koffie die te lang heeft gestaan.",
    ),
    (
        "sv",
        "Den sista båtbyggaren på Öckerö",
        "Sven Alm har byggt träbåtar i femtio år. Nu säljer han varvet till en konsthall.",
        "Det luktar tjära och blött hår, radion skvalar utan att någon lyssnar och genom springorna i väggen letar "
        "sig en strimma sol fram till bänken, där en katt sträcker på sig och somnar om.",
    ),
    (
        "ru",
        "Последний бондарь Суздаля",
        "Иван Крылов полвека делает дубовые бочки. Мастерскую он завещал городу.",
        "За окном ещё темно, в печи потрескивают поленья, кошка осторожно переступает через стружку, и кажется, что "
        "всё вокруг замерло в ожидании какого-то знака, который вот-вот должны подать.",
    ),
    (
        "tr",
        "Tokat'ın son yazma ustası",
        "Hatice Demirel elli yıldır ıhlamur kalıplarla kumaş basıyor. Atölyesi müze olacak.",
        "Sabahın ilk ışığı tozlu pencereden içeri süzülürken sobanın üzerindeki çaydanlık fokurdamaya başlıyor ve "
        "uzaktan bir horozun sesi geliyor, sonra her şey yeniden sessizliğe gömülüyor.",
    ),
]


def best_summary(title: str, language: str, standfirst: str, *paragraphs: str) -> str:
    ranked = ranked_sentences(paragraphs, title=title, language=language)
    return summary_versions(ranked, 4, language, standfirst, title)[0].text


@pytest.mark.parametrize(("language", "title", "standfirst", "scene"), SCENES)
def test_no_scene_stands_behind_a_finished_summary(language: str, title: str, standfirst: str, scene: str) -> None:
    assert best_summary(title, language, standfirst, scene) == standfirst


LEADS = [
    (
        "en",
        "The last rope maker of Aldport",
        "Jim Fenner has made ropes for fishing boats for 51 years.",
        "Jim Fenner, the last man in Aldport who still makes ropes for fishing boats by hand, will hand his shed on "
        "the quay to the county museum in the spring and move to his daughter's farm.",
    ),
    (
        "de",
        "Görlitz sperrt drei Brücken",
        "Die Stadt fürchtet, dass sie nachgeben.",
        "Die Stadt Görlitz sperrt nach dem Bericht eines Gutachters drei Brücken über die Neiße, die von Grund auf "
        "saniert werden müssen und wohl erst im übernächsten Sommer wieder frei sein werden.",
    ),
    (
        "es",
        "Cierran dos playas de Alicante",
        "El Ayuntamiento teme que lleguen más medusas.",
        "El Ayuntamiento de Alicante ha cerrado al baño dos playas del norte de la ciudad por la llegada de cientos de "
        "medusas, que los técnicos municipales esperan retirar durante el fin de semana.",
    ),
]


@pytest.mark.parametrize(("language", "title", "standfirst", "lead"), LEADS)
def test_a_lead_that_tells_more_of_the_same_does(language: str, title: str, standfirst: str, lead: str) -> None:
    assert lead in best_summary(title, language, standfirst, lead)


TOLD_TWICE = [
    (
        "nl",
        "Zwembad in Zeist maanden dicht",
        "In de douches is legionella gevonden. Niemand is ziek geworden.",
        "Voor zover bekend is niemand ziek geworden.",
        "Alle leidingen worden vervangen, wat 1,2 miljoen euro kost.",
    ),
    (
        "en",
        "Bridge shut in Wendle",
        "The bridge was hit by a barge at dawn. Nobody was hurt in the crash.",
        "Nobody was hurt in the crash, police said.",
        "Repairs will take until June and cost £900,000.",
    ),
    (
        "fi",
        "Saimaannorppia syntyi ennätysmäärä",
        "Keväällä syntyi 103 kuuttia, eniten viiteenkymmeneen vuoteen.",
        "Kuutteja syntyi keväällä ainakin 103.",
        "Kolattuja apukinoksia tehtiin talvella 290.",
    ),
    (
        "it",
        "Frana in Val di Susa, chiusa la statale",
        "Un masso ha colpito un furgone. Ferito il conducente, un uomo di 41 anni.",
        "Il conducente ferito è un uomo di 41 anni.",
        "La strada riaprirà non prima del 12 dicembre.",
    ),
]


@pytest.mark.parametrize(("language", "title", "standfirst", "again", "following"), TOLD_TWICE)
def test_what_one_sentence_of_the_standfirst_tells_is_not_told_twice(
    language: str, title: str, standfirst: str, again: str, following: str
) -> None:
    summary = best_summary(title, language, standfirst, again, following)
    assert again not in summary
    assert following in summary
