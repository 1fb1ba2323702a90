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
