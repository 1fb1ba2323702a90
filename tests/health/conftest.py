"""Facts of a newsroom where all is well, of which each test changes what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.health import Finding, health_of
from bot.health.facts import AccountFacts, Facts, FeedFacts, Worker

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

RUNNING = Worker(
    kind="run",
    version="1.0",
    settings="as on disk",
    started_at=NOW - DAY,
    beat_at=NOW,
    silent_for=timedelta(seconds=4),
)
ACCOUNT = AccountFacts(name="mtt", platform="X")
FEED = FeedFacts(name="News", asked_at=NOW - timedelta(minutes=1))
WELL = Facts(
    now=NOW,
    version="1.0",
    settings="as on disk",
    every=timedelta(minutes=2),
    workers=(RUNNING,),
    accounts=(ACCOUNT,),
    feeds=(FEED,),
)


def findings(**changed: Any) -> list[Finding]:
    """What is found where these facts are other than in a newsroom where all is well."""
    return list(health_of(replace(WELL, **changed)).findings)


def kinds(**changed: Any) -> list[str]:
    return [finding.key for finding in findings(**changed)]
