"""Actions spelled as commands: what stands in messages such as "`bot approve 3` lets it go"."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.id_ranges import in_ranges
from bot.show.actions import purpose

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.actions import Action, ActionName
    from bot.errors import BotError

_PLACEHOLDERS: dict[ActionName, str] = {
    "init": "SITE",
    "preview": "FILE",
    "approve": "ID",
    "schedule": "ID",
    "hold": "ID",
    "edit": "ID",
    "undo": "ID",
    "skip": "ID",
    "retry": "ID",
    "resolve": "ID",
    "correct": "ID",
    "delete": "ID",
    "done": "ID",
    "post": "URL",
    "explain": "URL",
    "auth": "ACCOUNT",
    "alerts": "test",
}
"""What a person must add to the command, if the action does not say what it is done to."""

_ACCOUNT_ACTIONS: frozenset[ActionName] = frozenset({"pause", "resume", "auth"})
"""Actions that are done to accounts; for other actions, accounts only narrow the choice of deliveries."""

_ENDING_ACTIONS: frozenset[ActionName] = frozenset({"hold", "pause"})
"""Actions whose time is when they end (--until); for others it is when they begin (--at)."""

_WITH_SKIPPED: frozenset[ActionName] = frozenset({"retry", "hold"})
"""Actions that may be done to skipped posts, which are named one by one."""

_TIMED_ACTIONS: frozenset[ActionName] = frozenset({"schedule"})
"""Actions whose time is an argument; what has none is done now."""


def command_line(action: Action, zone: ZoneInfo | None = None) -> str:
    """The command for an action, quoted for a shell. Times are in `zone`, or in UTC if that is None."""
    return " ".join(("bot", action.name, *_arguments(action), *_options(action, zone)))


def advice(actions: Iterable[Action], zone: ZoneInfo | None = None) -> str:
    """Each command and what it does: "`bot approve 3` lets it go, `bot skip 3` drops it"."""
    return ", ".join(_advice_on(action, zone) for action in actions)


def with_advice(text: str, actions: Iterable[Action], zone: ZoneInfo | None = None) -> str:
    """The text, followed by the advice."""
    advice_text = advice(actions, zone)
    if not (text and advice_text):
        return text or advice_text
    return f"{text} {advice_text}" if text.endswith("?") else f"{text}; {advice_text}"


def error_text(error: BotError) -> str:
    """The message of an error, followed by the advice."""
    return with_advice(str(error), error.actions)


def _advice_on(action: Action, zone: ZoneInfo | None) -> str:
    command_advice = f"`{command_line(action, zone)}` {purpose(action)}"
    return f"{command_advice}, `--config PATH` names others" if action.name == "init" else command_advice


def _arguments(action: Action) -> Iterator[str]:
    accounts = action.accounts if action.name in _ACCOUNT_ACTIONS else ()
    targets = [
        *_ids(action),
        *(f"a{act}" for act in action.acts),
        *accounts,
        *([action.target] if action.target else []),
    ]
    if targets:
        yield from map(shlex.quote, targets)
    elif action.name in _PLACEHOLDERS:
        yield _PLACEHOLDERS[action.name]


def _ids(action: Action) -> list[str]:
    """The IDs, shortened to ranges where that names the same: skipped posts are not meant by a range."""
    if action.name in _WITH_SKIPPED:
        return list(map(str, action.deliveries))
    return in_ranges(action.deliveries)


def _options(action: Action, zone: ZoneInfo | None) -> Iterator[str]:
    for name in () if action.name in _ACCOUNT_ACTIONS else action.accounts:
        yield f"--account {shlex.quote(name)}"
    if action.at and action.name in _TIMED_ACTIONS:
        yield _clock_text(action.at, zone)
    elif action.at:
        yield "--until" if action.name in _ENDING_ACTIONS else "--at"
        yield _clock_text(action.at, zone)
    elif action.name in _TIMED_ACTIONS:
        yield "TIME"
    if action.probes:
        yield "--probe"
    if action.reverts:
        yield "--revert"
    if action.was_sent is not None:
        yield "--sent URL" if action.was_sent else "--not-sent"


def _clock_text(at: datetime, zone: ZoneInfo | None) -> str:
    """With its offset from UTC, so that it means the same wherever and whenever it is read."""
    local = at.astimezone(zone or UTC)
    text = local.isoformat(timespec="seconds" if local.second else "minutes")
    return text if zone else text.replace("+00:00", "Z")
