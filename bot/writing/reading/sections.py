"""Leaves out what is no running text of an article: a recipe, the points of a list, what a house says of itself. Pure.

Each is known by its form: a heading and quantities below it; numbers that count up or down; heads in bold to which the
rest of the line belongs ("**The lighthouse.** Built in 1832, open on Sundays"), and which would tell of something else
without them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from bot.writing.reading.liveblog import is_clock_time
from bot.writing.reading.passages import Passage
from bot.writing.reading.roles import Kind
from bot.writing.reading.wordlists import wordlist

__all__ = ["running_text"]

_NUMBER = re.compile(r"\W{0,2}(\d{1,2})(?:[.)．、]\)?|\s?[:–—-])\s?(?=\D)")
_FEWEST_POINTS = 2
_LONGEST_LABEL = 60
"""Characters of "Ingredients for 12 pieces:"."""
_MOST_WORDS_OF_LABEL = 4
_MOST_WORDS_OF_NAME = 8
_SHORT_LINE = 80
_LINES_BELOW = 12
"""In which a list of ingredients has its first quantities."""
_FEWEST_QUANTITIES = 2
_QUANTITY = re.compile(r"[\d½¼¾⅓⅔⅛]")
_SENTENCE = re.compile(r"[.!?…。！？।۔؟][\"'”’»“」』)）\]]*\Z")
_ENDS_LABEL = re.compile(r"[.:!?。：！？–—-][\"'”’»“」』)）]{0,2}\Z")


def running_text(passages: Sequence[Passage]) -> list[Passage]:
    """The passages without a recipe, without the points of a list, and without what follows "About the company"."""
    ends = (end for find in (_recipe, _numbered_headings, _about_a_house) if (end := find(passages)) is not None)
    kept = list(passages[: min(ends, default=len(passages))])
    return _without_labelled_points(_without_numbers(kept))


def _recipe(passages: Sequence[Passage]) -> int | None:
    """The number of the passage that stands above a list of ingredients."""
    for number, passage in enumerate(passages):
        text = passage.text.casefold().strip(" *:：▶■●◆【】[]")
        if len(text) > _LONGEST_LABEL or not text.startswith(_words("ingredients")) or not _is_label(passage):
            continue
        below = passages[number + 1 : number + 1 + _LINES_BELOW]
        quantities = sum(len(line.text) < _SHORT_LINE and _QUANTITY.search(line.text) is not None for line in below)
        if quantities >= _FEWEST_QUANTITIES:
            return number
    return None


def _about_a_house(passages: Sequence[Passage]) -> int | None:
    """The number of the heading "About Harbour Cranes" that stands below some text."""
    has_text = False
    for number, passage in enumerate(passages):
        below = passages[number + 1].text if number + 1 < len(passages) else ""
        if has_text and _is_label(passage) and _names_a_house(passage.text, below):
            return number
        has_text |= passage.kind is Kind.TEXT and _SENTENCE.search(passage.text) is not None
    return None


def _names_a_house(text: str, below: str) -> bool:
    """Whether the text is "about" and a name; `below` is the text of the next passage."""
    text = text.strip(" *:：")
    if name := _after(_words("about"), text):
        return len(name.split()) <= _MOST_WORDS_OF_NAME
    name = _after(_words("about_if_named"), text)
    return name != "" and name in below


def _after(words: Sequence[str], text: str) -> str:
    """What follows the longest of the words with which the text begins, if it begins as a name does; else ""."""
    word = max((word for word in words if text.casefold().startswith(word)), key=len, default="")
    rest = text[len(word) :]
    is_parted = rest[:1] == " " or word[-1:] == "'" or not word.isascii()
    name = rest.lstrip()
    return name if word and is_parted and not (name[:1].islower() or name[:1].isdigit()) else ""


def _is_label(passage: Passage) -> bool:
    """Whether the passage is a heading, in bold as a whole, or a line that is no sentence."""
    return passage.kind is Kind.HEADING or passage.head == passage.text or not _SENTENCE.search(passage.text)


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(wordlist("sections")[kind])


def _numbered_headings(passages: Sequence[Passage]) -> int | None:
    """The number of the first of the headings "1. …", "2. …", below which each point says something of its heading."""
    numbered = [
        (number, int(match[1]))
        for number, passage in enumerate(passages)
        if passage.kind is Kind.HEADING and (match := _NUMBER.match(passage.text))
    ]
    return numbered[0][0] if len(numbered) >= _FEWEST_POINTS and _counts([count for _, count in numbered]) else None


def _counts(numbers: Sequence[int]) -> bool:
    """Whether the numbers are one more each time, or one less."""
    steps = {after - before for before, after in pairwise(numbers)}
    return steps in ({1}, {-1})


def _without_numbers(passages: list[Passage]) -> list[Passage]:
    """The passages, without the numbers "1." and "2." of paragraphs that count."""
    numbered = {
        at: match
        for at, passage in enumerate(passages)
        if passage.kind is Kind.TEXT and (match := _NUMBER.match(passage.text))
    }
    first_words = {passages[at].text[match.end() :].partition(" ")[0] for at, match in numbered.items()}
    counts = _counts([int(match[1]) for match in numbered.values()])
    if len(numbered) < _FEWEST_POINTS or not counts or len(first_words) < len(numbered):
        return passages  # "1. Mai …", "2. Mai …" are days
    return [
        _without_beginning(passage, numbered[at].end()) if at in numbered else passage
        for at, passage in enumerate(passages)
    ]


def _without_beginning(passage: Passage, length: int) -> Passage:
    return passage._replace(text=passage.text[length:], head=passage.head[length:])


def _without_labelled_points(passages: list[Passage]) -> list[Passage]:
    """The passages, without those that begin with a few words in bold, where several do.

    The first one of an article may begin with a dateline, unless the second is such a point, too.
    """
    labelled = [_has_label(passage) for passage in passages]
    if sum(labelled[1:]) < _FEWEST_POINTS:
        return passages
    labelled[0] &= labelled[1]
    return [passage for passage, is_point in zip(passages, labelled, strict=True) if not is_point]


def _has_label(passage: Passage) -> bool:
    """Whether the passage begins with a few words in bold and a mark, and goes on: "**The lighthouse.** Built in …"."""
    head, rest = passage.head.strip(), passage.text[len(passage.head) :].strip()
    if passage.kind is not Kind.TEXT or not head or not any(map(str.isalnum, rest)):
        return False
    is_parted = _ENDS_LABEL.search(head) or rest[0] in ".:–—-："
    few = len(head.split()) <= _MOST_WORDS_OF_LABEL and len(head) <= _LONGEST_LABEL
    return bool(is_parted) and few and not is_clock_time(head)
