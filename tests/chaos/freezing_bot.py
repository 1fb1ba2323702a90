"""A bot that is frozen between its committed intent and its request; `test_frozen.py` starts it.

It does one round of everything, and stops itself (SIGSTOP) where it is about to send. When somebody wakes it, the clock
has gone on by the minutes that it was given, and it does what it was about to do.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path

from bot.desk.deliver.once import once
from bot.settings import load_settings
from bot.wiring import open_desk, utc_now


class Sleeper:
    """Listens to what its bot announces, and freezes it at the first call."""

    def __init__(self, sleep: timedelta) -> None:
        self._sleep = sleep
        self._slept = timedelta(0)

    def announce(self, event: str, /, **_: object) -> None:
        if event == "delivery.sending" and not self._slept:
            os.kill(os.getpid(), signal.SIGSTOP)
            self._slept = self._sleep

    def now(self) -> datetime:
        return utc_now() + self._slept


if __name__ == "__main__":
    sleeper = Sleeper(timedelta(minutes=float(sys.argv[1])))
    with open_desk(load_settings(Path("bot.toml"), os.environ), os.environ, sleeper.announce, now=sleeper.now) as desk:
        once(desk)
