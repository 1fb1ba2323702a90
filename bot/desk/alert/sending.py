"""Sends what is to be told to people, and tries again what an address has not taken."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from bot.alerts.address import shown
from bot.desk import Desk
from bot.errors import AlertError, SettingsError
from bot.health.alerting import BETWEEN_MESSAGES
from bot.outbox.store.alerts import AlertKind, OpenAlert

TAKEN_FOR = timedelta(minutes=3)
"""So long nobody else sends what a process has begun to send; then it is taken for lost, and sent again."""

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)

_AT_ONCE = 8
"""Addresses that are written to at the same moment, so that none holds up the others."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a message that only shows whether an address works."""

    address: str
    """As it may be shown."""
    fault: str
    """Why it was not taken; "" where it was."""


def send_due(desk: Desk, *, stop: Callable[[], bool] = lambda: False) -> None:
    """Send what is due to each address, several messages as one. Raises StoreError.

    Each is sent at least once: where the process dies after the address has taken a message, and before that is noted,
    it is sent again.
    """
    addresses = desk.settings.alerts.addresses
    waiting = [(address, kind) for address, kind in desk.alerts.waiting(now=desk.now()) if address in addresses]
    if not waiting:
        return
    with ThreadPoolExecutor(min(len(waiting), _AT_ONCE), thread_name_prefix="alert") as pool:
        tasks = [pool.submit(_send, desk, address, kind, stop) for address, kind in waiting]
    for task in tasks:
        task.result()


def try_addresses(desk: Desk) -> list[Trial]:
    """Send each address a message that nothing is wrong; what waits for those that take it is sent at once after it.

    Raises SettingsError where there is no address, and StoreError.
    """
    addresses = desk.settings.alerts.addresses
    if not addresses:
        raise SettingsError(
            f"{desk.settings.path}: [alerts] names nobody; write [alerts] and below it such as "
            'to = ["mailto://desk@example.org"]'
        )
    with ThreadPoolExecutor(min(len(addresses), _AT_ONCE), thread_name_prefix="alert") as pool:
        return list(pool.map(lambda address: _try(desk, address), addresses))


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many failures (1 or more): a minute, then twice as long each time, an hour at most."""
    return min(FIRST_WAIT * (1 << min(attempts - 1, 20)), LONGEST_WAIT)


def _send(desk: Desk, address: str, kind: AlertKind, stop: Callable[[], bool]) -> None:
    if stop():
        return
    pause = BETWEEN_MESSAGES if kind == "finding" else timedelta(0)
    now = desk.now()
    alerts = desk.alerts.take(address, kind, now=now, until=now + TAKEN_FOR, pause=pause)
    if not alerts:
        return
    ids = [alert.id for alert in alerts]
    try:
        desk.messenger.send(desk.settings, address, alerts)
    except (AlertError, SettingsError) as exc:
        attempts = 1 + max(alert.attempts for alert in alerts)
        desk.alerts.note_failed(ids, str(exc), try_at=desk.now() + wait_after(attempts))
        desk.announce("alert.failed", address=shown(address), attempts=attempts, reason=str(exc))
    else:
        desk.alerts.note_sent(ids, now=desk.now())
        desk.announce("alert.sent", address=shown(address), subject=alerts[-1].text.subject)


def _try(desk: Desk, address: str) -> Trial:
    now = desk.now()
    trial = OpenAlert(id=0, text=desk.messenger.write_trial(desk.settings), created_at=now, attempts=0)
    try:
        desk.messenger.send(desk.settings, address, [trial])
    except (AlertError, SettingsError) as exc:
        return Trial(shown(address), str(exc))
    desk.alerts.try_now(address, now=now)
    return Trial(shown(address), "")
