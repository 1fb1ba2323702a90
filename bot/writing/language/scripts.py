"""The scripts that do without spaces between words, or without a mark at the end of a sentence. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

WITHOUT_STOPS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""A letter of Thai, Lao, Burmese or Khmer: a sentence ends with a space, not with a mark."""
WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""A letter of these, of Japanese or of Chinese: words stand beside one another without spaces."""
LANGUAGES_WITHOUT_SPACES = frozenset({"ja", "zh", "th", "lo", "my", "km"})
"""The languages of these scripts, by their primary subtags."""
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")

Range = tuple[str, str]
"""The first and the last letter of a part of Unicode."""
_FIRST_OF_EAST_ASIA = "\u3040"


def is_without_spaces(text: str) -> bool:
    """Whether the text has a letter of a script in which words stand beside one another."""
    return not text.isascii() and WITHOUT_SPACES.search(text) is not None


def letters_without_spaces(text: str) -> int:
    """How many letters of such scripts the text has."""
    return 0 if text.isascii() else len(WITHOUT_SPACES.findall(text))


def wide_letters(text: str) -> int:
    """How many letters of Japanese or Chinese the text has, of which one tells as much as two of another script."""
    return len(_WIDE.findall(text)) if may_be_east_asian(text) else 0


def may_be_east_asian(text: str) -> bool:
    """Whether the text may have letters of Japanese or Chinese, or Korean syllables.

    Nothing but emoji stands behind them in Unicode, so that most texts need not be searched for them.
    """
    return max(text, default="") >= _FIRST_OF_EAST_ASIA


def has_letter(letters: Sequence[str], ranges: Sequence[Range]) -> bool:
    """Whether one of the letters, which are sorted, is in one of the ranges.

    A pattern with the same ranges takes a millisecond to compile for each that is long, at every start of the program.
    """
    for first, last in ranges:
        place = bisect_left(letters, first)
        if place < len(letters) and letters[place] <= last:
            return True
    return False
