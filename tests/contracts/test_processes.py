"""What is promised of processes, and of those that have ended, on every database."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.outbox.store.database import Database
from bot.outbox.store.processes import GONE_AFTER, Owner, Processes, has_ended, read_owner, this_process

ME = this_process()


@pytest.mark.every_database
def test_a_process_that_has_just_beaten_is_not_silent(database: Database) -> None:
    processes = Processes(database)
    assert processes.silence_of(str(ME)) is None
    processes.beat(ME)
    processes.beat(ME)
    silence = processes.silence_of(str(ME))
    assert silence is not None
    assert timedelta(0) <= silence < GONE_AFTER


def test_no_two_processes_have_one_name() -> None:
    assert this_process() != this_process()
    assert read_owner(str(ME)) == ME
    assert read_owner("") is None


def test_i_have_not_ended_nor_has_a_process_that_lives_beside_me() -> None:
    assert not has_ended(ME, ME)
    assert not has_ended(replace(ME, number=os.getppid(), mark="other"), ME)


def test_a_process_that_is_not_there_any_more_has_ended() -> None:
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    assert has_ended(replace(ME, number=int(ended.stdout), mark="other"), ME)


def test_whoever_had_my_number_before_me_has_ended() -> None:
    assert has_ended(replace(ME, mark="predecessor"), ME)


def test_nobody_can_tell_of_a_process_on_another_machine() -> None:
    assert not has_ended(Owner("elsewhere", 1, "other"), ME)
