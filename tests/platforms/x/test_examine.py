"""What X says of keys is understood."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.errors import AccountHalted
from bot.platforms.http import PlatformSession
from bot.platforms.spec import Examination
from bot.platforms.x.examine import examine
from bot.sandbox import Sandbox
from bot.sandbox.accounts import Timeline
from bot.sandbox.faults import Fault


def keys_of(sandbox: Sandbox) -> dict[str, str]:
    credentials = sandbox.credentials.items()
    return {name.removeprefix("X_"): value for name, value in credentials if name.startswith("X_")}


def timeline_of(sandbox: Sandbox) -> Timeline:
    return next(timeline for timeline in sandbox.timelines() if timeline.account.platform == "x")


def examined(sandbox: Sandbox) -> Examination:
    return examine(keys_of(sandbox), PlatformSession(sandbox=sandbox.url))


@pytest.mark.parametrize("level", ["read-write", "read-write-directmessages"])
def test_keys_with_the_right_to_write_can_post(sandbox: Sandbox, level: str) -> None:
    timeline_of(sandbox).grants["access_level"] = level
    examination = examined(sandbox)
    assert (examination.account, examination.can_post) == ("@moderntokyonews", True)
    assert f"rights: {level}" in examination.granted


def test_keys_that_may_only_read_lack_a_right(sandbox: Sandbox) -> None:
    timeline_of(sandbox).grants["access_level"] = "read"
    assert examined(sandbox).missing_rights == ("Read and write",)


def test_an_access_level_that_is_not_told_is_a_warning(sandbox: Sandbox) -> None:
    timeline_of(sandbox).grants["access_level"] = ""
    examination = examined(sandbox)
    assert examination.can_post
    assert '"Read and write"' in examination.warnings[0]


def test_revoked_keys_are_not_accepted(sandbox: Sandbox) -> None:
    timeline_of(sandbox).grants["is_revoked"] = True
    with pytest.raises(AccountHalted, match="does not accept the account's keys"):
        examined(sandbox)


def test_an_account_without_credit_is_told_so(sandbox: Sandbox) -> None:
    sandbox.faults.add("no credit", method="GET")
    with pytest.raises(AccountHalted, match="buy credits"):
        examined(sandbox)


def test_a_suspended_account_is_told_so(sandbox: Sandbox) -> None:
    body = '{"title":"Forbidden","detail":"Your account is suspended and is not permitted to access this feature."}'
    sandbox.faults.add(Fault(status=403, body=body.replace(" and is not permitted", " and may not")), method="GET")
    with pytest.raises(AccountHalted, match="suspended the account"):
        examined(sandbox)


def test_it_costs_a_cent(sandbox: Sandbox) -> None:
    examined(sandbox)
    assert timeline_of(sandbox).spent == Decimal("0.010")
