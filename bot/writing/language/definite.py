"""Whether a sentence begins with "the" and a noun of which only an earlier one can have told: "The site opened". Pure.

The words are those of `definite.toml` beside this file; of another language nothing is known. The languages whose
article is part of the noun, or that have none, are in `unnamed.py`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bot.writing.language.references import NOUNS_ARE_CAPITAL
from bot.writing.language.text import Text
from bot.writing.language.words import code_of
from bot.writing.language.words.lists import entries_of, fold, words_of
from bot.writing.wordfiles import wordfile

_SAME_LETTERS = (4, 4, 5)
"""Letters that a noun of the title shares with the first, second and third word behind the article: "the higher
administrative court"; the third may as well be an object."""
_FEWEST_WORDS = 4
"""Of a sentence of which that can be said."""
_SAME_NOUN = 4
"""Letters of a noun that can be known again."""


class _Table(NamedTuple):
    articles: frozenset[str]
    nearer: frozenset[str]
    unique: tuple[str, ...]


def begins_with_known_noun(sentence: Text, title: str) -> bool:
    """Whether the subject at the sentence's head is a noun with "the" that neither the title nor anything behind it
    makes known. A name, a number, and what there is only one of ("The police") need no introduction.
    """
    table = _table(sentence.language)
    words, written = sentence.words, sentence.written
    if table is None or len(words) < _FEWEST_WORDS or words[0][2] not in table.articles:
        return False
    (first_start, _, first), (second_start, _, second) = words[1:3]
    if first[:1].isdecimal() or second in table.nearer:
        return False
    if any(_is_name(written, start, sentence.language) for start in (first_start, second_start)):
        return False
    named = [word for _, _, word in words_of(title) if len(word) >= _SAME_NOUN]
    is_known = any(
        word[:letters] == name[:letters]
        for (_, _, word), letters in zip(words[1:], _SAME_LETTERS, strict=False)
        for name in named
    )
    return not is_known and not first.startswith(table.unique) and not second.startswith(table.unique)


def _is_name(sentence: str, start: int, language: str) -> bool:
    return sentence[start].isupper() and language not in NOUNS_ARE_CAPITAL


@cache
def _table(language: str) -> _Table | None:
    table = wordfile("bot.writing.language", "definite").get(code_of(language))
    if table is None:
        return None
    kinds = {kind: [fold(entry).lower().strip() for entry in entries_of(table[kind])] for kind in _Table._fields}
    return _Table(frozenset(kinds["articles"]), frozenset(kinds["nearer"]), tuple(kinds["unique"]))
