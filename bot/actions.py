"""What a person can do, as data: the command line, a page and an alert each spell it in their own way. Pure."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import Literal

ActionName = Literal[
    "demo",
    "init",
    "check",
    "preview",
    "once",
    "run",
    "queue",
    "approve",
    "schedule",
    "hold",
    "edit",
    "skip",
    "retry",
    "resolve",
    "correct",
    "delete",
    "done",
    "post",
    "undo",
    "history",
    "explain",
    "audit",
    "status",
    "pause",
    "resume",
    "auth",
    "doctor",
    "backup",
    "alerts",
]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a person can do. What is left out is for the person to name."""

    name: ActionName
    _: KW_ONLY
    deliveries: tuple[int, ...] = ()
    """The IDs of those that it is done to."""
    accounts: tuple[str, ...] = ()
    """The names of those that it is done to."""
    acts: tuple[int, ...] = ()
    """The IDs of those that are undone."""
    target: str = ""
    """An address, "latest", or whatever else it is about."""
    at: datetime | None = None
    """Aware: before then nothing goes out that is approved, scheduled, retried, posted, held or paused."""
    reverts: bool = False
    """Of edit: the editor's text is dropped, and the bot writes the post again."""
    probes: bool = False
    """Of doctor: what an account can do is tried."""
    was_sent: bool | None = None
    """Of resolve: whether the post is on the platform."""
