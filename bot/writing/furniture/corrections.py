"""Recognises corrections: those of an article within it, and articles that correct another one. Pure.

Within an article a correction stands with its date at a paragraph's head, "Correction 26.11., 3.10 p.m.: …". The label
may have the date behind it or before it. A label alone is known by `notices.py`; a word such as "correction" that goes
on with a sentence is reporting. An article is a correction where its title begins with such a label and a mark, or is
nothing else, or where one of its tags is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import takewhile
from typing import Literal

from bot.writing.furniture import small_words, tables

_LONGEST_STAMP = 120
"""Characters of a label with its date and time."""
_KEY = 2
"""Letters by which labels are looked up; the shortest has two."""
_PIECE = re.compile(
    "\\d++|[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0900-\u0dff\u0e31-\u0e4e\u200c])*+|_"
    "|[^\\w]"
)
"""A number, a word with its vowel signs, or a mark."""
_TIME_OR_DATE = re.compile(r"\d{1,4}\s?[./:：h-]\s?\d|\d{1,4}\s?[年月日号號時时点點시년월일]")
"""Numbers of a date or a time of day: "26.11.", "15:10", "15 h 10", "11月26日"."""
_DIGIT = re.compile(r"\d")
_SEPARATES = re.compile(r"[:：\-–—―|>»›)\]】］〕）.。।۔]")
_ENDS_STAMP = re.compile(r"[:：](?!\d)|[)\]】］〕）]|[–—―|](?=\s)|(?<=\s)-(?=\s)")
"""A mark that ends the date of a label; a colon before a digit stands within a time of day."""
_OPENS = re.compile(r"[\W_]{0,9}+")
_OPENS_LABEL = "[(（【〔［「『<《〈"
_MARK_OF_LABEL = re.compile(r"\s{0,2}(?:[:：\-–—―|｜/»›)\]】］〕）」』>》〉.。।۔]|\Z)")
"""What parts a label from the rest of a title; a hyphen within a word does not: "Correction-fluid"."""
_BEHIND_LABEL = " \t:：-–—―|｜.。)]】］〕）」』>》〉"
_WITHIN_WORD = re.compile(r"-\w")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def is_dated_correction(text: str) -> bool:
    """Whether the paragraph begins with a label such as "Correction", a date or a time beside it, and a mark."""
    head = text[:_LONGEST_STAMP]
    if _DIGIT.search(head) is None:
        return False
    folded = _folded(head)
    start = _start(folded)
    label = _label_at(folded, start)
    if not label:
        stamped = _stamp_end(folded, start)
        label = _label_at(folded, stamped) if _is_stamp(folded[start:stamped]) else 0
        behind = folded[stamped + label :].lstrip()
        return label > 0 and _SEPARATES.match(behind) is not None
    end = _stamp_end(folded, start + label)
    stamp = folded[start + label : end]
    if not _is_stamp(stamp):
        return False
    rest = text[end : end + 1]
    return rest in ("", "_") or rest.isupper() or _ends_with_separator(stamp)


def corrects_another(title: str, tags: Sequence[str]) -> bool:
    """Whether an article with this title and these tags is itself a correction of something that was published."""
    topics = _listed("topics")
    return _title_label_end(title) > 0 or any(_is_label(tag) and _folded(tag).strip() not in topics for tag in tags)


def tells_what_is_corrected(title: str) -> bool:
    """Whether the title of a correction says more than that it is one: "Rättelse" and "Corrections, 12 May" do not."""
    rest = _folded(title[_title_label_end(title) :])
    return any(
        piece[0].isalpha() and piece not in _words_of_dates() and not _is_label(piece) and not _is_unit(piece)
        for piece in _PIECE.findall(rest)
    )


def begins_with_correction_label(text: str) -> bool:
    """Whether the text begins with such a label as whole words, whatever follows."""
    folded = _folded(text[:_LONGEST_STAMP])
    return _label_at(folded, _start(folded)) > 0


def without_correction_label(text: str) -> str:
    """`text` without the label "Correction:", and its date, where a sentence follows."""
    folded = _folded(text)
    start = _start(folded)
    label = _label_at(folded, start)
    if not label:
        return text
    end = start + label
    if not _MARK_OF_LABEL.match(folded, end):
        stamped = _stamp_end(folded[:_LONGEST_STAMP], end)
        end = stamped if _is_stamp(folded[end:stamped]) and _ends_with_separator(folded[end:stamped]) else 0
    rest = text[end:].lstrip(_BEHIND_LABEL)
    return rest if end and rest and not rest[0].islower() else text


def _title_label_end(title: str) -> int:
    """Where the label ends with which the title begins; 0 where it begins with none that makes it a correction."""
    folded = _folded(title)
    start = _start(folded)
    for phrase in _sure_beginnings():
        end = start + len(phrase)
        if folded.startswith(phrase, start) and not (folded[end : end + 1].isalpha() and folded[end - 1].islower()):
            return end
    end = start + _label_at(folded, start)
    if end == start or folded[start:end] in _listed("only"):
        return 0
    and_word, _, other = folded[end:].strip().partition(" ")
    if and_word in _listed("joining") and other.isalpha():  # "Correction and apology"
        return len(folded)
    mark = _MARK_OF_LABEL.match(folded, end)
    is_dated = _is_stamp(folded[end:]) and _stamp_end(folded, end) == len(folded)
    is_bracketed = title[:start].rstrip()[-1:] in tuple(_OPENS_LABEL)
    return end if is_bracketed or is_dated or (mark and not _WITHIN_WORD.match(folded, end)) else 0


def _is_label(text: str) -> bool:
    """Whether the text is nothing but a label that makes an article a correction."""
    folded = _folded(text).strip()
    return folded in _sure_beginnings() or (folded not in _listed("only") and _label_at(folded, 0) == len(folded) > 0)


def _is_unit(piece: str) -> bool:
    return _units().issuperset(piece)


def _folded(text: str) -> str:
    """`text` in lower case, letter for letter, so that places in it are those of `text`."""
    lower = text.lower()
    if len(lower) != len(text):  # "İ" becomes two
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lower.replace("’", "'")


def _start(folded: str) -> int:
    marks = _OPENS.match(folded)
    return marks.end() if marks else 0


def _label_at(folded: str, start: int) -> int:
    """The length of the longest label that stands there as whole words; 0 where none does."""
    for label in _labels().get(folded[start : start + _KEY], ()):
        behind = folded[start + len(label) : start + len(label) + 1]
        if folded.startswith(label, start) and (not behind.isalpha() or _UNSPACED.match(behind)):
            return len(label)
    return 0


def _stamp_end(folded: str, start: int) -> int:
    """Where what may be a date and a time ends: behind its mark, or at the first word that is of neither."""
    words = _words_of_dates()
    for piece in _PIECE.finditer(folded, start):
        word = piece[0]
        if piece.start() > start and _ENDS_STAMP.match(folded, piece.start()):
            return piece.end()
        if word[0].isalpha() and word not in words and not _units().issuperset(word):
            return piece.start()
    return len(folded)


def _is_stamp(stamp: str) -> bool:
    """Whether it has a date or a time: "26.11. kello 15.10", "26 November". A year or a number alone is none."""
    if _TIME_OR_DATE.search(stamp):
        return True
    pieces = [piece[0] for piece in _PIECE.finditer(stamp)]
    return any(piece.isdigit() and len(piece) <= 2 for piece in pieces) and any(
        len(piece) > 2 and piece in _months() for piece in pieces
    )


def _ends_with_separator(stamp: str) -> bool:
    marks = takewhile(lambda char: not char.isalnum(), reversed(stamp))
    return any(map(_SEPARATES.match, marks))


@cache
def _labels() -> Mapping[str, Sequence[str]]:
    """The labels of all languages by their first letters, the longest first."""
    labels = {label for words in tables("corrections")["labels"].values() for label in _entries(words)}
    by_head = defaultdict(list)
    for label in sorted(labels, key=len, reverse=True):
        by_head[label[:_KEY]].append(label)
    return dict(by_head)


@cache
def _listed(kind: Literal["only", "topics", "joining"]) -> frozenset[str]:
    return frozenset(_entries(tables("corrections")["in_titles"][kind]))


@cache
def _sure_beginnings() -> tuple[str, ...]:
    """What makes a title one of a correction though no mark follows; the longest first."""
    return tuple(sorted(_entries(tables("corrections")["in_titles"]["surely"]), key=len, reverse=True))


@cache
def _months() -> frozenset[str]:
    return frozenset(_folded(tables("corrections")["stamp"]["months"]).split())


@cache
def _words_of_dates() -> frozenset[str]:
    """The words that may stand in a date, each for itself."""
    times = (language["times"] for language in tables("labels").values())
    entries = (*times, tables("corrections")["stamp"]["beside"], *small_words())
    pieces = (piece for words in entries for piece in _PIECE.findall(_folded(words)) if piece[0].isalpha())
    return frozenset(pieces) | _months()


@cache
def _units() -> frozenset[str]:
    return frozenset(tables("corrections")["stamp"]["units"])


def _entries(words: str) -> list[str]:
    return [_folded(entry.strip()) for entry in words.split(";")]
