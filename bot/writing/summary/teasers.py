"""Knows what only promises to tell: "Read the full story in the Mercury", "How the bridge came down". Pure.

Such a description says nothing that a reader could take away. The words are in `furniture/teasers.toml`, which also
says what its lists are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial
from itertools import pairwise
from typing import NamedTuple

from bot.writing.furniture import tables
from bot.writing.language.words import code_of, cues_of
from bot.writing.language.words.lists import WordList, entries_of, fold, word_list

_LABEL = re.compile(r"(?:[^\s:：]{1,30}\s){0,3}[^\s:：]{1,30}\s?[:：]\s+")
"""Up to four words and a colon: "Consumer warning: "."""
_CLAUSES = re.compile(r"\s?[,،、，;؛]\s?|\s[-–—]\s")
_LONGEST = 300
"""Characters; a longer sentence has told something."""
_LONGEST_INVITATION = 14
"""Words of an invitation to read."""
_NEAR = 5
"""Words behind "read" among which it says what: "Read the full story"."""


class _Words(NamedTuple):
    """The lists of a language."""

    asking: WordList
    either: WordList
    never: WordList
    ends: WordList
    opening: WordList
    reading: WordList
    pieces: WordList
    spaces: bool
    verb_last: bool


def is_teaser(sentence: str, language: str) -> bool:
    """Whether the sentence asks what it does not answer, promises it, or asks to read the article.

    A question counts only without a clause that answers it: "Who bought the milk, gets the money back" is none. Always
    false for a language whose words are not known.
    """
    words = _words_of(code_of(language))
    if words is None or len(sentence) > _LONGEST or not any(map(str.isalpha, sentence)):
        return False
    label = _LABEL.match(sentence)
    rest = sentence[label.end() :] if label else sentence
    return _invites(rest, words) or _begins(words.opening, rest) or _only_asks(rest, words, language)


def _invites(sentence: str, words: _Words) -> bool:
    if not words.spaces:
        is_asked = _begins(words.reading, sentence) or sentence.rstrip("。.! ").endswith(words.reading.parts)
        return is_asked and any(piece in sentence for piece in words.pieces.parts)
    folded = fold(sentence).lower().split()
    if len(folded) > _LONGEST_INVITATION:
        return False
    if _begins(words.reading, sentence):
        return _has_piece(folded[1 : 1 + _NEAR], words)
    return words.verb_last and words.reading.has(folded[-1]) and _has_piece(folded[:-1], words)


def _has_piece(folded: list[str], words: _Words) -> bool:
    return any(words.pieces.beginning(" ".join([*folded[at:], ""])) for at in range(len(folded)))


def _only_asks(sentence: str, words: _Words, language: str) -> bool:
    """Whether every clause asks; a question word that may begin a statement needs a second one, or such an end."""
    clauses = [_without_coordinating(clause, language) for clause in _CLAUSES.split(sentence) if clause.strip()]
    if not all(_asks(clause, words) for clause in clauses):
        return False
    if not clauses or len(clauses) > 1 or _begins(words.asking, clauses[0]):
        return bool(clauses)
    rest = fold(sentence).lower().split()
    ends_so = any(words.ends.has(" ".join(rest[-count:])) for count in (1, 2))
    return ends_so or _asks_twice(rest, words, language)


def _asks(clause: str, words: _Words) -> bool:
    return not _begins(words.never, clause) and (_begins(words.asking, clause) or _begins(words.either, clause))


def _asks_twice(words_of_sentence: list[str], words: _Words, language: str) -> bool:
    cues = cues_of(language)
    if cues is None:
        return False
    pairs = pairwise(words_of_sentence)
    return any(cues.coordinating.has(first) and _is_question_word(second, words) for first, second in pairs)


def _is_question_word(word: str, words: _Words) -> bool:
    return words.asking.has(word) or words.either.has(word)


def _without_coordinating(clause: str, language: str) -> str:
    cues = cues_of(language)
    first, _, rest = clause.strip().partition(" ")
    return rest if cues is not None and rest and cues.coordinating.has(fold(first).strip().lower()) else clause


def _begins(entries: WordList, text: str) -> bool:
    return entries.beginning(fold(text)) > 0


@cache
def _words_of(language: str) -> _Words | None:
    table = tables("teasers").get(language)
    if table is None:
        return None
    cues = cues_of(language)
    spaces = cues is None or cues.spaces
    listed = partial(_list, table, spaces=spaces)
    return _Words(
        listed("asking"),
        listed("either"),
        listed("never"),
        listed("ends"),
        listed("opening"),
        listed("reading"),
        listed("pieces"),
        spaces=spaces,
        verb_last=cues is not None and cues.verb_last,
    )


def _list(table: Mapping[str, str], kind: str, *, spaces: bool) -> WordList:
    return word_list(entries_of(table.get(kind, ""), cyrillic=bool(table.get("cyrillic"))), spaces=spaces)
