"""Finds sentences that call a person by the last name alone, whom an earlier sentence has introduced. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import pairwise

from bot.writing.language.words import code_of
from bot.writing.language.words.lists import entries_of, fold
from bot.writing.summary.names_by_words import KNOWN_BY_WORDS, by_words_beside
from bot.writing.wordfiles import wordfile

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NOUNS_IN_CAPITALS = frozenset({"de", "lb", "nds"})
"""Languages that write every noun with a capital, so that a capital tells no name."""
_INFLECTING = frozenset({"ru", "uk", "be", "pl", "cs", "sk", "sl", "sr", "hr", "bs", "lt", "lv", "et", "fi", "tr"})
_STEM = 4
"""Letters of a name that stay the same in all its forms."""
_OFFICE_IS_WITHIN = 2
"""Words at a sentence's head among which an office stands before a name: "The geologist Low"."""
_ARTICLE = re.compile(r"d(?:er|ie|as|e[nms]|at|éi)?|ein(?:e[nmr]?)?|im|am|zum|zur|beim|vom|eng?|e", re.IGNORECASE)
"""Of the languages that write every noun with a capital."""
_LONGEST_SUBJECT, _LONGEST_HEAD = 40, 80
"""Characters before "is one of", and of a sentence's head in which that stands."""
_BEGINS_ANEW = (".", "!", "?", ":", "“", "«", "„", '"')
"""What stands before a word that is written large because something begins there."""


def introductions(sentences: Sequence[str], title: str, language: str) -> tuple[int | None, ...]:
    """For each sentence the position of the earlier one without which a name in it says nothing; None: there is none.

    "Hale resigned" depends on "Mayor Ann Hale was charged", unless the title names Hale.
    """
    if language in KNOWN_BY_WORDS:
        return by_words_beside(sentences, title, language)
    if language in _NOUNS_IN_CAPITALS:
        return _first_words(sentences, title)
    known = _forms(_WORD.findall(title), language)
    words = [list(_WORD.finditer(sentence)) for sentence in sentences]
    # A word that is written small elsewhere is no name: "On Friday", "The Council".
    common = {word[0] for words_of_sentence in words for word in words_of_sentence if word[0][0].islower()}
    offices = {word[:_STEM].lower() for word in _WORD.findall(title) if len(word) >= _STEM}
    first_named: dict[str, int] = {}
    needed: list[int | None] = []
    for position, sentence in enumerate(sentences):
        full, alone = (_forms(names, language) for names in _last_names(sentence, words[position], common, offices))
        if _says_who(sentence, language):
            alone = set()
        needed.append(min((first_named[name] for name in alone - full - known if name in first_named), default=None))
        for name in full:
            first_named.setdefault(name, position)
    return tuple(needed)


def _says_who(sentence: str, language: str) -> bool:
    """Whether the sentence says of whom it names that he is one of so many: "Low is one of the 140 crew"."""
    if not any(map(str.isdecimal, sentence)):
        return False
    head = f" {fold(sentence[:_LONGEST_HEAD]).lower()} "
    return any(0 <= head.find(phrase) <= _LONGEST_SUBJECT for phrase in _one_of(language))


@cache
def _one_of(language: str) -> tuple[str, ...]:
    entries = wordfile("bot.writing.language", "one_of").get(code_of(language), "")
    return tuple(f" {fold(entry).lower().strip()} " for entry in entries_of(entries))


def _forms(names: Iterable[str], language: str) -> set[str]:
    """The names as they are compared: by their beginnings where they are inflected, Russian "Зуева" like "Зуев"."""
    return {name[:_STEM] for name in names} if language in _INFLECTING else set(names)


def has_name(sentence: str, language: str) -> bool:
    """Whether a name stands in it that capitals show; never in a script without them.

    Behind the first word one capital is enough, but for languages that write every noun so: there two words side by
    side, or a word in capitals only, are a name.
    """
    words = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(sentence)]
    if language in _NOUNS_IN_CAPITALS:
        return any(len(word) > 1 and word.isupper() for _, _, word in words) or any(
            first[2][0].isupper() and second[2][0].isupper() and sentence[first[1] : second[0]] == " "
            for first, second in pairwise(words[1:])
        )
    return any(
        word[0].isupper() and not sentence[:start].rstrip().endswith(_BEGINS_ANEW) for start, _, word in words[1:]
    )


def _first_words(sentences: Sequence[str], title: str) -> tuple[int | None, ...]:
    """The same where every noun has a capital: "Brandt arbeitet in Jena" depends on "… Lena Brandt pfeift das Spiel".

    Only a sentence's first word is asked, before which a noun mostly has an article; and only of an earlier one's words
    that stand behind another one with a capital, as a last name does, and not behind an article and a noun ("die Stadt
    Köln").
    """
    known = set(_WORD.findall(title))
    first_named: dict[str, int] = {}
    needed: list[int | None] = []
    for position, sentence in enumerate(sentences):
        words = list(_WORD.finditer(sentence))
        begins_name = [_stand_side_by_side(sentence, pair) for pair in pairwise(words)]
        name = words[0][0] if words and not any(begins_name[:1]) else ""
        needed.append(first_named.get(name) if name not in known else None)
        for index, (first, second) in enumerate(pairwise(words)):
            before = words[index - 1][0] if index else ""
            if begins_name[index] and not _ARTICLE.fullmatch(before) and not _ARTICLE.fullmatch(first[0]):
                first_named.setdefault(second[0], position)
    return tuple(needed)


def _stand_side_by_side(sentence: str, pair: tuple[re.Match[str], re.Match[str]]) -> bool:
    """Whether both words have a capital and only a space stands between them."""
    first, second = pair
    return first[0][0].isupper() and second[0][0].isupper() and sentence[first.end() : second.start()] == " "


def _last_names(
    sentence: str, words: Sequence[re.Match[str]], common: AbstractSet[str], offices: AbstractSet[str]
) -> tuple[set[str], set[str]]:
    """The last words of names of several words, and those names that are one word; no word of `common` is a name.

    A name right behind one of the `offices` at the sentence's head, the beginnings of the title's words, is as well
    introduced as by a first name: "Teacher Aydın" below "The teacher of the mountain".
    """
    full: set[str] = set()
    alone: set[str] = set()
    run: list[str] = []
    end = 0
    before = ""
    for index, match in enumerate(words):
        office, before = before if index <= _OFFICE_IS_WITHIN else "", match[0][:_STEM].lower()
        if not run and not match[0][0].isupper():
            continue
        word = match[0].removesuffix("’s").removesuffix("'s")
        goes_on = bool(run) and sentence[end : match.start()] in (" ", ". ")
        is_name = word[:1].isupper() and word.lower() not in common
        if run and not (goes_on and is_name):
            _note(run, full, alone)
            run = []
        if is_name:
            run += [office, word] if not run and office in offices else [word]
        end = match.end() if word == match[0] else -1
    _note(run, full, alone)
    return full, alone


def _note(run: list[str], full: set[str], alone: set[str]) -> None:
    if len(run) > 1:
        full.add(run[-1])
    elif run:
        alone.add(run[0])
