from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from bot.outbox.owner import LONGEST_CALL, has_abandoned, this_process

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ME = this_process()
HOST = ME.rsplit(":", 2)[0]


def abandoned(owner, age=timedelta(seconds=5)):
    return has_abandoned(owner, SimpleNamespace(claimed_at=NOW - age), me=ME, now=NOW)


def test_no_two_processes_have_one_name():
    assert this_process() != this_process()


def test_what_i_send_myself_is_not_abandoned_however_long_it_takes():
    assert not abandoned(ME, age=timedelta(days=1))


def test_a_living_process_has_not_abandoned_its_call():
    assert not abandoned(f"{HOST}:{os.getppid()}:other")


def test_a_process_that_has_ended_has_abandoned_its_call():
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    assert abandoned(f"{HOST}:{int(ended.stdout)}:other")


def test_whoever_had_my_number_before_me_has_ended():
    assert abandoned(f"{HOST}:{os.getpid()}:predecessor")


def test_a_process_on_another_machine_is_given_time():
    assert not abandoned("elsewhere:1:other")
    assert abandoned("elsewhere:1:other", age=LONGEST_CALL + timedelta(seconds=1))
