"""Actions as they are done on the command line: which command each is, and what stands beside a message."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.show.actions import purpose

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.actions import Action, ActionName
    from bot.errors import BotError

_TO_BE_NAMED: dict[ActionName, str] = {
    "init": "SITE",
    "preview": "FILE",
    "approve": "ID",
    "hold": "ID",
    "edit": "ID",
    "skip": "ID",
    "retry": "ID",
    "resolve": "ID",
    "post": "URL",
    "explain": "URL",
}
"""What a person must name, where the action names nothing."""

_OF_ACCOUNTS: frozenset[ActionName] = frozenset({"pause", "resume"})
"""Actions that are done to accounts; in others an account narrows what they are done to."""

_UNTIL: frozenset[ActionName] = frozenset({"hold", "pause"})
"""Actions whose time is when they end."""


def command_line(action: Action, zone: ZoneInfo | None = None) -> str:
    """The command that does it, quoted for a shell; times as the clock in `zone` shows them, else in UTC."""
    return " ".join(("bot", action.name, *_arguments(action), *_options(action, zone)))


def advice(actions: Iterable[Action], zone: ZoneInfo | None = None) -> str:
    """What a person can type in, and what each is good for: "`bot approve 3` lets it go, `bot skip 3` drops it"."""
    return ", ".join(_said_of(action, zone) for action in actions)


def with_advice(text: str, actions: Iterable[Action], zone: ZoneInfo | None = None) -> str:
    """The text, and behind it what a person can type in."""
    said = advice(actions, zone)
    if not (text and said):
        return text or said
    return f"{text} {said}" if text.endswith("?") else f"{text}; {said}"


def error_text(error: BotError) -> str:
    """What went wrong, and what a person can type in about it."""
    return with_advice(str(error), error.actions)


def _said_of(action: Action, zone: ZoneInfo | None) -> str:
    said = f"`{command_line(action, zone)}` {purpose(action)}"
    return f"{said}, `--config PATH` names others" if action.name == "init" else said


def _arguments(action: Action) -> Iterator[str]:
    accounts = action.accounts if action.name in _OF_ACCOUNTS else ()
    named = [*map(str, action.deliveries), *accounts, *([action.target] if action.target else [])]
    if named:
        yield from map(shlex.quote, named)
    elif action.name in _TO_BE_NAMED:
        yield _TO_BE_NAMED[action.name]


def _options(action: Action, zone: ZoneInfo | None) -> Iterator[str]:
    for name in () if action.name in _OF_ACCOUNTS else action.accounts:
        yield f"--account {shlex.quote(name)}"
    if action.at:
        yield "--until" if action.name in _UNTIL else "--at"
        yield _by_the_clock(action.at, zone)
    if action.was_sent is not None:
        yield "--sent URL" if action.was_sent else "--not-sent"


def _by_the_clock(at: datetime, zone: ZoneInfo | None) -> str:
    clock = f"{at.astimezone(zone or UTC):%Y-%m-%dT%H:%M:%S}".removesuffix(":00")
    return clock if zone else f"{clock}Z"
