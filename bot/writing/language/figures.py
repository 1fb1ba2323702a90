"""Whether a sentence tells a figure, in digits or in words. Pure.

The words are those of `numerals.toml` beside this file; of a language without a list there only digits are known.
"""

from __future__ import annotations

from functools import cache

from bot.writing.language.text import Text
from bot.writing.language.words import code_of
from bot.writing.language.words.lists import WordList, entries_of, word_list
from bot.writing.wordfiles import wordfile


def tells_figure(text: Text) -> bool:
    """Whether a digit or a numeral stands in it; "one" is none, for it is mostly an article."""
    if any(map(str.isdigit, text.written)):
        return True
    numerals = _numerals(text.language)
    return numerals is not None and numerals.occurs_in(text.folded)


@cache
def _numerals(language: str) -> WordList | None:
    lists = wordfile("bot.writing.language", "numerals")
    entries = lists.get(language) or lists.get(code_of(language))
    spaces = language not in _WITHOUT_SPACES
    return word_list(entries_of(entries), spaces=spaces) if entries else None


_WITHOUT_SPACES = frozenset({"ja", "zh", "th", "yue", "cmn"})
