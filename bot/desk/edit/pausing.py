"""Pausing accounts, so that nothing is posted on them, and resuming them."""

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
    """The accounts after they were paused or resumed."""

    accounts: tuple[AccountState, ...]
    """Their new states."""
    undo: tuple[Action, ...]
    """The actions that undo it; empty if there is nothing to undo."""


def pause(desk: Desk, accounts: Sequence[Account], *, until: datetime | None = None) -> PauseResult:
    """Post nothing on these accounts until `until`, or until they are resumed. Raises StoreError."""
    before, now = _states(desk, accounts), desk.now()
    for account in accounts:
        desk.accounts.pause(account.name, until=until, now=now, by=desk.actor)
        desk.announce("account.paused", account=account.name, by="editor", **({"until": until} if until else {}))
    went_on = tuple(state.name for state in before if not state.pause_at(now))
    resume_them = (Action("resume", accounts=went_on),) if went_on else ()
    was_paused = (state for state in before if state.pause_at(now) and state.paused_until != until)
    as_before = (Action("pause", accounts=(state.name,), at=state.paused_until) for state in was_paused)
    return PauseResult(_states(desk, accounts), (*resume_them, *as_before))


def resume(desk: Desk, accounts: Sequence[Account]) -> PauseResult:
    """End whatever keeps these accounts from posting: a pause, a halt or a wait. Raises StoreError."""
    before, now = _states(desk, accounts), desk.now()
    for account in accounts:
        desk.accounts.resume(account.name, now=now, by=desk.actor)
        desk.announce("account.resumed", account=account.name, by="editor")
    return PauseResult(_states(desk, accounts), undo_actions(before, now=now))


def undo_actions(before: Sequence[AccountState], *, now: datetime) -> tuple[Action, ...]:
    """The actions that pause these accounts again; `before` are their states before they were resumed. Pure."""
    stopped = (state for state in before if state.halted or state.pause_at(now))
    return tuple(Action("pause", accounts=(state.name,), at=_end_of_pause(state)) for state in stopped)


def _end_of_pause(state: AccountState) -> datetime | None:
    """When the account goes on by itself; None if it does not."""
    return None if state.halted else state.paused_until


def _states(desk: Desk, accounts: Sequence[Account]) -> tuple[AccountState, ...]:
    return tuple(desk.accounts.state(account.name) for account in accounts)
