"""Whether a sentence tells that people have died, now and in truth. Pure, but for the file that it reads.

The words are those of `deaths.toml` beside this file, which explains each list. A death of long ago ("the 1906
earthquake, in which 3,000 people died") and one that is made up ("a comedy about a widow whose husband has died") are
none. Of a language without a table nothing is known.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from bot.writing.language.figures import is_numeral
from bot.writing.language.scripts import LANGUAGES_WITHOUT_SPACES
from bot.writing.language.text import Text
from bot.writing.language.words import code_of, cues_of
from bot.writing.language.words.lists import Folded, WordList, entries_of, fold, same_letters, taken_apart, word_list
from bot.writing.wordfiles import wordfile

_NUMBER = "0"
"""What stands in a text in place of any number, as "#" does in the lists."""
_DIGITS = re.compile(r"\d(?:[\d.,\u00a0\u202f]*\d)?")
_CLAUSE = re.compile(r"[,;:()،؛，、；：（）–—]+")
_YEAR = re.compile(r"(?<![\d.,])(1\d{3}|2[0-6]\d{2})(?![\d.,]?\d)")
_SHORT_OPENING = 30
"""Characters of a first clause that only tells when."""
_FIRST_WORDS = 3
_STILL_NEWS = timedelta(days=60)
_BUDDHIST = range(2400, 2700)
_BUDDHIST_ERA = 543
"""Years by which the Thai and Lao calendar is ahead."""


class _Words(NamedTuple):
    """The lists of a language, as the data file explains them."""

    traces: WordList
    """The entries of `dying` without their numbers."""

    dying: WordList
    past: WordList
    none: WordList
    fiction: WordList


def tells_death(sentence: Text, published: datetime | None) -> bool:
    """Whether it tells of a death that was news when the article was published (None: at an unknown time)."""
    words = _words_of(code_of(sentence.language))
    # Most sentences have no such word, and need not be looked through for numerals.
    if words is None or not words.traces.occurs_in(sentence.folded):
        return False
    if words.fiction.occurs_in(_folded(sentence.written, sentence.language)):
        return False
    clauses = _CLAUSE.split(sentence.written)
    if len(clauses) > 1 and len(clauses[0]) <= _SHORT_OPENING and _is_past(clauses[0], sentence, words, published):
        return False  # "In 1890, …"
    for before, clause in pairwise(["", *clauses]):
        folded = _folded(clause, sentence.language)
        # What "in which" speaks of stands in the clause before.
        context = f"{before} {clause}" if _is_subordinate(Text(clause, sentence.language)) else clause
        is_told = words.dying.occurs_in(folded) and not words.none.occurs_in(folded)
        if is_told and not _is_past(context, sentence, words, published):
            return True
    return False


def _is_subordinate(clause: Text) -> bool:
    """Whether one of its first words joins it to the clause before it: "which", "in which", "when"."""
    first = (word for _, _, word in clause.words[:_FIRST_WORDS])
    return clause.cues is not None and clause.cues.subordinating.has_any(first)


def _is_past(clause: str, sentence: Text, words: _Words, published: datetime | None) -> bool:
    return words.past.occurs_in(_folded(clause, sentence.language)) or _has_past_year(clause, published)


def _has_past_year(clause: str, published: datetime | None) -> bool:
    years = [int(match[1]) for match in _YEAR.finditer(clause)]
    this_year = (published - _STILL_NEWS).year if published else 2000
    return any((year - _BUDDHIST_ERA if year in _BUDDHIST else year) < this_year for year in years)


def _folded(text: str, language: str) -> Folded:
    """The text as it is compared with the lists, with one sign for every number."""
    text = _DIGITS.sub(_NUMBER, text)
    if language in LANGUAGES_WITHOUT_SPACES:
        return taken_apart(same_letters(text))
    words = (_NUMBER if is_numeral(word, language) else word for word in fold(text).split())
    folded, cues = f" {' '.join(words)} ", cues_of(language)
    return taken_apart(folded) if cues is None else cues.take_apart(folded)


@cache
def _words_of(code: str) -> _Words | None:
    table = wordfile("bot.writing.language", "deaths").get(code)
    if table is None:
        return None

    def words(text: str) -> WordList:
        entries = entries_of(text, cyrillic=table.get("cyrillic", False))
        return word_list(entries, spaces=code not in LANGUAGES_WITHOUT_SPACES)

    traces = words(table["dying"].replace("#", " "))
    return _Words(traces, *(words(table[name].replace("#", _NUMBER)) for name in _Words._fields[1:]))
