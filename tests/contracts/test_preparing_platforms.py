"""What every platform promises whose posts go out in two steps, each run with its real client against the sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest

from bot.errors import OutcomeUnknown, PublishError
from bot.platforms import PLATFORMS, open_platform, sandbox_accounts
from bot.platforms.spec import PlatformThatPrepares
from bot.sandbox import Sandbox
from tests.contracts.test_platforms import LINK, TEXT, stored_on

PREPARING = [name for name, spec in PLATFORMS.items() if spec.prepares]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(accounts=sandbox_accounts()) as running:
        yield running


@pytest.fixture(params=PREPARING)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def platform(sandbox: Sandbox, name: str) -> PlatformThatPrepares:
    prefix = f"{PLATFORMS[name].prefix}_"
    secrets = {key.removeprefix(prefix): value for key, value in sandbox.credentials.items() if key.startswith(prefix)}
    return cast("PlatformThatPrepares", open_platform(name, "mtt", secrets, sandbox=sandbox.url))


def test_what_is_prepared_is_not_out(platform: PlatformThatPrepares, sandbox: Sandbox, name: str) -> None:
    key = platform.prepare(TEXT, LINK, key="")
    assert key
    assert stored_on(sandbox, name) == []
    assert platform.find_prepared(key, TEXT, LINK) is None


def test_one_key_published_twice_is_one_post(platform: PlatformThatPrepares, sandbox: Sandbox, name: str) -> None:
    key = platform.prepare(TEXT, LINK, key="")
    receipt = platform.publish_prepared(key, TEXT, LINK)
    assert platform.publish_prepared(key, TEXT, LINK) == receipt
    assert platform.find_prepared(key, TEXT, LINK) == receipt
    assert stored_on(sandbox, name) == [TEXT]


@pytest.mark.parametrize("fault", ["lost reply", "stored, then 500", "answer cut short", "lost request", "429"])
def test_a_post_whose_answer_was_lost_is_out_once_after_another_try(
    platform: PlatformThatPrepares, sandbox: Sandbox, name: str, fault: str
) -> None:
    key = platform.prepare(TEXT, LINK, key="")
    sandbox.faults.add(fault)
    with pytest.raises(PublishError):
        platform.publish_prepared(key, TEXT, LINK)
    if platform.find_prepared(key, TEXT, LINK) is None:
        assert platform.prepare(TEXT, LINK, key=key) == key
        platform.publish_prepared(key, TEXT, LINK)
    assert stored_on(sandbox, name) == [TEXT]


def test_two_posts_have_keys_of_their_own(platform: PlatformThatPrepares, sandbox: Sandbox, name: str) -> None:
    keys = [platform.prepare(text, LINK, key="") for text in (TEXT, f"Another {TEXT}")]
    assert len(set(keys)) == 2


def test_a_lost_answer_says_that_nobody_knows(platform: PlatformThatPrepares, sandbox: Sandbox) -> None:
    key = platform.prepare(TEXT, LINK, key="")
    sandbox.faults.add("lost reply")
    with pytest.raises(OutcomeUnknown):
        platform.publish_prepared(key, TEXT, LINK)
