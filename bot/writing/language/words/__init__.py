"""The cue words of each language, read from one TOML file for each. Pure, but for reading these files at first use.

A file is named after the primary language subtag (BCP 47) and holds lists of words, separated by "|" or line ends:

leaning       words at a sentence's beginning that refer to what stood before it: "This", "He", "However"
expletive     beginnings that look like leaning words and refer to nothing: "It is likely that"; here a word may be "*"
pronoun       personal pronouns of the third person that can name the speaker of a quotation: "he", "she"
comment       words of opinion or estimate
attribution   words that say whose words or claims a sentence reports
negation      words that say no
condition     words that make a statement conditional, limited or alternative
limiting      quantifiers, superlatives and ordinals, whose truth depends on a restriction that follows
ignored       phrases that hold a cue by their letters only: "no. 5", Chinese 数据; they are passed over
boundary      words before which a finite sentence can often be ended and still be grammatical and true; one that
              begins with a comma counts only after a comma; "in ^" counts before a number or a capital letter;
              ", *ing" is every word in small letters that ends so
unfinished    words at which a sentence cannot end, so that no boundary follows them: articles, "is", "shortly"
coordinating  the words for "and" and "or"
continuing    words that show that what seems a phrase goes on with the clause before it: "… in the U.S. declined"
verb_last     true: the verb, and with it "not" and "said", stands at the end, so no sentence may be cut from its end
spaces        false: the script has no spaces between words, so each entry counts anywhere in the sentence
proclitics    particles that are written together with the next word, such as Arabic "و"
cyrillic      true: the entries are in Latin letters and also count in Serbian Cyrillic ones

An entry counts as a whole word or as whole words, in any case. "kein*" is every word that begins with "kein", "*n't"
every word that ends with "n't"; "=may" counts only as it is written, so that the month of May is not meant. A hyphen
separates words. Apostrophes, Arabic and Persian forms of one letter, and Turkish dots do not matter.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_VARIANTS = {
    "nb": "no",
    "nn": "no",
    "hr": "sr",
    "bs": "sr",
    "sh": "sr",
    "cnr": "sr",
    "ms": "id",
    "in": "id",
    "fil": "tl",
    "yue": "zh",
    "cmn": "zh",
    "iw": "he",
    "mo": "ro",
    "prs": "fa",
}
"""Languages whose news is written with the words of another, and outdated or more special codes of one language."""

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
)
_LISTS = frozenset(
    {
        "leaning",
        "expletive",
        "pronoun",
        "comment",
        "attribution",
        "negation",
        "condition",
        "limiting",
        "ignored",
        "boundary",
        "unfinished",
        "coordinating",
        "continuing",
    }
)
_HEAD = 3
"""Letters by which the beginnings of words are looked up."""
_CYRILLIC = (
    ("lj", "љ"),
    ("nj", "њ"),
    ("dž", "џ"),
    *zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True),
)


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

    def occurs_in(self, folded: str) -> bool:
        """Whether an entry stands anywhere in the folded text."""
        lowered = folded.lower()
        words = lowered.split()
        if not self.words.isdisjoint(words):
            return True
        heads = self.beginnings.keys() & {word[:_HEAD] for word in words}
        return (
            any(piece in lowered for head in heads for piece in self.beginnings[head])
            or any(piece in lowered for piece in self.parts)
            or any(piece in folded for piece in self.written)
        )

    def begins(self, folded: str) -> bool:
        """Whether the folded text begins with an entry."""
        lowered = folded.lower().lstrip()
        word = lowered.partition(" ")[0]
        beginnings = self.beginnings.get(word[:_HEAD], ())
        return word in self.words or f" {lowered}".startswith(beginnings) or lowered.startswith(self.parts)

    def has(self, phrase: str) -> bool:
        """Whether the folded phrase, in lower case and without spaces around it, is an entry."""
        word = phrase.partition(" ")[0]
        return phrase in self.words or f" {phrase} " in self.beginnings.get(word[:_HEAD], ())


@dataclass(frozen=True, slots=True)
class LanguageCues:
    """The cue words of one language; the module's docstring says what each list holds."""

    leaning: WordList
    expletive: tuple[tuple[str, ...], ...]
    """Each as its folded words; "_" is any one word."""
    pronoun: WordList
    comment: WordList
    attribution: WordList
    negation: WordList
    condition: WordList
    limiting: WordList
    must_stay: WordList
    """Attribution, negation and condition together."""
    ignored: tuple[str, ...]
    boundary: Mapping[str, tuple[tuple[str, ...], ...]]
    """By its first word each boundary as its folded words; they begin with "," where a comma must stand before."""
    boundary_endings: tuple[str, ...]
    """Endings of words that are boundaries after a comma."""
    boundary_piece: re.Pattern[str] | None
    """Finds a boundary in a script without spaces; None in other scripts."""
    unfinished: WordList
    coordinating: frozenset[str]
    continuing: WordList
    proclitic: re.Pattern[str] | None
    """Finds each word of a folded text that may begin with a particle; its group is the word without it."""
    verb_last: bool
    spaces: bool

    def fold(self, text: str) -> str:
        """The text as it is compared with the lists, without the phrases that are to be passed over."""
        folded = fold(text) if self.spaces else _same_letters(text)
        if self.proclitic is not None:
            folded = self.proclitic.sub(r"\g<0> \1", folded)
        for phrase in self.ignored:
            if phrase in folded:
                folded = folded.replace(phrase, " ")
        return folded


def cues_of(language: str) -> LanguageCues | None:
    """The cue words of a language, by its primary subtag ("de"); None where there is no file for it."""
    code = _VARIANTS.get(language, language)
    return _cues(code) if code in _languages() else None


def fold(text: str) -> str:
    """The words and commas of the text with a space around each; forms of one letter are made the same, not cases."""
    words = _ASCII_WORD.findall(text) if text.isascii() else _WORD.findall(_same_letters(text))
    return f" {' '.join(words)} "


def words_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word of the text: where it begins, where it ends, and its folded form in lower case."""
    for match in _WORD.finditer(text.replace("’", "'")):
        if match[0] not in ",،":
            yield match.start(), match.end(), _same_letters(match[0]).lower()


def _same_letters(text: str) -> str:
    if text.isascii():
        return text
    for letter, same in _SAME_LETTER:
        text = text.replace(letter, same)
    return _MARKS.sub(lambda match: _WITHOUT_NUKTA.get(match[0], ""), text)


@cache
def _languages() -> frozenset[str]:
    return frozenset(entry.name[:-5] for entry in files(__package__).iterdir() if entry.name.endswith(".toml"))


@cache
def _cues(code: str) -> LanguageCues:
    data = tomllib.loads((files(__package__) / f"{code}.toml").read_text(encoding="utf-8"))
    spaces = data.get("spaces", True)
    proclitics = sorted(data.get("proclitics", "").split(), key=len, reverse=True)
    entries = {key: _entries(text, data) for key, text in data.items() if key in _LISTS}

    def words(*keys: str) -> WordList:
        return _word_list([entry for key in keys for entry in entries.get(key, ())], spaces=spaces)

    boundary = entries.get("boundary", [])
    endings = [entry for entry in boundary if entry.startswith(", *")]
    boundary = [entry for entry in boundary if entry not in endings]
    return LanguageCues(
        leaning=words("leaning"),
        expletive=tuple(tuple(fold(entry.replace("*", "_")).split()) for entry in entries.get("expletive", ())),
        pronoun=words("pronoun"),
        comment=words("comment"),
        attribution=words("attribution"),
        negation=words("negation"),
        condition=words("condition"),
        limiting=words("limiting"),
        must_stay=words("attribution", "negation", "condition"),
        ignored=tuple(
            _piece(written, spaces=spaces)
            for entry in entries.get("ignored", ())
            for written in dict.fromkeys((entry, entry.capitalize()))
        ),
        boundary_endings=tuple(ending[3:] for ending in endings),
        boundary=_boundaries(boundary) if spaces else {},
        boundary_piece=None if spaces else _boundary_piece(boundary),
        unfinished=words("unfinished"),
        coordinating=frozenset(entries.get("coordinating", ())),
        continuing=words("continuing"),
        proclitic=re.compile(rf" (?:{'|'.join(proclitics)})(\S{{2,}}+)") if proclitics else None,
        verb_last=data.get("verb_last", False),
        spaces=spaces,
    )


def _entries(text: str, data: Mapping[str, Any]) -> list[str]:
    """The entries of a list, each also in the language's other script."""
    text = _same_letters(text)
    if data.get("cyrillic", False):
        text = f"{text}|{_in_cyrillic(text)}"
    return [entry.strip() for entry in text.replace("\n", "|").split("|") if entry.strip()]


def _word_list(entries: list[str], *, spaces: bool) -> WordList:
    words: set[str] = set()
    beginnings: dict[str, tuple[str, ...]] = {}
    parts: list[str] = []
    for entry in entries:
        if spaces and entry.isalpha():
            words.add(entry)
        elif entry[0] != "=":
            piece = _piece(entry, spaces=spaces)
            first_word = piece[1:].partition(" ")[0]
            if piece[0] != " " or (len(first_word) < _HEAD and " " not in piece[1:]):
                parts.append(piece)
            elif piece == f" {first_word} ":
                words.add(first_word)
            else:
                head = first_word[:_HEAD]
                beginnings[head] = (*beginnings.get(head, ()), piece)
    written = tuple(_piece(entry[1:], spaces=spaces) for entry in entries if entry[0] == "=")
    return WordList(frozenset(words), beginnings, tuple(parts), written)


def _piece(entry: str, *, spaces: bool) -> str:
    """The piece of a folded text for which the entry stands."""
    if not spaces:
        return entry
    folded = fold(entry)
    folded = folded[1:] if entry[0] == "*" else folded
    return folded[:-1] if entry[-1] == "*" else folded


def _boundaries(entries: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    boundaries: dict[str, tuple[tuple[str, ...], ...]] = {}
    for entry in entries:
        words = tuple(fold(entry.replace("^", "")).split()) + ("^",) * entry.endswith("^")
        first_word = words[words[0] == ","]
        boundaries[first_word] = (*boundaries.get(first_word, ()), words)
    return boundaries


def _boundary_piece(entries: Iterable[str]) -> re.Pattern[str]:
    """Thai separates clauses with a space, Chinese with the comma with which its entries begin."""
    return re.compile("|".join(rf"(?<=\s){entry}" if entry[0].isalpha() else entry for entry in entries) or "(?!)")


def _in_cyrillic(text: str) -> str:
    for latin, cyrillic in _CYRILLIC:
        text = text.replace(latin, cyrillic)
    return text
