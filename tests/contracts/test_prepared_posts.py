"""What every platform promises on which a post goes out in two steps, each with its real client, in the sandbox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import cast

import pytest

from bot.errors import AccountHalted, OutcomeUnknown, Refused, RetryLater
from bot.platforms import PLATFORMS, open_platform, sandbox_accounts
from bot.platforms.spec import PlatformThatPrepares
from bot.sandbox import Sandbox
from bot.sandbox.accounts import StoredPost
from bot.sandbox.faults import PASSING_IF_REPEATABLE, Fault

LINK = "https://moderntokyonews.com/2017/04/28/defuse-tensions/"
TEXT = f"Japan & Russia seek <calm> – “talks”\n\n{LINK}\n\nSupport us: PayPal sawakoart@gmail.com #Japan"
OTHER_TEXT = TEXT.replace("calm", "quiet")
OTHER_LINK = "https://moderntokyonews.com/2017/04/28/calm/"

PREPARING = [name for name in PLATFORMS if PLATFORMS[name].prepares]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(accounts=sandbox_accounts()) as running:
        yield running


@pytest.fixture(params=PREPARING)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def secrets(sandbox: Sandbox, name: str) -> Mapping[str, str]:
    prefix = f"{PLATFORMS[name].prefix}_"
    return {key.removeprefix(prefix): value for key, value in sandbox.credentials.items() if key.startswith(prefix)}


def opened(sandbox: Sandbox, name: str, secrets: Mapping[str, str]) -> PlatformThatPrepares:
    return cast("PlatformThatPrepares", open_platform(name, "account", secrets, sandbox=sandbox.url))


@pytest.fixture
def platform(sandbox: Sandbox, name: str, secrets: Mapping[str, str]) -> PlatformThatPrepares:
    return opened(sandbox, name, secrets)


def seen_on(sandbox: Sandbox, name: str) -> list[StoredPost]:
    """What followers see."""
    return next(list(line.posts) for line in sandbox.timelines() if line.account.platform == name)


def test_nobody_sees_what_is_only_prepared(platform: PlatformThatPrepares, sandbox: Sandbox, name: str) -> None:
    key = platform.prepare(TEXT, LINK, key="")

    assert key
    assert seen_on(sandbox, name) == []
    assert platform.find_prepared(key, TEXT, LINK) is None


def test_what_was_prepared_is_published_and_found_with_the_same_receipt(
    platform: PlatformThatPrepares, sandbox: Sandbox, name: str
) -> None:
    key = platform.prepare(TEXT, LINK, key="")
    receipt = platform.publish_prepared(key, TEXT, LINK)

    assert [post.text for post in seen_on(sandbox, name)] == [TEXT]
    assert receipt.permalink.endswith(receipt.remote_id)
    assert platform.find_prepared(key, TEXT, LINK) == receipt


def test_to_publish_again_makes_no_second_post(platform: PlatformThatPrepares, sandbox: Sandbox, name: str) -> None:
    key = platform.prepare(TEXT, LINK, key="")
    receipts = {platform.publish_prepared(key, TEXT, LINK) for _ in range(3)}

    assert len(receipts) == len(seen_on(sandbox, name)) == 1


def test_another_process_that_knows_the_key_goes_on(sandbox: Sandbox, name: str, secrets: Mapping[str, str]) -> None:
    key = opened(sandbox, name, secrets).prepare(TEXT, LINK, key="")
    successor = opened(sandbox, name, secrets)

    assert successor.prepare(TEXT, LINK, key=key) == key
    receipt = successor.publish_prepared(key, TEXT, LINK)
    assert [post.id for post in seen_on(sandbox, name)] == [receipt.remote_id]


def test_a_text_that_changes_before_it_is_out_is_the_one_that_goes_out(
    platform: PlatformThatPrepares, sandbox: Sandbox, name: str
) -> None:
    key = platform.prepare(TEXT, LINK, key="")
    key = platform.prepare(OTHER_TEXT, LINK, key=key)
    platform.publish_prepared(key, OTHER_TEXT, LINK)

    assert [post.text for post in seen_on(sandbox, name)] == [OTHER_TEXT]


def test_a_link_that_changes_before_it_is_out_is_the_one_that_goes_out(
    platform: PlatformThatPrepares, sandbox: Sandbox, name: str
) -> None:
    moved = TEXT.replace(LINK, OTHER_LINK)
    first = platform.prepare(TEXT, LINK, key="")
    key = platform.prepare(moved, OTHER_LINK, key=first)
    platform.publish_prepared(key, moved, OTHER_LINK)

    ((text, link),) = [(post.text, post.link) for post in seen_on(sandbox, name)]
    assert (text, link or OTHER_LINK) == (moved, OTHER_LINK)


@pytest.mark.parametrize("fault", ["lost reply", "reset after storing", "answer cut short", "stored, then 500"])
def test_a_lost_answer_to_the_second_step_is_settled_by_the_key(
    platform: PlatformThatPrepares, sandbox: Sandbox, name: str, fault: str
) -> None:
    key = platform.prepare(TEXT, LINK, key="")
    sandbox.faults.add(fault)
    with pytest.raises(OutcomeUnknown):
        platform.publish_prepared(key, TEXT, LINK)

    receipt = platform.find_prepared(key, TEXT, LINK)
    assert receipt is not None
    assert [post.id for post in seen_on(sandbox, name)] == [receipt.remote_id]


@pytest.mark.parametrize("fault", ["lost request", "late"])
def test_a_call_that_is_lost_or_comes_late_may_be_made_again(
    platform: PlatformThatPrepares, sandbox: Sandbox, name: str, fault: str
) -> None:
    key = platform.prepare(TEXT, LINK, key="")
    sandbox.faults.add(fault)
    with pytest.raises(OutcomeUnknown):
        platform.publish_prepared(key, TEXT, LINK)

    if platform.find_prepared(key, TEXT, LINK) is None:  # to look is a call too, and the late one may come before it
        platform.publish_prepared(key, TEXT, LINK)
    assert len(seen_on(sandbox, name)) == 1


def test_a_post_with_another_link_is_no_second_one_though_the_first_is_published_late(
    platform: PlatformThatPrepares, sandbox: Sandbox, name: str
) -> None:
    moved = TEXT.replace(LINK, OTHER_LINK)
    key = platform.prepare(TEXT, LINK, key="")
    sandbox.faults.add("late")
    with pytest.raises(OutcomeUnknown):
        platform.publish_prepared(key, TEXT, LINK)
    key = platform.prepare(moved, OTHER_LINK, key=key)
    platform.publish_prepared(key, moved, OTHER_LINK)

    assert len(seen_on(sandbox, name)) == 1


def post_patiently(platform: PlatformThatPrepares) -> str:
    """What the desk does in turn, until there is a receipt; the post's id."""
    key = ""
    for _ in range(100):
        try:
            if key and (receipt := platform.find_prepared(key, TEXT, LINK)):
                return receipt.remote_id
            key = platform.prepare(TEXT, LINK, key=key)
            return platform.publish_prepared(key, TEXT, LINK).remote_id
        except (OutcomeUnknown, RetryLater):
            continue
    raise AssertionError("it never went out")


@pytest.mark.parametrize("fault", PASSING_IF_REPEATABLE)
def test_whatever_a_call_meets_the_post_is_out_once(
    sandbox: Sandbox, name: str, secrets: Mapping[str, str], fault: str
) -> None:
    """One call ends so, or two, or three, and before them one call or none goes well."""
    timeline = next(line for line in sandbox.timelines() if line.account.platform == name)
    for well, times in product((0, 1), (1, 2, 3)):
        timeline.posts.clear()
        timeline.drafts.clear()
        for method in ("POST", "GET"):
            sandbox.faults.add(*[Fault()] * well, *[fault] * times, method=method)
        remote_id = post_patiently(opened(sandbox, name, secrets))
        assert [post.id for post in seen_on(sandbox, name)] == [remote_id], (well, times)


def test_a_wrong_token_halts_the_account(sandbox: Sandbox, name: str, secrets: Mapping[str, str]) -> None:
    public = {secret.name for secret in PLATFORMS[name].secrets if secret.is_public}
    wrong = {key: value if key in public else f"{value}x" for key, value in secrets.items()}
    key = opened(sandbox, name, secrets).prepare(TEXT, LINK, key="")
    platform = opened(sandbox, name, wrong)

    for call in (
        lambda: platform.publish_prepared(platform.prepare(TEXT, LINK, key=""), TEXT, LINK),
        lambda: platform.publish_prepared(key, TEXT, LINK),
        lambda: platform.find_prepared(key, TEXT, LINK),
    ):
        with pytest.raises(AccountHalted) as raised:
            call()
        hidden = [value for name, value in wrong.items() if name not in public]
        assert [value for value in hidden if value in str(raised.value)] == []


def test_a_text_that_is_too_long_is_refused_before_anybody_sees_it(
    platform: PlatformThatPrepares, sandbox: Sandbox, name: str
) -> None:
    text = "x" * (PLATFORMS[name].limits.length + 1)
    with pytest.raises(Refused):
        platform.publish_prepared(platform.prepare(text, "", key=""), text, "")

    assert seen_on(sandbox, name) == []
