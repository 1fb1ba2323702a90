"""Puts the newest entry of a live blog, each of which begins with a clock time, before the others. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise

from bot.writing.language.sentences import ends_sentence

_FEWEST_ENTRIES = 3
"""With fewer clock times an article is no live blog."""
_CLOCK_TIME = re.compile(
    # 14:35, 14.35, 14h35, 14時35分, 14시 35분; 2 p.m., 2.35pm; then a zone: ET, GMT, MEZ, Uhr, WIB, น., WITA
    r"\W{0,3}(?:(?:kl|um|at|o|à|alle|ore|le|klo|ora|saat|pukul|jam|lúc|г|в)\b\.?\s)?"
    r"(?P<hour>[01]?\d|2[0-4])"
    r"(?:\s?[:.h時时시]\s?(?P<minute>[0-5]\d)(?:[分분]|(?!\w)|(?=[ap]\.?m\b))|(?=\s?[ap]\.?m)|\s?[h時时시](?!\w)|(?=\s(?:uhr|h)\b))"
    r"(?:\s?(?P<half>[ap]\.?\s?m\b\.?))?"
    r"(?:\s?\(?(?:(?-i:[A-Z]{2,5})|uhr|h|hrs|น)\b\.?\)?)?",
    re.IGNORECASE,
)
_AFTER_TIME = re.compile(r"(?:\s*[–—|:•·]+|\s+-|\s*\])?\s*")


def newest_first(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs of a live blog without their clock times, the newest entry first; any other article as it is.

    What stands before the first entry, such as a list of what is known, stays there.
    """
    times = [_clock_time(text) for text in paragraphs]
    starts = [index for index, time in enumerate(times) if time is not None]
    minutes = [time[0] for time in times if time is not None]
    rising, falling = _steps(minutes)
    # All but one step of an order run one way: there may be a midnight. A timetable's times are equal or mixed.
    if len(starts) < _FEWEST_ENTRIES or max(rising, falling) < len(starts) - 2 or rising == falling:
        return tuple(paragraphs)
    texts = [text if time is None else text[time[1] :] for text, time in zip(paragraphs, times, strict=True)]
    entries = [texts[start:end] for start, end in pairwise([*starts, len(texts)])]
    if sum(any(map(ends_sentence, entry)) for entry in entries) * 2 < len(entries):
        return tuple(paragraphs)  # a programme, whose entries are no sentences
    if rising > falling:
        entries.reverse()
    return tuple(text for text in chain(texts[: starts[0]], *entries) if text)


def is_clock_time(text: str) -> bool:
    """Whether the text is a clock time and nothing else, as the heading of an entry is."""
    time = _clock_time(text)
    return time is not None and time[1] == len(text)


def begins_with_clock_time(text: str) -> bool:
    """Whether the text begins as an entry of a live blog does."""
    return _clock_time(text) is not None


def _steps(minutes: Sequence[int]) -> tuple[int, int]:
    """How often a time is followed by a later one, and how often by an earlier one."""
    steps = [later - earlier for earlier, later in pairwise(minutes)]
    return sum(step > 0 for step in steps), sum(step < 0 for step in steps)


def _clock_time(text: str) -> tuple[int, int] | None:
    """The clock time with which a paragraph begins, in minutes, and where its text begins; None where it has none."""
    match = _CLOCK_TIME.match(text)
    if match is None:
        return None
    after = _AFTER_TIME.match(text, match.end())
    begins = after.end() if after else match.end()
    if begins == match.end() < len(text) and text[begins : begins + 1].isalnum():
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"][0].lower() == "p" else 0)
    return hour * 60 + minute, begins
