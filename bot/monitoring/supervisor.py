"""Tells systemd how the service is doing: sd_notify(3), https://www.freedesktop.org/software/systemd/man/sd_notify.html.

Where no supervisor listens, which is so unless the unit has `Type=notify`, nothing happens.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Mapping
from contextlib import suppress


class Supervisor:
    """The way to the supervisor that has started this process."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        address = environ.get("NOTIFY_SOCKET", "")
        # An address that begins with "@" is in Linux's abstract namespace: unix(7).
        self._address = f"\0{address[1:]}" if address.startswith("@") else address

    def ready(self, status: str) -> None:
        """The bot has begun to work, at first or with other settings."""
        self._tell("READY=1", f"STATUS={status}")

    def alive(self) -> None:
        """The scheduler goes on. What does not tell so within `WatchdogSec` is restarted."""
        self._tell("WATCHDOG=1")

    def status(self, status: str) -> None:
        """One line that `systemctl status` shows."""
        self._tell(f"STATUS={status}")

    def reloading(self) -> None:
        """Other settings are about to be taken; `ready` says when they are."""
        # systemd compares it with its own clock: sd_notify(3), RELOADING=1.
        self._tell("RELOADING=1", f"MONOTONIC_USEC={time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000}")

    def stopping(self) -> None:
        """The bot finishes what is in hand, and ends."""
        self._tell("STOPPING=1")

    def _tell(self, *assignments: str) -> None:
        if not self._address:
            return
        lines = (assignment.replace("\n", " ") for assignment in assignments)
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as way:  # it may be gone: no matter
            way.sendto("\n".join(lines).encode(), self._address)
