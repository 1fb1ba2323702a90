"""A cut may leave out why the news happened, or what happened before, but nothing that turns the news round."""

from __future__ import annotations

import pytest

from bot.writing.summary.cuts import true_cuts


def cuts(sentence: str, language: str) -> list[str]:
    return list(true_cuts(sentence, language))


@pytest.mark.parametrize(
    ("language", "beginning", "rest"),
    [
        (
            "en",
            "The ferry company will stop its night service between Larne and Cairnryan in March",
            ", because ministers have said that every ship would need new engines costing nine million pounds.",
        ),
        (
            "en",
            "The town of Wendle has shut its old public library and sold the building to a hotel",
            ", blaming a cut in the county's grants that has cost it a quarter of its income in three years.",
        ),
        (
            "en",
            "Forty families are still living in hostels on the edge of the northern port town of Blyth",
            ", eleven months after the builder promised that their flats would be ready by the summer.",
        ),
        (
            "de",
            "Die Stadt Gera sperrt von Montag an zwei Brücken über die Elster für alle Lastwagen",
            ", weil ein Umbau laut Gutachten mindestens 17 Millionen Euro kosten würde.",
        ),
        (
            "fr",
            "La préfecture a fermé mardi soir les deux tunnels routiers du col de Tende à tous les camions",
            ", parce que les ingénieurs estiment que la voûte pourrait céder sous le poids des convois.",
        ),
        (
            "es",
            "El Ayuntamiento de Lugo cerrará desde el lunes tres aparcamientos del centro histórico",
            ", después de que los técnicos advirtieran que los pilares podrían ceder con las lluvias.",
        ),
        (
            "pt",
            "A câmara de Évora vai encerrar na segunda-feira duas piscinas municipais durante um ano",
            ", porque os técnicos consideram que a cobertura pode ceder com a chuva do inverno.",
        ),
        (
            "it",
            "Il comune di Lucca chiude da lunedì al traffico pesante due ponti sul fiume Serchio",
            ", dopo che i tecnici hanno spiegato che i piloni potrebbero cedere con la piena d'inverno.",
        ),
        (
            "nl",
            "De gemeente Delft sluit vanaf maandag twee bruggen over de Schie voor alle vrachtwagens",
            ", omdat een verbouwing volgens onderzoekers minstens zes miljoen euro zou gaan kosten.",
        ),
        (
            "sv",
            "Kommunen stänger från och med måndag två broar över älven för all tung trafik till hösten",
            ", eftersom en reparation enligt utredningen skulle kosta minst tolv miljoner kronor i år.",
        ),
        (
            "pl",
            "Urząd miasta zamknie od poniedziałku dwa mosty na Brdzie dla wszystkich ciężarówek",
            ", ponieważ remont według ekspertów może kosztować ponad osiemnaście milionów złotych.",
        ),
        (
            "ro",
            "Primăria va închide de luni două poduri peste Someș pentru toate camioanele grele",
            ", după ce inginerii au anunțat că pilonii ar putea ceda la prima viitură de primăvară.",
        ),
        (
            "ru",
            "Власти Пскова с понедельника закрывают для грузовиков два моста через реку Великую",
            ", потому что ремонт по оценке инженеров может обойтись городу в 300 млн рублей.",
        ),
        (
            "id",
            "Pemerintah kota menutup dua jembatan di atas Sungai Musi bagi semua truk mulai Senin",
            ", karena perbaikan menurut para ahli bisa menghabiskan dana enam miliar rupiah.",
        ),
    ],
)
def test_a_reason_may_be_left_out_with_what_somebody_claims_in_it(language: str, beginning: str, rest: str) -> None:
    assert f"{beginning}…" in cuts(beginning + rest, language)


@pytest.mark.parametrize(
    ("language", "beginning", "rest"),
    [
        (
            "en",
            "Paul Greer was sent to prison for the murder of his brother",
            ", after a trial that was later annulled.",
        ),
        (
            "en",
            "Paul Greer was sent to prison for the murder of his brother",
            ", because a witness told a lie in court.",
        ),
        ("en", "The bridge has been declared safe for all lorries and buses", ", after an inspection that was faked."),
        ("en", "Forty workers did not get their wages for the month of June", ", because the company made profits."),
        ("en", "Six people died in the fire at the paper mill in Hull", ", after a lamp exploded, neighbours claimed."),
        (
            "en",
            "Six people died in the fire at the paper mill in Hull",
            ", after a lamp exploded according to neighbours.",
        ),
        ("en", "Warships sank three freighters in the strait of Hormuz", ", after a simulated attack in an exercise."),
        (
            "en",
            "The mayor of the northern port of Blyth",
            ", because he was ill, has resigned from his office for good.",
        ),
        ("en", "The bank agreed to pay its clients eight million", ", denying that it had broken any law or rule."),
        ("en", "A guard was arrested on suspicion of theft in Hull", ", after a colleague said that he had seen him."),
        ("de", "Der Arzt wurde wegen Mordes an zwei Patienten verurteilt", ", weil ein Zeuge gelogen hatte."),
        (
            "fr",
            "L'ancien maire a été condamné pour corruption",
            ", après un procès qui a ensuite été annulé par la cour.",
        ),
        (
            "es",
            "Seis obreros murieron en la mina de carbón de Mieres",
            ", tras una explosión de gas según los vecinos.",
        ),
        ("ar", "قتل ستة عمال في منجم الفحم قرب المدينة الساحلية الكبيرة", "، إثر انفجار الغاز بحسب السكان."),
        ("it", "Sei operai sono morti nella miniera di carbone di Carbonia", ", dopo un'esplosione, dicono i vicini."),
        (
            "fi",
            "Kaivoksessa kuoli viime yönä kuusi työntekijää Outokummussa",
            ", koska kaasu räjähti, kertovat naapurit.",
        ),
        (
            "ru",
            "На шахте в Воркуте ночью погибли шесть рабочих смены",
            ", потому что взорвался газ, утверждают соседи.",
        ),
        (
            "nl",
            "De arts kreeg tien jaar cel voor de moord op zijn patiënt",
            ", nadat een getuige had gelogen voor de rechter.",
        ),
    ],
)
def test_what_turns_the_news_round_is_not_left_out_with_its_reason(language: str, beginning: str, rest: str) -> None:
    assert not any(cut.removesuffix("…") == beginning for cut in cuts(beginning + rest, language))
