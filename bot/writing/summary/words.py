"""The content words of a text, and how far two texts say the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cache

from bot.writing.language.detection import function_words
from bot.writing.language.scripts import is_without_spaces

_NEW = 0.4
"""Share of a sentence's words that the title lacks; with fewer it mostly says the title again, and scores less."""
_SAME = 0.6
"""Share of a sentence's words in another one, from which on it only says that again."""
_AGAIN, _MUCH_LONGER = 0.4, 1.8
"""Share of the letters, in threes, of two texts that are the same where one says the other again and is not so much
longer."""
_FEWEST = 3
"""Content words from which on two texts can be compared."""
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u200c\u200d"
"""Accents, vowel signs and joiners, which are parts of words in Arabic, Hebrew and the scripts of India."""
_LETTERS = rf"(?:[^\W_]++|[{_MARKS}]++)++"
_WORD = re.compile(rf"{_LETTERS}(?:['’-]{_LETTERS})*+")
_USUAL_WORD = re.compile(r"\w++(?:['’-]\w++)*+")
"""The same for a text without such marks and without "_": `re` finds it three times as fast."""
_MARK = re.compile(f"[_{_MARKS}]")

_APOSTROPHE = re.compile("['’]")
_SHORT = 3
"""Letters of a word that says nothing, at most, unless it is a number."""
_STEM = 6
"""Letters by which words are compared, so that "tensions" equals "tension": most languages inflect at the end."""

_BEGINNING = 4
"""Letters that two forms of one word share: "ferry" and "ferries", "wound" and "wounded"."""

_SYLLABLE = re.compile("[\uac00-\ud7a3]")
"""A letter of Korean, which is a whole syllable, so that words are shorter."""
_STEM_OF_SYLLABLES = 2


def words_in(text: str) -> list[str]:
    """The words of a text as they are written; what a hyphen or an apostrophe joins is one."""
    return (_WORD if _MARK.search(text) else _USUAL_WORD).findall(text)


def content_words(text: str) -> frozenset[str]:
    """The content words of a text: its longer words, or pairs of characters in a script without spaces."""
    words = words_in(text.casefold())
    if is_without_spaces(text):
        letters = "".join(words)
        return frozenset(letters[index : index + 2] for index in range(len(letters) - 1))
    if "'" in text or "’" in text:
        words = [_without_elision(word) for word in words]
    if not text.isascii() and _SYLLABLE.search(text):
        syllabic = [word for word in words if _SYLLABLE.match(word) and len(word) > 1]
        words = [word for word in words if not _SYLLABLE.match(word)]
        return _stems(words) | {word[:_STEM_OF_SYLLABLES] for word in syllabic}
    return _stems(words)


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset([word[:_STEM] for word in words if len(word) > _SHORT or word.isdigit()])


def _without_elision(word: str) -> str:
    """The word without what an apostrophe joins to it: "arbre" of "l’arbre", "tension" of "tension's"."""
    return max(_APOSTROPHE.split(word), key=len)


def shared_words(words: AbstractSet[str], title_words: AbstractSet[str]) -> int:
    """How many words of a title stand in a sentence, in whatever form; in a script without spaces, pairs of letters."""
    return len({word[:_BEGINNING] for word in words} & {word[:_BEGINNING] for word in title_words})


def newness(words: AbstractSet[str], title_words: AbstractSet[str]) -> float:
    """How little a text with these words says the title again: 1 where enough of them are new, 0 where none is."""
    return min(1.0, len(words - title_words) / len(words) / _NEW) ** 3 if words else 0


def says_the_same(first: AbstractSet[str], second: AbstractSet[str]) -> bool:
    """Whether most of the words of one text are in the other."""
    fewer = min(len(first), len(second))
    return fewer >= _FEWEST and len(first & second) > _SAME * fewer


def says_title_again(text: str, title: str) -> bool:
    """Whether a text without spaces that is not much longer than the title has most of its letters in the same order.

    Three letters in a row are compared at a time, for its words can not be told apart.
    """
    if not is_without_spaces(text):
        return False
    triples, title_triples = _triples(text), _triples(title)
    both = len(triples) + len(title_triples)
    return len(triples) <= _MUCH_LONGER * len(title_triples) and 2 * len(triples & title_triples) > _AGAIN * both


def _triples(text: str) -> frozenset[str]:
    letters = "".join(words_in(text.casefold()))
    return frozenset(letters[index : index + 3] for index in range(len(letters) - 2))


@cache
def stems_of_function_words(language: str) -> frozenset[str]:
    """The function words of a language as content words are written."""
    return content_words(" ".join(function_words(language)))
