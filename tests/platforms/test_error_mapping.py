from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AccountHalted, OutcomeUnknown, PublishError, Refused, RetryLater
from bot.platforms.error_mapping import Answer, ApiError, Row, as_reading, outcome_of_answer, outcome_of_silence
from bot.platforms.facebook import errors as facebook_errors
from bot.platforms.x import errors as x_errors

NOW = datetime(2026, 11, 23, tzinfo=UTC)
TABLES = {"X": x_errors, "Facebook": facebook_errors}


def test_the_first_row_that_fits_decides() -> None:
    rows = (
        Row(then="refused", codes=(1,), because="first"),
        Row(then="account halted", codes=(1,), because="second"),
    )

    assert isinstance(outcome_of_answer(ApiError(400, codes=frozenset({1})), rows, "X", {}, NOW), Refused)


def test_an_answer_that_no_row_knows_may_have_stored_the_post() -> None:
    assert isinstance(outcome_of_answer(ApiError(299), (), "X", {}, NOW), OutcomeUnknown)


def test_the_message_names_the_platform_the_remedy_and_what_was_said() -> None:
    rows = (Row(then="account halted", statuses=(402,), because="has no credit left: buy some"),)
    outcome = outcome_of_answer(ApiError(402, words="credits\ndepleted " + "x" * 400), rows, "X", {}, NOW)

    assert str(outcome).startswith("X has no credit left: buy some (402: credits depleted xxx")
    assert len(str(outcome)) < 400


def test_a_silence_is_told_by_what_began_it() -> None:
    error = OSError("Max retries exceeded with url: /2/tweets")
    error.__cause__ = ConnectionRefusedError(111, "Connection refused")
    outcome = outcome_of_silence(error, request_left=False, title="X")

    assert str(outcome) == "X cannot be reached (OSError: [Errno 111] Connection refused)"


@pytest.mark.parametrize("outcome", [Refused("no"), Refused("twin", duplicate=True), OutcomeUnknown("?")])
def test_a_reading_that_fails_for_a_post_s_reason_is_tried_again(outcome: PublishError) -> None:
    assert isinstance(as_reading(outcome), RetryLater)


@pytest.mark.parametrize("outcome", [RetryLater("later", at=NOW), AccountHalted("no")])
def test_a_reading_that_fails_for_the_account_s_reason_stays_so(outcome: PublishError) -> None:
    assert as_reading(outcome) is outcome


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_row_says_something_that_no_other_row_has_said_of_the_same(table: object) -> None:
    rows = [(row.statuses, row.codes, row.subcodes, row.numbers, row.words) for row in table.ROWS]  # type: ignore[attr-defined]

    assert len(set(map(repr, rows))) == len(rows)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
@given(status=st.integers(100, 599), body=st.binary(max_size=200) | st.from_regex(rb'\{"err.*"(code|errors)":.*\}'))
def test_any_answer_has_an_outcome(table: object, status: int, body: bytes) -> None:
    error = table.error_of(Answer(status, {}, body))  # type: ignore[attr-defined]

    assert isinstance(outcome_of_answer(error, table.ROWS, "X", {}, NOW), PublishError)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "body",
    [b"null", b"[]", b'"text"', b'{"errors": null}', b'{"errors": ["x", 1]}', b'{"errors": {"a": 1}}', b"\xff", b""],
)
def test_an_answer_of_x_that_is_no_problem_document_is_read_without_a_fault(body: bytes) -> None:
    assert x_errors.error_of(Answer(500, {}, body)).codes == frozenset()


@pytest.mark.parametrize(
    "body", [b"null", b"[]", b'{"error": null}', b'{"error": []}', b'{"error": {"code": "190"}}', b"\xff", b""]
)
def test_an_answer_of_facebook_that_is_no_graph_error_has_no_code(body: bytes) -> None:
    assert facebook_errors.error_of(Answer(500, {}, body)).codes == frozenset()


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize("then", ["unknown", "retry later", "refused", "duplicate"])
def test_where_a_call_only_reads_no_outcome_speaks_of_a_post_that_was_sent(table: object, then: str) -> None:
    rows = [row for row in table.ROWS if row.then == then]  # type: ignore[attr-defined]
    assert rows
    for row in rows:
        fitting = replace(row, statuses=None, codes=None, subcodes=None, numbers=None, words="")
        message = str(as_reading(outcome_of_answer(ApiError(500), [fitting], "It", {}, NOW, reads=True)))
        assert not re.search(r"\bposts?\b|\btext\b", message)
        assert str(outcome_of_answer(ApiError(500), [fitting], "It", {}, NOW)).startswith(f"It {row.because}")


def test_a_limit_is_waited_out_for_as_long_as_its_rule_says_where_the_answer_does_not() -> None:
    row = Row(then="retry later", codes=(344,), because="has a limit", wait=timedelta(hours=1))
    later = {"retry-after": "7200"}
    error = ApiError(403, codes=frozenset({344}))
    waits = [outcome_of_answer(error, [row], "X", headers, NOW) for headers in ({}, later, {"retry-after": "5"})]

    assert [getattr(outcome, "at", None) for outcome in waits] == [NOW + timedelta(hours=hours) for hours in (1, 2, 1)]


def test_where_the_post_may_be_the_reason_it_waits_longer_than_the_account() -> None:
    row = Row(then="retry later", because="blocks", wait=timedelta(hours=1), post_waits=timedelta(hours=3))
    outcome = outcome_of_answer(ApiError(400), [row], "Facebook", {}, NOW)

    assert isinstance(outcome, RetryLater)
    assert (outcome.at, outcome.post_at) == (NOW + timedelta(hours=1), NOW + timedelta(hours=3))


def test_what_the_platform_calls_passing_refuses_no_post() -> None:
    row = Row(then="refused", codes=(100,), because="finds a fault")
    error = ApiError(400, codes=frozenset({100}), is_transient=True)
    outcome = outcome_of_answer(error, [row], "Facebook", {}, NOW)

    assert isinstance(outcome, OutcomeUnknown)
    assert not outcome.is_refusal


def test_an_answer_that_no_row_knows_is_told_with_its_codes() -> None:
    error = ApiError(400, frozenset({368}), frozenset({9_999_999}), "Something new")
    outcome = outcome_of_answer(error, (), "Facebook", {}, NOW)

    assert str(outcome).endswith("(400, code 368/9999999: Something new)")
    assert isinstance(outcome, OutcomeUnknown)
    assert outcome.is_refusal


@pytest.mark.parametrize("status", [200, 302, 500, 503])
def test_only_an_error_of_the_sender_s_is_a_refusal_that_nobody_knows(status: int) -> None:
    outcome = outcome_of_answer(ApiError(status), (), "X", {}, NOW)

    assert isinstance(outcome, OutcomeUnknown)
    assert not outcome.is_refusal
