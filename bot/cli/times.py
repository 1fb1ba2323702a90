"""Reading times that people write on the command line, such as "18:00", "in 2h" or "tomorrow 9am".

A grammar of its own, because a time must mean one thing: of the libraries for this, dateparser takes "18:00" for
tomorrow's and "Mon 9" for a day in September, and reads "10/11" as it likes. What can be read in two ways is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import takewhile
from typing import TYPE_CHECKING

import click

from bot.cli.options import TIME_FORMS

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.settings import Settings

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_FEWEST_LETTERS = 3
"""To which the name of a day or a month may be shortened."""
_NAMED_CLOCKS = {"noon": time(12), "midnight": time(0)}
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d\d))?\s?(?:([ap])\.?m\.?)?", re.ASCII)
_SPAN = re.compile(r"(\d{1,6}) ?(s|m|h|d|seconds?|min|minutes?|hours?|days?)", re.ASCII)
NOW = "now"
_FILLERS = frozenset({"at", "on"})


def parse_time_option(option: str, text: str, settings: Settings, now: datetime) -> datetime | None:
    """The value of a time option in the newsroom's zone; None if it was left out or is "now". Raises BadParameter."""
    try:
        return parse_time(text, now=now, zone=settings.timezone) if text and text.casefold() != NOW else None
    except ValueError as exc:
        raise click.BadParameter(str(exc), param_hint=option) from exc


def parse_time(text: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """The future time that `text` means in `zone`: a span from `now`, a time of day, or a day and a time. Pure.

    A time of day is the next one, today or tomorrow; so is a weekday, and a date without a year. Raises ValueError,
    whose message says how to write a time.
    """
    words = text.casefold().replace(",", " ").split()
    at = _from_now(words, now) or _on_a_day(words, now.astimezone(zone), zone) or _iso(text.strip(), zone)
    if at is None:
        raise ValueError(f'"{text}" is not a time; write {TIME_FORMS}')
    if at <= now:
        raise ValueError(f"{at.astimezone(zone):%Y-%m-%d %H:%M} is over already; write one that lies ahead, or none")
    return at


def is_whole_time(words: Sequence[str]) -> bool:
    """Whether the words are a time, and not the end of one such as "Dec 9:00" or "hours". Pure."""
    at = datetime(2024, 1, 1, tzinfo=UTC)
    text = " ".join(words)
    words = text.casefold().replace(",", " ").split()
    if words == [NOW] or _from_now(words, at) is not None or _on_a_day(words, at, UTC) is not None:
        return True
    # Without a dash it may be an ID, and the second word of "2026-12-24 12" too.
    may_be_iso = "-" in text and (" " not in text or ":" in text)
    return may_be_iso and _iso(text, UTC) is not None


class TakesTime(click.Command):
    """A command whose options `--at` and `--until` take a time of several words without quotes."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, with_whole_times(args))


_TIME_OPTIONS = frozenset({"--at", "--until"})
_ID = re.compile(r"\d+(?:-\d+)?", re.ASCII)
_MOST_WORDS = 6
"""In a time: "on Fri 24 Dec at 18:00" is no longer, and the rest of a command line is not searched."""


def with_whole_times(args: Sequence[str]) -> list[str]:
    """The arguments, in which the words of a time behind its option are one: "--at", "tomorrow 9am", "12". Pure.

    The longest run of words that is a time is taken. What is left of it is never an ID, so that a shorter one would
    make no sense. Where none is a time, all that is no ID is taken, for the message to say what is no time.
    """
    joined, left = [], list(args)
    while left and left[0] != "--":
        name, equals, value = left.pop(0).partition("=")
        joined.append(f"{name}{equals}{value}")
        if name not in _TIME_OPTIONS or not (equals or left):
            continue
        words = [value if equals else left.pop(0)]
        more = words[0].split()[1:] or left  # a time in quotes is whole
        words += left[: _words_of_time(words[0], left)] if more is left else []
        del left[: len(words) - 1]
        joined[-1:] = [name, " ".join(words)]
    return [*joined, *left]


def _words_of_time(first: str, following: Sequence[str]) -> int:
    """How many of the words that follow belong to the time that begins with the first."""
    candidates = list(takewhile(lambda word: not word.startswith("-"), following[:_MOST_WORDS]))
    for number in range(len(candidates), -1, -1):
        if is_whole_time([first, *candidates[:number]]):
            return number
    return len(list(takewhile(lambda word: not _ID.fullmatch(word), candidates)))


def _from_now(words: Sequence[str], now: datetime) -> datetime | None:
    """What "90s", "in 2h" or "3 days" means."""
    match = _SPAN.fullmatch(" ".join(words[1:] if words[:1] == ["in"] else words))
    if match is None:
        return None
    unit = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}[match[2][0]]
    with suppress(OverflowError):
        return now + timedelta(**{unit: int(match[1])})
    return None


def _on_a_day(words: Sequence[str], now: datetime, zone: tzinfo) -> datetime | None:
    """What a clock time means, with or without a day before or behind it: "9am", "Fri 18:00", "9:00 tomorrow"."""
    words = [word for word in words if word not in _FILLERS]
    for cut in range(len(words) + 1):
        for clock_words, day_words in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
            clock = _clock(" ".join(clock_words))
            times = [datetime.combine(day, clock, zone) for day in _days(day_words, now.date())] if clock else []
            if times:
                return next((at for at in times if at > now), times[-1])
    return None


def _clock(text: str) -> time | None:
    """A time of day, which "9" alone is not."""
    match = _CLOCK.fullmatch(text)
    if match is None or not (match[2] or match[3]):
        return _NAMED_CLOCKS.get(text)
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    with suppress(ValueError):
        return time(hour, minute)
    return None


def _days(words: Sequence[str], today: date) -> list[date]:
    """The days that these words may mean, the nearest first; none where they name no day."""
    match words:
        case []:
            return [today, today + timedelta(days=1)]
        case ["today"]:
            return [today]
        case ["tomorrow"]:
            return [today + timedelta(days=1)]
        case [name] if (weekday := _number_of(name, _WEEKDAYS)) is not None:
            first = today + timedelta(days=(weekday - today.weekday()) % 7)
            return [first, first + timedelta(days=7)]
        case [text]:
            with suppress(ValueError):
                return [date.fromisoformat(text)]
        case [first, second]:
            for number, name in ((first, second), (second, first)):
                if (month := _number_of(name, _MONTHS)) is not None:
                    return list(_dates(number, month + 1, today))
    return []


def _dates(number: str, month: int, today: date) -> Iterator[date]:
    """That day of the month, which may be written as "24." or "24th", this year and the next."""
    match = re.fullmatch(r"(\d{1,2})(?:\.|st|nd|rd|th)?", number, re.ASCII)
    if match is None:
        return
    for year in (today.year, today.year + 1):
        with suppress(ValueError):
            yield date(year, month, int(match[1]))


def _number_of(name: str, names: Sequence[str]) -> int | None:
    """Which of the names it is or begins, from 0."""
    name = name.removesuffix(".")
    if len(name) < _FEWEST_LETTERS:
        return None
    return next((number for number, whole in enumerate(names) if whole.startswith(name)), None)


def _iso(text: str, zone: tzinfo) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=zone)
