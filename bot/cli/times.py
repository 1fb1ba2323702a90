"""Reading times that are written on the command line, such as "18:00" or "2h"."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import click

from bot.cli.options import TIME_FORMS

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.settings import Settings


def parse_time_option(option: str, text: str, settings: Settings, now: datetime) -> datetime | None:
    """The value of a time option in the newsroom's zone; None if it was left out. Raises BadParameter."""
    try:
        return parse_time(text, now=now, zone=settings.timezone) if text else None
    except ValueError as exc:
        raise click.BadParameter(str(exc), param_hint=option) from exc


def parse_time(text: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """The future time that `text` means in `zone`: a duration from `now`, a time of day, or a date and time. Pure.

    A time of day is the next one, today or tomorrow. Raises ValueError, whose message says how to write a time.
    """
    stripped = text.strip()
    at = _from_now(stripped, now) or _next_time_of_day(stripped, now, zone) or _date_and_time(stripped, zone)
    if at is None:
        raise ValueError(f'"{text}" is not a time; write {TIME_FORMS}')
    if at <= now:
        raise ValueError(f"{at.astimezone(zone):%Y-%m-%d %H:%M} is over already; write one that lies ahead, or none")
    return at


def _from_now(text: str, now: datetime) -> datetime | None:
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.settings.checks import InvalidValue, duration

    try:
        return now + duration(text)
    except (InvalidValue, OverflowError):
        return None


def _next_time_of_day(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    try:
        clock = time.fromisoformat(text) if ":" in text else None
    except ValueError:
        return None
    if clock is None or clock.tzinfo is not None:
        return None
    today = now.astimezone(zone).date()
    at = datetime.combine(today, clock, zone)
    return at if at > now else datetime.combine(today + timedelta(days=1), clock, zone)


def _date_and_time(text: str, zone: ZoneInfo) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=zone)
