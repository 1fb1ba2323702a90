"""What is found of the program itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.health import Severity
from bot.health.facts import Away
from bot.health.program import away_before
from tests.health.conftest import DAY, FEED, HOUR, NOW, RUNNING, findings, kinds

MINUTE = timedelta(minutes=1)


def rounds(*, every: timedelta, last: timedelta, count: int = 5):
    """Processes of `bot once`, of which the last ended so long ago."""
    return tuple(
        replace(
            RUNNING,
            kind="once",
            started_at=NOW - last - number * every,
            beat_at=NOW - last - number * every,
            silent_for=last + number * every,
            ended_at=NOW - last - number * every,
        )
        for number in range(count)
    )


def test_where_all_is_well_nothing_is_found() -> None:
    assert findings() == []


def test_a_bot_that_never_ran_a_killed_one_and_a_stopped_one_are_told_apart() -> None:
    killed = replace(RUNNING, beat_at=NOW - HOUR, silent_for=HOUR)
    stopped = replace(killed, ended_at=NOW - HOUR)
    for workers, words in (((), "never run"), ((killed,), "without being asked to"), ((stopped,), "was stopped")):
        (finding,) = findings(workers=workers)
        assert (finding.kind, finding.severity) == ("not-running", Severity.BROKEN)
        assert words in finding.what
        assert finding.since == (NOW - HOUR if workers else None)


def test_a_bot_that_told_a_moment_ago_that_it_lives_runs() -> None:
    assert kinds(workers=(replace(RUNNING, silent_for=timedelta(seconds=50)),)) == []


def test_a_bot_that_was_started_again_runs_whatever_became_of_the_one_before() -> None:
    assert kinds(workers=(RUNNING, replace(RUNNING, beat_at=NOW - DAY, silent_for=DAY))) == []


@pytest.mark.parametrize(
    ("every", "last", "runs"),
    [
        (10 * MINUTE, 9 * MINUTE, True),
        (10 * MINUTE, 29 * MINUTE, True),
        (10 * MINUTE, 31 * MINUTE, False),
        (MINUTE, 14 * MINUTE, True),
        (MINUTE, 16 * MINUTE, False),
        (DAY, 2 * DAY, True),
    ],
)
def test_where_cron_starts_it_the_next_turn_is_overdue_by_the_usual_pause(every, last, runs) -> None:
    assert ("not-running" not in kinds(workers=rounds(every=every, last=last))) == runs


def test_a_single_round_is_no_habit_so_it_counts_for_a_day() -> None:
    assert kinds(workers=rounds(every=DAY, last=23 * HOUR, count=1)) == []
    assert kinds(workers=rounds(every=DAY, last=25 * HOUR, count=1)) == ["not-running"]


def test_a_bot_that_lives_and_asks_nobody_is_found() -> None:
    (finding,) = findings(feeds=(replace(FEED, asked_at=NOW - HOUR),))
    assert (finding.kind, finding.severity, finding.since) == ("no-polls", Severity.BROKEN, NOW - HOUR)


def test_a_bot_that_has_just_begun_may_not_have_asked_yet() -> None:
    just_begun = replace(RUNNING, started_at=NOW - MINUTE)
    assert kinds(workers=(just_begun,), feeds=(replace(FEED, asked_at=NOW - DAY),)) == []


def test_another_version_on_the_disk_and_other_settings_want_a_restart() -> None:
    assert kinds(version="1.1") == ["other-version"]
    assert kinds(settings="changed", settings_changed_at=NOW - HOUR) == ["other-settings"]


def test_settings_that_were_changed_a_moment_ago_are_about_to_be_taken() -> None:
    assert kinds(settings="changed", settings_changed_at=NOW - MINUTE) == []


def test_settings_that_cannot_be_used_are_told_with_their_fault() -> None:
    (finding,) = findings(settings="changed", settings_changed_at=NOW, settings_fault="bot.toml, line 3: unknown key")
    assert finding.kind == "settings-faulty"
    assert "bot.toml, line 3: unknown key" in finding.what


def test_missing_secrets_are_broken_whether_a_bot_runs_or_not() -> None:
    assert kinds(missing_secrets=("X_API_KEY: is missing",)) == ["secrets-missing"]
    assert set(kinds(missing_secrets=("X_API_KEY: is missing",), workers=())) == {"secrets-missing", "not-running"}


def test_a_bot_that_runs_again_after_a_quarter_of_an_hour_says_for_how_long_nothing_ran() -> None:
    killed = replace(RUNNING, beat_at=NOW - 6 * HOUR, silent_for=6 * HOUR)
    assert away_before([killed], NOW) == Away(since=NOW - 6 * HOUR, until=NOW)
    (finding,) = findings(away=Away(since=NOW - 6 * HOUR, until=NOW))
    assert (finding.severity, finding.since) == (Severity.NOTE, NOW - 6 * HOUR)
    assert "nothing ran for 6 hours" in finding.what
    assert kinds(away=Away(since=NOW - 3 * DAY, until=NOW - 2 * DAY)) == []


def test_a_restart_and_a_round_of_cron_that_comes_in_time_are_no_absence() -> None:
    stopped = replace(RUNNING, beat_at=NOW - 5 * MINUTE, silent_for=5 * MINUTE, ended_at=NOW - 5 * MINUTE)
    assert away_before([stopped], NOW) is None
    assert away_before([RUNNING], NOW) is None
    assert away_before(rounds(every=HOUR, last=HOUR), NOW) is None
    assert away_before(rounds(every=HOUR, last=6 * HOUR), NOW) is not None
    assert away_before([], NOW) is None
