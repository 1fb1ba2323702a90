"""Pace: when an account may post, by its state, what it has done and what bot.toml says."""

from __future__ import annotations

from datetime import datetime

from bot.desk import Desk
from bot.outbox.rules.pacing import Slot, day_start, month_start, slot_for
from bot.platforms import PLATFORMS
from bot.settings import Account

LANES = (True, False)
"""Breaking news first, and then the rest."""

LOOKED_THROUGH = 500
"""Due deliveries of one lane that are read at once: more than sites that cannot be asked will have waiting."""


def slot_of(desk: Desk, account: Account, now: datetime, *, breaking: bool = False) -> Slot:
    """When the account may post in that lane, and what holds it back until then."""
    zone = desk.settings.timezone
    return slot_for(
        account.pace,
        desk.accounts.state(account.name),
        desk.accounts.activity(account.name, day_began=day_start(now, zone), month_began=month_start(now, zone)),
        now=now,
        timezone=zone,
        # Every post has its link.
        price=PLATFORMS[account.platform].limits.price_with_url,
        breaking=breaking,
    )
