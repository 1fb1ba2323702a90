"""Decides what people are to be told of what is wrong, and writes it down for sending."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.desk import Desk
from bot.desk.alert.digest import queue_digest
from bot.desk.alert.sending import send_due
from bot.desk.report.health import health as judged
from bot.health.alerting import GATHERED_FOR, decide, routes
from bot.outbox.store.alerts import NewAlert


def tell(
    desk: Desk,
    *,
    missing_secrets: Sequence[str] = (),
    gathered_for: timedelta = GATHERED_FOR,
    stop: Callable[[], bool] = lambda: False,
) -> None:
    """Judge how the bot is doing, and tell people what is new of it; to be called every minute or so.

    What is to be sent stands in the database before it is sent, so that the next process sends it where this one ends.
    Raises StoreError.

    Args:
        missing_secrets: Faults of .env.
        gathered_for: How long to wait for more before something that is not broken is told.
        stop: Once it is true, nothing more is sent.
    """
    queue_news(desk, missing_secrets=missing_secrets, gathered_for=gathered_for)
    queue_digest(desk)
    send_due(desk, stop=stop)


def queue_news(desk: Desk, *, missing_secrets: Sequence[str] = (), gathered_for: timedelta = GATHERED_FOR) -> int:
    """Write down what is to be told of the health; return how many messages that are. Raises StoreError."""
    settings = desk.settings.alerts
    before = desk.findings.judged()
    health = judged(desk, missing_secrets=missing_secrets)
    to = routes(settings.to, settings.held_to, desk.alerts.last_written_at())
    decision = decide(before.states, health, to, gathered_for=gathered_for)
    alerts = [
        NewAlert(kind="finding", address=address, text=text)
        for text, addresses in (
            (desk.messenger.write(desk.settings, news, health.at), route.addresses) for route, news in decision.messages
        )
        for address in addresses
    ]
    # Another process that has decided meanwhile has told the same.
    return len(alerts) if desk.findings.record(before, decision.states, alerts, now=health.at) else 0
