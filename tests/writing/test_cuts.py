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
