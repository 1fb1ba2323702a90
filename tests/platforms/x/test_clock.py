"""X refuses a signature whose time is wrong as it refuses wrong keys; the Date of its answer tells the two apart."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.errors import AccountHalted, RetryLater
from bot.platforms import open_platform, sandbox_accounts
from bot.platforms.error_mapping import Answer
from bot.platforms.x.errors import clock_fault
from bot.sandbox import Sandbox

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
HOUR = 3600


def answer(status: int, theirs: datetime) -> Answer:
    return Answer(status, {"date": format_datetime(theirs, usegmt=True)}, b"")


@pytest.mark.parametrize(("seconds_off", "told"), [(-HOUR, "60 min ahead of X's"), (HOUR, "60 min behind X's")])
def test_a_clock_an_hour_off_is_told_and_tried_again_and_halts_nothing(seconds_off: int, told: str) -> None:
    with Sandbox(accounts=sandbox_accounts(), clock=lambda: time.time() + seconds_off) as sandbox:
        secrets = {key.removeprefix("X_"): value for key, value in sandbox.credentials.items()}
        account = open_platform("x", "mtt", secrets, sandbox=sandbox.url)
        with pytest.raises(RetryLater, match=told):
            account.publish("text", "")
        with pytest.raises(RetryLater, match=told):
            account.find("text", "", datetime.now(UTC))


def test_wrong_keys_halt_the_account_where_the_clock_is_right(sandbox: Sandbox) -> None:
    secrets = {key.removeprefix("X_"): value for key, value in sandbox.credentials.items()}
    with pytest.raises(AccountHalted, match="make new ones"):
        open_platform("x", "mtt", secrets | {"API_SECRET": "wrong"}, sandbox=sandbox.url).publish("text", "")


@pytest.mark.parametrize("minutes", [-4, 0, 4])
def test_a_clock_that_is_a_little_off_is_not_to_blame(minutes: int) -> None:
    assert clock_fault(answer(401, NOW + timedelta(minutes=minutes)), NOW) is None


def test_no_other_refusal_is_the_clock_s() -> None:
    assert clock_fault(answer(403, NOW + timedelta(hours=1)), NOW) is None


@pytest.mark.parametrize("headers", [{}, {"date": ""}, {"date": "yesterday"}])
def test_an_answer_without_its_time_blames_no_clock(headers: dict[str, str]) -> None:
    assert clock_fault(Answer(401, headers, b""), NOW) is None
