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
bylines   stand before the name of who wrote the article
belongs   tell, beside the name of the site, of which house or network it is
said      a paragraph with such a word reports what somebody said
alone     whole paragraphs
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from typing import NamedTuple

from bot.writing.furniture import entries, tables
from bot.writing.language.scripts import Range, has_letter

_EDGE = (
    "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'…–—―«»‹›“”„‟‚‘、。，．！？：；（）［］【】「」『』〈〉《》・·•►▶▸▪■□●○◆★☆※→←"
    "｜|।॥۔؟،؛։¡¿†‡§¶＝＊／"
)
"""Marks that do not count at the edge of a word."""
_KEY = 3
"""Letters by which phrases are looked up whose first word may end in any way."""
_KEY_UNSPACED = 2
"""Letters by which the phrases of languages without spaces are looked up."""
_LONGEST_BEFORE_AUTHOR = 30
"""Characters, with some of the author's name."""
_AT_START = ("labels", "credits", "opens", "follows")
_ANYWHERE = ("says", "own", "acts", "gives", "us", "belongs", "said")
_GROUPS: Mapping[str, Sequence[Range]] = {
    "latin": (("A", "Z"), ("a", "z"), ("\u00c0", "\u024f"), ("\u1e00", "\u1eff")),
    "cyrillic_greek": (("\u0370", "\u052f"), ("\u1f00", "\u1fff")),
    "right_to_left": (("\u0590", "\u06ff"), ("\u0750", "\u077f")),
    "indic": (("\u0900", "\u0bff"),),
    "korean": (("\uac00", "\ud7af"),),
    "unspaced": (
        ("\u0e00", "\u0e7f"),
        ("\u1000", "\u109f"),
        ("\u1780", "\u17ff"),
        ("\u3041", "\u30ff"),
        ("\u4e00", "\u9fff"),
    ),
}
"""For each data file the letters of its languages: it is read when a paragraph first has one."""
_INNER_MARKS = ":：=＝|"
_INNER_SEPARATOR = re.compile(rf"[{_INNER_MARKS}](?=[^\s/])")
_APOSTROPHES = "’ʼ‘"


@dataclass(frozen=True)
class Tokens:
    """A paragraph as its words (case-folded, without marks at their edges), for comparing."""

    pieces: tuple[str, ...]
    """What stands between spaces: words with their marks, and marks that stand alone."""
    raw: tuple[str, ...]
    """The words as they are written, without marks at their edges."""
    text: str
    """The folded words, each followed by a space."""

    @cached_property
    def folded(self) -> tuple[str, ...]:
        return tuple(self.text.split(" ")[:-1])

    @cached_property
    def tails(self) -> tuple[str, ...]:
        """The marks after each word; those that stand alone belong to the word before them."""
        tails: list[str] = []
        for piece in self.pieces:
            if word := piece.strip(_EDGE):
                tails.append(piece[piece.index(word) + len(word) :])
            elif tails:
                tails[-1] += piece
        return tuple(tails)

    def word_at(self, offset: int) -> int:
        """The number of words that begin before `offset` of `text`."""
        return self.text.count(" ", 0, offset) + (offset > 0 and self.text[offset - 1] != " ")


def tokens_of(text: str) -> Tokens:
    """`text` in words."""
    if not text.isascii():
        for apostrophe in _APOSTROPHES:
            text = text.replace(apostrophe, "'")
    if _INNER_SEPARATOR.search(text):  # which is three times as fast
        text = _INNER_SEPARATOR.sub(r"\g<0> ", text)
    pieces = tuple(text.split())
    raw = tuple([word for piece in pieces if (word := piece if piece.isalnum() else piece.strip(_EDGE))])
    return Tokens(pieces, raw, " ".join([*raw, ""]).casefold())


class Match(NamedTuple):
    """Words of one kind and language that a paragraph has: from character `start` of its compared text up to `end`."""

    kind: str
    language: str
    start: int
    end: int


class _Phrase(NamedTuple):
    """A phrase of a data file."""

    words: str
    ending: str
    """"*" where any letters may follow, "." where a sentence must end, else ""."""
    kind: str
    language: str


def _phrase(written: str, kind: str, language: str) -> _Phrase:
    ending = written[-1] if written[-1] in "*." else ""
    return _Phrase(written.removesuffix(ending), ending, kind, language)


@dataclass(frozen=True, slots=True)
class _Index:
    """Phrases by their first word, or by their first letters where that word has any ending."""

    by_word: defaultdict[str, list[_Phrase]] = field(default_factory=lambda: defaultdict(list))
    by_letters: defaultdict[str, list[_Phrase]] = field(default_factory=lambda: defaultdict(list))

    def add(self, phrases: Iterable[str], kind: str, language: str) -> None:
        for phrase in phrases:
            word = phrase.partition(" ")[0]
            if word[-1] == "*":
                self.by_letters[word[:_KEY]].append(_phrase(phrase, kind, language))
            else:
                self.by_word[word.rstrip(".")].append(_phrase(phrase, kind, language))

    def add_unspaced(self, phrases: Iterable[str], kind: str, language: str) -> None:
        for phrase in phrases:
            self.by_letters[phrase[:_KEY_UNSPACED]].append(_phrase(phrase, kind, language))

    def at(self, text: str, start: int, word: str) -> list[Match]:
        """What begins with `word` at `start` of the compared text."""
        return _at(text, start, (*self.by_word.get(word, ()), *self.by_letters.get(word[:_KEY], ())))


@dataclass(frozen=True, slots=True)
class _Anywhere:
    """Phrases that are sought in the whole paragraph, by the longest of their whole words, which is seldom "a"."""

    by_word: defaultdict[str, list[_Phrase]] = field(default_factory=lambda: defaultdict(list))
    by_letters: defaultdict[str, list[_Phrase]] = field(default_factory=lambda: defaultdict(list))
    """Phrases that are the beginning of a word, by their first letters; none of fewer letters is filed."""

    def add(self, phrases: Iterable[str], kind: str, language: str) -> None:
        for written in phrases:
            phrase = _phrase(written, kind, language)
            words = phrase.words.split(" ")
            whole_words = words[:-1] if phrase.ending == "*" else words
            if whole_words:
                self.by_word[max(whole_words, key=len)].append(phrase)
            elif len(phrase.words) >= _KEY:
                self.by_letters[phrase.words[:_KEY]].append(phrase)

    def since(self, tokens: Tokens, nth: int) -> Iterator[Match]:
        """What begins with word number `nth` of the paragraph, or with a later one, in no order."""
        words = tokens.folded[nth:]
        by_word, by_letters = self.by_word, self.by_letters
        filed = [by_word[word] for word in by_word.keys() & words]
        filed += [by_letters[letters] for letters in by_letters.keys() & [word[:_KEY] for word in words]]
        if not filed:
            return
        first = sum(len(word) + 1 for word in tokens.folded[:nth])
        for phrase in chain.from_iterable(filed):
            start = tokens.text.find(phrase.words, first)
            while start >= 0:
                if start == first or tokens.text[start - 1] == " ":
                    yield from _at(tokens.text, start, (phrase,))
                start = tokens.text.find(phrase.words, start + 1)


@dataclass(frozen=True, slots=True)
class _Wordings:
    at_start: _Index
    anywhere: _Anywhere
    credits: _Anywhere
    """Those of `at_start` that are sought in the whole paragraph, too."""
    unspaced: _Index
    """The phrases of `anywhere` of languages without spaces."""
    alone: frozenset[str]


@cache
def _wordings(group: str) -> _Wordings:
    at_start, anywhere, credit, unspaced, alone = _Index(), _Anywhere(), _Anywhere(), _Index(), set()
    is_unspaced = group == "unspaced"
    for language, words in tables(group).items():
        for kind in _AT_START:
            add = at_start.add_unspaced if is_unspaced else at_start.add
            add(_phrases(words.get(kind, "")), kind, language)
        for kind in _ANYWHERE:
            (unspaced.add_unspaced if is_unspaced else anywhere.add)(_phrases(words.get(kind, "")), kind, language)
        if not is_unspaced:
            credit.add(_phrases(words.get("credits", "")), "credits", language)
        alone.update(_phrases(words.get("alone", "")))
    return _Wordings(at_start, anywhere, credit, unspaced, frozenset(alone))


def _phrases(words: str) -> list[str]:
    return words.strip().replace(";\n", "; ").split("; ") if words else []


@cache
def _lines_of_software() -> frozenset[str]:
    return frozenset((*entries("wordpress_lines", "lines"), *entries("wordpress_lines", "sharing")))


def groups_of(text: str) -> tuple[str, ...]:
    """The data files whose languages are written in letters that `text` has."""
    if text.isascii():
        return ("latin",)
    letters = sorted(set(text))
    return tuple(name for name, ranges in _GROUPS.items() if has_letter(letters, ranges))


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
            yield from index.at(tokens.text, 0, tokens.folded[0])


def matches_anywhere(tokens: Tokens, groups: Sequence[str]) -> Iterator[Match]:
    """The other words of the data files that the paragraph has."""
    for group in groups:
        if group == "unspaced":
            index = _wordings(group).unspaced
            for start in range(len(tokens.text)):
                if phrases := index.by_letters.get(tokens.text[start : start + _KEY_UNSPACED]):
                    yield from _at(tokens.text, start, phrases, spaced=False)
        else:
            yield from _wordings(group).anywhere.since(tokens, 0)


def credits_anywhere(tokens: Tokens, groups: Sequence[str], since: int) -> Iterator[Match]:
    """The credits ("Photo", "Foto", "Bild") that begin at the paragraph's word number `since` or later."""
    for group in groups:
        if group != "unspaced":
            yield from _wordings(group).credits.since(tokens, since)


@cache
def _bylines(group: str) -> re.Pattern[str]:
    words = "|".join(
        re.escape(phrase) for kinds in tables(group).values() for phrase in _phrases(kinds.get("bylines", ""))
    )
    mark = r"\s?[:：/／・]?\s*" if group == "unspaced" else r"(?:[:：/／]\s*|\s+)"
    return re.compile(rf"(?:{words or '(?!)'}){mark}", re.IGNORECASE)


def before_author(text: str) -> str:
    """The words before an author's name with which the text begins, with the mark or the space after them; else ""."""
    matches = (_bylines(group).match(text) for group in groups_of(text[:_LONGEST_BEFORE_AUTHOR]))
    return max((match[0] for match in matches if match), key=len, default="")


def _at(text: str, start: int, phrases: Iterable[_Phrase], *, spaced: bool = True) -> list[Match]:
    """Those of the phrases that stand at `start` of the compared text."""
    standing = [phrase for phrase in phrases if text.startswith(phrase.words, start)]
    return [match for phrase in standing if (match := _match(text, start, phrase, spaced=spaced))] if standing else []


def _match(text: str, start: int, phrase: _Phrase, *, spaced: bool) -> Match | None:
    """The phrase that stands at `start`, if it ends there with a whole word; without spaces any end is one."""
    words, ending, kind, language = phrase
    end = start + len(words)
    if ending == "*":
        end = max(end, text.find(" ", end))
    elif spaced and text[end] != " ":
        return None
    return Match(f"{kind}." if ending == "." else kind, language, start, end)
