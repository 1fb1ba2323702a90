from __future__ import annotations

from datetime import UTC, datetime

from bot.actions import Action
from bot.desk.report.next_steps import MAX_STEPS, first_steps, next_steps
from bot.health import Finding, Health, Severity

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RESUME, RUN = Action("resume", accounts=("x",)), Action("run")


def finding(kind, severity=Severity.PERSON, *actions):
    return Finding(kind=kind, severity=severity, what=f"there is {kind}", follows="", remedy="", actions=actions)


HALTED = finding("account-halted", Severity.BROKEN, RESUME)
NOT_RUNNING = finding("not-running", Severity.BROKEN, RUN)


def actions(*findings, was_polled=True):
    return [step.action for step in next_steps(Health(NOON, findings), was_polled=was_polled)]


def test_when_all_is_well_it_shows_where_to_look():
    assert actions() == [Action("preview", target="latest"), Action("history"), Action("audit")]


def test_what_needs_a_person_comes_first_with_the_action_that_helps_best():
    (step, *_) = next_steps(Health(NOON, (HALTED,)), was_polled=True)
    assert (step.why, step.action) == ("there is account-halted", RESUME)


def test_there_are_never_more_than_three():
    assert len(actions(*[HALTED] * 5)) == MAX_STEPS


def test_what_is_only_worth_knowing_and_what_no_command_helps_is_no_step():
    assert actions(finding("site-moved", Severity.NOTE, RUN), finding("clock-off")) == actions()


def test_before_the_first_look_it_is_the_look_and_not_that_no_bot_runs():
    assert actions(NOT_RUNNING, was_polled=False)[0] == Action("once")
    secrets = finding("secrets-missing", Severity.BROKEN, Action("check"))
    assert actions(NOT_RUNNING, secrets, was_polled=False)[:2] == [Action("check"), Action("once")]


def test_a_newcomer_is_led_to_the_demo_first():
    assert [step.action for step in first_steps()] == [Action("demo"), Action("init"), Action("preview")]
