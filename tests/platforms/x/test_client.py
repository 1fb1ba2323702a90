from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from bot.platforms.http import PlatformSession
from bot.platforms.x.client import X
from bot.sandbox import Sandbox
from bot.sandbox.faults import Fault


@pytest.fixture
def account(sandbox: Sandbox) -> X:
    secrets = {key.removeprefix("X_"): value for key, value in sandbox.credentials.items()}
    return X(secrets, PlatformSession(sandbox=sandbox.url))


def spent(sandbox: Sandbox) -> Decimal:
    return next(line.spent for line in sandbox.timelines() if line.account.platform == "x")


def test_the_permalink_needs_no_handle(account: X, sandbox: Sandbox) -> None:
    receipt = account.publish("text", "")

    assert receipt.permalink == f"{sandbox.url}/i/web/status/{receipt.remote_id}"
    assert PlatformSession().browser_url("https://x.com/i/web/status/1") == "https://x.com/i/web/status/1"


def test_looking_for_a_post_costs_what_is_returned_and_no_look_at_the_user(account: X, sandbox: Sandbox) -> None:
    account.publish("text", "")
    before = spent(sandbox)
    account.find("text", "", datetime.now(UTC))

    assert spent(sandbox) - before == Decimal("0.001")


def test_a_time_in_another_zone_is_the_same_time(account: X) -> None:
    receipt = account.publish("text", "")
    tokyo = timezone(timedelta(hours=9))

    assert account.find("text", "", datetime.now(tokyo)) == receipt
    assert account.find("text", "", datetime.now(tokyo) + timedelta(hours=1)) is None


@pytest.mark.parametrize("entities", ['{"urls":[{"url":"https://t.co/a"}]}', '{"urls":null}', "null"])
def test_a_post_without_its_links_expanded_is_another_post(account: X, sandbox: Sandbox, entities: str) -> None:
    listed = f'{{"data":[{{"id":"1","text":"text https://t.co/a","entities":{entities}}}],"meta":{{}}}}'
    sandbox.faults.add(Fault(status=200, body=listed), method="GET")

    assert account.find("text https://example.com/", "https://example.com/", datetime.now(UTC)) is None


def test_a_timeline_that_pages_for_ever_is_left_at_last(account: X, sandbox: Sandbox) -> None:
    endless = Fault(status=200, body='{"data":[{"id":"1","text":"x"}],"meta":{"next_token":"again"}}')
    sandbox.faults.add(*[endless] * 40, method="GET")

    assert account.find("text", "", datetime.now(UTC)) is None
    assert sandbox.faults.given.total() == 32
