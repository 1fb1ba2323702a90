"""What is promised of findings and of messages to people, on every database."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.outbox.rules.states import AlertText, FindingState
from bot.outbox.store.alerts import Alerts, NewAlert
from bot.outbox.store.database import Database
from bot.outbox.store.findings import Findings, Judged

pytestmark = pytest.mark.every_database

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DESK, EDITOR = "mailto://desk@example.org", "slack://${SLACK}"
STATE = FindingState(key="account-halted mtt", severity="broken", what="mtt is halted", began_at=NOW, newest=7)
TEXT = AlertText(subject="Broken", body="mtt is halted: 東京", findings=({"kind": "account-halted", "since": None},))
NEVER = Judged((), None)


@pytest.fixture
def findings(database: Database) -> Findings:
    return Findings(database)


@pytest.fixture
def alerts(database: Database) -> Alerts:
    return Alerts(database)


def alert(address: str = DESK, subject: str = "Broken") -> NewAlert:
    return NewAlert(kind="finding", address=address, text=replace(TEXT, subject=subject))


def queue(findings: Findings, *new: NewAlert, now: datetime = NOW) -> bool:
    before = findings.judged()
    return findings.record(before, before.states, new, now=now)


def take(alerts: Alerts, address: str = DESK, *, now: datetime, pause: timedelta = 10 * MINUTE):
    return alerts.take(address, "finding", now=now, until=now + 3 * MINUTE, pause=pause)


def test_findings_are_kept_as_they_are_and_forgotten_when_they_are_left_out(findings) -> None:
    told = replace(STATE, ended_at=NOW, told_at=NOW, times_told=2)
    other = replace(STATE, key="site-failing News", severity="needs a person")
    assert findings.judged() == NEVER
    assert findings.record(NEVER, [told, other], [], now=NOW)
    assert findings.judged() == Judged((told, other), NOW)
    assert findings.began_at() == {"site-failing News": NOW}  # the other has ended
    assert findings.record(findings.judged(), [other], [], now=NOW + MINUTE)
    assert findings.judged() == Judged((other,), NOW + MINUTE)


def test_a_decision_that_another_has_overtaken_changes_nothing_and_tells_nothing(findings, alerts) -> None:
    before = findings.judged()
    assert findings.record(before, [STATE], [alert()], now=NOW)
    assert not findings.record(before, [], [alert(subject="again")], now=NOW + MINUTE)
    assert findings.judged().states == (STATE,)
    after = findings.judged()
    assert findings.record(after, [], [], now=NOW + 2 * MINUTE)
    assert not findings.record(after, [STATE], [alert(subject="again")], now=NOW + 3 * MINUTE)
    assert [message.text.subject for message in take(alerts, now=NOW + 3 * MINUTE)] == ["Broken"]


def test_of_several_that_decide_at_the_same_moment_one_tells(databases, kind_of_database) -> None:
    url = databases.new()
    opened = [Database(url) for _ in range(4)]
    before, start = Findings(opened[0]).judged(), threading.Barrier(4)
    done: list[bool] = []

    def decide(number: int) -> None:
        start.wait()
        now = NOW + timedelta(seconds=number)
        done.append(Findings(opened[number]).record(before, [STATE], [alert()], now=now))

    threads = [threading.Thread(target=decide, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False, False, False, True]
    assert len(take(Alerts(opened[0]), now=NOW + MINUTE)) == 1
    for database in opened:
        database.close()


def test_a_message_is_taken_by_one_process_until_its_time_is_over(findings, alerts) -> None:
    queue(findings, alert(), alert(EDITOR))
    assert alerts.waiting(now=NOW) == [(DESK, "finding"), (EDITOR, "finding")]
    (message,) = take(alerts, now=NOW)
    assert (message.text, message.created_at, message.attempts) == (TEXT, NOW, 0)
    assert take(alerts, now=NOW + MINUTE) == []
    (again,) = take(alerts, now=NOW + 3 * MINUTE)  # its process died
    assert again == message
    alerts.note_sent([again.id], now=NOW + 3 * MINUTE)
    assert take(alerts, now=NOW + timedelta(hours=1)) == []
    assert alerts.waiting(now=NOW + timedelta(hours=1)) == [(EDITOR, "finding")]


def test_of_several_that_send_at_the_same_moment_one_takes_the_message(databases, kind_of_database) -> None:
    url = databases.new()
    opened = [Database(url) for _ in range(4)]
    queue(Findings(opened[0]), alert())
    start, taken = threading.Barrier(4), []

    def send(database: Database) -> None:
        start.wait()
        taken.extend(take(Alerts(database), now=NOW))

    threads = [threading.Thread(target=send, args=(database,)) for database in opened]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 1
    for database in opened:
        database.close()


def test_what_was_not_taken_waits_and_new_messages_are_sent_together_with_it(findings, alerts) -> None:
    queue(findings, alert(subject="first"))
    (message,) = take(alerts, now=NOW)
    alerts.note_failed([message.id], "refused", try_at=NOW + 30 * MINUTE)
    queue(findings, alert(subject="second"), now=NOW + 10 * MINUTE)
    assert alerts.waiting(now=NOW + 29 * MINUTE) == []
    undelivered = alerts.undelivered()[DESK]
    assert (undelivered.since, undelivered.attempts, undelivered.fault) == (NOW, 1, "refused")
    both = take(alerts, now=NOW + 30 * MINUTE)
    assert [(message.text.subject, message.attempts) for message in both] == [("first", 1), ("second", 0)]
    alerts.note_sent([message.id for message in both], now=NOW + 31 * MINUTE)
    assert alerts.undelivered() == {}


def test_no_address_is_sent_two_messages_within_ten_minutes_even_where_the_first_was_late(findings, alerts) -> None:
    queue(findings, alert())
    (message,) = take(alerts, now=NOW)
    alerts.note_sent([message.id], now=NOW + 9 * MINUTE)
    queue(findings, alert(subject="second"), now=NOW + 10 * MINUTE)
    assert take(alerts, now=NOW + 18 * MINUTE) == []
    assert [late.text.subject for late in take(alerts, now=NOW + 19 * MINUTE)] == ["second"]


def test_what_waits_is_tried_at_once_when_the_address_has_been_seen_to_work(findings, alerts) -> None:
    queue(findings, alert())
    (message,) = take(alerts, now=NOW)
    alerts.note_failed([message.id], "refused", try_at=NOW + 60 * MINUTE)
    alerts.try_now(DESK, now=NOW + MINUTE)
    assert alerts.waiting(now=NOW + MINUTE) == [(DESK, "finding")]


def test_when_each_address_was_last_written_to_is_known_and_what_is_old_is_forgotten(findings, alerts) -> None:
    queue(findings, alert())
    queue(findings, alert(EDITOR), now=NOW + MINUTE)
    assert alerts.last_written_at() == {DESK: NOW, EDITOR: NOW + MINUTE}
    queue(findings, now=NOW + timedelta(days=30, seconds=1))
    assert alerts.last_written_at() == {EDITOR: NOW + MINUTE}


def test_a_digest_is_written_once_for_each_time(alerts) -> None:
    digest = NewAlert(kind="digest", address=DESK, text=TEXT)
    assert alerts.queue_digest([], before=None, now=NOW)
    assert not alerts.queue_digest([digest], before=None, now=NOW)
    later = NOW + timedelta(days=1)
    assert alerts.queue_digest([digest], before=NOW, now=later)
    assert not alerts.queue_digest([digest], before=NOW, now=later + MINUTE)
    assert alerts.waiting(now=later) == [(DESK, "digest")]
