"""Leaves of a round-up, which tells several stories below headings, the one that its title names. Pure.

That the sections tell different stories shows in their words: those of one article share the names and things that it
is about, those of a briefing hardly any.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from bot.writing.language.detection import function_words, kin_of, language_of
from bot.writing.reading.liveblog import begins_with_clock_time
from bot.writing.reading.passages import Passage
from bot.writing.reading.roles import Kind
from bot.writing.summary.words import content_words

__all__ = ["one_story"]

_FEWEST_SECTIONS = 3
_MOST_PASSAGES = 60
"""At the head of an article that are looked at."""
_MOST_OF_SECTION, _READ = 4, 400
"""Passages of a section, with its heading, and characters of each, by which its story is told."""
_FEWEST_WORDS = 6
"""Content words of a section by which anything can be told."""
_MOST_SHARED, _MOST_SHARE = 2, 0.12
"""Content words, and which part of them, that a section of a round-up has in common with another one at most;
one word may be chance."""
_NAMED = 2
"""Words of a part of the title that the introduction has if it tells that story."""
_CLAUSE = re.compile(r"[:;,|–—،，、：；]\s?")
"""Between the parts of a title, of which each may name a story."""
_FEWEST_TIMES = 3
"""Of a live blog, whose entries may tell of different things."""


def one_story(passages: Sequence[Passage], title: str, language: str) -> list[Passage]:
    """The passages; of a round-up only the story that the title names first, or else its introduction or first story.

    `language` is what the article declares (BCP 47).
    """
    starts = [at for at, passage in enumerate(passages[:_MOST_PASSAGES]) if passage.kind is Kind.HEADING]
    times = sum(begins_with_clock_time(passage.text) for passage in passages[:_MOST_PASSAGES])
    if len(starts) < _FEWEST_SECTIONS or times >= _FEWEST_TIMES:
        return list(passages)
    ends = [*starts[1:], len(passages)]
    sections = [list(passages[start:end]) for start, end in zip(starts, ends, strict=True)]
    sections = [section for section in sections if any(passage.kind is Kind.TEXT for passage in section)]
    sample = " ".join(passage.text for passage in passages[:_FEWEST_SECTIONS])
    small = content_words(" ".join(function_words(kin_of(language_of(sample, language)))))
    words = [_words_of(section) - small for section in sections]
    if len(sections) < _FEWEST_SECTIONS or not _tell_different_stories(words):
        return list(passages)
    introduction = list(passages[: starts[0]])
    of_introduction = _words_of(introduction)
    for clause in _CLAUSE.split(title):
        named = content_words(clause) - small
        if len(of_introduction & named) >= _NAMED:
            return introduction
        counts = [len(section & named) for section in words]
        if max(counts) > 0:
            return sections[counts.index(max(counts))]
    return introduction if any(passage.kind is Kind.TEXT for passage in introduction) else sections[0]


def _tell_different_stories(words: Sequence[AbstractSet[str]]) -> bool:
    """Whether no section with enough words goes on with what the one before it tells, or the first one."""
    telling = [section for section in words if len(section) >= _FEWEST_WORDS]
    if len(telling) < _FEWEST_SECTIONS:
        return False
    pairs = [*pairwise(telling), *((telling[0], later) for later in telling[2:])]
    return not any(_share(first, second) for first, second in pairs)


def _share(first: AbstractSet[str], second: AbstractSet[str]) -> bool:
    shared = len(first & second)
    return shared > _MOST_SHARED or (shared > 1 and shared > _MOST_SHARE * min(len(first), len(second)))


def _words_of(passages: Sequence[Passage]) -> frozenset[str]:
    return content_words(" ".join(passage.text[:_READ] for passage in passages[:_MOST_OF_SECTION]))
