"""What has to be known to judge how the bot is doing. Pure: plain values, whoever has read them.

All times are aware UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A process that asks the sites and posts: `bot run` or `bot once`."""

    kind: Literal["run", "once"]
    version: str
    """The version of the program that it runs."""
    settings: str
    """The fingerprint of the settings with which it works; see `bot.settings.fingerprint`."""
    started_at: datetime
    beat_at: datetime
    """When it last told that it lives."""
    silent_for: timedelta
    """How long ago that was, by the database's clock."""
    ended_at: datetime | None = None
    """When it ended as it was asked to; None while it lives, or where it was killed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What a platform has said of an account's token when it was last asked."""

    checked_at: datetime
    token_ends_at: datetime | None = None
    """None: it does not end, or the platform does not say."""
    access_ends_at: datetime | None = None
    """When the person who gave consent has to give it again; None: never, or not known."""
    missing_rights: tuple[str, ...] = ()
    """Names of rights that the token lacks, as the platform calls them."""
    fault: str = ""
    """Why nothing can be posted with the token, and what to do; "" where something can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFacts:
    """An account in the settings."""

    name: str
    platform: str
    """As people call it: "X"."""
    halted: str = ""
    """What the platform said and what to do; "" while it goes on."""
    halted_at: datetime | None = None
    paused: bool = False
    paused_until: datetime | None = None
    """None while it is paused: until somebody resumes it."""
    paused_at: datetime | None = None
    waits_for: str = ""
    """Why its platform lets it wait; "" where it does not."""
    due: int = 0
    """How many of its posts are due and have not gone out."""
    oldest_due_at: datetime | None = None
    """When the first of them was due."""
    is_free: bool = False
    """It could have posted for at least half an hour, by its pace, its budget and its platform."""
    spent: Decimal = Decimal(0)
    """US dollars in this calendar month."""
    budget: Decimal | None = None
    """US dollars for one calendar month; None: as much as it takes."""
    price: Decimal = Decimal(0)
    """US dollars for one post."""
    credentials: Credentials | None = None
    """None where its platform was never asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPosts:
    """Posts of one account that wait for a person."""

    account: str
    status: Literal["held", "unsure", "failed", "outdated", "changed", "unchanged", "expired"]
    """`unsure`: no look at the timeline is left. `outdated`: they wait with an editor's text, and the article has
    changed since that was written. `changed`: sent, and the article was changed or withdrawn since. `unchanged`: sent,
    and the platform has refused to delete it, or to change it.
    `expired`: skipped, because its time was over before it could go out."""
    deliveries: tuple[int, ...]
    """Their IDs, the oldest first; not empty."""
    since: datetime
    """Since when the first of them waits."""
    title: str
    """The headline of the first."""
    reason: str = ""
    """Why the first waits."""
    is_known_account: bool = True
    """False where bot.toml has no account of that name any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFacts:
    """A site in the settings, as its feed or its sitemap was last asked."""

    name: str
    asked_at: datetime | None = None
    fault: str = ""
    """What went wrong when it was last asked, with its remedy; "" where nothing did."""
    faults: int = 0
    """In a row."""
    fault_since: datetime | None = None
    """When the first of these was."""
    is_gone: bool = False
    """It says that its feed is gone for good."""
    moved_to: str = ""
    """The address on another domain to which it sends whoever asks; "" where it sends nobody away."""
    moved_at: datetime | None = None
    silent_since: datetime | None = None
    """When its newest article was published, where it has published nothing since, against its habit; else None."""
    usual_gap: timedelta | None = None
    """From one article to the next, as a rule; None: not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineFacts:
    """The machine, and the database."""

    disk_free: int | None = None
    """Bytes on the disk of the database; None where a server keeps it, or nobody can tell."""
    database_size: int | None = None
    """Bytes."""
    began_at: datetime | None = None
    """When the first article was seen; None: there is none."""
    backup_at: datetime | None = None
    """When the last backup was made by this program; None: never."""
    backup_every: timedelta | None = None
    """How often one is made, by the settings; None: only when somebody asks for it."""
    backup_fault: str = ""
    """Why the last one could not be made; "" where it could."""
    is_server: bool = False
    """Whether a database server keeps the data, so that its own tools make the backups."""
    clock_offset: timedelta | None = None
    """How far this machine's clock is ahead of the platforms'; None: not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndeliveredAlert:
    """An alert that an address has not taken so far."""

    address: str
    """As it may be shown: with names, or "…", in the places of secrets."""
    fault: str
    since: datetime | None = None
    """When it was to be sent first; None where none waits, and the address cannot be used."""
    attempts: int = 0
    """How often it was tried to send what waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A time in which no process asked the sites and posted, though one had done so before and one did afterwards."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that the judgement rests on."""

    now: datetime
    version: str
    """Of the program that is installed."""
    settings: str
    """The fingerprint of the settings on the disk."""
    settings_changed_at: datetime | None = None
    """When a file of the settings was last changed; None: not known."""
    settings_fault: str = ""
    """Why the bot that runs could not take the settings on the disk; "" where it could."""
    missing_secrets: tuple[str, ...] = ()
    """What is wrong with .env, one sentence each."""
    every: timedelta
    """How often a site is asked."""
    workers: tuple[Worker, ...] = ()
    """The latest first."""
    accounts: tuple[AccountFacts, ...] = ()
    posts: tuple[WaitingPosts, ...] = ()
    feeds: tuple[FeedFacts, ...] = ()
    unexplained: tuple[str, ...] = ()
    """Headlines of new articles that have neither a post nor a reason why not."""
    unexplained_since: datetime | None = None
    machine: MachineFacts = field(default_factory=MachineFacts)
    away: Away | None = None
    """The last time that nothing ran; None where that is not known."""
    undelivered: tuple[UndeliveredAlert, ...] = ()
    """By address, in the order of bot.toml."""
