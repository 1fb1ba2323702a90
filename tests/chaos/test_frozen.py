"""A bot that is frozen between its committed intent and its request: when it wakes up, it does not send any more."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.desk.deliver.once import once
from bot.desk.deliver.reconcile import LONGEST_CALL
from bot.outbox.rules.delivery import NOT_CALLED, Status

pytestmark = pytest.mark.every_database

PATIENCE = 60.0
"""Seconds until a bot that was woken has surely ended."""

A_LITTLE_LONGER = LONGEST_CALL.total_seconds() / 60 + 1
"""Minutes after which whoever was in the call is taken for gone."""


@pytest.fixture(params=["mtt", "page"])
def account(request, office) -> str:
    """The one account of this office, its site's baseline taken."""
    office.write_settings(request.param)
    office.bot("once")
    return request.param


@contextmanager
def frozen_in_a_call(office, *, minutes: float) -> Iterator[subprocess.Popen[str]]:
    """A bot that has committed its intent and not sent it. When it wakes up, that is so many minutes ago to it."""
    with office.python(str(Path(__file__).with_name("freezing_bot.py")), str(minutes)) as bot:
        _, status = os.waitpid(bot.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        yield bot


def wake(bot: subprocess.Popen[str]) -> None:
    """Let it do what it was about to do, and end."""
    bot.send_signal(signal.SIGCONT)
    assert bot.wait(PATIENCE) == 0


def take_over(office, clock) -> None:
    """Another bot finds the call abandoned, looks for it, leaves to an editor what it cannot know, and goes on."""
    clock.jump(minutes=A_LITTLE_LONGER)
    office.let_every_bot_fall_silent()
    with office.desk(now=clock) as desk:
        for _ in range(4):
            once(desk)
            clock.jump(minutes=1)
        office.settle_as_editor()
        once(desk)


def links_on(office, account: str) -> list[str]:
    return [link for link, _ in office.posts(account)]


def test_a_bot_that_wakes_up_after_another_has_sent_its_post_does_not_send_it(office, account, clock):
    link = office.publish(1)
    with frozen_in_a_call(office, minutes=0) as frozen:
        take_over(office, clock)
        assert links_on(office, account) == [link]
        wake(frozen)
    assert links_on(office, account) == [link]
    (delivery,) = office.deliveries()
    (post,) = [post for _, post in office.posts(account)]
    assert (delivery.status, delivery.remote_id) == (Status.SENT, post.id)


def test_a_bot_that_wakes_up_after_the_longest_call_claims_its_post_anew_before_it_sends_it(office, account, clock):
    link = office.publish(1)
    with frozen_in_a_call(office, minutes=A_LITTLE_LONGER) as frozen:
        wake(frozen)
    (delivery,) = office.deliveries()
    assert next(attempt.outcome for attempt in office.attempts_at(delivery)) == NOT_CALLED
    take_over(office, clock)
    assert links_on(office, account) == [link]
    assert [one.status for one in office.deliveries()] == [Status.SENT]


def test_a_bot_that_wakes_up_at_once_sends_its_post(office, account):
    link = office.publish(1)
    with frozen_in_a_call(office, minutes=0) as frozen:
        wake(frozen)
    assert links_on(office, account) == [link]
    assert [one.status for one in office.deliveries()] == [Status.SENT]
