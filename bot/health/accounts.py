"""Findings about accounts: what keeps them from posting, now or soon. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from bot.actions import Action
from bot.health.facts import AccountFacts, Facts
from bot.health.finding import Finding, Severity
from bot.health.words import counted, spoken

NEAR_BUDGET = Decimal("0.8")
"""The share of its budget from which on an account is said to be near it."""

WAITS_LONG = timedelta(hours=1)
"""A post that its platform has kept waiting for so long needs a look."""

PAUSED_LONG = timedelta(days=1)
"""A pause without an end may have been forgotten after so long."""

ENDS_SOON = timedelta(days=14)
"""So long before a token or a consent ends, its owner is told."""


def findings(facts: Facts) -> Iterator[Finding]:
    """What keeps the accounts from posting, and what will."""
    for account in facts.accounts:
        yield from _held_back(account, facts.now)
        yield from _budget(account)
        yield from _credentials(account, facts.now)


def _held_back(account: AccountFacts, now: datetime) -> Iterator[Finding]:
    resume = (Action("resume", accounts=(account.name,)),)
    if account.halted:
        yield Finding(
            kind="account-halted",
            subject=account.name,
            severity=Severity.BROKEN,
            since=account.halted_at,
            what=f"{account.name} on {account.platform} is halted: {account.halted}",
            follows=f"nothing is posted there; {_waiting(account)}",
            remedy="do what it says, and let the account go on",
            actions=resume,
        )
    elif account.paused:
        is_forgotten = account.paused_until is None and account.paused_at and now - account.paused_at > PAUSED_LONG
        yield Finding(
            kind="account-paused",
            subject=account.name,
            severity=Severity.PERSON if is_forgotten and account.due else Severity.NOTE,
            since=account.paused_at,
            until=account.paused_until,
            what=f"{account.name} on {account.platform} is paused by an editor",
            follows=f"nothing is posted there; {_waiting(account)}",
            remedy="it goes on by itself then; let it go on before, if it may"
            if account.paused_until
            else "let it go on when it may, for it does not by itself",
            actions=resume,
        )
    elif account.waits_for and account.oldest_due_at and now - account.oldest_due_at > WAITS_LONG:
        yield Finding(
            kind="account-waits",
            subject=account.name,
            severity=Severity.PERSON,
            since=account.oldest_due_at,
            what=f"{account.platform} keeps {account.name} waiting: {account.waits_for}",
            follows=f"{_waiting(account)}; the bot tries again by itself",
            remedy="see whether the platform is well, and the account on it",
            actions=(Action("queue"),),
        )


def _waiting(account: AccountFacts) -> str:
    return f"{counted(account.due, 'post is', 'posts are')} due so far" if account.due else "no post is due so far"


def _budget(account: AccountFacts) -> Iterator[Finding]:
    if account.budget is None or account.halted:
        return
    spent = f"{account.spent:.2f} of {account.budget:.2f} US dollars"
    if account.spent + account.price > account.budget:
        yield Finding(
            kind="budget-reached",
            subject=account.name,
            severity=Severity.PERSON,
            what=f"{account.name} has spent its budget of the month: {spent}",
            follows=f"nothing more is posted there this month; what waits is skipped as old news; {_waiting(account)}",
            remedy=f"raise `budget` of {account.name} in bot.toml, or leave it",
        )
    elif account.spent >= NEAR_BUDGET * account.budget:
        left = int((account.budget - account.spent) / account.price) if account.price else 0
        yield Finding(
            kind="budget-near",
            subject=account.name,
            severity=Severity.NOTE,
            what=f"{account.name} has spent {spent} this month",
            follows=f"{counted(left, 'post is', 'posts are')} left before it stops until the next month",
            remedy=f"raise `budget` of {account.name} in bot.toml, or leave it",
        )


def _credentials(account: AccountFacts, now: datetime) -> Iterator[Finding]:
    credentials = account.credentials
    if credentials is None or account.halted:
        return
    renew = (Action("auth", accounts=(account.name,)),)
    if credentials.fault:
        yield Finding(
            kind="token-refused",
            subject=account.name,
            severity=Severity.BROKEN,
            since=credentials.checked_at,
            what=f"nothing can be posted with the token of {account.name} on {account.platform}: {credentials.fault}",
            follows="its posts are refused",
            remedy="do what it says, or get a new token",
            actions=renew,
        )
    if credentials.missing_rights:
        yield Finding(
            kind="rights-missing",
            subject=account.name,
            severity=Severity.BROKEN,
            since=credentials.checked_at,
            what=f"the token of {account.name} lacks rights on {account.platform}: "
            + ", ".join(credentials.missing_rights),
            follows="its posts are refused",
            remedy="get a new token with these rights",
            actions=renew,
        )
    for kind, ends_at, name in (
        ("token-ends", credentials.token_ends_at, "the token"),
        ("access-ends", credentials.access_ends_at, "the consent to use the data"),
    ):
        if ends_at is not None and ends_at - now <= ENDS_SOON:
            has_ended = ends_at <= now
            yield Finding(
                kind=kind,  # type: ignore[arg-type]  # one of two kinds
                subject=account.name,
                severity=Severity.BROKEN if has_ended else Severity.PERSON,
                since=ends_at if has_ended else None,
                what=f"{name} of {account.name} on {account.platform} "
                + ("has ended" if has_ended else f"ends in {spoken(ends_at - now)}"),
                follows="its posts are refused" if has_ended else "its posts will be refused then",
                remedy="get a new token",
                actions=renew,
            )
