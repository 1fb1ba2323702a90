"""Weighs what speaks for and against two articles of one site being the same. Pure.

A feed's guid, an address, a number or a headline is a sign, and no sign is a proof: content systems hand out guids
again, number articles by their place in the feed, put the headline into the address and then correct it, or add a
session to each link. So no sign decides alone where others contradict it. `verdict` is the table; docs/architecture.md
shows it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

RECURS_AFTER = timedelta(hours=20)
"""A column ("Letters to the editor") has the same headline again a day later, which is no sign of the same article."""

_ALIKE = 0.5
"""The part of the words of two headlines that a correction leaves alone. Lower than any corrected headline that was
seen in public reports; articles of a series differ in a number, which is compared by itself."""


class Verdict(Enum):
    """What two articles are, as far as their signs tell."""

    SAME = "same"
    NEW = "new"
    UNSURE = "unsure"
    """Perhaps the same: an editor is asked."""


class Signs(NamedTuple):
    """What agrees in two articles (True), what differs (False), and what one of them lacks (None)."""

    guid: bool | None = None
    address: bool | None = None
    number: bool | None = None
    """The number of a post in WordPress."""
    text: bool | None = None
    """Headline and text together."""
    title: bool | None = None
    """The headline, but for a correction."""
    date: bool | None = None
    """To the second."""
    recurs: bool = False
    """The dates lie so far apart that a column may have the same headline again."""
    page: bool = False
    """The address is that of a page that shows another article each day, as far as its spelling tells."""


def verdict(signs: Signs) -> Verdict:
    """Whether two articles with these signs are the same one; the first line that fits decides."""
    guid, address, number, text, title, date, recurs, _ = signs
    differs = title is False and date is False
    if text or (title and date) or (guid and address):
        return Verdict.SAME
    if guid or address or number:
        return _verdict_on_name(signs, differs=differs)
    return Verdict.UNSURE if date or (title and not recurs) else Verdict.NEW


def _verdict_on_name(signs: Signs, *, differs: bool) -> Verdict:
    """As `verdict`, where one of the names agrees. `differs`: another headline, and another date."""
    if signs.address and not signs.guid and signs.recurs and not (signs.date or signs.number):
        if signs.page:
            # "/today": another article each day, under other headlines, or under one.
            return Verdict.NEW if differs else Verdict.UNSURE
        if signs.guid is False:
            # A page whose article is another each day, under one headline: or the same one, dated and named anew.
            return Verdict.UNSURE
    if signs.title or signs.date:
        return Verdict.SAME
    if signs.address:
        # A feed without guids: at one address a headline is rewritten, and its date set anew, all day.
        return Verdict.SAME if signs.guid is None else Verdict.UNSURE
    if differs:
        # WordPress gives no number twice; other systems give guids again, or count from 1 in a second installation.
        return Verdict.UNSURE if signs.guid and signs.number else Verdict.NEW
    return Verdict.SAME if signs.guid and signs.address is None else Verdict.UNSURE


SAME_TEXT_FOR = timedelta(days=7)
"""So long after an article another site may publish its text under another headline."""


def verdict_on_text(
    *, is_told: bool, is_whole: bool, is_long: bool, elsewhere: bool, is_shown: bool, apart: timedelta | None
) -> Verdict:
    """Whether two articles with one text under two headlines are the same one, where nothing else says so.

    The text may be one that its site writes under all articles of a kind, such as "Follow the game live". The headline
    of such an article names what its text does not.

    Args:
        is_told: The text tells what the headline says.
        is_whole: More of the two texts is the same than their openings, as far as feeds give them.
        is_long: It is too long to be the same by chance.
        elsewhere: Another site has shown the known one.
        is_shown: The source shows both.
        apart: Between their dates; None where one has none.
    """
    is_near = apart is None or apart < (SAME_TEXT_FOR if elsewhere else RECURS_AFTER)
    if not is_whole:
        return Verdict.UNSURE if is_told and is_near else Verdict.NEW
    if not is_told:
        return Verdict.NEW if apart is not None and apart >= RECURS_AFTER else Verdict.UNSURE
    return Verdict.SAME if is_long and is_near and not is_shown else Verdict.UNSURE


REPEATED_FOR = timedelta(days=7)
"""So long after an article its headline is taken for its own where it stands within another ("Update: …")."""

_LONGEST_LABEL = 30
"""Letters of what stands before or behind a repeated headline. A letter of East Asia's scripts counts as two."""
_MOST_WORDS_OF_LABEL = 4
_SHORTEST_REPEATED = 20
"""Letters. A shorter headline may be a column's name, which stands before what it is about."""
_FEWEST_WORDS_REPEATED = 4
_FEWEST_WORDS_REPEATED_LATER = 5


def repeats_headline(one: str, other: str, *, recurs: bool) -> bool:
    """Whether one of two headlines is the other with a few words before or behind it: "Copy of X", "[Update] X".

    Whatever the words are, they announce the same article again, or more about it. `recurs` says that the dates lie a
    day apart: then a short headline is rather a column's.
    """
    fewest = _FEWEST_WORDS_REPEATED_LATER if recurs else _FEWEST_WORDS_REPEATED
    if _is_labelled_correction(one, other, fewest):
        return True
    shorter, longer = sorted((_words(one), _words(other)), key=lambda words: sum(map(len, words)))
    letters, all_letters = " ".join(shorter), " ".join(longer)
    if letters == all_letters or not (all_letters.startswith(letters) or all_letters.endswith(letters)):
        return False
    is_unspaced = _UNSPACED.search(letters) is not None
    if _width(letters) < _SHORTEST_REPEATED or (len(shorter) < fewest and not is_unspaced):
        return False
    rest = all_letters.removeprefix(letters) if all_letters.startswith(letters) else all_letters.removesuffix(letters)
    is_whole_word = rest.startswith(" ") or rest.endswith(" ") or is_unspaced
    return is_whole_word and _width(rest.strip()) <= _LONGEST_LABEL and len(rest.split()) <= _MOST_WORDS_OF_LABEL


_LABEL = re.compile(
    r"\s*+(?:[\[(【［（〔][^\])】］）〕]{1,30}+[\])】］）〕]|[^:：|｜\[(]{1,30}?(?:[:：|｜]|\s[–—-]\s))\s*+"
)
"""What stands before a headline and is divided from it: "Corrected:", "[Update]", "Live |"."""
_NEARLY_ALL = 0.8
"""The part of its words that a headline keeps which is corrected and labelled at once."""


def _is_labelled_correction(one: str, other: str, fewest: int) -> bool:
    """Whether one has a label, the other has none, and the two are nearly the same without it."""
    labels = [_LABEL.match(title) for title in (one, other)]
    if (labels[0] is None) == (labels[1] is None):
        return False
    bare, whole = (one[labels[0].end() :], other) if labels[0] else (other[labels[1].end() :], one)  # type: ignore[union-attr]
    words, others = _words(bare), _words(whole)
    pieces, other_pieces = _pieces(words), _pieces(others)
    is_near = len(pieces & other_pieces) >= _NEARLY_ALL * max(len(pieces), len(other_pieces))
    return is_near and len(pieces) >= fewest and _numbers(words) == _numbers(others)


def _width(letters: str) -> int:
    return len(letters) + len(_WIDE.findall(letters))


_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ud7ff]")


_OWN_NUMBER = re.compile(r"\d")
_MOST_WORDS_OF_PAGE = 3
_MOST_WORDS_OF_COLUMN = 4
"""Of the headline of a column or a bulletin, as a rule."""
_SHORTEST_TELLING_WORD = 4


def is_page_of_many(link: str, known: str, title: str) -> bool:
    """Whether the address is rather that of a page ("/today", "/live") than of one article.

    That of an article has a number or many words, or words of its headline, which another headline lacks.

    Args:
        known: The headline that the address has had.
        title: The headline that it has now.
    """
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    path = unquote(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    words = set(_words(path.rstrip("/").rpartition("/")[2]))
    if _OWN_NUMBER.search(path) or not 0 < len(words) <= _MOST_WORDS_OF_PAGE:
        return False
    before, now = _words(known), _words(title)
    telling = {word for word in words if len(word) >= _SHORTEST_TELLING_WORD} & set(before)
    return not telling - set(now) and not (telling and before == now and len(before) > _MOST_WORDS_OF_COLUMN)


def same_numbers(one: str, other: str) -> bool:
    """Whether two headlines have the same numbers, which tell the articles of a series apart."""
    return _numbers(_words(one)) == _numbers(_words(other))


def same_moment(one: datetime | None, other: datetime | None) -> bool | None:
    """Whether two dates of publication are equal to the second; None where a date is missing, or has no time."""
    if one is None or other is None:
        return None
    if abs(one - other) < timedelta(seconds=1):
        return None if _is_midnight(one) else True
    return False


def _is_midnight(date: datetime) -> bool:
    """Whether it is a day rather than a moment."""
    return not (date.hour or date.minute or date.second)


def same_title(one: str, other: str) -> bool | None:
    """Whether two headlines are one, perhaps corrected; None where one is missing.

    Numbers must be equal, for "Dock 3 opens" and "Dock 4 opens" are two articles.
    """
    if not one or not other:
        return None
    words, others = _words(one), _words(other)
    if words == others:
        return True
    if _numbers(words) != _numbers(others):
        return False
    pieces, other_pieces = _pieces(words), _pieces(others)
    return len(pieces & other_pieces) >= _ALIKE * max(len(pieces), len(other_pieces)) > 0


_NO_WORD = re.compile(r"[\W_]+")
_ACCENT = re.compile("[\u0300-\u036f]")
"""Headlines in capitals leave accents out."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@lru_cache(maxsize=2048)
def _words(title: str) -> tuple[str, ...]:
    """The words, as they are compared; remembered, for a new headline is compared with all of its site's."""
    without_accents = _ACCENT.sub("", unicodedata.normalize("NFKD", title).casefold())
    return tuple(_NO_WORD.sub(" ", unicodedata.normalize("NFC", without_accents)).split())


def _numbers(words: tuple[str, ...]) -> list[str]:
    return sorted(number for word in words for number in re.findall(r"\d+", word))


def _pieces(words: tuple[str, ...]) -> set[str]:
    """The words; of a script without spaces, each two letters that follow each other."""
    pieces: set[str] = set()
    for word in words:
        if _UNSPACED.search(word):
            pieces.update(word[at : at + 2] for at in range(max(1, len(word) - 1)))
        else:
            pieces.add(word)
    return pieces
