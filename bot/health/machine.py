"""Findings about the machine: its clock and its disk, the database and its backups, and the way to people. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.actions import Action
from bot.health.facts import Facts, MachineFacts
from bot.health.finding import Finding, Severity
from bot.health.words import spoken

CLOCK_OFF = timedelta(seconds=30)
"""X refuses signatures whose time is further from its own than a few minutes, and times of posts are wrong by then."""

DISK_LOW, DISK_FULL = 500 * 10**6, 50 * 10**6
"""Bytes. A database of this program grows by some megabytes a month; the log and others need the rest."""

DATABASE_LARGE = 2 * 10**9
"""Bytes."""

BACKUPS_MISSED = 2
"""A backup is late after so many of its intervals,"""
FIRST_BACKUP = timedelta(days=7)
"""and missing, where none was ever made, when the database is as old as this."""

FAILS_TWICE = 2
"""An alert that failed once may be taken a minute later: mail servers put strangers off like that (greylisting)."""


def findings(facts: Facts) -> Iterator[Finding]:
    """What is wrong with the machine."""
    machine = facts.machine
    if machine.clock_offset is not None and abs(machine.clock_offset) > CLOCK_OFF:
        direction = "ahead of" if machine.clock_offset > timedelta(0) else "behind"
        yield Finding(
            kind="clock-off",
            severity=Severity.PERSON,
            what=f"this machine's clock is {spoken(abs(machine.clock_offset))} {direction} the platforms'",
            follows="posts go out at other times than shown, and X refuses requests when it is off by minutes",
            remedy="let the machine set its clock by the network (`timedatectl set-ntp true` on Linux)",
        )
    yield from _disk(machine)
    yield from _backup(machine, facts.now)
    for alert in facts.undelivered:
        if alert.since and alert.attempts < FAILS_TWICE:
            continue
        yield Finding(
            kind="alert-undelivered",
            subject=alert.address,
            severity=Severity.PERSON,
            since=alert.since,
            what=f"an alert to {alert.address} cannot be delivered: {alert.fault}",
            follows="whoever reads that address is not told when something is wrong",
            remedy="see whether its server is well; else correct the address below [alerts] in bot.toml, or its secret "
            "in .env, and send a test",
            actions=(Action("alerts"),),
        )


def _disk(machine: MachineFacts) -> Iterator[Finding]:
    if machine.disk_free is not None and machine.disk_free < DISK_LOW:
        is_full = machine.disk_free < DISK_FULL
        yield Finding(
            kind="disk-full",
            severity=Severity.BROKEN if is_full else Severity.PERSON,
            what=f"the disk of the database has {machine.disk_free / 10**6:,.0f} MB left",
            follows="nothing can be recorded any more" if is_full else "when it is full nothing is posted any more",
            remedy="free some space",
        )
    if machine.database_size is not None and machine.database_size > DATABASE_LARGE:
        yield Finding(
            kind="database-large",
            severity=Severity.NOTE,
            what=f"the database has grown to {machine.database_size / 10**9:,.1f} GB",
            follows="it goes on to grow",
            remedy='let old articles be forgotten: write such as keep = "400d" at the top of bot.toml',
        )


def _backup(machine: MachineFacts, now: datetime) -> Iterator[Finding]:
    backup = () if machine.is_server else (Action("backup"),)
    since = machine.backup_at or machine.began_at
    if machine.backup_fault:
        what = f"the last backup could not be made: {machine.backup_fault}"
    elif since and machine.backup_every and now - since > BACKUPS_MISSED * machine.backup_every:
        what = "the last backup is older than it should be" if machine.backup_at else "no backup has been made so far"
    elif since and not machine.backup_every and not machine.backup_at and not machine.is_server:
        if now - since <= FIRST_BACKUP:
            return
        yield Finding(
            kind="backup-old",
            severity=Severity.NOTE,
            since=since,
            what="no backup of the database has been made so far",
            follows="if the disk fails, nobody knows any more what has been posted",
            remedy='write [backup] and below it every = "1d" into bot.toml, or make one by hand',
            actions=backup,
        )
        return
    else:
        return
    yield Finding(
        kind="backup-old",
        severity=Severity.PERSON,
        since=since,
        what=what,
        follows="if the disk fails, what happened since the last backup is lost",
        remedy="make one now, and see the log for why none was made",
        actions=backup,
    )
