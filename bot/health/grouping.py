"""Findings of one kind as a single one, so that a hundred sites that fail are one line. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from bot.actions import Action
from bot.health.finding import Finding
from bot.health.words import listed

MANY = 4
"""From so many findings of one kind and severity on, they are told as one."""

_IDS = 20
"""So many IDs stand in one command."""

_PLURALS: dict[str, str] = {
    "account-halted": "accounts are halted",
    "account-paused": "accounts are paused",
    "account-waits": "accounts are kept waiting by their platforms",
    "budget-reached": "accounts have spent their budgets of the month",
    "budget-near": "accounts have spent most of their budgets of the month",
    "token-refused": "accounts have tokens that are refused",
    "token-ends": "accounts have tokens that end, or have ended",
    "access-ends": "accounts have consents that end, or have ended",
    "rights-missing": "accounts have tokens that lack rights",
    "account-removed": "accounts have posts that wait, and stand in bot.toml no longer",
    "posts-held": "accounts have posts held for an editor",
    "posts-unsure": "accounts have posts of which nobody knows whether they went out",
    "posts-failed": "accounts have posts that could not be posted",
    "posts-stuck": "accounts have posts that could have gone out, and did not",
    "posts-outdated": "accounts have posts over whose text the article has changed",
    "posts-changed": "accounts have posts whose article was changed or withdrawn since",
    "posts-not-changed": "accounts have posts that their platforms would not change or delete",
    "posts-expired": "accounts have posts that were skipped, because their time was over before they could go out",
    "site-failing": "sites cannot be read",
    "site-gone": "sites say that their feeds are gone for good",
    "site-moved": "sites send whoever asks for their feeds elsewhere",
    "site-silent": "sites have published nothing for longer than usual",
    "alert-undelivered": "addresses do not take alerts",
    "was-away": "times nothing ran",
}
"""What is said of several findings, after their number; of kinds that are about sites, accounts or other subjects."""


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in their order, those of one kind and severity as one where they are many."""
    by_kind: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        by_kind.setdefault((finding.kind, finding.severity), []).append(finding)
    return list(chain.from_iterable(map(_together, by_kind.values())))


def spoken_together(kind: str, subjects: Sequence[str]) -> str:
    """What is said of many findings of one kind: "97 sites cannot be read: a, b, c and 94 more"."""
    return f"{len(subjects):,} {_PLURALS.get(kind, 'things are the case')}: {listed(subjects)}"


def _together(findings: list[Finding]) -> list[Finding]:
    if len(findings) < MANY:
        return findings
    first = findings[0]
    return [
        Finding(
            kind=first.kind,
            severity=first.severity,
            since=min((finding.since for finding in findings if finding.since), default=None),
            what=spoken_together(first.kind, [finding.subject for finding in findings]),
            follows=f"of each: {_shared([finding.follows for finding in findings])}",
            remedy=_shared([finding.remedy for finding in findings]),
            actions=_merged([finding.actions[0] for finding in findings if finding.actions]),
        )
    ]


def _shared(sentences: Sequence[str]) -> str:
    """What all of them say: the whole, or the part before the first semicolon; else the first, as an example."""
    beginnings = [sentence.partition(";")[0] for sentence in sentences]
    for shared in (sentences, beginnings):
        if len(set(shared)) == 1:
            return shared[0]
    return f"{sentences[0]}, and alike for the others"


def _merged(actions: Sequence[Action]) -> tuple[Action, ...]:
    """The same action for all of them at once."""
    names = {action.name for action in actions}
    if len(names) != 1:
        return ()
    accounts = dict.fromkeys(chain.from_iterable(action.accounts for action in actions))
    deliveries = dict.fromkeys(chain.from_iterable(action.deliveries for action in actions))
    was_sent = actions[0].was_sent
    return (Action(names.pop(), accounts=tuple(accounts), deliveries=tuple(deliveries)[:_IDS], was_sent=was_sent),)
