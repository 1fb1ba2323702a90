"""What each platform is known to answer, as their stand-ins give it: each rule of the tables, over real sockets."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

import pytest

from bot.errors import AccountHalted, OutcomeUnknown, PublishError, Refused, RetryLater
from bot.platforms import open_platform
from bot.platforms.bluesky import errors as bluesky_errors
from bot.platforms.bluesky import stand_in_faults as bluesky_faults
from bot.platforms.error_mapping import Answer, ApiError, Row
from bot.platforms.facebook import errors as facebook_errors
from bot.platforms.facebook import stand_in_faults as facebook_faults
from bot.platforms.mastodon import errors as mastodon_errors
from bot.platforms.mastodon import stand_in_faults as mastodon_faults
from bot.platforms.x import errors as x_errors
from bot.platforms.x import stand_in_faults as x_faults
from bot.sandbox import Sandbox
from bot.sandbox.faults import FAULTS, Fault

TABLES: Mapping[str, tuple[ModuleType, Mapping[str, Fault]]] = {
    "x": (x_errors, x_faults.FAULTS),
    "facebook": (facebook_errors, facebook_faults.FAULTS),
    "bluesky": (bluesky_errors, bluesky_faults.FAULTS),
    "mastodon": (mastodon_errors, mastodon_faults.FAULTS),
}

OUTCOMES: dict[str, type[PublishError]] = {
    "retry later": RetryLater,
    "refused": Refused,
    "duplicate": Refused,
    "account halted": AccountHalted,
    "unknown": OutcomeUnknown,
}


def error_in(fault: Fault, errors: ModuleType) -> ApiError:
    error: ApiError = errors.error_of(Answer(fault.status or 200, {}, fault.body.encode()))
    return error


def row_for(fault: Fault, errors: ModuleType) -> Row | None:
    return next((row for row in errors.ROWS if row.fits(error_in(fault, errors))), None)


@pytest.mark.parametrize("platform", TABLES)
def test_the_stand_in_can_give_an_answer_for_each_rule(platform: str) -> None:
    errors, faults = TABLES[platform]
    whole = [fault for fault in (*FAULTS.values(), *faults.values()) if fault.status is not None]
    reached = [row for fault in whole if (row := row_for(fault, errors))]

    assert [row for row in errors.ROWS if row not in reached] == []


@pytest.mark.parametrize("platform", TABLES)
def test_each_rule_names_who_says_so(platform: str) -> None:
    tables = [value for name, value in vars(TABLES[platform][0]).items() if name.endswith("ROWS")]

    assert tables
    assert [row for rows in tables for row in rows if not row.source.startswith("https://")] == []


KNOWN = [(platform, name) for platform, (_, faults) in TABLES.items() for name in faults]


@pytest.mark.parametrize(("platform", "name"), KNOWN, ids=[name for _, name in KNOWN])
def test_each_known_answer_ends_as_its_rule_says(sandbox: Sandbox, platform: str, name: str) -> None:
    errors, faults = TABLES[platform]
    row = row_for(faults[name], errors)
    prefix = f"{platform.upper()}_"
    secrets = {key.removeprefix(prefix): value for key, value in sandbox.credentials.items() if key.startswith(prefix)}
    sandbox.faults.add(name)

    with pytest.raises(OUTCOMES[row.then] if row else OutcomeUnknown) as raised:
        open_platform(platform, "mtt", secrets, sandbox=sandbox.url).publish("Defuse tensions", "")
    said = str(raised.value)
    assert (row.because if row else "please report it") in said
    for number in error_in(faults[name], errors).codes | error_in(faults[name], errors).subcodes:
        assert str(number) in said
