"""Judges how the bot is doing, by what is known. Pure."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.health import accounts, machine, posts, program, sites
from bot.health.facts import Facts
from bot.health.finding import ORDER, Finding, Health

_LATER = datetime.max.replace(tzinfo=UTC)


def health_of(facts: Facts) -> Health:
    """All findings that follow from the facts, the worst first, and of equal ones the oldest."""
    findings = [
        *program.findings(facts),
        *accounts.findings(facts),
        *posts.findings(facts),
        *sites.findings(facts),
        *machine.findings(facts),
    ]
    return Health(facts.now, tuple(sorted(findings, key=_rank)))


def _rank(finding: Finding) -> tuple[int, datetime, str]:
    return ORDER.index(finding.severity), finding.since or _LATER, finding.key
