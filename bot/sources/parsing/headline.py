"""Chooses the headline of an article among the titles that its page gives, without the site's name. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.sources.parsing.body import words_of

__all__ = ["PageTitles", "headline_of"]

_MARKS = r"|｜ㅣ¦·•‧∙⋅»«›‹:：/_~*―—–-"
_END = re.compile(rf"(?<!\s)\s++[{_MARKS}]++\s++|(?<!\s)\s*+[|｜ㅣ_»«]++\s*+|(?<=[\u0e00-\uffdc])\s*+[：―—–-]++\s*+")
"""What may stand between a headline and the name of a site. Without spaces around it a dash is a part of the headline,
except in the scripts of East Asia, which have no spaces."""
_JOINT = re.compile(rf"\s*(?!:)[{_MARKS}]")
_QUOTATION = re.compile(r"«[^«»]*+»|‹[^‹›]*+›|»(?!\s)[^«»]*+(?<!\s)«|›(?!\s)[^‹›]*+(?<!\s)‹")
"""In marks that many a site puts before its name, too."""
_CLOSERS = {"«": "»", "»": "«", "‹": "›", "›": "‹", "„": "“”", "“": "”", "”": "”", '"': '"'}
_CLOSERS |= {"「": "」", "『": "』", "《": "》", "〈": "〉"}
_MOST_PARTS = 4
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class PageTitles:
    """The titles that a page gives of its article, and the names that it gives of its site; a missing one is ""."""

    linked: str = ""
    """The headline in JSON-LD."""
    headings: tuple[str, ...] = ()
    """Its <h1>, in order."""
    social: str = ""
    """og:title."""
    document: str = ""
    """<title>."""
    sites: tuple[str, ...] = ()
    url: str = ""


def headline_of(titles: PageTitles) -> str:
    """The headline, without the site's name where the page shows that it is one.

    A part of a title is taken off where it is the site's name, or where the rest is the headline that the page gives in
    another place; but what the heading says stays, for it has no unknown name behind it. Of different headlines the one
    that the page gives most often is taken, else the first of PageTitles. One that is the site's name alone, or that
    has no word in common with the others, is not taken.
    """
    names = frozenset(filter(None, map(_letters, (*titles.sites, *_names_in_address(titles.url)))))
    given = [title[:_LONGEST] for title in (titles.linked, _heading(titles), titles.social, titles.document)]
    bare = [_without_names(title, names) for title in given if _letters(title) and _letters(title) not in names]
    whole = [title for title in bare if not _is_name_or_piece(title, bare)]
    heading = _letters(_without_names(_heading(titles)[:_LONGEST], names))
    headlines = [title if _letters(title) == heading else _as_elsewhere(title, whole) for title in whole]
    trusted = [title for title in headlines if not _is_foreign(title, headlines)]
    votes = Counter(map(_letters, trusted))
    chosen = max(trusted, key=lambda title: votes[_letters(title)], default=next(filter(None, given), ""))
    same = [title for title in trusted if _letters(title) == _letters(chosen)]
    return max(same, key=lambda title: words_of(title).total(), default=chosen)  # words may stick together in an <h1>


def _heading(titles: PageTitles) -> str:
    """The heading with the most words in common with the other titles: often the first is the site's logo."""
    words = words_of(f"{titles.social} {titles.linked} {titles.document}")
    return max(titles.headings, key=lambda heading: (words_of(heading) & words).total(), default="")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _names_in_address(url: str) -> Iterator[str]:
    """The host, and its label that is likely the site's name: `gazette` of www.gazette.co.uk."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return
    yield host
    yield max(host.split(".")[:-1], key=len, default="")


def _is_foreign(title: str, headlines: Collection[str]) -> bool:
    """Whether the title has no word in common with the others, while two of these have several in common."""
    words, others = words_of(title), [words_of(other) for other in headlines if other != title]
    if any(words & other for other in others):
        return False
    return any(len(first & second) > 1 for at, first in enumerate(others) for second in others[at + 1 :])


def _as_elsewhere(title: str, others: Sequence[str]) -> str:
    """The longest of the others that is the first and larger part of the title; else the title.

    A part before the headline that is not the site's name tells where or when something happens, and stays.
    """
    for other in sorted(others, key=len, reverse=True):
        is_most = len(_letters(other)) < len(_letters(title)) <= 2 * len(_letters(other))
        if is_most and _is_beginning(other, title):
            return other
    return title


def _is_beginning(part: str, title: str) -> bool:
    """Whether the title is longer than `part`, begins with its letters, and goes on with a mark."""
    letters, wanted = _letters(title), _letters(part)
    return letters.startswith(wanted) and letters != wanted and _is_joint(title, len(wanted))


def _is_end(part: str, title: str) -> bool:
    """Whether the title is longer than `part`, ends in its letters, and has a mark before them."""
    letters, wanted = _letters(title), _letters(part)
    return letters.endswith(wanted) and letters != wanted and _is_joint(title, len(letters) - len(wanted))


def _is_name_or_piece(title: str, others: Collection[str]) -> bool:
    """Whether one of the others shows that the title is the site's name, or that it is cut at or in a quotation.

    A name is the small last part of another title, or stands before a colon, after which a third title follows.
    """
    is_single = sum(_letters(title) == _letters(other) for other in others) == 1
    for other in others:
        is_small_end = is_single and 2 * len(_letters(title)) < len(_letters(other)) and _is_end(title, other)
        is_before_third = other.startswith(f"{title}: ") and other.removeprefix(f"{title}: ") in others
        if is_small_end or is_before_third or _is_cut(title, other):
            return True
    return False


def _is_cut(title: str, other: str) -> bool:
    """Whether the other goes on where the title ends at the quotation mark of an attribute, or within a quotation."""
    if not other.startswith(title):
        return False
    return other[len(title) :].lstrip().startswith('"') or (_ends_in_quotation(title) and not _ends_in_quotation(other))


def _ends_in_quotation(text: str) -> bool:
    """Whether a quotation begins in the text and does not end there."""
    closers = ""
    for char in text:
        if not closers:
            closers = _CLOSERS.get(char, "")
        elif char in closers:
            closers = ""
    return bool(closers)


def _with_straight_marks(title: str) -> str:
    """The title, as long as before, without a quotation in marks that may stand before a site's name."""
    return _QUOTATION.sub(lambda quotation: f'"{quotation[0][1:-1]}"', title)


def _is_joint(title: str, letters: int) -> bool:
    title = _with_straight_marks(title)
    return _JOINT.match(title, _end_of(title, letters)) is not None


def _end_of(title: str, letters: int) -> int:
    """Where the first so many letters of the title, and what closes their quotation, end."""
    at = count = 0
    while at < len(title) and count < letters:
        count += len(_letters(title[at]))
        at += 1
    while at < len(title) and not (title[at].isalnum() or title[at].isspace() or title[at] in _MARKS):
        at += 1
    return at


def _without_names(title: str, names: Collection[str]) -> str:
    """The title without the parts at its ends that are names of the site, one of them in `names`."""
    start, colon, rest = title.partition(": ")
    if colon and rest and _letters(start) in names:
        title = rest
    for _ in range(_MOST_PARTS):
        ends = list(_END.finditer(_with_straight_marks(title)))
        if ends and _letters(title[ends[-1].end() :]) in names and not _is_cut(title[: ends[-1].start()], title):
            title = title[: ends[-1].start()]
        elif ends and _letters(title[: ends[0].start()]) in names:
            title = title[ends[0].end() :]
    return title.strip()
