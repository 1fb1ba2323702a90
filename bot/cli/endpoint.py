"""What `bot run` answers at `health.listen`: /healthz and /metrics."""

from __future__ import annotations

import os
import threading
import time
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from bot.cli.spelling import command_line
from bot.errors import StoreError
from bot.monitoring.counts import EventCounts
from bot.monitoring.server import Answer, HealthServer
from bot.show import as_json as documents

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.health import Health
    from bot.health.facts import Facts

JUDGED_EVERY_SECONDS = 15.0
"""Who asks more often gets the same judgement again, so that scraping costs next to nothing."""


def health_endpoint(desk: Desk, counts: EventCounts) -> AbstractContextManager[object]:
    """While it is entered, monitoring can ask how the bot is doing, where bot.toml says at which address."""
    listen = desk.settings.health.listen
    if listen is None:
        return nullcontext()
    judgement = _Judgement(desk)
    return HealthServer(
        *listen, {"/healthz": lambda: _healthz(judgement), "/metrics": lambda: _metrics(judgement, counts)}
    )


class _Judgement:
    """How the bot is doing, judged again when somebody asks and it is some seconds old."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._judged: tuple[Facts, Health] | None = None
        self._judged_at = 0.0

    def latest(self) -> tuple[Facts, Health]:
        """Raises StoreError."""
        from bot.desk.report.health import judgement_of
        from bot.settings import missing_secrets

        with self._lock:
            if self._judged is None or time.monotonic() - self._judged_at > JUDGED_EVERY_SECONDS:
                missing = missing_secrets(self._desk.settings, os.environ)
                self._judged, self._judged_at = judgement_of(self._desk, missing_secrets=missing), time.monotonic()
            return self._judged


def _healthz(judgement: _Judgement) -> Answer:
    from bot.health import Severity

    try:
        _, health = judgement.latest()
    except StoreError as exc:
        return Answer(503, "application/json", documents.json_text({"error": str(exc)}).encode())
    status = 503 if health.worst is Severity.BROKEN else 200
    document = documents.json_text({"health": documents.judgement(health, command_line)})
    return Answer(status, "application/json", document.encode())


def _metrics(judgement: _Judgement, counts: EventCounts) -> Answer:
    from bot.show.metrics import MEDIA_TYPE, metrics_text

    try:
        facts, health = judgement.latest()
    except StoreError as exc:
        return Answer(503, "text/plain", f"{exc}\n".encode())
    return Answer(200, MEDIA_TYPE, metrics_text(facts, health, counts.all()))
