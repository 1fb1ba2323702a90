"""What the store keeps besides articles and deliveries. Pure. All times are aware UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

SourceKind = Literal["feed", "sitemap"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What is remembered of a source of a site, its feed or a news sitemap, between two polls."""

    site: str
    """The name of the site, as in bot.toml."""
    kind: SourceKind = "feed"
    address: str = ""
    """Of the sitemap, as bot.toml gives it, so that another one there is another source; "" for the feed."""
    version: int = 0
    """How many polls have been recorded; 0: none. A poll is recorded only where this is still as it was read."""
    url: str = ""
    """The site's address in bot.toml when `feed_url` was found."""
    feed_url: str = ""
    """What is asked."""
    moved_to: str = ""
    """The address to which its own has moved for good, as the last answer said, where that is not adopted; "" where it
    has not. It is followed, and never asked by itself."""
    moved_since: datetime | None = None
    """When an answer said so first; None where none does."""
    etag: str = ""
    last_modified: str = ""
    validators_url: str = ""
    """What gave the two, after redirects."""
    digest: str = ""
    """SHA-256 of the content that the last poll gave."""
    baseline_at: datetime | None = None
    """The first poll that was answered; None: there has been none."""
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    next_poll_at: datetime | None = None
    newest_article_at: datetime | None = None
    """When the newest article that its feed has shown was published."""
    redated_at: datetime | None = None
    """When its feed first gave an article that was known another date of its last change; None: it never has."""
    usual_gap: int | None = None
    """Seconds from one article to the next, as a rule; None: not known."""
    hub: str = ""
    """The WebSub hub that its feed names; "" where it names none."""
    topic: str = ""
    """The address of the feed as the hub knows it."""
    hint: int | None = None
    """Seconds between two polls that its feed asks for; None: it says nothing."""
    gone: bool = False
    """The site says that the feed will never come back: it is asked once a day, in case that is not so."""
    fault: str = ""
    """What went wrong at the last poll, with its remedy; "" where nothing did."""
    faults: int = 0
    """How many polls in a row went wrong."""
    fault_since: datetime | None = None
    """When the first of these was; None where there is none."""
    facts: SiteFacts = field(default_factory=lambda: SiteFacts())
    """What is remembered of the site itself, whichever of its sources is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """What is remembered of a site beside its sources. A poll that is recorded changes none of it."""

    recurring: frozenset[str] = frozenset()
    """Lines that stand in most of the site's articles, and are not news."""
    recurring_at: datetime | None = None
    """When they were last looked for."""
    away_since: datetime | None = None
    """From then until `away_until` this database was not in use. Articles may have been posted meanwhile, by hand or
    by the database of which this is a backup."""
    away_until: datetime | None = None
    follow_at: datetime | None = None
    """When its REST API is asked next what has become of its articles; None: as soon as there is one to follow."""
    has_no_api: bool = False
    """It answered so when it was last asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountState:
    """What holds an account back."""

    name: str
    halted: str = ""
    """The remedy, in one sentence; "" while the account goes on."""
    halted_at: datetime | None = None
    paused: bool = False
    paused_at: datetime | None = None
    paused_until: datetime | None = None
    """None while paused: until `bot resume`."""
    waits_until: datetime | None = None
    waits_for: str = ""
    over_budget: bool = False
    """The next post would pass the budget, and the editor has been told so."""

    def pause_at(self, now: datetime) -> bool:
        """True while an editor's pause is in force."""
        return self.paused and (self.paused_until is None or self.paused_until > now)


@dataclass(frozen=True, slots=True)
class Activity:
    """What an account has done, as far as its pace depends on it; a call whose outcome is unknown counts."""

    last_at: datetime | None
    sent_today: int
    spent_this_month: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingState:
    """What is remembered of a finding of `bot.health`, and of whether somebody was told of it."""

    key: str
    """What tells it from others: its kind and its subject."""
    severity: str
    """As it is; from when somebody was told of it, the worst that was told."""
    what: str
    """What was the case when it was last judged."""
    began_at: datetime
    """When it was first judged so."""
    ended_at: datetime | None = None
    """None while it lasts."""
    told_at: datetime | None = None
    """When a message last told of it; None: never."""
    times_told: int = 0
    newest: int = 0
    """Of what it gathers, such as held posts, the number of the newest that was told; 0 where it gathers nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertText:
    """What a message to people says."""

    subject: str
    """One line."""
    body: str
    """Plain text."""
    findings: tuple[dict[str, Any], ...] = ()
    """What it tells, as JSON values for programs to read."""
