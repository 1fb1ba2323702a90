"""Gets an account's keys together with a person, writes them into .env, and shows what they are good for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.actions import Action
from bot.desk import Desk
from bot.desk.upkeep import record_of
from bot.errors import AccountHalted, RetryLater
from bot.settings import Account

if TYPE_CHECKING:
    from bot.platforms.spec import Dialogue, Examination


@dataclass(frozen=True, slots=True)
class Authorisation:
    """What has become of new keys, which are in .env now."""

    examination: Examination | None
    """What the platform says of them; None where it could not be asked."""
    unproven: str = ""
    """Why the older keys are still in .env, as comments; "" where the new ones are proven, or there were none."""
    actions: tuple[Action, ...] = ()
    """What is to be done next."""


def authorise(desk: Desk, account: Account, dialogue: Dialogue, *, anew: bool = False) -> Authorisation:
    """Lead a person through it. Where the platform refuses the new keys, the older ones are put back.

    Args:
        anew: Ask for the app's keys too, whether they are known or not.

    Raises AccountHalted where the platform refuses what was entered, or the new keys; RetryLater where it cannot be
    reached before there are any; SettingsError where .env cannot be written; StoreError.
    """
    values = desk.keys.authorise(account, dialogue, anew=anew)
    desk.keys.write(account, values)
    try:
        examination = desk.keys.examine(account)
    except AccountHalted as exc:
        was_there = desk.keys.take_back(account)
        result = "the older ones are in .env again" if was_there else "they are in .env all the same"
        raise AccountHalted(f"The new keys are not accepted, and {result}. {exc}") from exc
    except RetryLater as exc:
        return Authorisation(None, str(exc), (Action("doctor"),))
    unproven = "" if examination.can_post else "nothing can be posted with the new ones so far"
    if not unproven:
        desk.keys.prove(account)
    desk.credentials.save(record_of(account.name, desk.keys.mark(account), examination, desk.now()))
    return Authorisation(examination, unproven, _next(desk, account, examination))


def _next(desk: Desk, account: Account, examination: Examination) -> tuple[Action, ...]:
    if not examination.can_post:
        return (Action("auth", accounts=(account.name,)),)
    is_halted = bool(desk.accounts.state(account.name).halted)
    return (Action("resume", accounts=(account.name,)),) if is_halted else ()
