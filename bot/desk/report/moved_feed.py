"""Where a site's feed has moved to. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.outbox.rules.states import SourceState


@dataclass(frozen=True, slots=True)
class MovedFeed:
    """A site's feed that has moved for good to another address, as its answers say: it is followed there each time."""

    to: str
    """The new address, printable."""
    since: datetime
    """When an answer said so first."""


def moved_feed(state: SourceState) -> MovedFeed | None:
    """Where the source has moved to, if that is not where it is asked; else None."""
    return MovedFeed(state.moved_to, state.moved_since) if state.moved_to and state.moved_since else None
