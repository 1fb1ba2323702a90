"""What is found of sites."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.health import Severity
from tests.health.conftest import DAY, FEED, HOUR, NOW, findings, kinds

FAILING = replace(FEED, fault="answers 500: ask its operator", faults=4, fault_since=NOW - HOUR)
WELL = replace(FEED, name="Other")


def test_a_site_that_fails_for_long_and_often_is_found_with_its_fault() -> None:
    (finding,) = findings(feeds=(FAILING, WELL))
    assert (finding.key, finding.severity, finding.since) == ("site-failing News", Severity.PERSON, NOW - HOUR)
    assert "answers 500: ask its operator" in finding.what


def test_a_passing_fault_is_none() -> None:
    short = replace(FAILING, fault_since=NOW - timedelta(minutes=20))
    seldom = replace(FAILING, faults=2)
    assert kinds(feeds=(short, WELL)) == kinds(feeds=(seldom, WELL)) == []


def test_where_all_sites_fail_it_is_one_broken_thing() -> None:
    (finding,) = findings(feeds=tuple(replace(FAILING, name=f"News {number}") for number in range(100)))
    assert (finding.key, finding.severity) == ("site-failing", Severity.BROKEN)
    assert "none of the 100 sites" in finding.what


def test_a_feed_that_is_gone_for_good_is_told_once_and_not_as_failing_too() -> None:
    gone = replace(FAILING, is_gone=True)
    assert kinds(feeds=(gone, WELL)) == ["site-gone News"]


def test_a_site_that_sends_elsewhere_is_worth_knowing() -> None:
    (finding,) = findings(feeds=(replace(FEED, moved_to="https://new.example.org/feed", moved_at=NOW - DAY),))
    assert (finding.kind, finding.severity, finding.since) == ("site-moved", Severity.NOTE, NOW - DAY)
    assert "https://new.example.org/feed" in finding.what


def test_a_site_that_is_silent_against_its_habit_needs_a_person() -> None:
    silent = replace(FEED, silent_since=NOW - 4 * DAY, usual_gap=5 * HOUR)
    (finding,) = findings(feeds=(silent,))
    assert (finding.kind, finding.severity) == ("site-silent", Severity.PERSON)
    assert "4 days; it usually publishes about every 5 hours" in finding.what
    assert kinds(feeds=(replace(silent, fault="answers 500"),)) == []
