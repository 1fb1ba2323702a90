"""Whether a text has a word or phrase of one of the small lists beside this file, each with a line for a language.

Pure. Of a language without a line nothing is known, and nothing is in it.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from bot.writing.language.scripts import LANGUAGES_WITHOUT_SPACES
from bot.writing.language.text import Text
from bot.writing.language.words import code_of
from bot.writing.language.words.lists import WordList, entries_of, word_list
from bot.writing.wordfiles import wordfile

Phrases = Literal["numerals", "last_year", "goals", "grounds", "modals", "inhabitants", "injured"]
"""The names of the files."""


def has_phrase(name: Phrases, text: Text) -> bool:
    """Whether a word or phrase of the list stands in the text."""
    phrases = _phrases(name, text.language)
    return phrases is not None and phrases.occurs_in(text.folded)


def begins_with_phrase(name: Phrases, folded: str, language: str) -> bool:
    """Whether a folded text (see `words.lists.fold`) begins with a word or phrase of the list."""
    phrases = _phrases(name, language)
    return phrases is not None and phrases.beginning(folded) > 0


@cache
def _phrases(name: Phrases, language: str) -> WordList | None:
    lists = wordfile("bot.writing.language", name)
    entries = lists.get(language) or lists.get(code_of(language))
    return word_list(entries_of(entries), spaces=code_of(language) not in LANGUAGES_WITHOUT_SPACES) if entries else None
