"""Which process is sending a delivery, and whether that process is gone."""

from __future__ import annotations

import os
import socket
import uuid
from datetime import datetime, timedelta

from bot.outbox.delivery import Delivery

LONGEST_CALL = timedelta(minutes=3)
"""No process is still in a call to a platform after this: an adapter gives up long before."""


def this_process() -> str:
    """A name for this process, unlike that of any other on any machine."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:12]}"


def has_abandoned(owner: str, delivery: Delivery, *, me: str, now: datetime) -> bool:
    """True where the process `owner` cannot be about to settle the delivery any more; `me` still can."""
    if owner == me:
        return False
    if delivery.claimed_at is None or now - delivery.claimed_at > LONGEST_CALL:
        return True
    host, pid, _ = owner.rsplit(":", 2)
    my_host, my_pid, _ = me.rsplit(":", 2)
    if host != my_host:
        return False
    # In a container every process in turn is number 1: whoever had my number before me is gone.
    return pid == my_pid or not _runs(int(pid))


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
