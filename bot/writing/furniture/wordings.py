"""Finds in a paragraph the words that news sites print around their articles. Pure but for their data files.

Those are `latin.toml` and its like, a table for each language. In a list, entries are separated by ";". One that ends
with * stands for all that begin with it; one that ends with "." counts at the end of a sentence. Upper and lower case
are alike, and marks at a word's edge do not count.

labels    begin a paragraph, before a colon, a dash or nothing: whatever follows is no reporting
credits   as labels, where only a few words follow, or names: "Source: Ministry of Health"
opens     begin an invitation or a notice to readers
follows   begin a paragraph that names a social network: "Follow Jane Doe on Twitter"
says      stand anywhere in such a notice
own, acts name the publication itself, and what is done with it: "this article", then "was updated"
gives, us what is asked of donors, and the paper itself: with both and an address, a paragraph asks for money
said      a paragraph with such a word reports what somebody said
alone     whole paragraphs
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from bot.writing.furniture import entries, tables

_EDGE = (
    "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'…–—―«»‹›“”„‟‚‘、。，．！？：；（）［］【】「」『』〈〉《》・·•►▶▸▪■□●○◆★☆※→←"
    "｜|।॥۔؟،؛։¡¿†‡§¶＝＊／"
)
"""Marks that do not count at the edge of a word."""
_KEY = 3
"""Letters by which phrases are looked up whose first word may end in any way."""
_KEY_UNSPACED = 2
"""Letters by which the phrases of languages without spaces are looked up."""
_AT_START = ("labels", "credits", "opens", "follows")
_ANYWHERE = ("says", "own", "acts", "gives", "us", "said")
_GROUPS = {
    "latin": "[A-Za-z\u00c0-\u024f\u1e00-\u1eff]",
    "cyrillic_greek": "[\u0370-\u052f\u1f00-\u1fff]",
    "right_to_left": "[\u0590-\u06ff\u0750-\u077f]",
    "indic": "[\u0900-\u0bff]",
    "korean": "[\uac00-\ud7af]",
    "unspaced": "[\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u4e00-\u9fff]",
}
"""For each data file the letters of its languages: it is read when a paragraph first has one."""
_PATTERNS = {name: re.compile(letters) for name, letters in _GROUPS.items()}
_INNER_SEPARATOR = re.compile(r"([:：=＝|](?=[^\s/])|\n)")
_APOSTROPHES = str.maketrans("’ʼ‘\xa0\u202f", "'''  ")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A paragraph as its words (case-folded, without marks at their edges), for comparing."""

    raw: tuple[str, ...]
    """The words as they are written, without marks at their edges."""
    tails: tuple[str, ...]
    """The marks after each word."""
    folded: tuple[str, ...]
    text: str
    """The folded words, each followed by a space."""
    starts: tuple[int, ...]
    """Where each word begins in `text`."""

    def word_at(self, offset: int) -> int:
        """The number of words that begin before `offset` of `text`."""
        return self.text.count(" ", 0, offset) + (offset > 0 and self.text[offset - 1] != " ")


def tokens_of(text: str) -> Tokens:
    """`text` in words. Marks that stand alone belong to the word before them."""
    raw: list[str] = []
    tails: list[str] = []
    for piece in _INNER_SEPARATOR.sub(r"\1 ", text.translate(_APOSTROPHES)).split():
        word = piece.strip(_EDGE)
        if len(word) == len(piece):
            raw.append(word)
            tails.append("")
        elif word:
            raw.append(word)
            tails.append(piece[piece.index(word) + len(word) :])
        elif tails:
            tails[-1] += piece
    text = "".join(f"{word} " for word in raw).casefold()
    folded = tuple(text.split(" ")[:-1])
    starts = tuple(accumulate((len(word) + 1 for word in folded), initial=0))
    return Tokens(tuple(raw), tuple(tails), folded, text, starts)


@dataclass(frozen=True, slots=True)
class Match:
    """Words of one kind and language that a paragraph has: from character `start` of its compared text up to `end`."""

    kind: str
    language: str
    start: int
    end: int


_Phrase = tuple[str, str, str]
"""A phrase (ending with * where any letters may follow, with "." where a sentence ends), its kind and language."""


@dataclass(frozen=True, slots=True)
class _Index:
    """Phrases by their first word, or by their first letters where that word has any ending."""

    by_word: defaultdict[str, list[_Phrase]] = field(default_factory=lambda: defaultdict(list))
    by_letters: dict[str, list[_Phrase]] = field(default_factory=dict)

    def add(self, phrases: Iterable[str], kind: str, language: str) -> None:
        for phrase in phrases:
            word = phrase.partition(" ")[0]
            if word[-1] == "*":
                self.by_letters.setdefault(word[:_KEY], []).append((phrase, kind, language))
            else:
                self.by_word[word.rstrip(".")].append((phrase, kind, language))

    def add_unspaced(self, phrases: Iterable[str], kind: str, language: str) -> None:
        for phrase in phrases:
            self.by_letters.setdefault(phrase[:_KEY_UNSPACED], []).append((phrase, kind, language))

    def at(self, tokens: Tokens, nth: int) -> Iterator[Match]:
        """What begins with word number `nth` of the paragraph."""
        word = tokens.folded[nth]
        if word in self.by_word:
            yield from _at(tokens.text, tokens.starts[nth], self.by_word[word])
        if phrases := self.by_letters.get(word[:_KEY]):
            yield from _at(tokens.text, tokens.starts[nth], phrases)


@dataclass(frozen=True, slots=True)
class _Wordings:
    at_start: _Index
    anywhere: _Index
    alone: frozenset[str]


@cache
def _wordings(group: str) -> _Wordings:
    at_start, anywhere, alone = _Index(), _Index(), set()
    for language, words in tables(group).items():
        for kinds, index in ((_AT_START, at_start), (_ANYWHERE, anywhere)):
            add = index.add_unspaced if group == "unspaced" else index.add
            for kind in kinds:
                add(_phrases(words.get(kind, "")), kind, language)
        alone.update(_phrases(words.get("alone", "")))
    return _Wordings(at_start, anywhere, frozenset(alone))


def _phrases(words: str) -> list[str]:
    return words.strip().replace(";\n", "; ").split("; ") if words else []


@cache
def _lines_of_software() -> frozenset[str]:
    return frozenset((*entries("wordpress_lines", "lines"), *entries("wordpress_lines", "sharing")))


def groups_of(text: str) -> tuple[str, ...]:
    """The data files whose languages are written in letters that `text` has."""
    if text.isascii():
        return ("latin",)
    return tuple(name for name, pattern in _PATTERNS.items() if pattern.search(text))


def is_furniture_alone(tokens: Tokens, groups: Sequence[str]) -> bool:
    """Whether the whole paragraph is one of the lines that stand around articles."""
    whole = tokens.text[:-1]
    return whole in _lines_of_software() or any(whole in _wordings(group).alone for group in groups)


def matches_at_start(tokens: Tokens, groups: Sequence[str]) -> Iterator[Match]:
    """The labels, credits and openings with which the paragraph begins."""
    for group in groups if tokens.raw else ():
        index = _wordings(group).at_start
        if group == "unspaced":
            for size in range(1, _KEY_UNSPACED + 1):
                yield from _at(tokens.text, 0, index.by_letters.get(tokens.text[:size], ()), spaced=False)
        else:
            yield from index.at(tokens, 0)


def matches_anywhere(tokens: Tokens, groups: Sequence[str]) -> Iterator[Match]:
    """The other words of the data files that the paragraph has."""
    for group in groups:
        index = _wordings(group).anywhere
        if group == "unspaced":
            for start in range(len(tokens.text)):
                if phrases := index.by_letters.get(tokens.text[start : start + _KEY_UNSPACED]):
                    yield from _at(tokens.text, start, phrases, spaced=False)
        else:
            for nth, word in enumerate(tokens.folded):
                if word in index.by_word or word[:_KEY] in index.by_letters:
                    yield from index.at(tokens, nth)


def credits_anywhere(tokens: Tokens, groups: Sequence[str], since: int) -> Iterator[Match]:
    """The credits ("Photo", "Foto", "Bild") that begin at the paragraph's word number `since` or later."""
    for group in groups:
        if group != "unspaced":
            index = _wordings(group).at_start
            for nth in range(since, len(tokens.folded)):
                yield from (match for match in index.at(tokens, nth) if match.kind == "credits")


def _at(text: str, start: int, phrases: Iterable[_Phrase], *, spaced: bool = True) -> Iterator[Match]:
    for phrase, kind, language in phrases:
        last = phrase[-1]
        body = phrase[:-1] if last in "*." else phrase
        if not text.startswith(body, start):
            continue
        end = start + len(body)
        if last == "*":
            end = max(end, text.find(" ", end))
        elif spaced and text[end] != " ":
            continue
        yield Match(f"{kind}." if last == "." else kind, language, start, end)
