"""A time as an editor writes it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import click

from bot.cli.options import TIME_FORMS

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.settings import Settings


def parse_time_option(option: str, written: str, settings: Settings, now: datetime) -> datetime | None:
    """The time that an option gives, on the clock of bot.toml; None where it is left out."""
    try:
        return parse_time(written, now=now, zone=settings.timezone) if written else None
    except ValueError as exc:
        raise click.BadParameter(str(exc), param_hint=option) from exc


def parse_time(written: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """The time ahead that `written` means on the clock of `zone`; 18:00 is the next one. Pure.

    Raises ValueError, which says what would be right.
    """
    text = written.strip()
    at = _from_now(text, now) or _next_by_the_clock(text, now, zone) or _in_full(text, zone)
    if at is None:
        raise ValueError(f'"{written}" is not a time; write {TIME_FORMS}')
    if at <= now:
        raise ValueError(f"{at.astimezone(zone):%Y-%m-%d %H:%M} is over already; write one that lies ahead, or none")
    return at


def _from_now(text: str, now: datetime) -> datetime | None:
    from bot.settings.checks import InvalidValue, duration

    try:
        return now + duration(text)
    except (InvalidValue, OverflowError):
        return None


def _next_by_the_clock(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    try:
        clock = time.fromisoformat(text) if ":" in text else None
    except ValueError:
        return None
    if clock is None or clock.tzinfo is not None:
        return None
    today = now.astimezone(zone).date()
    at = datetime.combine(today, clock, zone)
    return at if at > now else datetime.combine(today + timedelta(days=1), clock, zone)


def _in_full(text: str, zone: ZoneInfo) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=zone)
