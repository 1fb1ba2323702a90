"""Many findings of one kind are one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import get_args

from bot.actions import Action
from bot.health import Finding, Kind, Severity
from bot.health.grouping import _PLURALS, grouped
from tests.health.conftest import NOW


def failing(number: int) -> Finding:
    return Finding(
        kind="site-failing",
        subject=f"Site {number}",
        severity=Severity.PERSON,
        since=NOW - timedelta(minutes=number),
        what=f"Site {number} could not be read: times out",
        follows="its new articles are not found",
        remedy="open it",
        actions=(Action("once"),),
    )


def halted(name: str, waiting: int) -> Finding:
    return Finding(
        kind="account-halted",
        subject=name,
        severity=Severity.BROKEN,
        what=f"{name} is halted: renew its token",
        follows=f"nothing is posted there; {waiting} posts are due so far",
        remedy="do what it says",
        actions=(Action("resume", accounts=(name,)),),
    )


def test_a_hundred_sites_that_fail_are_one_finding_that_names_three() -> None:
    (together,) = grouped(map(failing, range(97)))
    assert together.what == "97 sites cannot be read: Site 0, Site 1, Site 2 and 94 more"
    assert together.since == NOW - timedelta(minutes=96)
    assert together.actions == (Action("once"),)


def test_a_few_findings_of_one_kind_stay_as_they_are() -> None:
    findings = list(map(failing, range(3)))
    assert grouped(findings) == findings


def test_findings_of_other_severity_are_not_told_as_one() -> None:
    findings = [*map(failing, range(3)), replace(failing(3), severity=Severity.NOTE)]
    assert grouped(findings) == findings


def test_what_is_said_of_all_is_what_they_share_and_the_command_is_for_all_of_them() -> None:
    (together,) = grouped(halted(name, number) for number, name in enumerate(["a", "b", "c", "d"]))
    assert together.follows == "of each: nothing is posted there"
    assert together.actions == (Action("resume", accounts=("a", "b", "c", "d")),)


def test_every_kind_that_can_be_found_several_times_has_its_words() -> None:
    single = {
        "not-running",
        "no-polls",
        "other-version",
        "other-settings",
        "settings-faulty",
        "secrets-missing",
        "articles-unexplained",
        "clock-off",
        "disk-full",
        "database-large",
        "backup-old",
    }
    assert set(_PLURALS) == set(get_args(Kind)) - single
