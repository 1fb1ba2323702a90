"""Braking: an editor stops accounts, and lets them go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.actions import Action
from bot.desk import Desk
from bot.outbox.rules.states import AccountState
from bot.settings import Account


@dataclass(frozen=True, slots=True)
class PauseResult:
    """What stopping accounts, or letting them go on, has come to."""

    accounts: tuple[AccountState, ...]
    """As they are now."""
    undo: tuple[Action, ...]
    """What leads back; empty where nothing but a wait had stopped them."""


def pause(desk: Desk, accounts: Sequence[Account], *, until: datetime | None = None) -> PauseResult:
    """Post nothing on these accounts, until they are resumed or until that time. Raises StoreError."""
    for account in accounts:
        desk.accounts.pause(account.name, until=until)
        desk.announce("account.paused", account=account.name, by="editor", **({"until": until} if until else {}))
    resume_them = Action("resume", accounts=tuple(account.name for account in accounts))
    return PauseResult(_states(desk, accounts), (resume_them,))


def resume(desk: Desk, accounts: Sequence[Account]) -> PauseResult:
    """Let these accounts go on: whatever paused them, halted them or made them wait is over. Raises StoreError."""
    before = _states(desk, accounts)
    for account in accounts:
        desk.accounts.resume(account.name)
        desk.announce("account.resumed", account=account.name, by="editor")
    return PauseResult(_states(desk, accounts), undo_actions(before, now=desk.now()))


def undo_actions(before: Sequence[AccountState], *, now: datetime) -> tuple[Action, ...]:
    """What stops these accounts again, which are as they were before they went on. Pure."""
    stopped = (state for state in before if state.halted or state.pause_at(now))
    return tuple(Action("pause", accounts=(state.name,), at=_end_of_pause(state)) for state in stopped)


def _end_of_pause(state: AccountState) -> datetime | None:
    """None where it does not go on by itself."""
    return None if state.halted else state.paused_until


def _states(desk: Desk, accounts: Sequence[Account]) -> tuple[AccountState, ...]:
    return tuple(desk.accounts.state(account.name) for account in accounts)
