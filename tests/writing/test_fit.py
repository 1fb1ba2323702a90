"""The richest version that fits is found, and parts give way in their order."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.x.counting import weighted_length
from bot.writing.cuts import clause_cuts, word_cuts
from bot.writing.fit import richest
from bot.writing.quotes import is_balanced

ORDER = ("hashtags", "summary", "appeal", "title")
lengths = st.lists(st.integers(0, 9), min_size=1, max_size=4).map(lambda found: [*found, 0])
parts = st.fixed_dictionaries(dict.fromkeys(ORDER, lengths))


def total(versions: dict[str, list[int]], choice: dict[str, int]) -> int:
    return sum(versions[part][at] for part, at in choice.items())


def by_brute_force(versions: dict[str, list[int]], room: int) -> dict[str, int] | None:
    """Of all that fit, the one whose last part to give way is richest, then the part before that, and so on."""
    every = (dict(zip(ORDER, at, strict=True)) for at in product(*(range(len(versions[part])) for part in ORDER)))
    fitting = [choice for choice in every if total(versions, choice) <= room]
    return min(fitting, key=lambda choice: [choice[part] for part in reversed(ORDER)], default=None)


@given(parts, st.integers(-1, 40))
def test_the_choice_is_the_best_that_brute_force_finds(versions: dict[str, list[int]], room: int) -> None:
    assert richest(versions, ORDER, lambda choice: total(versions, choice) <= room) == by_brute_force(versions, room)


@given(parts, st.integers(0, 40), st.integers(0, 10))
def test_more_room_never_gives_a_poorer_choice(versions: dict[str, list[int]], room: int, more: int) -> None:
    less = richest(versions, ORDER, lambda choice: total(versions, choice) <= room)
    roomy = richest(versions, ORDER, lambda choice: total(versions, choice) <= room + more)
    assert less is not None
    assert roomy is not None
    assert [roomy[part] for part in reversed(ORDER)] <= [less[part] for part in reversed(ORDER)]


SENTENCE = (
    "The council, which met in St. Ives, said “we close the bridge, at 3.5 m, on Friday” and left – without a vote"
)


def test_a_clause_cut_ends_where_a_clause_ends_and_never_inside_a_quotation() -> None:
    assert list(clause_cuts(SENTENCE)) == [
        "The council, which met in St. Ives, said “we close the bridge, at 3.5 m, on Friday” and left…"
    ]


def test_a_word_cut_ends_after_a_word_and_never_inside_a_quotation() -> None:
    assert list(word_cuts("One 1,000.5 “two three”, four", shortest=1)) == [
        "One 1,000.5 “two three”…",
        "One 1,000.5…",
        "One…",
    ]


def test_a_japanese_cut_ends_after_kana_and_a_mark_belongs_to_its_letter() -> None:
    cuts = list(word_cuts("東京の知事は会談した", shortest=1))
    assert cuts == ["東京の知事は…", "東京の…"]


@given(st.text(alphabet="ab か漢カ\u3099“”「」,、. é\u0301👨\u200d👩🏽", max_size=60))
def test_every_cut_is_the_beginning_of_the_text_and_balanced(text: str) -> None:
    for cut in word_cuts(text, shortest=1):
        kept = cut.removesuffix("…")
        assert text.startswith(kept)
        assert is_balanced(kept)
        assert not text[len(kept) :].startswith(("\u0301", "\u3099", "\u200d", "🏽"))
        assert weighted_length(cut) <= 2 * len(text) + 1
