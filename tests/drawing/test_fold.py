"""A post on a page is seen as far as the platform shows it without a click."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.drawing.fold import fold_at


def test_a_text_that_is_short_enough_is_not_folded():
    assert fold_at("a" * 125, 125) is None


def test_a_text_is_folded_at_the_end_of_a_word():
    assert fold_at("one two three", 9) == len("one two")
    assert fold_at("one two three", 7) == len("one two")


def test_the_line_break_before_the_fold_is_not_shown():
    assert fold_at("one\n\ntwo three", 6) == len("one")


def test_a_word_longer_than_what_is_shown_is_cut():
    assert fold_at("a" * 20, 9) == 9


@given(st.text(max_size=80), st.integers(min_value=1, max_value=40))
def test_what_is_shown_is_never_longer_than_asked(text, characters):
    shown = fold_at(text, characters)
    assert shown is None or 0 <= shown <= characters
