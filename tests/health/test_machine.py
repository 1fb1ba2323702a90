"""What is found of the machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.health import Severity
from bot.health.facts import MachineFacts, UndeliveredAlert
from tests.health.conftest import DAY, NOW, findings, kinds

MB = 10**6


def of(**facts):
    return findings(machine=MachineFacts(**facts))


@pytest.mark.parametrize(("seconds", "words"), [(31, "ahead of"), (-300, "behind")])
def test_a_clock_that_is_off_by_more_than_half_a_minute_is_told(seconds, words) -> None:
    (finding,) = of(clock_offset=timedelta(seconds=seconds))
    assert (finding.kind, finding.severity) == ("clock-off", Severity.PERSON)
    assert words in finding.what
    assert of(clock_offset=timedelta(seconds=30)) == []


def test_a_disk_is_told_before_it_is_full() -> None:
    assert of(disk_free=600 * MB) == []
    assert [finding.severity for finding in of(disk_free=400 * MB)] == [Severity.PERSON]
    assert [finding.severity for finding in of(disk_free=40 * MB)] == [Severity.BROKEN]


def test_a_database_that_grows_for_ever_is_worth_knowing() -> None:
    assert [finding.kind for finding in of(database_size=3_000 * MB)] == ["database-large"]


@pytest.mark.parametrize(
    ("facts", "severity"),
    [
        ({"began_at": NOW - 3 * DAY}, None),
        ({"began_at": NOW - 8 * DAY}, Severity.NOTE),
        ({"began_at": NOW - 8 * DAY, "is_server": True}, None),
        ({"began_at": NOW - 90 * DAY, "backup_at": NOW - 60 * DAY}, None),
        ({"began_at": NOW - 90 * DAY, "backup_every": DAY, "backup_at": NOW - DAY}, None),
        ({"began_at": NOW - 90 * DAY, "backup_every": DAY, "backup_at": NOW - 3 * DAY}, Severity.PERSON),
        ({"began_at": NOW - 90 * DAY, "backup_every": DAY}, Severity.PERSON),
        ({"backup_every": DAY, "backup_at": NOW, "backup_fault": "the disk is full"}, Severity.PERSON),
    ],
)
def test_backups_that_are_missing_late_or_failing_are_told(facts, severity) -> None:
    assert [finding.severity for finding in of(**facts)] == ([severity] if severity else [])


def test_an_alert_that_nobody_gets_is_told_itself_once_it_was_tried_twice() -> None:
    undelivered = UndeliveredAlert(
        address="mailto://desk@example.org", since=NOW - DAY, fault="connection refused", attempts=2
    )
    assert findings(undelivered=(replace(undelivered, attempts=1),)) == []
    (finding,) = findings(undelivered=(undelivered,))
    assert (finding.kind, finding.severity) == ("alert-undelivered", Severity.PERSON)
    assert "connection refused" in finding.what


def test_an_address_that_cannot_be_used_is_told_before_it_is_needed() -> None:
    unusable = UndeliveredAlert(address="slack://${SLACK}", fault="SLACK: is missing")
    assert kinds(undelivered=(unusable,)) == ["alert-undelivered slack://${SLACK}"]


def test_the_worst_comes_first_and_of_equal_ones_the_oldest() -> None:
    machine = MachineFacts(clock_offset=timedelta(minutes=2), began_at=NOW - 8 * DAY)
    assert kinds(workers=(), machine=machine) == ["not-running", "clock-off", "backup-old"]
