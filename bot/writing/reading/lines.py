"""Tells the lines of a hard-wrapped text, which are one paragraph, from the lines of a list or a poem. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.writing.language.scripts import WITHOUT_STOPS

__all__ = ["WIDE", "begins_within_sentence", "is_rest", "joined", "wrapped_runs"]

_ENDS = re.compile(r"[.!?…。！？｡؟۔।॥։።:：][\"'”’»“」』）)\]]*\Z")
_ABBREVIATED = re.compile(
    r"(?:\d\s?[^\W\d_]{1,4}|\d|\b[^\W\d_]|\b(?:Nr|No|Mr|Mrs|Ms|Dr|St|Prof|Hr|Fr|Sr|Sra|art|Art))\.\Z"
)
"""A full stop that need not end a sentence: "1,5 Mio.", "9.", "J.", "Mr.". A sentence that it does end may have another
one beside it in its paragraph."""
WIDE = "[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]"
"""Chinese and Japanese characters: no space is shown between two of them where a line ends."""
_JOINING_WORD = re.compile(r"(?:and|or|und|oder|bis|et|ou|y|o|e|en|of|og|och|i|lub|и|или)\b")
_NARROWEST = 20
"""Mean length of a hard-wrapped line, in columns; shorter lines are a list, an address, a poem."""
_PROSE = 50
"""Mean length from which lines of nearly equal length are prose; those of a poem are shorter."""
_FULL_SHARE = 0.8
"""Share of lines on which the next word had no room, from which on the text is hard-wrapped."""
_NEARLY_EQUAL = 0.75
"""Length of the shortest line but the last, as a share of the longest."""
_INNER_END = re.compile(r"[^\W\d_]{3}[.!?…][\"”»’)]*\s+[\"“„«‘(¿¡]?[^\W\d_]")
"""A sentence that ends within a line."""


@cache
def _wide() -> re.Pattern[str]:
    return re.compile(WIDE)


def wrapped_runs(lines: Sequence[str]) -> list[list[int]]:
    """The numbers of the lines, grouped so that each group is one paragraph; a line that stands alone is a group.

    Lines are wrapped, and belong together, if most of those that end no sentence go on in lower case; in a script
    without cases, if no line but the last ends a sentence, or if each is as long as the next word allows.
    """
    are_wrapped = len(lines) > 1 and _are_wrapped(lines)
    width = max((_columns(line) for line in lines), default=0)
    runs: list[list[int]] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else ""
        goes_on = not _stands_alone(before, line, width) if are_wrapped else _ABBREVIATED.search(before) is not None
        if not runs or not goes_on:
            runs.append([])
        runs[-1].append(number)
    return runs


def is_rest(line: str, before: str) -> bool:
    """Whether `line` is the rest of a sentence or of a list that `before`, the line above it, begins."""
    return begins_within_sentence(line) and not _ENDS.search(before)


def begins_within_sentence(text: str) -> bool:
    """Whether the text begins in lower case, as the rest of a sentence does; "iPhone" begins one."""
    return text[:1].islower() and not text[1:2].isupper()


def joined(lines: Sequence[str]) -> str:
    """The lines as one line: with a space between, but none between Chinese or Japanese characters."""
    text = lines[0] if lines else ""
    for line in lines[1:]:
        if not text or not line or (_wide().match(text[-1]) and _wide().match(line[0])):
            text += line
        elif text[-1] == "-" and text[-2:-1].isalpha() and line[0].islower() and not _JOINING_WORD.match(line):
            text += line  # "long-" and "term"
        else:
            text += f" {line}"
    return text


def _are_wrapped(lines: Sequence[str]) -> bool:
    open_ends = [number for number in range(len(lines) - 1) if not _ENDS.search(lines[number])]
    columns = [_columns(line) for line in lines]
    if not open_ends:
        return False
    ends = bool(_ENDS.search(lines[-1]) or WITHOUT_STOPS.search(lines[-1]))
    mean = sum(columns[:-1]) / (len(lines) - 1)
    if mean < _NARROWEST:
        goes_on = all(_first_letter(lines[number + 1]).islower() for number in open_ends)
        return ends and goes_on and mean >= _NARROWEST / 2
    full = _share_of_full_lines(lines, columns, open_ends)
    heads = [_first_letter(lines[number + 1]) for number in open_ends]
    cased = [head for head in heads if head.islower() or head.isupper()]
    if len(cased) * 2 < len(heads):  # a script without cases, or digits
        return ends and (len(open_ends) == len(lines) - 1 or full >= _FULL_SHARE)
    lower = sum(head.islower() for head in cased) / len(heads)
    if not ends:
        return lower >= 0.6 and full >= _FULL_SHARE
    return lower >= 0.5 or (lower >= 0.25 and full >= _FULL_SHARE) or _is_prose(lines, columns)


def _is_prose(lines: Sequence[str], columns: Sequence[int]) -> bool:
    """Whether long lines of nearly equal length, or with a sentence's end inside, are one text."""
    upper = columns[:-1]
    if len(lines) < 3 or min(upper) < _NEARLY_EQUAL * max(columns):
        return False
    mean = sum(upper) / len(upper)
    return mean >= _PROSE or (mean * 1.4 >= _PROSE and any(_INNER_END.search(line) for line in lines))


def _share_of_full_lines(lines: Sequence[str], columns: Sequence[int], numbers: Sequence[int]) -> float:
    """The share of the lines of these numbers on which the next line's first word had no room."""
    width = max(columns)
    full = 0
    for number in numbers:
        next_line = lines[number + 1]
        next_word = 2 if _wide().match(next_line) else len(next_line.split(None, 1)[0]) + 1
        full += columns[number] + next_word > width
    return full / len(numbers)


def _stands_alone(line: str, next_line: str, width: int) -> bool:
    """Whether a paragraph ends with `line` among wrapped lines: a short one before a line that does not go on."""
    head = _first_letter(next_line)
    return _columns(line) * 2 < width and not head.islower() and not _wide().match(next_line)


def _first_letter(line: str) -> str:
    for char in line[:8]:
        if char.isalnum():
            return char
    return ""


def _columns(line: str) -> int:
    return len(line) if line.isascii() else len(line) + len(_wide().findall(line))
