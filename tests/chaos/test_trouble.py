"""A locked database, a full disk, two bots on one database, a clock that jumps: nothing is lost or sent twice."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.desk import Desk
from bot.desk.deliver.publish import publish_due
from bot.desk.deliver.reconcile import reconcile_due, take_over_abandoned
from bot.desk.ingest.collect import collect, sites_to_ask
from bot.desk.ingest.recheck import recheck_due
from bot.outbox.rules.delivery import Status
from bot.sandbox.faults import Fault
from bot.settings import load_settings
from bot.wiring import open_desk

SLOW_ANSWER = Fault(wire="drip", seconds=0.003)
"""A whole answer that takes a second or two, so that the test can act while it comes."""


@pytest.fixture
def page(office) -> str:
    """The one account of this office, its site's baseline taken."""
    office.write_settings("page")
    office.bot("once")
    return "page"


@contextmanager
def locked(office) -> Iterator[None]:
    """Another program writes to the database, and does not come to an end."""
    connection = sqlite3.connect(office.folder / "bot.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


@contextmanager
def full_disk(bot) -> Iterator[None]:
    """The bot's process can write to no file, by its limit of file sizes: write(2) fails, as on a full disk."""
    pid, hard = bot.process.pid, resource.RLIM_INFINITY
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))


def links_on(office, account: str) -> list[str]:
    return [link for link, _ in office.posts(account)]


def test_a_database_locked_for_ten_seconds_in_the_middle_of_a_call_only_delays_the_posts(office, page):
    office.sandbox.faults.add(SLOW_ANSWER)
    with office.running() as bot:
        bot.wait_for("run.started")
        links = [office.publish(1)]
        bot.wait_for("delivery.sending")
        with locked(office):
            links.append(office.publish(2))
            with pytest.raises(subprocess.TimeoutExpired):
                bot.process.wait(10)
        for _ in links:
            bot.wait_for("delivery.sent")
    assert links_on(office, page) == links


def test_a_full_disk_is_told_and_an_article_is_posted_when_there_is_space_again(office, page):
    with office.running() as bot:
        bot.wait_for("run.started")
        with full_disk(bot):
            link = office.publish(1)
            told = bot.wait_for("job.failed")
            assert "bot.db" in told["error"]
            assert "nothing is lost, and the bot tries again" in told["error"]
            assert links_on(office, page) == []
        bot.wait_for("delivery.sent")
    assert links_on(office, page) == [link]


def is_failure_of(event: dict[str, Any], job: str) -> bool:
    return event["event"] in {"job.failed", "job.failed_again"} and event["job"] == job


@pytest.mark.long
def test_a_disk_that_fills_up_in_the_middle_of_a_call_leads_to_no_second_post(office, page):
    office.sandbox.faults.add(SLOW_ANSWER)
    with office.running("debug") as bot:
        bot.wait_for("run.started")
        links = [office.publish(1)]
        bot.wait_for("delivery.sending")
        with full_disk(bot):
            # Another job may have met the full disk first, and told of it for all.
            while not is_failure_of(bot.next_event(60), "account page"):
                pass
        bot.wait_for("delivery.found")
        links.append(office.publish(2))
        bot.wait_for("delivery.sent")
    assert links_on(office, page) == links
    assert Counter(one.status for one in office.deliveries()) == {Status.SENT: 2}


@pytest.fixture
def desk(office, clock) -> Iterator[Desk]:
    """Two accounts, of which `mtt` keeps a gap; the site's baseline taken."""
    office.write_settings("mtt", "page")
    settings = load_settings(office.folder / "bot.toml", {"BOT_ACCOUNTS__MTT__GAP": "20m"})
    with open_desk(settings, os.environ, lambda event, /, **_: None, now=clock) as opened:
        work(opened)
        yield opened


def work(desk: Desk) -> None:
    """What a running bot does when it wakes."""
    collect(desk, sites_to_ask(desk))
    for account in desk.settings.accounts:
        take_over_abandoned(desk, account)
        reconcile_due(desk, account)
        recheck_due(desk)
        publish_due(desk, account)


def test_a_clock_put_back_by_an_hour_holds_up_only_the_account_that_keeps_a_gap(office, desk, clock):
    links = [office.publish(1)]
    clock.jump(minutes=5)
    work(desk)
    clock.jump(hours=-1)
    links.append(office.publish(2, at=clock()))
    work(desk)
    assert links_on(office, "page") == links
    assert links_on(office, "mtt") == links[:1]
    clock.jump(hours=1, minutes=20)
    work(desk)
    assert links_on(office, "mtt") == links


def test_a_clock_that_jumps_an_hour_ahead_brings_one_look_forward_and_no_second_post(office, desk, clock):
    link = office.publish(1)
    office.sandbox.rules.lag = 1_000
    office.sandbox.faults.add("lost reply", account="X")
    clock.jump(minutes=5)
    work(desk)
    clock.jump(hours=1)
    work(desk)
    (unsure,) = desk.outbox.listed([Status.UNSURE])
    assert (unsure.account, unsure.looks) == ("mtt", 1)
    assert unsure.look_at > clock()
    assert links_on(office, "mtt") == links_on(office, "page") == [link]
