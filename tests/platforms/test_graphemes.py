"""Characters are counted as readers see them, by Unicode's rules."""

from __future__ import annotations

import pytest

from bot.platforms.graphemes import grapheme_length


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("Ferry\r\nback", 10),
        ("👨‍👩‍👧‍👧", 1),
        ("👍🏽🇯🇵", 2),
        ("e\u0301", 1),
        ("Ελλάδα", 6),
        ("東京都", 3),
        ("한국어", 3),
        ("각", 1),
        ("שָׁלוֹם", 4),
        ("مَرْحَبًا", 5),
        ("นี้", 1),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 1),
    ],
)
def test_a_text_has_as_many_graphemes_as_people_see_characters(text: str, expected: int) -> None:
    assert grapheme_length(text) == expected


def test_a_conjunct_counts_as_the_most_that_any_server_counts() -> None:
    assert grapheme_length("क्षि") == 2
