"""Tells the others that this process asks the sites and posts, so that they notice when nobody does."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from typing import Literal

from bot import __version__
from bot.actions import Action
from bot.desk import Desk
from bot.errors import StoreError
from bot.health.facts import Worker
from bot.health.program import away_before, working
from bot.settings.fingerprint import fingerprint


def why_not_as_shown(desk: Desk, *, times: bool) -> tuple[str, tuple[Action, ...]]:
    """Why posts may go out otherwise than the desk foresees, and what helps; "" where they should not.

    `times`: when posts go out is shown too, and not only their text. Raises StoreError.
    """
    worker = working([Worker(**asdict(process)) for process in desk.processes.workers()])
    if worker is None:
        if not times:
            return "", ()
        return "no bot runs now, and nothing goes out before one does", (Action("run"), Action("once"))
    if worker.kind == "run" and worker.settings != fingerprint(desk.settings):
        return (
            "the bot that runs has not taken the settings and templates that are on the disk now, so it may send other "
            "texts at other times; it takes them within seconds",
            (Action("status"),),
        )
    return "", ()


def begin_work(desk: Desk, kind: Literal["run", "once"]) -> None:
    """To be called before the first site is asked. Raises StoreError."""
    note_fault(desk, "")
    workers = [Worker(**asdict(process)) for process in desk.processes.workers()]
    away = away_before(workers, desk.now())
    if away:
        desk.notes.write("away", away.since.isoformat(), now=away.until)
    desk.processes.begin(desk.me, kind=kind, version=__version__, settings=fingerprint(desk.settings))


def note_fault(desk: Desk, fault: str) -> None:
    """Remember why the settings on the disk cannot be used, for whoever asks how the bot is doing; "": they can."""
    with suppress(StoreError):  # it stands in the log too
        desk.notes.write("settings-fault", fault, now=desk.now())


def end_work(desk: Desk) -> None:
    """To be called when the process ends as it was asked to. Where the database fails, it looks like one that died."""
    with suppress(StoreError):
        desk.processes.end(desk.me)
