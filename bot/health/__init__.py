"""HEALTH: what is wrong, since when, what follows if nobody acts, and what to do. Pure.

`facts.py` says what has to be known, `health_of` judges it. Whatever shows how the bot is doing (`bot status`, alerts,
the health endpoint) shows that one judgement.

    facts (bot.desk.report.health reads them) ──▶ health_of ──▶ Health: findings, the worst first
"""

from __future__ import annotations

from bot.health.finding import Finding, Health, Kind, Severity
from bot.health.judge import health_of

__all__ = ("Finding", "Health", "Kind", "Severity", "health_of")
