"""Posts of accounts that bot.toml no longer has."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions import Action
from bot.desk import Desk
from bot.outbox.rules.delivery import OPEN


@dataclass(frozen=True, slots=True)
class Stranded:
    """Deliveries that wait for an account that bot.toml no longer has, and so would wait for ever."""

    account: str
    deliveries: tuple[int, ...]
    """Their IDs."""

    @property
    def remedy(self) -> str:
        """What the problem is, and what to change in bot.toml, in words."""
        number = len(self.deliveries)
        return (
            f"{number} post{'s wait' if number > 1 else ' waits'} for the account {self.account}, which bot.toml no "
            "longer has: name it again"
        )

    @property
    def actions(self) -> tuple[Action, ...]:
        """What can be done instead."""
        return (Action("skip", deliveries=self.deliveries),)


def stranded(desk: Desk) -> tuple[Stranded, ...]:
    """The deliveries of accounts that bot.toml no longer has."""
    account_names = {account.name for account in desk.settings.accounts}
    ids_by_account: dict[str, list[int]] = {}
    for delivery in desk.outbox.listed(OPEN):
        if delivery.account not in account_names:
            ids_by_account.setdefault(delivery.account, []).append(delivery.id)
    return tuple(Stranded(name, tuple(sorted(ids))) for name, ids in sorted(ids_by_account.items()))
