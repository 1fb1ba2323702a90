"""A bot that is killed at a chosen line of the send path; `test_kill_at_every_line.py` starts it.

Each line of stdin is an order, as JSON: {"database": URL, "hours": M, "die_at": N}. A forked process, which has every
import behind it, serves all accounts as the scheduler does, now and after each of M simulated hours. SIGKILL ends it
where it comes to the N-th line of the send path; it lives where N is 0, and where there is none it does not count.
The answer is a line of stdout, all lines of the send path that it came to: ["publish.py:137", "store.py:12", ...].
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import bot.outbox.store.accounts
import bot.outbox.store.changes
import bot.outbox.store.credentials
import bot.outbox.store.database
import bot.outbox.store.deliveries
import bot.outbox.store.last_call_file
import bot.platforms.api_calls
import bot.platforms.facebook.client
import bot.platforms.facebook.drafts
import bot.platforms.http
import bot.platforms.mastodon.client
import bot.platforms.x.client
from bot.desk.deliver import changing, publish, reconcile, two_steps
from bot.desk.ingest import recheck
from bot.settings import Settings, load_settings
from bot.wiring import open_desk, utc_now

SEND_PATH = {
    str(module.__file__)
    for module in (
        changing,
        publish,
        reconcile,
        two_steps,
        bot.outbox.store.accounts,
        bot.outbox.store.changes,
        bot.outbox.store.credentials,
        bot.outbox.store.database,
        bot.outbox.store.deliveries,
        bot.outbox.store.last_call_file,
        bot.platforms.api_calls,
        bot.platforms.facebook.client,
        bot.platforms.facebook.drafts,
        bot.platforms.http,
        bot.platforms.mastodon.client,
        bot.platforms.x.client,
    )
}


class Countdown:
    """A trace function that notes the lines of the send path, and kills its process at the one asked for."""

    def __init__(self, die_at: int, report_to: int) -> None:
        self._die_at = die_at
        self._report_to = report_to
        self._lines: list[str] = []

    def __call__(self, frame: FrameType, _event: str, _arg: Any) -> Any:
        is_loop_in_a_line = frame.f_code.co_name.startswith("<")
        return self._count if frame.f_code.co_filename in SEND_PATH and not is_loop_in_a_line else None

    def _count(self, frame: FrameType, event: str, _arg: Any) -> Any:
        if event == "line":
            file = Path(frame.f_code.co_filename)
            self._lines.append(f"{file.parent.name}/{file.name}:{frame.f_lineno}")
            if len(self._lines) == self._die_at:
                self.report()
                os.kill(os.getpid(), signal.SIGKILL)
        return self._count

    def report(self) -> None:
        with os.fdopen(self._report_to, "w") as report:
            json.dump(self._lines, report)


def live(settings: Settings, order: dict[str, Any], report_to: int) -> None:
    ahead = timedelta(0)
    with open_desk(settings, os.environ, lambda event, /, **_: None, now=lambda: utc_now() + ahead) as desk:
        countdown = Countdown(order.get("die_at", 0), report_to)
        if "die_at" in order:
            sys.settrace(countdown)
        for hours in range(order["hours"] + 1):
            ahead = timedelta(hours=hours)
            for account in settings.accounts:
                reconcile.take_over_abandoned(desk, account)
                reconcile.reconcile_due(desk, account)
                changing.change_due(desk, account)
                recheck.recheck_due(desk)
                publish.publish_due(desk, account)
        sys.settrace(None)
        countdown.report()


def carry_out(settings: Settings, order: dict[str, Any]) -> list[str]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            live(replace(settings, database=order["database"]), order, writing)
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as report:  # noqa: PTH123  # a descriptor has no path
        came_to: list[str] = json.load(report)
    os.waitpid(child, 0)
    return came_to


if __name__ == "__main__":
    used = load_settings(Path("bot.toml"), os.environ)
    with open_desk(replace(used, database="sqlite:///never-used.db"), os.environ, lambda event, /, **_: None):
        pass  # whatever a bot imports and reads when it begins is behind every life
    for line in sys.stdin:
        print(json.dumps(carry_out(used, json.loads(line))), flush=True)
