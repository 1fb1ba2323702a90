"""Word lists, and texts in the form in which they are compared with them. Pure.

`bot.writing.language.words` says how a list is written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

_WORD = re.compile(
    "[\\w\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u1000-\u109f"
    "\u1780-\u17d3\u200c]++'?|[,،]"
)
"""A word: letters, digits, and the marks of Indic, Arabic and Hebrew script. An apostrophe ends it: French l'|accusé.
A comma stands for itself."""
_ASCII_WORD = re.compile(r"\w++'?|,", re.ASCII)
_MARKS = re.compile("[\u0591-\u05c7\u0640\u064b-\u065f\u0670\u093c\u0958-\u095f\u09bc\u09dc\u09dd\u09df\u200c\u200d]")
"""Vowel points, the nukta, stretched lines and joiners, which some newsrooms write and some do not."""
_WITHOUT_NUKTA = dict(
    zip("\u0958\u0959\u095a\u095b\u095c\u095d\u095e\u095f\u09dc\u09dd\u09df", "कखगजडढफयডঢয", strict=True)
)
"""Indic letters that have the nukta in them."""
_SAME_LETTER = (
    ("’", "'"),
    ("ʼ", "'"),
    ("‘", "'"),
    ("İ", "I"),
    ("ı", "i"),
    ("أ", "ا"),
    ("إ", "ا"),
    ("آ", "ا"),
    ("ى", "ي"),
    ("ی", "ي"),
    ("ک", "ك"),
    ("،", ","),
    ("ໍາ", "ຳ"),
    ("ໍ້າ", "້ຳ"),
    ("្ដ", "្ត"),
    ("ឱ្យ", "ឲ្យ"),
)
_HEAD = 3
"""Letters by which the beginnings of words are looked up."""
_CYRILLIC = (
    ("lj", "љ"),
    ("nj", "њ"),
    ("dž", "џ"),
    *zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True),
)


Word = tuple[int, int, str]
"""Where a word of a text begins, where it ends, and its folded form in lower case."""


class Folded(NamedTuple):
    """A folded text (see `fold`) with what the lists compare: it is taken apart once, however many lists are asked."""

    text: str
    lowered: str
    """The text in lower case."""
    words: frozenset[str]
    """The words of `lowered`."""
    heads: frozenset[str]
    """Their first three letters."""


def taken_apart(folded: str) -> Folded:
    """A folded text, to be looked for words in."""
    lowered = folded.lower()
    words = frozenset(lowered.split())
    return Folded(folded, lowered, words, frozenset([word[:_HEAD] for word in words]))


@dataclass(frozen=True, slots=True)
class WordList:
    """Words and parts of words to look for in a folded text (see `fold`), stored so that few have to be compared."""

    words: frozenset[str]
    """Whole words."""
    beginnings: Mapping[str, tuple[str, ...]]
    """Beginnings of words, and phrases, with a space before them; the key is the first three letters of the word."""
    parts: tuple[str, ...]
    """Other pieces of the text in lower case: endings of words, and words of a script without spaces."""
    written: tuple[str, ...]
    """Pieces of the text that count only in this case."""

    def occurs_in(self, folded: Folded) -> bool:
        """Whether an entry stands anywhere in the text."""
        if not self.words.isdisjoint(folded.words):
            return True
        for head in self.beginnings.keys() & folded.heads:
            if any(piece in folded.lowered for piece in self.beginnings[head]):
                return True
        return any(piece in folded.lowered for piece in self.parts) or any(
            piece in folded.text for piece in self.written
        )

    def beginning(self, folded: str) -> int:
        """The words of the longest entry with which the folded text begins; 0: it begins with none."""
        lowered = folded.lower().lstrip()
        word = lowered.partition(" ")[0]
        if pieces := self.beginnings.get(word[:_HEAD]):
            lengths = [len(piece.split()) for piece in pieces if lowered.startswith(piece[1:])]
            if lengths:
                return max(lengths)
        return int(word in self.words or lowered.startswith(self.parts))

    def has(self, phrase: str) -> bool:
        """Whether the folded word or phrase, in lower case and without spaces around it, is an entry."""
        if phrase in self.words:
            return True
        first_word, space, _ = phrase.partition(" ")
        return space != "" and f" {phrase} " in self.beginnings.get(first_word[:_HEAD], ())

    def has_any(self, words: Iterable[str]) -> bool:
        """Whether one of the folded words, in lower case, is an entry."""
        return not self.words.isdisjoint(words)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists of several kinds as one, so that a text is looked through once for all of them.

    A piece is given with the kind of its list.
    """

    words: Mapping[str, frozenset[str]]
    """For each whole word the kinds of the lists in which it is."""
    phrases: Mapping[str, tuple[tuple[str, str], ...]]
    """Pieces of the text in lower case, by the longest of their whole words, which few texts have."""
    beginnings: Mapping[str, tuple[tuple[str, str], ...]]
    """Beginnings of words, with a space before them, by their first three letters."""
    parts: tuple[tuple[str, str], ...]
    """Other pieces of the text in lower case."""
    written: tuple[tuple[str, str], ...]
    """Pieces of the text that count only in this case."""

    def kinds_in(self, text: Folded) -> frozenset[str]:
        """The kinds of which an entry stands anywhere in the text."""
        kinds: set[str] = set()
        for word in self.words.keys() & text.words:
            kinds |= self.words[word]
        pieces = [self.phrases[word] for word in self.phrases.keys() & text.words]
        pieces += [self.beginnings[head] for head in self.beginnings.keys() & text.heads]
        kinds.update([kind for piece, kind in chain(self.parts, *pieces) if piece in text.lowered])
        kinds.update([kind for piece, kind in self.written if piece in text.text])
        return frozenset(kinds)


def lexicon_of(lists: Mapping[str, WordList]) -> Lexicon:
    """The lists, which are given by their kinds, as one."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    phrases: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    beginnings: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, entries in lists.items():
        for word in entries.words:
            words[word].add(kind)
        for head, pieces in entries.beginnings.items():
            for piece in pieces:
                whole_words = piece.rpartition(" ")[0].split()
                if whole_words:
                    phrases[max(whole_words, key=len)].append((piece, kind))
                else:
                    beginnings[head].append((piece, kind))
    return Lexicon(
        words={word: frozenset(kinds) for word, kinds in words.items()},
        phrases={word: tuple(pieces) for word, pieces in phrases.items()},
        beginnings={head: tuple(pieces) for head, pieces in beginnings.items()},
        parts=tuple((piece, kind) for kind, entries in lists.items() for piece in entries.parts),
        written=tuple((piece, kind) for kind, entries in lists.items() for piece in entries.written),
    )


def entries_of(text: str, *, cyrillic: bool = False) -> list[str]:
    """The entries of a list, each also in the language's other script where that is Cyrillic."""
    text = same_letters(text)
    if cyrillic:
        text = f"{text}|{_in_cyrillic(text)}"
    return [entry.strip() for entry in text.replace("\n", "|").split("|") if entry.strip()]


def word_list(entries: Sequence[str], *, spaces: bool) -> WordList:
    """The entries of a list (see `entries_of`). `spaces`: their script has spaces between words."""
    words: set[str] = set()
    beginnings: dict[str, tuple[str, ...]] = {}
    parts: list[str] = []
    for entry in entries:
        if spaces and entry.isalpha():
            words.add(entry)
        elif entry[0] != "=":
            piece = piece_of(entry, spaces=spaces)
            first_word = piece[1:].partition(" ")[0]
            if piece[0] != " " or (len(first_word) < _HEAD and " " not in piece[1:]):
                parts.append(piece)
            elif piece == f" {first_word} ":
                words.add(first_word)
            else:
                head = first_word[:_HEAD]
                beginnings[head] = (*beginnings.get(head, ()), piece)
    written = tuple(piece_of(entry[1:], spaces=spaces) for entry in entries if entry[0] == "=")
    return WordList(frozenset(words), beginnings, tuple(parts), written)


def piece_of(entry: str, *, spaces: bool) -> str:
    """The piece of a folded text for which the entry stands."""
    if not spaces:
        return entry
    folded = fold(entry)
    folded = folded[1:] if entry[0] == "*" else folded
    return folded[:-1] if entry[-1] == "*" else folded


def fold(text: str) -> str:
    """The words and commas of the text with a space around each; forms of one letter are made the same, not cases."""
    words = _ASCII_WORD.findall(text) if text.isascii() else _WORD.findall(same_letters(text))
    return f" {' '.join(words)} "


def words_of(text: str) -> Iterator[Word]:
    """Each word of the text."""
    text = text.replace("’", "'")
    lowered = same_letters(text).lower()
    is_in_place = len(lowered) == len(text)  # no mark has been taken out
    for match in _WORD.finditer(text):
        start, end = match.span()
        if text[start] not in ",،":
            yield start, end, lowered[start:end] if is_in_place else same_letters(match[0]).lower()


def same_letters(text: str) -> str:
    """The text, with one form of letters and apostrophes that have several, and without marks that may be left out."""
    if text.isascii():
        return text
    for letter, same in _SAME_LETTER:
        text = text.replace(letter, same)
    return _MARKS.sub(lambda match: _WITHOUT_NUKTA.get(match[0], ""), text)


def _in_cyrillic(text: str) -> str:
    for latin, cyrillic in _CYRILLIC:
        text = text.replace(latin, cyrillic)
    return text
