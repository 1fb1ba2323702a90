"""Takes off a paragraph the sentences that only greet readers, announce the news, or close a live blog. Pure.

The words are in `greetings.toml`, whose languages are those of `bot.writing.language.words`. They count at the head of
a paragraph, as whole sentences, so that "Good Morning America will be shown later" stays.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bot.writing.furniture import tables
from bot.writing.furniture.wordings import tokens_of
from bot.writing.language.detection import kin_of, language_of
from bot.writing.language.sentences import sentences_of
from bot.writing.language.words import code_of, cues_of

_MOST_SENTENCES = 6
"""Of a paragraph that are read."""
_LONGEST = 200
"""Characters of such a sentence."""
_MORE_WORDS, _MORE_LETTERS = 3, 8
"""Behind a greeting: "Good morning, dear readers of the Echo."; in letters where no spaces stand between words."""
_HEAD, _KEY = 60, 2
"""Characters of a paragraph, and letters without spaces between words, by which it is told that it may begin so."""


class _Words(NamedTuple):
    greetings: tuple[str, ...]
    opens: tuple[str, ...]


def without_greetings(text: str, language: str = "") -> str:
    """The paragraph from its first sentence on that does not only speak to readers; "" where there is no other.

    `language` is what the article declares (BCP 47).
    """
    head = text[:_HEAD].lstrip("\"'“”„«»‘’¡¿ ").casefold()
    first = _plain(head).split()[:2]
    if not first or (first[0] not in _first_words() and " ".join(first) not in _pairs() and head[:_KEY] not in _keys()):
        return text
    code = code_of(kin_of(language_of(text, language)))
    if code not in tables("greetings"):
        return text
    words = _words_of(code)
    cues = cues_of(code)
    sentences = sentences_of(text, code)[:_MOST_SENTENCES]
    shorter = text
    for sentence in sentences:
        if not _is_greeting(sentence, words, spaces=cues is None or cues.spaces) or not shorter.startswith(sentence):
            break
        shorter = shorter[len(sentence) :].lstrip()
    return shorter


def _is_greeting(sentence: str, words: _Words, *, spaces: bool) -> bool:
    if len(sentence) > _LONGEST:
        return False
    plain = _plain(sentence)
    for greeting in words.greetings:
        if not plain.startswith(greeting):
            continue
        rest = plain[len(greeting) :]
        if spaces and rest[:1] not in ("", " "):
            continue
        rest = rest.strip()
        is_short = len(rest.split()) <= _MORE_WORDS if spaces else len(rest) <= _MORE_LETTERS
        if (is_short and not _has_verb_of_news(sentence, greeting)) or rest.startswith(words.opens):
            return True
    return plain.startswith(words.opens)


def _has_verb_of_news(sentence: str, greeting: str) -> bool:
    """Whether what follows the greeting belongs to it, as in "Good Morning America ends": no mark parts the two."""
    if sentence.endswith("!"):
        return False
    rest = sentence.strip("\"'“”„«»‘’¡¿ ")[len(greeting) :]
    return rest[:1] == " " and len(rest.split()) > 1


def _plain(text: str) -> str:
    return tokens_of(text).text.strip()


@cache
def _words_of(code: str) -> _Words:
    table = tables("greetings")[code]
    return _Words(*(tuple(map(_plain, table[kind].replace("\n", " ").split(";"))) for kind in ("greetings", "opens")))


@cache
def _entries() -> tuple[tuple[str, bool], ...]:
    """All entries, each with whether its language parts words by spaces."""
    spaced = {code: (cues := cues_of(code)) is None or cues.spaces for code in tables("greetings")}
    return tuple((entry, spaced[code]) for code in spaced for words in _words_of(code) for entry in words)


@cache
def _first_words() -> frozenset[str]:
    """The entries of one word."""
    return frozenset(entry for entry, is_spaced in _entries() if is_spaced and " " not in entry)


@cache
def _pairs() -> frozenset[str]:
    """The first two words of the others."""
    return frozenset(" ".join(entry.split()[:2]) for entry, is_spaced in _entries() if is_spaced and " " in entry)


@cache
def _keys() -> frozenset[str]:
    """The first letters of entries without spaces between words."""
    return frozenset(entry[:_KEY] for entry, is_spaced in _entries() if not is_spaced)
