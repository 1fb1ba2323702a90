"""What the clock does for one account: check what could go out, and send what is checked."""

from __future__ import annotations

from collections.abc import Callable

from bot.desk import Desk
from bot.desk.deliver import publish
from bot.desk.ingest.recheck import recheck_due
from bot.outbox.rules.delivery import Status
from bot.settings import Account


def publish_due(desk: Desk, account: Account, *, stop: Callable[[], bool] = lambda: False) -> list[Status]:
    recheck_due(desk)
    return publish.publish_due(desk, account, stop=stop)
