"""Takes labels off the head of a paragraph, and knows paragraphs of credits. Pure but for `labels.toml`.

A label says what kind of article it is, how new it is, or that the paper itself wrote it: "ANALYSIS:", "UPDATE 10:45:",
"CRITIQUE.", "+++ Eilmeldung +++", "By our staff reporter." It is known by its words, in the language of the text, and
by the mark behind it; and it is taken off only where a sentence follows, or nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from bot.writing.furniture import small_words, tables
from bot.writing.language.detection import kin_of, language_of
from bot.writing.language.sentences import sentences_of

_LONGEST = 70
"""Characters of a label with its time or its place, and with the marks around it."""
_MOST_LABELS = 3
"""One after another: "EXCLUSIVE | UPDATE 10:45: …"."""
_SHORTEST_SENTENCE = 12
"""Characters after a label."""
_ORNAMENT = re.compile(r"[^\w\s\"'“”„«»‘’‚‹›「『《¿¡#@$€£]{1,6}+(?:\ufe0f|\s)*+")
"""Marks before a label: "+++", "[", "🔴"."""
_END = re.compile(r"[.!](?=\s|\Z)|[:：](?!\d)|[|｜।。)\]】］〕）〉]|\s?\+\+|\s[-–—/]{1,2}(?=\s)|[–—](?=\s)|\s//|\Z")
"""Where a label may end. A colon before a digit stands within a clock time."""
_MARKS_AFTER = re.compile(r"[\s.:：|｜।。)\]】］〕）〉+*/_–—-]*+")
_DASHES = frozenset("-–—/")
_SECOND_DASH = re.compile(r"[^.!?।]{0,300}?\s[-–—]\s")
_OPENING = re.compile(r"[\s\"'“”„«»‘’‚‹›「『《〈(（\[¿¡…]*+")
_LETTERS = re.compile(r"[^\W\d_]+")
_TIME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff]|\.(?=[^\W\d_]))*+")
_MOST_OTHER_WORDS = 1
"""In the time of an update: the name of a month."""
_PARTS = re.compile(r"\s?[,،(（/·]\s?|\s[-–—]\s")
_MOST_WORDS_OF_PLACE = 3
_ACCENT = re.compile("[\u0300-\u036f]")
_NO_LETTER = re.compile(r"[\s\d,:(\[]")
_LONGEST_CREDITS = 330
_CREDIT = re.compile(r"([^:：.]{2,40}+)[:：]\s*+(\S.*+)", re.DOTALL)
_FIRST_PIECE = re.compile(r"[^.;|•]++")
_PIECES = re.compile(r"[;|•]\s")
_MOST_WORDS_OF_PIECE = 9
_LONGEST_PIECE = 20
"""Words of a role and its names."""
_MOST_SMALL = 2
"""Words of a line of credits that begin with a small letter and are no small words."""


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels of a language, in small letters; the longest first."""

    genres: tuple[str, ...]
    news: tuple[str, ...]
    media: tuple[str, ...]
    desks: tuple[str, ...]
    times: tuple[str, ...]


def without_labels(text: str, *, language: str = "", is_first: bool = True) -> str:
    """`text` without the labels before its first sentence; "" where it is nothing but a label.

    `language` is what the article declares (BCP 47). `is_first`: it is the first paragraph, in which "WATCH:" stands
    before the lead; further down it names the link to a film, and stays.
    """
    for _ in range(_MOST_LABELS):
        shorter = _without_label(text, language, is_first=is_first)
        if shorter is None:
            break
        text = shorter
    return text


def _without_label(text: str, language: str, *, is_first: bool) -> str | None:
    """`text` without its first label; None where it has none."""
    ornament = _ORNAMENT.match(text)
    start = ornament.end() if ornament else 0
    if not text[start : start + 1].isalpha() or text[start].islower():
        return None
    if not _may_begin_with_label(text[start : start + _LONGEST]):
        return None
    labels: _Labels | None = None
    for end in _END.finditer(text, start, min(len(text), start + _LONGEST)):
        if not end[0] and end.end() < len(text):
            return None
        candidate = _plain(text[start : end.start()])
        if not _may_be_label(candidate) or ("(" in candidate and ")" not in candidate + end[0]):
            continue
        labels = labels or _labels_of(kin_of(language_of(text, language)))
        rest = text[_after(text, end.end()) :]
        if _is_label(candidate, labels, is_first=is_first) and _may_follow(rest, end[0], text[start : end.start()]):
            return rest
    return None


def _plain(text: str) -> str:
    """`text` for comparing, without its accents, which many papers leave out in capitals."""
    if text.isascii():
        return " ".join(text.lower().split())
    letters = normalize("NFD", text.casefold().replace("’", "'"))
    return normalize("NFC", " ".join(_ACCENT.sub("", letters).split()))


def _after(text: str, position: int) -> int:
    marks = _MARKS_AFTER.match(text, position)
    return marks.end() if marks else position


def _is_label(candidate: str, labels: _Labels, *, is_first: bool) -> bool:
    if candidate in labels.genres or (is_first and candidate in labels.media) or candidate in labels.news:
        return True
    timed = (label for label in labels.news if candidate.startswith(label))
    return any(_is_time(candidate[len(label) :], labels) for label in timed) or _names_a_desk(candidate, labels)


def _is_time(text: str, labels: _Labels) -> bool:
    """Whether it is the time of an update, ", ora 10:45" or " (Nov. 27, 10.45 a.m." or its number, and no sentence."""
    if not any(char.isdigit() for char in text) or text[:1].isalpha():
        return False
    others = [word for word in _TIME_WORD.findall(text) if word not in labels.times]
    return len(others) <= _MOST_OTHER_WORDS


def _names_a_desk(candidate: str, labels: _Labels) -> bool:
    """Whether it says who wrote it, where nobody is named, with or without the place: "Ujjain, Digital Desk"."""
    for desk in labels.desks:
        if desk not in candidate:
            continue
        parts = [part.strip(" )）.") for part in _PARTS.split(candidate)]
        others = [part for part in parts if part and part != desk]
        if len(others) < len(parts) and all(len(part.split()) <= _MOST_WORDS_OF_PLACE for part in others):
            return len(others) <= 1
        named = [
            part
            for part in others
            if part.startswith(f"{desk} ") or (part.endswith(f" {desk}") and part.split()[0] not in small_words())
        ]
        if named and all(len(part.split()) <= len(desk.split()) + _MOST_WORDS_OF_PLACE - 1 for part in named):
            return len(others) - len(named) <= 1
    return False


def _may_follow(rest: str, end: str, label: str) -> bool:
    """Whether what stands behind the label is a sentence of its own, or nothing."""
    if not rest:
        return True
    opening = _OPENING.match(rest)
    first = rest[opening.end() : opening.end() + 1] if opening else ""
    if not first.isalnum() or first.islower() or len(rest) < _SHORTEST_SENTENCE or _are_names(rest):
        return False
    is_dash = not _DASHES.isdisjoint(end) and "//" not in end
    return not is_dash or label.upper() == label or _SECOND_DASH.match(rest) is None


def _are_names(text: str) -> bool:
    """Whether all words are names: those of a credit, "Photos: Jane Doe"."""
    words = text.strip(" .").split()
    cased = any(char.islower() for char in text)
    return cased and all(not word[0].islower() or word in small_words() for word in words)


@cache
def _labels_of(language: str) -> _Labels:
    """The labels of a language, with those of English that stand in papers of any language: "BREAKING", "LIVE"."""
    words = tables("labels")
    here, english = words.get(language, {}), words["en"]
    return _Labels(
        _entries(here.get("genres", "")),
        _entries("; ".join((here.get("news", english["news"]), "breaking; breaking news; live; update; flash"))),
        _entries(here.get("media", "")),
        _entries(here.get("desks", "")),
        _entries(here.get("times", english["times"])),
    )


def _may_begin_with_label(head: str) -> bool:
    """Whether the head of a text begins with the first word of a label, or has the longest word of a desk's name.

    Most have neither, and that is known far sooner than where a label may end.
    """
    words = _LETTERS.findall(_plain(head))
    return words[0] in _first_words() or not _longest_words_of_desks().isdisjoint(words)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(_LETTERS.findall(label)[0] for label in _all_labels())


@cache
def _longest_words_of_desks() -> frozenset[str]:
    desks = (desk for words in tables("labels").values() for desk in _entries(words["desks"]))
    return frozenset(max(_LETTERS.findall(desk), key=len) for desk in desks)


def _may_be_label(candidate: str) -> bool:
    """Whether it can be a label in some language; that is known sooner than the language of the text."""
    first = _NO_LETTER.split(candidate, maxsplit=1)[0]
    return (
        candidate in _all_labels()
        or first in _words_of("news", 0)
        or not _words_of("desks", -1).isdisjoint(candidate.replace(",", " ").replace("(", " ").split())
    )


@cache
def _all_labels() -> frozenset[str]:
    kinds = ("genres", "news", "media", "desks")
    return frozenset(label for words in tables("labels").values() for kind in kinds for label in _entries(words[kind]))


@cache
def _words_of(kind: str, number: int) -> frozenset[str]:
    """The first words (0) or the last (-1) of the labels of a kind."""
    return frozenset(label.split()[number] for words in tables("labels").values() for label in _entries(words[kind]))


def _entries(text: str) -> tuple[str, ...]:
    return tuple(sorted(filter(None, map(_plain, text.split(";"))), key=len, reverse=True))


def are_credits(text: str) -> bool:
    """Whether a paragraph only says who made the work that is reviewed: "Directed by A. Puig. With Maria Rodes."."""
    if len(text) > _LONGEST_CREDITS:
        return False
    first = _FIRST_PIECE.match(text)
    if first is None or len(first[0].split()) > _LONGEST_PIECE or not _is_of_credits(first[0]):
        return False
    pieces = [piece for part in _PIECES.split(text) for piece in sentences_of(part, "en")]
    return all(map(_is_of_credits, pieces)) and any(map(_names_a_role, pieces))


def _is_of_credits(piece: str) -> bool:
    return _is_nominal(piece) or _names_a_role(piece)


def _names_a_role(piece: str) -> bool:
    """Whether it is a role and a few names: "Music: A. Puig", "Written and directed by Nuria Busquets"."""
    credit = _CREDIT.match(piece)
    if credit:
        return _plain(credit[1]) in _roles() and (_are_names(credit[2]) or _is_nominal(credit[2]))
    words = piece.split()
    if not words or _plain(words[0]) not in _first_words_of_roles():
        return False
    roles = (count for count in range(min(4, len(words) - 1), 0, -1) if _plain(" ".join(words[:count])) in _roles())
    count = next(roles, 0)
    return count > 0 and len(words) > count + 1 and _are_names(" ".join(words[count:]))


def _is_nominal(piece: str) -> bool:
    """Whether it is a few names, a place, a date, and no sentence: "Theatre Royal, Tarnmouth, until 14 January"."""
    words = piece.strip(" .").split()
    if len(words) > _MOST_WORDS_OF_PIECE:
        return False
    return sum(word[0].islower() and word.strip(",.") not in small_words() for word in words) <= _MOST_SMALL


@cache
def _first_words_of_roles() -> frozenset[str]:
    return frozenset(role.split()[0] for role in _roles())


@cache
def _roles() -> frozenset[str]:
    return frozenset(role for words in tables("labels").values() for role in _entries(words["roles"]))
