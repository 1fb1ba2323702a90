from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AccountHalted, OutcomeUnknown, PublishError, Refused, RetryLater
from bot.outbox.delivery import LONGEST_WAIT, LOOKS, Status, backoff, settle_failure

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def settled(error, attempts=1, unsure_before=False, looks=LOOKS):
    return settle_failure(error, now=NOW, attempts=attempts, unsure_before=unsure_before, looks=looks, chance=0.5)


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


def test_a_halted_account_keeps_its_delivery_queued():
    settlement = settled(AccountHalted("make a new token"))
    assert (settlement.status, settlement.account_halted) == (Status.QUEUED, True)


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
