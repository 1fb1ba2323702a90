"""Finds where sentences end in Thai, Lao, Khmer and Burmese. Pure, but for the file that it reads.

Khmer and Burmese have marks of their own for it. Thai and Lao have none: a sentence is followed by a space, but so are
a given name, a number, and a clause that goes on. So a space ends a sentence there only between two long stretches, of
which the first is not left open and the second does not go on with it by its first word. In doubt the sentence goes on:
the paragraph is the longest one. What is parted so still depends on what stands before it, which may name its subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from bot.writing.language.quotes import open_marks
from bot.writing.wordfiles import wordfile

_MARKED = re.compile("(?:[\u17d4\u17d5](?!\u179b\u17d4)|\u104b)[”»’\"')）]*+\\s*+")
"""The end of a Khmer (។ ៕) or Burmese (။) sentence; not ។ល។, "and so on"."""
_SPACE = re.compile(r"\s++")
_LAO = re.compile("[\u0e80-\u0eff]")
_THAI_OR_LAO = re.compile("[\u0e00-\u0eff]")
_SHORTEST_DIVIDED = 120
"""Characters of a paragraph that is divided; a shorter one has room in a post as a whole."""
_SHORTEST_BEFORE, _SHORTEST_BEHIND = 40, 20
"""Characters of a sentence before the space that ends it, and of what stands behind that up to the next space."""
_LONGEST_SPEAKER = 80
"""Characters of who has said what stands before, with the verb."""
_TITLE_IS_WITHIN, _AGE_IS_WITHIN = 60, 14
"""Characters before a space in which a title or an age shows that a surname or what somebody is may follow."""


class _Words(NamedTuple):
    """The words of a language, as the data file explains them."""

    going_on: tuple[str, ...]
    beginning: tuple[str, ...]
    unfinished: tuple[str, ...]
    titles: tuple[str, ...]
    ages: tuple[str, ...]
    speaking: tuple[str, ...]


def clauses_of(paragraph: str) -> tuple[str, ...]:
    """The sentences of a paragraph in Thai, Lao, Khmer or Burmese; joined by spaces they are the paragraph."""
    if _THAI_OR_LAO.search(paragraph):
        if len(paragraph) < _SHORTEST_DIVIDED:
            return (paragraph,)
        ends = list(_ends_at_spaces(paragraph, _words("lo" if _LAO.search(paragraph) else "th")))
    else:
        ends = [match.end() for match in _MARKED.finditer(paragraph)]
    pieces = (paragraph[start:end].strip() for start, end in pairwise([0, *ends, len(paragraph)]))
    return tuple(piece for piece in pieces if piece)


def _ends_at_spaces(paragraph: str, words: _Words) -> Iterator[int]:
    """The indexes behind the spaces that end a sentence."""
    start = 0
    for match in _SPACE.finditer(paragraph):
        before, behind = paragraph[start : match.start()], paragraph[match.end() :]
        if _ends(before, behind, words):
            yield match.end()
            start = match.end()


def _ends(before: str, behind: str, words: _Words) -> bool:
    following = _SPACE.split(behind, maxsplit=1)[0]
    if len(before) < _SHORTEST_BEFORE or len(following) < _SHORTEST_BEHIND:
        return False
    if not _THAI_OR_LAO.match(following) or not _THAI_OR_LAO.match(before[-1]):
        return False
    if following.startswith(words.going_on) and not following.startswith(words.beginning):
        return False
    if before.endswith(words.unfinished) or _only_names_a_speaker(behind, words):
        return False
    if any(age in before[-_AGE_IS_WITHIN:] for age in words.ages):
        return False
    return not any(title in before[-_TITLE_IS_WITHIN:] for title in words.titles) and not open_marks(before)


def _only_names_a_speaker(behind: str, words: _Words) -> bool:
    """Whether it begins with who has said what stands before it: "Professor Emi Sato of Kyoto University said"."""
    chunks = _SPACE.split(behind[:_LONGEST_SPEAKER])
    return any(chunk.endswith(words.speaking) for chunk in chunks if chunk)


@cache
def _words(language: str) -> _Words:
    table = wordfile("bot.writing.language", "clauses")[language]
    return _Words(*(tuple(table[name].replace("\n", "|").strip("|").split("|")) for name in _Words._fields))
