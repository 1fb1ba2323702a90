from __future__ import annotations

import pytest

from bot.invisible import without_invisible
from bot.sources.parsing.sanitize import one_line, without_controls
from bot.writing.reading import clean

CLEANERS = {
    "itself": without_invisible,
    "a title": lambda text: one_line(text, 1_000),
    "a text": without_controls,
    "a paragraph of a post": clean.one_line,
}
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize("cleaned", CLEANERS.values(), ids=CLEANERS)
@pytest.mark.parametrize(
    "character", ["\U000e0001", "\U000e0020", "\U000e0041", "\U000e007f", *"\u3164\u115f\u1160\u180e\uffa0"]
)
def test_a_character_in_which_text_can_be_hidden_is_taken_away(cleaned, character):
    assert cleaned(f"Ministers{character} meet") == "Ministers meet"


@pytest.mark.parametrize("cleaned", CLEANERS.values(), ids=CLEANERS)
def test_the_flag_of_a_part_of_the_united_kingdom_stays(cleaned):
    assert cleaned(f"Scotland {SCOTLAND} votes") == f"Scotland {SCOTLAND} votes"


@pytest.mark.parametrize("cleaned", CLEANERS.values(), ids=CLEANERS)
def test_what_only_begins_like_a_flag_hides_nothing(cleaned):
    assert cleaned(f"A {SCOTLAND[:-1]}\U000e0068\U000e0069\U000e007f flag") == "A \U0001f3f4 flag"
