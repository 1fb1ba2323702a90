"""A sentence is only shortened to a part that is as true as the whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writing.language.quotes import is_balanced
from bot.writing.summary.cuts import ELLIPSIS, true_cuts


def longest_cut(sentence: str, language: str = "en") -> str:
    return next(true_cuts(sentence, language), "")


@pytest.mark.parametrize(
    ("sentence", "cut"),
    [
        (
            "The council voted 7 to 2 on Friday to close the harbour bridge for repairs, which begin in the new year.",
            "The council voted 7 to 2 on Friday to close the harbour bridge for repairs…",
        ),
        (
            "The company opened a plant for 900 workers in the old harbour of Rotterdam during the second week of May.",
            "The company opened a plant for 900 workers in the old harbour of Rotterdam…",
        ),
    ],
)
def test_a_cut_ends_at_a_pause_or_before_a_phrase_of_place_or_time(sentence: str, cut: str) -> None:
    assert longest_cut(sentence) == cut


@pytest.mark.parametrize(
    ("language", "sentence", "cut"),
    [
        (
            "es",
            "Un incendio declarado el domingo en la sierra de Gredos ha obligado a evacuar a unos 600 vecinos de tres "
            "pueblos, entre ellos los mayores de una residencia, mientras doce aviones trabajan en la zona.",
            "Un incendio declarado el domingo en la sierra de Gredos ha obligado a evacuar a unos 600 vecinos de tres "
            "pueblos, entre ellos los mayores de una residencia…",
        ),
        (
            "pt",
            "A Polícia Judiciária deteve em Setúbal dois empresários da construção e apreendeu 700 mil euros em "
            "dinheiro, no âmbito de uma investigação a contratos celebrados por quatro câmaras entre 2018 e 2022.",
            "A Polícia Judiciária deteve em Setúbal dois empresários da construção e apreendeu 700 mil euros em "
            "dinheiro…",
        ),
        (
            "it",
            "Una frana ha interrotto nella notte la linea fra Bolzano e il Brennero all'altezza di Chiusa, "
            "costringendo le ferrovie a sostituire quaranta treni, fra i quali gli Eurocity per Monaco e Innsbruck.",
            "Una frana ha interrotto nella notte la linea fra Bolzano e il Brennero all'altezza di Chiusa, "
            "costringendo le ferrovie a sostituire quaranta treni…",
        ),
        (
            "fr",
            "La ville de Genève inaugure samedi son musée d'ethnographie, installé dans une usine des Charmilles, "
            "après quatre ans de travaux qui ont coûté 72 millions de francs et mobilisé trente entreprises.",
            "La ville de Genève inaugure samedi son musée d'ethnographie, installé dans une usine des Charmilles…",
        ),
        (
            "ro",
            "Producătorul Dacia a livrat în primele nouă luni ale anului 520.000 de mașini, cu 12% peste cele din anul "
            "trecut, și a angajat 700 de oameni la uzina din Mioveni.",
            "Producătorul Dacia a livrat în primele nouă luni ale anului 520.000 de mașini, cu 12% peste cele din anul "
            "trecut…",
        ),
        (
            "en",
            "The company was fined £8.4m for letting sewage run into the River Teise for 61 days, the largest penalty "
            "ever imposed on a company of its size.",
            "The company was fined £8.4m for letting sewage run into the River Teise for 61 days…",
        ),
    ],
)
def test_behind_a_main_clause_with_its_verb_a_sentence_can_end_at_each_pause(
    language: str, sentence: str, cut: str
) -> None:
    assert longest_cut(sentence, language) == cut


@pytest.mark.parametrize(
    ("language", "sentence", "cut"),
    [
        (
            "it",
            "Il ministro dei Trasporti, Carlo Neri, ha firmato a Genova il decreto per la nuova diga, che costerà un "
            "miliardo e sarà pronta nel 2030.",
            "Il ministro dei Trasporti, Carlo Neri, ha firmato a Genova il decreto per la nuova diga…",
        ),
        (
            "nl",
            "De burgemeester van Breda, Piet van Dam, opende vrijdag de brug over de haven van de stad, nadat de "
            "werken twee jaar hadden geduurd.",
            "De burgemeester van Breda, Piet van Dam, opende vrijdag de brug over de haven van de stad…",
        ),
    ],
)
def test_a_name_between_commas_is_a_part_of_its_clause(language: str, sentence: str, cut: str) -> None:
    assert longest_cut(sentence, language) == cut


def test_a_main_clause_is_kept_though_it_is_a_third_of_the_sentence_only() -> None:
    sentence = (
        "Le groupe Michelin a annoncé mardi la fermeture de ses usines de Cholet et de Vannes, qui emploient 1 250 "
        "salariés, et proposera aux ouvriers concernés un reclassement dans ses autres sites de l'ouest de la France."
    )
    assert list(true_cuts(sentence, "fr")) == [
        "Le groupe Michelin a annoncé mardi la fermeture de ses usines de Cholet et de Vannes…"
    ]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("es", "El alcalde informó ayer en una larga rueda de prensa, poco antes del pleno, que el puente se cerrará."),
        ("es", "El tribunal condenó este martes en Sevilla, tras un juicio de cinco meses, a dos hermanos de Utrera."),
        ("es", "El puente sobre el río Guadalentín, que costó 40 millones y abrió en 2019, se ha hundido en Lorca."),
        ("en", "The court has banned the relief agency of the UN, which helps the poor, from operating in the valley."),
        ("en", "A diver at the aquarium of South Carolina is treating a rare, 475-pound leatherback turtle from Cuba."),
        ("en", "The prime minister, Keir Low, has told his cabinet to spend a third less, denied by two ministers."),
        ("it", "La polizia ha arrestato a Bari tre uomini, due donne di Foggia e un ragazzo della provincia di Lecce."),
    ],
)
def test_no_clause_is_cut_before_it_is_whole(language: str, sentence: str) -> None:
    assert list(true_cuts(sentence, language)) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The drug has cured nine in ten patients at the hospital in Leeds, at least among those under forty."),
        (
            "it",
            "Il farmaco ha guarito nove malati su dieci nello studio di Padova, almeno tra quelli sotto i quaranta.",
        ),
        (
            "fr",
            "Le médicament a guéri huit malades sur dix dans l'étude de Tours, du moins chez les moins de trente ans.",
        ),
        ("sv", "Medlet botade nio av tio sjuka på sjukhuset i Umeå under två års tid, åtminstone bland de yngsta."),
        ("en", "The team has won the league on the ground of its rival in Hull, a title the federation took away."),
        ("fr", "La commune a gagné son procès contre la carrière devant la cour de Lyon, un jugement cassé depuis."),
        (
            "it",
            "La squadra ha vinto il campionato davanti al suo pubblico di Bari, titolo poi revocato dalla federazione.",
        ),
        ("ro", "Cântăreața a vândut zece milioane de albume de la debutul din 2011, cifră umflată de casa de discuri."),
        (
            "pt",
            "O ministro recebeu três milhões da construtora em sacolas, versão que a defesa chama de fantasia.",
        ),
        (
            "pl",
            "Minister dostał od budowniczego drogi dwa miliony w ciągu czterech lat, co jego adwokaci nazywają bajką.",
        ),
        (
            "es",
            "El alcalde ha subido los impuestos un veinte por ciento desde 2019, y eso tras bajarlos un cuarenta.",
        ),
        ("fr", "La banque a remboursé les clients lésés par sa filiale belge en avril, à hauteur de dix pour cent."),
        ("ar", "تلقى الوزير مليوني دينار من مقاول الطريق السريع خلال أربع سنوات، وهو ما يصفه محاموه بالخرافة."),
    ],
)
def test_what_speaks_of_the_whole_statement_or_narrows_it_is_never_cut_off(language: str, sentence: str) -> None:
    assert list(true_cuts(sentence, language)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Mayor Ann Hale took 300,000 pounds in cash from the builders of the bridge, prosecutors alleged on Friday.",
        "The jury found the former treasurer of the harbour fund and both councillors guilty of none of the charges.",
        "The bridge will be closed to all traffic for nine months from Monday on, unless the court objects.",
        "Nobody was hurt when the ferry hit the quay of the old harbour during the second storm of this long week.",
        "Every school of the northern district will stay closed until the water has gone from the valley in the east.",
        "The parliament's budget office expects the country to run out of gas by March, or in April at the latest.",
    ],
)
def test_what_says_whose_claim_it_is_or_denies_or_limits_it_is_never_cut_off(sentence: str) -> None:
    assert list(true_cuts(sentence, "en")) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The prime minister was shot on the steps of the old parliament in the third episode of the series."),
        (
            "it",
            "Il farmaco dimezza le morti per infarto nei malati gravi dell'ospedale di Padova, in topi da laboratorio.",
        ),
        ("es", "El medicamento reduce a la mitad las muertes por infarto en los enfermos, en ratones de laboratorio."),
    ],
)
def test_what_says_that_a_story_is_made_up_or_was_seen_in_animals_only_is_never_cut_off(
    language: str, sentence: str
) -> None:
    assert list(true_cuts(sentence, language)) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Hale was convicted of the murder of three women in Leeds in 1998, a verdict that judges set aside."),
        ("en", "The shares of the company rose by 12 percent in early trading on Monday, before giving up all gains."),
        ("de", "Die Polizei nahm nach dem Spiel in Dortmund zwölf Männer aus Gelsenkirchen fest, die sie freiließ."),
        (
            "it",
            "Il pilota ha vinto la gara di Misano dopo una rimonta dal decimo posto, retrocesso in serata dai giudici.",
        ),
        (
            "nl",
            "De renner won op zaterdag de rit naar Luik, nadat hij alleen was aangekomen, maar werd later geschrapt.",
        ),
        ("fr", "La police a arrêté les trois frères originaires de Lyon pour le meurtre, avant de les relâcher."),
        (
            "es",
            "La policía detuvo a los tres hermanos de Sevilla por el asesinato del maestro, que resultó estar vivo.",
        ),
    ],
)
def test_what_tells_that_a_thing_was_undone_is_never_cut_off(language: str, sentence: str) -> None:
    assert list(true_cuts(sentence, language)) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The team won the league title for the first time in its history, in the women's under-15 competition."),
        ("es", "El equipo ganó el campeonato del mundo por décima vez el domingo en París, en categoría juvenil."),
        ("it", "Il tribunale ha condannato l'ex sindaco a otto anni di carcere venerdì mattina, in contumacia."),
        ("ru", "Суд приговорил бывшего мэра к восьми годам тюрьмы в пятницу утром в Самаре, и это заочно."),
        ("en", "The party of the president won 40 percent of the votes in the election in the district of Selby."),
        ("fr", "La ville compte le plus grand nombre de médecins par habitant du pays, avec celles de mille âmes."),
        ("no", "Alle passasjerene på flyet fra Paris til Dakar overlevde ulykken mandag, med unntak av to piloter."),
    ],
)
def test_a_superlative_or_a_share_keeps_what_restricts_it_and_so_does_any_sentence_with_a_short_afterthought(
    language: str, sentence: str
) -> None:
    assert list(true_cuts(sentence, language)) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Wenn der erste Schnee fällt und sich alle Straßen und Gehwege verwandeln, ist es höchste Zeit."),
        ("de", "Frank Nopper dürfte in Stuttgart dasjenige Oberhaupt der Stadt sein, das die Superlative einstreut."),
        ("da", "Et stort flertal af den grønlandske befolkning på 85 procent ønsker ikke, at Grønland træder ud."),
        ("id", "Kepala Humas Badan Meteorologi Harry Tirto Djatmiko menjelaskan, gempa ini berkedalaman 10 kilometer."),
    ],
)
def test_no_cut_leaves_a_clause_that_waits_for_its_main_clause_or_its_object(language: str, sentence: str) -> None:
    assert list(true_cuts(sentence, language)) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "The group posted the names of the soldiers online, photos and addresses of their families and a threat.",
        ),
        ("en", "A diver at the aquarium of South Carolina is treating a rare, 475-pound leatherback sea turtle."),
        (
            "es",
            "En el debate de la universidad participaron los candidatos Betancourt, Sergio Fajardo y Luis Pérez.",
        ),
        ("id", "Ketiga perusahaan minyak besar yang dimaksud adalah ConocoPhilips, Petronas, dan Marubeni."),
    ],
)
def test_no_enumeration_is_cut_to_its_first_parts(language: str, sentence: str) -> None:
    assert list(true_cuts(sentence, language)) == []


def test_no_question_is_cut_to_a_statement() -> None:
    sentence = "The mayor took 300,000 pounds in cash from the builders of the harbour bridge after the vote on Friday?"
    assert list(true_cuts(sentence, "en")) == []


def test_no_cut_leaves_the_subject_of_a_clause_without_its_verb() -> None:
    sentence = "The report of the centre says the number of armed groups that are active in the U.S. declined by 17%."
    assert list(true_cuts(sentence, "en")) == []


def test_a_quotation_in_straight_single_marks_is_not_cut() -> None:
    sentence = (
        "The former striker stands by his coach of many years: 'He does a good job here, and the team loves him.'"
    )
    assert list(true_cuts(sentence, "en")) == []


def test_no_cut_ends_within_an_insertion(  # "was cleared" would be lost
) -> None:
    sentence = (
        "John Smith, a man convicted of the murder of three people in 1998 in Leeds, was cleared of it in London."
    )
    assert all(cut.endswith(("cleared of it…",)) for cut in true_cuts(sentence, "en"))


def test_no_name_and_no_proportion_is_taken_apart() -> None:
    assert not any(
        cut.endswith("Bank…")
        for cut in true_cuts("The figures of this year were published by the Bank for International Settlements.", "en")
    )
    assert not any(
        cut.endswith("3…") for cut in true_cuts("In this year's survey of the harbour district they were 3 in 4.", "en")
    )


def test_a_cut_keeps_most_of_the_sentence() -> None:
    sentence = (
        "The council closed the harbour bridge on Friday, " + "which carries more traffic than the old tunnel " * 4
    )
    assert list(true_cuts(sentence, "en")) == []


@pytest.mark.parametrize("language", ["ja", "ko", "tr", "hi", "xx", ""])
def test_nothing_is_cut_where_the_verb_comes_last_or_the_words_are_not_known(language: str) -> None:
    sentence = (
        "The council voted 7 to 2 on Friday to close the harbour bridge for repairs, which begin in the new year."
    )
    assert list(true_cuts(sentence, language)) == []


PLAIN = "the council voted on Friday to close the bridge for repairs in the harbour after a long debate , , ;"
TURNS_ROUND = "not none never nobody said alleged according unless if without denied claims or reportedly except"
WORDS = f"{PLAIN} {TURNS_ROUND}"


@given(st.lists(st.sampled_from(WORDS.split()), min_size=12, max_size=40))
def test_every_cut_has_all_words_that_deny_or_limit_the_sentence_or_say_whose_it_is(words: list[str]) -> None:
    sentence = " ".join(words).replace(" ,", ",").replace(" ;", ";") + "."
    turning = [word for word in words if word in TURNS_ROUND.split()]
    for cut in true_cuts(sentence, "en"):
        kept = cut.removesuffix(ELLIPSIS).replace(",", "").replace(";", "").split()
        assert [word for word in kept if word in TURNS_ROUND.split()] == turning


@given(st.text(alphabet="ab in on 3,;– か漢カ\u3099“”「」、. é\u0301👨\u200d👩🏽", max_size=120))
def test_every_cut_is_the_beginning_of_the_text_and_balanced(text: str) -> None:
    for cut in true_cuts(text, "en"):
        kept = cut.removesuffix(ELLIPSIS)
        assert text.startswith(kept)
        assert is_balanced(kept)
        assert not text[len(kept) :].startswith(("\u0301", "\u3099", "\u200d", "🏽"))
