"""Whether a sentence begins with "the man" or "the company" and has not told which, where no article shows it. Pure.

The nouns are those of `unnamed.toml` beside this file. A bare noun may also introduce somebody ("Мужчина погиб" may be
"A man has died"), so an article's first sentence is not to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.writing.language.text import Text
from bot.writing.language.words import LanguageCues, code_of
from bot.writing.language.words.lists import WordList, entries_of, fold, word_list, words_of
from bot.writing.wordfiles import wordfile

_OPENING_MARKS = ' \u3000“„«「『"‘（([【'
_VERB_FIRST = frozenset({"ar"})
"""Languages in which the subject stands behind the verb: "وقال الرجل"."""
_QUOTED_NAME = re.compile(r"[“„«「『\"‘《‹][^\W\d_]")
_WORDS_OF_VERB = 2
_LONG = 4
"""Letters of a noun that is known within a compound too."""
_SYLLABLE = re.compile("[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class _Nouns:
    """The nouns for one kind of somebody, and what shows who is meant."""

    subjects: WordList
    introducing: tuple[str, ...]
    """Pieces of a folded title that tells of such a one."""
    may_be_name: bool
    """Whether any name in the title may be the one that is meant, as that of a company may."""
    nearer: WordList
    places: tuple[str, ...]
    """Endings of words that are a place."""


def told_by(texts: Sequence[Text], position: int, title: str) -> int | None:
    """The position of the sentence that tells who is meant by the noun with which this one begins; None: it needs none.

    That is the nearest earlier one that speaks of such a person or house. Where none does, it is the lead; but for a
    person in a script with spaces the one right before it, which may have a noun that no list has. None where it begins
    with no such noun, or where it or the title tells who is meant. `texts` are all known sentences of the article: they
    also tell what in the title is a name.
    """
    sentence = texts[position]
    cues = sentence.cues
    if cues is None or position == 0:
        return None
    for nouns in _nouns(sentence.language, cues.spaces):
        end = _end_of_subject(sentence, nouns.subjects, cues)
        if end:
            if _is_described(sentence, end, nouns, cues) or _is_introduced(title, nouns, cues, texts):
                return None
            earlier = range(position - 1, -1, -1)
            nearest = (index for index in earlier if _speaks_of(texts[index].written, nouns, cues))
            return next(nearest, 0 if nouns.may_be_name or not cues.spaces else position - 1)
    return None


@cache
def _nouns(language: str, spaces: bool) -> tuple[_Nouns, ...]:
    table = wordfile("bot.writing.language", "unnamed").get(code_of(language), {})
    return tuple(
        _Nouns(
            word_list(entries_of(table[kind]), spaces=spaces),
            tuple(_piece(entry, spaces=spaces) for entry in entries_of(table[introducing])),
            may_be_name=kind == "house",
            nearer=word_list(entries_of(table.get("nearer", "")), spaces=spaces),
            places=tuple(entries_of(table.get("places", ""))),
        )
        for kind, introducing in (("person", "people"), ("house", "firms"))
        if kind in table
    )


def _piece(entry: str, *, spaces: bool) -> str:
    """The entry as a piece of a folded title: a short one with the space before it, so that it begins a word."""
    piece = fold(entry).lower().rstrip() if spaces else entry
    is_long = len(piece.strip()) >= _LONG or _SYLLABLE.search(piece) is not None
    return piece.lstrip() if is_long else piece


def _end_of_subject(sentence: Text, subjects: WordList, cues: LanguageCues) -> int:
    """The character at which the noun ends with which the sentence begins; 0: it begins with none."""
    if not cues.spaces:
        head = sentence.written.lstrip(_OPENING_MARKS)
        noun = max((part for part in subjects.parts if head.startswith(part)), key=len, default="")
        return len(sentence.written) - len(head) + len(noun) if noun else 0
    words = sentence.words
    for start in range(1 + _WORDS_OF_VERB * (sentence.language in _VERB_FIRST)):
        following = " ".join(word for _, _, word in words[start : start + 3])
        if length := subjects.beginning(f" {following} "):
            return words[start + length - 1][1]
    return 0


def _is_described(sentence: Text, end: int, nouns: _Nouns, cues: LanguageCues) -> bool:
    """Whether a name, a figure, "who", "and" or a preposition follows, which say nearer who is meant."""
    if not cues.spaces:
        return False
    rest = sentence.written[end:].lstrip()
    following = next((word for word in sentence.words if word[0] >= end), None)
    if following is None or _QUOTED_NAME.match(rest):
        return True
    start, _, word = following
    if rest[:1] in {",", "،"}:
        return nouns.nearer.has(word)
    is_name = sentence.written[start].isupper() or word[0].isdigit()
    return is_name or nouns.nearer.has(word) or cues.coordinating.has(word)


def _is_introduced(title: str, nouns: _Nouns, cues: LanguageCues, article: Sequence[Text]) -> bool:
    if _speaks_of(title, nouns, cues):
        return True
    if not cues.spaces:
        return False
    if nouns.may_be_name and _QUOTED_NAME.search(title) is not None:
        return True
    return _has_name(title, nouns, cues) or (nouns.may_be_name and _begins_with_name(title, nouns, article))


def _speaks_of(text: str, nouns: _Nouns, cues: LanguageCues) -> bool:
    folded = fold(text).lower() if cues.spaces else text
    return any(piece in folded for piece in nouns.introducing)


def _has_name(title: str, nouns: _Nouns, cues: LanguageCues) -> bool:
    """Whether the title has a name of two words, or for a house one within it, that stands behind no preposition."""
    words = list(words_of(title))
    is_place = False
    for index, (start, end, word) in enumerate(words):
        is_behind_preposition, is_preposition = is_place, nouns.nearer.has(word) or cues.unfinished.has(word)
        is_place = is_preposition
        if not title[start].isupper() or is_preposition or is_behind_preposition or word.endswith(nouns.places):
            continue
        if nouns.may_be_name and (index > 0 or (end - start > 1 and title[start:end].isupper())):
            return True
        following = words[index + 1] if index + 1 < len(words) else None
        if following is not None and title[end : following[0]] == " " and title[following[0]].isupper():
            return True
    return False


def _begins_with_name(title: str, nouns: _Nouns, article: Sequence[Text]) -> bool:
    """Whether the title's first word is a name: the article has it, and never in small letters."""
    first = next(words_of(title), None)
    if first is None or not title[first[0]].isupper() or first[2].endswith(nouns.places):
        return False
    places = [(text, word[0]) for text in article for word in text.words if word[2] == first[2]]
    return bool(places) and all(text.written[start].isupper() for text, start in places)
