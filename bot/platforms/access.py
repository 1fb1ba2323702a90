"""Asks platforms about accounts and their keys, and gets new ones: what is done beside posting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from bot.errors import RetryLater, SettingsError
from bot.http_headers import http_date
from bot.platforms import PLATFORMS
from bot.platforms.http import PlatformSession
from bot.platforms.spec import Dialogue, Examination


def examine(platform: str, secrets: Mapping[str, str], *, sandbox: str = "") -> Examination:
    """What the platform says of the account with these secrets. May cost money; see `price_of_examination`.

    Raises RetryLater, AccountHalted, and SettingsError where the platform has no way to be asked.
    """
    spec = PLATFORMS[platform]
    if spec.examine is None:
        raise SettingsError(f"{spec.title} cannot be asked about an account before something is posted there")
    return spec.examine(secrets, PlatformSession(sandbox=sandbox))


def authorise(platform: str, known: Mapping[str, str], dialogue: Dialogue, *, sandbox: str = "") -> Mapping[str, str]:
    """New secrets of an account, got in a dialogue with a person. `known` are those that are there already.

    Raises RetryLater, AccountHalted, and SettingsError where the platform's keys have to be copied by hand.
    """
    spec = PLATFORMS[platform]
    if spec.authorise is None:
        raise SettingsError(f"the keys of {spec.title} have to be written into .env by hand. {spec.how_to_begin}")
    return spec.authorise(known, PlatformSession(sandbox=sandbox), dialogue)


def renew(platform: str, secrets: Mapping[str, str], *, sandbox: str = "") -> Mapping[str, str]:
    """Secrets that last longer than these, those that change; empty where the platform gives none.

    Raises RetryLater and AccountHalted.
    """
    spec = PLATFORMS[platform]
    return spec.renew(secrets, PlatformSession(sandbox=sandbox)) if spec.renew else {}


def probe(platform: str, secrets: Mapping[str, str], *, sandbox: str = "") -> str:
    """Try whether the account can post in two steps; return "", or why it cannot. Followers see nothing of it.

    Raises RetryLater, AccountHalted, and SettingsError where there is nothing to try.
    """
    spec = PLATFORMS[platform]
    if spec.probe is None:
        raise SettingsError(f"whether {spec.title} allows two steps is known, so that there is nothing to try")
    return spec.probe(secrets, PlatformSession(sandbox=sandbox))


def read_clock_offset(
    platform: str, *, sandbox: str = "", now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> timedelta | None:
    """How far this machine's clock is ahead of the platform's; None where the platform does not tell its time.

    Free of charge. Raises RetryLater where it cannot be reached.
    """
    spec, session = PLATFORMS[platform], PlatformSession(sandbox=sandbox)
    if not spec.clock_url:
        return None
    asked_at = now()
    try:
        session.request("GET", spec.clock_url)
    except OSError as exc:  # whatever requests and the sockets raise
        raise RetryLater(f"{spec.title} cannot be reached ({type(exc).__name__})") from exc
    theirs = http_date(session.answer.headers.get("date", "")) if session.answer else None
    return clock_offset(theirs, asked_at, now()) if theirs else None


def clock_offset(theirs: datetime, asked_at: datetime, answered_at: datetime) -> timedelta:
    """How far our clock is ahead, at the least. Pure.

    `theirs` was written at some moment between the other two, which are ours, and is cut to whole seconds.
    """
    if theirs > answered_at:
        return answered_at - theirs
    return max(asked_at - (theirs + timedelta(seconds=1)), timedelta(0))
