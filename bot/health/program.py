"""Findings about the program: whether it runs, and with which version and settings. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from bot.actions import Action
from bot.health.facts import Away, Facts, Worker
from bot.health.finding import Finding, Severity
from bot.health.words import counted, spoken

BEATS_WITHIN = timedelta(minutes=1)
"""A running process tells every few seconds that it lives; see `bot.outbox.store.processes`."""

ROUNDS_MISSED = 3
"""Where `bot once` is started by a clock, such as cron, so many times the usual pause are too long,"""
SHORTEST_ROUNDS = timedelta(minutes=15)
"""and at least this long."""
UNKNOWN_ROUNDS = timedelta(days=1)
"""And so long, where it has not been started often enough to have a usual pause."""
_FEWEST_ROUNDS = 3

POLLS_MISSED = 3
"""The bot is alive and asks nobody, if no site was asked for so many times `watch.every`,"""
SHORTEST_SILENCE = timedelta(minutes=15)
"""and for at least this long."""

AWAY_LONG = timedelta(minutes=15)
"""A restart, or a new version, takes less. That nothing ran for longer is told when something runs again,"""
AWAY_TOLD_FOR = timedelta(days=1)
"""and shown for so long."""

TAKEN_WITHIN = timedelta(minutes=2)
"""A bot that runs takes changed settings within seconds; after so long it has not."""


def findings(facts: Facts) -> Iterator[Finding]:
    """What is wrong with the program itself."""
    if facts.missing_secrets:
        yield _missing_secrets(facts.missing_secrets)
    worker = working(facts.workers)
    if worker is None:
        yield _not_running(facts)
        return
    yield from _was_away(facts)
    yield from _no_polls(facts, worker)
    if worker.kind == "run" and worker.version != facts.version:
        yield Finding(
            kind="other-version",
            severity=Severity.PERSON,
            since=worker.started_at,
            what=f"the bot that runs is version {worker.version}, and version {facts.version} is installed",
            follows="what the new version mends is not mended yet",
            remedy="restart the bot",
        )
    yield from _settings(facts, worker)


def working(workers: Sequence[Worker]) -> Worker | None:
    """The process that asks the sites and posts now; None where there is none.

    That is the latest `bot run` that lives. Where only `bot once` is used, it is the latest of these, as long as its
    next turn is not overdue by the pauses between the earlier ones.
    """
    running = next((worker for worker in workers if worker.kind == "run" and _lives(worker)), None)
    if running is not None:
        return running
    rounds = [worker for worker in workers if worker.kind == "once"]
    was_run_last = any(worker.kind == "run" for worker in workers[:1])
    return rounds[0] if rounds and not was_run_last and rounds[0].silent_for <= _longest_pause(rounds) else None


def _lives(worker: Worker) -> bool:
    return worker.ended_at is None and worker.silent_for <= BEATS_WITHIN


def _longest_pause(rounds: Sequence[Worker]) -> timedelta:
    if len(rounds) < _FEWEST_ROUNDS:
        return UNKNOWN_ROUNDS
    pauses = [(later.started_at - earlier.started_at).total_seconds() for later, earlier in pairwise(rounds)]
    return max(ROUNDS_MISSED * timedelta(seconds=median(pauses)), SHORTEST_ROUNDS)


def _not_running(facts: Facts) -> Finding:
    last = facts.workers[0] if facts.workers else None
    if last is None:
        what = "the bot has never run with this database"
    elif last.kind == "once":
        what = "the sites have not been asked for longer than usual: nothing has started the next round"
    elif last.ended_at:
        what = "the bot does not run: it was stopped"
    else:
        what = "the bot does not run: it ended without being asked to"
    return Finding(
        kind="not-running",
        severity=Severity.BROKEN,
        since=(last.ended_at or last.beat_at) if last else None,
        what=what,
        follows="no site is asked and nothing is posted; what is older than `watch.max_age` by then is never posted",
        remedy="start it, as a service if it is to go on by itself" + ("; its log says why it ended" if last else ""),
        actions=(Action("run"),),
    )


def away_before(workers: Sequence[Worker], now: datetime) -> Away | None:
    """For how long nothing has run, where a process begins to work at `now`; None where that is not worth telling.

    `workers` are those before it, the latest first.
    """
    if not workers or working(workers) is not None or workers[0].silent_for <= AWAY_LONG:
        return None
    last = workers[0]
    return Away(since=last.ended_at or last.beat_at, until=now)


def _was_away(facts: Facts) -> Iterator[Finding]:
    away = facts.away
    if away and facts.now - away.until < AWAY_TOLD_FOR:
        yield Finding(
            kind="was-away",
            subject=f"{away.since:%Y-%m-%dT%H:%M:%SZ}",
            severity=Severity.NOTE,
            since=away.since,
            what=f"the bot runs again; nothing ran for {spoken(away.until - away.since)} before",
            follows="what was published meanwhile is posted now, unless it is older than `watch.max_age` or has left "
            "its feed",
            remedy="see whether anything was missed",
            actions=(Action("audit"),),
        )


def _no_polls(facts: Facts, worker: Worker) -> Iterator[Finding]:
    asked_at: datetime = max((feed.asked_at for feed in facts.feeds if feed.asked_at), default=worker.started_at)
    asked_at = max(asked_at, worker.started_at)
    if worker.kind == "run" and facts.now - asked_at > max(POLLS_MISSED * facts.every, SHORTEST_SILENCE):
        yield Finding(
            kind="no-polls",
            severity=Severity.BROKEN,
            since=asked_at,
            what=f"the bot runs, and has asked no site for {spoken(facts.now - asked_at)}",
            follows="new articles are not found",
            remedy="restart the bot, and see its log for what it was doing",
        )


def _settings(facts: Facts, worker: Worker) -> Iterator[Finding]:
    if facts.settings_fault:
        yield Finding(
            kind="settings-faulty",
            severity=Severity.PERSON,
            since=facts.settings_changed_at,
            what=f"the settings were changed, and cannot be used: {facts.settings_fault}",
            follows="the bot goes on with those of before",
            remedy="correct the file; the bot takes it by itself then",
            actions=(Action("check"),),
        )
        return
    changed_at = facts.settings_changed_at
    is_settled = changed_at is None or facts.now - changed_at > TAKEN_WITHIN
    if worker.kind == "run" and worker.settings != facts.settings and is_settled:
        yield Finding(
            kind="other-settings",
            severity=Severity.PERSON,
            since=changed_at,
            what="the bot that runs works with other settings than those on the disk",
            follows="what preview and queue show is not what it sends",
            remedy="restart the bot, or start it with the same bot.toml",
        )


def _missing_secrets(faults: tuple[str, ...]) -> Finding:
    return Finding(
        kind="secrets-missing",
        severity=Severity.BROKEN,
        what=f"{counted(len(faults), 'secret is', 'secrets are')} missing or cannot be right: {faults[0]}",
        follows="the bot cannot start, or cannot post on that account",
        remedy="write them into .env",
        actions=(Action("check"),),
    )
