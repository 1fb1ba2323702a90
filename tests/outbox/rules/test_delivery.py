from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions import Action
from bot.errors import AccountHalted, OutcomeUnknown, PublishError, Refused, RetryLater
from bot.outbox.rules.delivery import (
    APPROVE,
    LONGEST_WAIT,
    LOOKS,
    RESOLVE_NOT_SENT,
    Delivery,
    Status,
    actions_for,
    backoff,
    halt_reason,
    refuse_move,
    settle_failure,
)
from bot.outbox.store.subscriptions import Subscription

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def settled(error, attempts=1, unsure_before=False, looks=LOOKS, absences=0):
    return settle_failure(
        error,
        now=NOW,
        attempts=attempts,
        unsure_before=unsure_before,
        looks=looks,
        chance=0.5,
        absences=absences,
    )


def test_retry_later_waits_as_long_as_the_platform_says():
    settlement = settled(RetryLater("rate limit", at=NOW + timedelta(minutes=15)))
    assert settlement.status is Status.QUEUED
    assert settlement.due_at == settlement.account_waits_until == NOW + timedelta(minutes=15)


def test_retry_later_without_a_time_backs_off_from_half_a_minute():
    assert settled(RetryLater("refused connection")).due_at == NOW + timedelta(seconds=22.5)
    assert settled(RetryLater("refused connection"), attempts=2).due_at == NOW + timedelta(seconds=45)


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_a_backoff_is_never_longer_than_its_bound_and_never_shorter_than_half_of_it(attempts, chance):
    wait = backoff(attempts, chance)
    assert backoff(attempts, 0) <= wait <= LONGEST_WAIT
    assert wait <= 2 * backoff(attempts, 0)


def test_a_post_that_may_be_the_reason_itself_waits_longer_than_its_account():
    hour = timedelta(hours=1)
    settlement = settled(RetryLater("blocked", at=NOW + hour, post_at=NOW + 3 * hour))
    assert (settlement.account_waits_until, settlement.due_at) == (NOW + hour, NOW + 3 * hour)
    assert settlement.looks_first


def test_a_halted_account_keeps_its_delivery_queued_and_looks_for_it_before_it_sends_it():
    settlement = settled(AccountHalted("make a new token"))
    assert (settlement.status, settlement.account_halted) == (Status.QUEUED, True)
    assert settlement.looks_first


def test_a_halt_names_its_article():
    assert halt_reason("make a new token", delivery_id=7, title="Defuse tensions") == (
        "make a new token; that showed when “Defuse tensions” (delivery 7) was sent"
    )


def test_a_refusal_fails_the_delivery_alone():
    settlement = settled(Refused("too long"), unsure_before=True)
    assert (settlement.status, settlement.account_halted, settlement.account_waits_until) == (
        Status.FAILED,
        False,
        None,
    )


@pytest.mark.parametrize(
    ("unsure_before", "status"), [(False, Status.FAILED), (True, Status.UNSURE)], ids=["first", "after-unsure"]
)
def test_a_duplicate_refusal_proves_nothing_after_an_unsure_attempt(unsure_before, status):
    assert settled(Refused("duplicate", duplicate=True), unsure_before=unsure_before).status is status


def test_a_duplicate_refusal_after_an_absence_is_a_reason_to_look_once_more():
    duplicate = Refused("duplicate", duplicate=True)
    assert [settled(duplicate, absences=number).status for number in (0, 1, 2)] == [
        Status.FAILED,
        Status.UNSURE,
        Status.FAILED,
    ]


def test_a_refusal_that_nobody_knows_is_looked_for_and_believed_the_second_time():
    refusal = OutcomeUnknown("code 999", is_refusal=True)
    assert settled(refusal).status is Status.UNSURE
    assert settled(refusal, absences=1).status is Status.FAILED
    assert settled(refusal, unsure_before=True).status is Status.FAILED
    assert settled(OutcomeUnknown("lost"), absences=1).status is Status.UNSURE


def test_an_unknown_outcome_is_looked_for_after_the_first_wait():
    settlement = settled(OutcomeUnknown("lost"))
    assert (settlement.status, settlement.look_at) == (Status.UNSURE, NOW + LOOKS[0])
    assert settlement.due_at is None


def test_without_looks_an_unknown_outcome_is_left_to_an_editor():
    assert settled(OutcomeUnknown("lost"), looks=()).look_at is None


def test_every_outcome_of_publishing_is_settled():
    for outcome in PublishError.__subclasses__():
        assert settled(outcome("why")).reason == "why"


def test_looks_grow_apart():
    assert list(LOOKS) == sorted(LOOKS)


def delivery(status, release_at=None, look_at=None):
    unknown = {field.name: "" for field in fields(Delivery)}
    return Delivery(**unknown | {"id": 3, "status": status, "release_at": release_at, "look_at": look_at})


@pytest.mark.parametrize(
    ("status", "names"),
    [
        (Status.HELD, ["approve", "edit", "schedule", "skip"]),
        (Status.QUEUED, ["edit", "schedule", "hold", "skip"]),
        (Status.SENDING, []),
        (Status.UNSURE, ["resolve", "resolve"]),
        (Status.SENT, ["correct", "delete"]),
        (Status.FAILED, ["edit", "retry", "skip"]),
        (Status.SKIPPED, ["retry", "hold"]),
    ],
)
def test_every_status_says_what_an_editor_can_do(status, names):
    actions = actions_for(delivery(status))
    assert [action.name for action in actions] == names
    assert {action.deliveries for action in actions} <= {(3,)}


def test_what_is_held_but_would_go_out_by_itself_can_be_held_for_good():
    assert Action("hold", deliveries=(3,)) in actions_for(delivery(Status.HELD, release_at=NOW))


def test_an_unsure_post_is_settled_either_way():
    assert [action.was_sent for action in actions_for(delivery(Status.UNSURE))] == [True, False]


def test_an_unsure_post_needs_an_editor_once_it_is_looked_for_no_more():
    assert delivery(Status.UNSURE).needs_editor
    assert not delivery(Status.UNSURE, look_at=NOW).needs_editor
    assert not delivery(Status.HELD).needs_editor


def test_a_move_that_does_not_apply_says_what_does():
    refused = refuse_move(APPROVE, delivery(Status.UNSURE))
    assert str(refused) == ("delivery 3 is unsure, so `approve` does not apply: look at the account's timeline first")
    assert refused.actions == actions_for(delivery(Status.UNSURE))
    assert str(refuse_move(APPROVE, delivery(Status.SENT))).endswith("is sent, so `approve` does not apply: it is out")
    assert refuse_move(RESOLVE_NOT_SENT, delivery(Status.SENDING)).actions == ()


def test_the_secret_of_a_subscription_is_in_no_repr():
    subscription = Subscription(
        token="t", site="News", hub="", topic="", secret="hunter2", wanted=True, ask_at=NOW, lease_until=None, fault=""
    )
    assert "hunter2" not in repr(subscription)
