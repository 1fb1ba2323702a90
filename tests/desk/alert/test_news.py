"""That people are told of what really happens, by the database and by whoever sends."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk.alert.news import queue_news, tell
from bot.desk.alert.sending import send_due, try_addresses, wait_after
from bot.desk.edit.editing import move_delivery
from bot.desk.presence import begin_work
from bot.desk.report.health import facts_of, health
from bot.errors import SettingsError
from bot.outbox.rules.delivery import HOLD
from bot.wiring import open_desk
from tests.desk.alert.conftest import DESK, EDITORS
from tests.desk.conftest import BOT_TOML

MINUTE = timedelta(minutes=1)


def halt(newsroom) -> None:
    newsroom.world.desk.accounts.halt("x", "renew the token", now=newsroom.world.clock())


@pytest.mark.every_database
def test_a_halted_account_is_told_within_a_minute_and_its_end_when_it_is_over(newsroom) -> None:
    newsroom.tell(minutes=5)
    assert newsroom.people.sent == []
    halt(newsroom)
    newsroom.tell(minutes=1)
    assert newsroom.people.subjects() == ["account-halted x"]
    newsroom.world.desk.accounts.resume("x", now=newsroom.world.clock())
    newsroom.tell(minutes=30)
    assert newsroom.people.subjects() == ["account-halted x", "over: account-halted x"]
    assert newsroom.world.desk.findings.began_at() == {}


def test_what_lasts_is_shown_since_it_was_first_judged_so_where_nobody_knows_better(newsroom) -> None:
    newsroom.world.desk.notes.write("clock-offset", "-42", now=newsroom.world.clock())
    newsroom.tell(minutes=1)
    (clock_off,) = [finding for finding in health(newsroom.world.desk).findings if finding.kind == "clock-off"]
    assert clock_off.since == newsroom.world.clock() - MINUTE


def test_a_secret_that_is_missing_is_told_as_status_shows_it(newsroom) -> None:
    tell(newsroom.world.desk, missing_secrets=["X_API_KEY: is missing"])
    assert newsroom.people.subjects() == ["secrets-missing"]


def test_held_posts_are_told_to_editors_and_a_halt_to_the_operator(newsroom, article) -> None:
    newsroom.with_alerts(to=(DESK,), held_to=(EDITORS,))
    newsroom.world.show(article(1, published=newsroom.world.clock()))
    for delivery in (1, 2):
        move_delivery(newsroom.world.desk, delivery, HOLD)
    halt(newsroom)
    newsroom.tell(minutes=15)
    assert newsroom.people.subjects(DESK) == ["account-halted x"]
    assert newsroom.people.subjects(EDITORS) == ["posts-held page, posts-held x"]


def test_two_processes_on_one_database_tell_it_once(newsroom) -> None:
    halt(newsroom)
    with newsroom.world.restarted() as other:
        desks = [newsroom.world.desk, replace(other.desk, settings=newsroom.world.desk.settings)]
        for _ in range(15):
            for desk in desks:
                tell(desk)
            newsroom.world.clock.forward(minutes=1)
    assert newsroom.people.subjects() == ["account-halted x"]


def test_what_was_written_down_when_a_process_ended_is_sent_by_the_next(newsroom) -> None:
    halt(newsroom)
    assert queue_news(newsroom.world.desk) == 1
    with newsroom.world.restarted() as next_one:
        send_due(replace(next_one.desk, settings=newsroom.world.desk.settings))
    assert newsroom.people.subjects() == ["account-halted x"]


DIES_WHILE_IT_SENDS = """
import os, signal, sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.desk.alert.news import tell
from bot.settings.loading import settings_from_text
from bot.settings.values import Alerts
from bot.wiring import open_desk


class Dies:
    def __init__(self, messenger):
        self.messenger = messenger

    def __getattr__(self, name):
        return getattr(self.messenger, name)

    def send(self, settings, address, alerts):
        os.kill(os.getpid(), signal.SIGKILL)


text, folder, now = sys.argv[1], Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
settings = replace(settings_from_text(text, folder / "bot.toml", {}), alerts=Alerts(to=(sys.argv[4],)))
with open_desk(settings, {}, lambda event, /, **values: None, now=lambda: now) as desk:
    tell(replace(desk, messenger=Dies(desk.messenger)))
"""


def test_what_was_being_sent_when_the_process_was_killed_is_sent_by_the_next_three_minutes_later(newsroom) -> None:
    halt(newsroom)
    world = newsroom.world
    arguments = [BOT_TOML, str(world.desk.settings.folder), world.clock().isoformat(), DESK]
    killed = subprocess.run([sys.executable, "-c", textwrap.dedent(DIES_WHILE_IT_SENDS), *arguments], check=False)
    assert killed.returncode == -signal.SIGKILL
    newsroom.tell(minutes=2)
    assert newsroom.people.subjects() == []  # it may still be at work
    newsroom.tell(minutes=2)
    sent = ["[bot] Broken: x on X is halted: renew the token"]
    assert newsroom.people.subjects() == sent
    newsroom.tell(minutes=30)
    assert newsroom.people.subjects() == sent


def test_what_an_address_does_not_take_is_tried_again_at_growing_intervals_and_the_others_get_it(newsroom) -> None:
    newsroom.with_alerts(to=(DESK, EDITORS))
    newsroom.people.refusals[DESK] = "the mail server is away"
    halt(newsroom)
    newsroom.tell(minutes=9)
    assert newsroom.people.subjects(EDITORS) == ["account-halted x"]
    assert newsroom.people.tried.count(DESK) == 4  # at once, and after 1, 2 and 4 minutes more
    newsroom.people.refusals.clear()
    newsroom.tell(minutes=10)
    assert newsroom.people.subjects(DESK)[0].startswith("account-halted x")
    assert [wait_after(attempts) / MINUTE for attempts in (1, 2, 3, 6, 7, 50)] == [1, 2, 4, 32, 60, 60]


def test_an_alert_that_cannot_be_delivered_is_itself_told_to_the_others(newsroom) -> None:
    newsroom.with_alerts(to=(DESK, EDITORS))
    newsroom.people.refusals[DESK] = "the mail server is away"
    halt(newsroom)
    newsroom.tell(minutes=20)
    assert newsroom.people.subjects(EDITORS) == ["account-halted x", f"alert-undelivered {DESK}"]
    (undelivered,) = facts_of(newsroom.world.desk).undelivered
    assert undelivered.fault == "the mail server is away"


def test_what_was_not_taken_for_hours_is_one_message_when_it_is_taken(newsroom) -> None:
    newsroom.people.refusals[DESK] = "the mail server is away"
    for _ in range(3):
        halt(newsroom)
        newsroom.tell(minutes=30)
        newsroom.world.desk.accounts.resume("x", now=newsroom.world.clock())
        newsroom.tell(minutes=30)
    newsroom.people.refusals.clear()
    newsroom.tell(hours=1)
    first, *others = newsroom.people.subjects()
    assert first.startswith("account-halted x | ")
    assert first.count("account-halted x") >= 4
    assert len(others) <= 1  # that the address takes alerts again


def test_an_address_that_lacks_its_secret_is_a_finding_before_it_is_needed(newsroom) -> None:
    newsroom.people.faults[DESK] = "SMTP_PASSWORD: is missing"
    found = [finding.key for finding in health(newsroom.world.desk).findings]
    assert f"alert-undelivered {DESK}" in found


def test_a_trial_says_what_became_of_each_address_and_brings_along_what_waits(newsroom) -> None:
    newsroom.with_alerts(to=(DESK, EDITORS))
    newsroom.people.refusals[DESK] = "refused"
    halt(newsroom)
    newsroom.tell(minutes=9)
    assert [(trial.address, trial.fault) for trial in try_addresses(newsroom.world.desk)] == [
        (DESK, "refused"),
        (EDITORS, ""),
    ]
    newsroom.people.refusals.clear()
    assert all(not trial.fault for trial in try_addresses(newsroom.world.desk))
    newsroom.tell()
    assert newsroom.people.subjects(DESK)[-1].startswith("account-halted x")


def test_without_an_address_there_is_nothing_to_try_and_nothing_is_told(newsroom) -> None:
    newsroom.with_alerts()
    halt(newsroom)
    newsroom.tell(minutes=15)
    assert newsroom.people.sent == []
    with pytest.raises(SettingsError, match="names nobody"):
        try_addresses(newsroom.world.desk)


def test_nothing_is_sent_any_more_when_the_bot_is_to_end_and_nothing_is_lost(newsroom) -> None:
    halt(newsroom)
    tell(newsroom.world.desk, stop=lambda: True)
    assert newsroom.people.tried == []
    newsroom.tell()
    assert newsroom.people.subjects() == ["account-halted x"]


def test_a_bot_that_runs_again_after_it_was_away_tells_so_once(newsroom) -> None:
    desk = newsroom.world.desk
    away = replace(desk, processes=_Silent(desk.processes, timedelta(hours=6)))
    begin_work(away, "run")
    note = desk.notes.all()["away"]
    newsroom.world.clock.at = note.noted_at
    newsroom.tell(minutes=15)
    (message,) = newsroom.people.subjects()
    assert message.startswith("was-away ")
    newsroom.world.clock.forward(days=2)
    newsroom.tell(minutes=15)
    assert not any("was-away" in subject for subject in newsroom.people.subjects()[1:])


class _Silent:
    """Processes, of which every one seems to have been silent for so long."""

    def __init__(self, processes, silent_for: timedelta) -> None:
        self._processes, self._silent_for = processes, silent_for

    def __getattr__(self, name: str):
        return getattr(self._processes, name)

    def workers(self):
        return [
            replace(worker, silent_for=self._silent_for, beat_at=worker.beat_at - self._silent_for)
            for worker in self._processes.workers()
        ]


def test_the_desk_that_is_built_from_the_settings_sends_by_itself(settings, local_site) -> None:
    local_site.serve("/hook")
    settings = replace(settings, alerts=replace(settings.alerts, to=(f"{local_site.url}/${{HOOK}}",)))
    with open_desk(settings, {"HOOK": "hook"}, lambda event, /, **_: None) as desk:
        desk.accounts.halt("x", "renew the token", now=desk.now())
        tell(desk)
    assert b"renew the token" in local_site.posted[0]
