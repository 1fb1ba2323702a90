"""One thing that is not as it should be, and all of them together. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.actions import Action

Kind = Literal[
    # The program itself
    "not-running",
    "was-away",
    "no-polls",
    "other-version",
    "other-settings",
    "settings-faulty",
    "secrets-missing",
    # Accounts
    "account-halted",
    "account-paused",
    "account-waits",
    "budget-reached",
    "budget-near",
    "token-refused",
    "token-ends",
    "access-ends",
    "rights-missing",
    "account-removed",
    # Posts
    "posts-held",
    "posts-unsure",
    "posts-failed",
    "posts-stuck",
    "posts-outdated",
    "posts-changed",
    "posts-not-changed",
    "posts-expired",
    "articles-unexplained",
    # Sites
    "site-failing",
    "site-gone",
    "site-moved",
    "site-silent",
    # The machine
    "clock-off",
    "disk-full",
    "database-large",
    "backup-old",
    "alert-undelivered",
]
"""Every kind of finding. docs/reliability.md lists when each is found."""


class Severity(StrEnum):
    """How bad a finding is."""

    BROKEN = "broken"
    """Posts do not go out, or articles are not found, until somebody acts."""
    PERSON = "needs a person"
    """The rest goes on, and something waits for a person."""
    NOTE = "worth knowing"
    """Nothing has to be done now."""


ORDER = tuple(Severity)
"""The worst first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a person has to do, or should know of."""

    kind: Kind
    subject: str = ""
    """What it is about: the name of a site or an account; "" for the program or the machine."""
    severity: Severity
    since: datetime | None = None
    """Aware UTC; None where nobody knows."""
    until: datetime | None = None
    """Aware UTC: when it ends by itself; None where it does not, or nobody knows."""
    what: str
    """What is the case, in one sentence without a full stop."""
    follows: str
    """What it means for the posts if nobody acts, in one such sentence."""
    remedy: str
    """What to do, in words that are true wherever they are read."""
    actions: tuple[Action, ...] = ()
    """The same as far as this program can do it; the first one helps best."""
    newest: int = 0
    """Of what it gathers, such as held posts, the ID of the newest; 0 where it gathers nothing."""

    @property
    def key(self) -> str:
        """Tells findings apart: one of the same key later is the same finding, still or again."""
        return f"{self.kind} {self.subject}".rstrip()


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is doing."""

    at: datetime
    """Aware UTC."""
    findings: tuple[Finding, ...]
    """The worst first, and of equal ones the oldest."""

    @property
    def worst(self) -> Severity | None:
        """None where nothing is found."""
        return self.findings[0].severity if self.findings else None

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of that severity."""
        return tuple(finding for finding in self.findings if finding.severity is severity)
