"""Whether a sentence tells a figure, in digits or in words. Pure.

The words are those of `numerals.toml` beside this file; of a language without a list there only digits are known.
"""

from __future__ import annotations

from bot.writing.language.phrases import begins_with_phrase, has_phrase
from bot.writing.language.text import Text


def tells_figure(text: Text) -> bool:
    """Whether a digit or a numeral stands in it; "one" is none, for it is mostly an article."""
    return any(map(str.isdigit, text.written)) or has_phrase("numerals", text)


def is_numeral(word: str, language: str) -> bool:
    """Whether a folded word (see `words.lists.fold`) is a numeral of the language (a primary subtag)."""
    return begins_with_phrase("numerals", f"{word} ", language)
