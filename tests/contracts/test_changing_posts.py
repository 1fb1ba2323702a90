"""What every platform promises about posts that are out, each run on every adapter with its real client."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from bot.errors import AccountHalted, OutcomeUnknown, PublishError, Refused, RetryLater
from bot.platforms import PLATFORMS, open_platform, sandbox_accounts
from bot.sandbox import Sandbox
from bot.sandbox.faults import Fault

LINK = "https://moderntokyonews.com/2017/04/28/defuse-tensions/"
TEXT = f"Japan & Russia seek <calm> – “talks”\n\n{LINK}\n\nSupport us: PayPal sawakoart@gmail.com #Japan"
CORRECTED = TEXT.replace("Russia", "South Korea")
REWRITING = [name for name in PLATFORMS if PLATFORMS[name].rewrites]
DELETING = [name for name in PLATFORMS if PLATFORMS[name].deletes]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(accounts=sandbox_accounts()) as running:
        yield running


def secrets_of(sandbox: Sandbox, name: str) -> Mapping[str, str]:
    prefix = f"{PLATFORMS[name].prefix}_"
    return {key.removeprefix(prefix): value for key, value in sandbox.credentials.items() if key.startswith(prefix)}


def opened(sandbox: Sandbox, name: str) -> Any:
    return open_platform(name, "mtt", secrets_of(sandbox, name), sandbox=sandbox.url)


def stored_on(sandbox: Sandbox, name: str) -> list[str]:
    return next([post.text for post in t.posts] for t in sandbox.timelines() if t.account.platform == name)


def long_ago() -> datetime:
    return datetime.now(UTC) - timedelta(minutes=1)


@pytest.mark.parametrize("name", DELETING)
def test_a_deleted_post_is_gone_and_the_others_stay(sandbox: Sandbox, name: str) -> None:
    platform = opened(sandbox, name)
    receipt = platform.publish(TEXT, LINK)
    platform.publish(CORRECTED, LINK)

    platform.delete(receipt.remote_id, long_ago())

    assert stored_on(sandbox, name) == [CORRECTED]


@pytest.mark.parametrize("name", DELETING)
def test_a_post_that_is_gone_already_counts_as_deleted(sandbox: Sandbox, name: str) -> None:
    platform = opened(sandbox, name)
    receipt = platform.publish(TEXT, LINK)
    platform.delete(receipt.remote_id, long_ago())

    platform.delete(receipt.remote_id, long_ago())

    assert stored_on(sandbox, name) == []


@pytest.mark.parametrize("name", DELETING)
def test_a_deletion_whose_reply_was_lost_can_be_made_again(sandbox: Sandbox, name: str) -> None:
    platform = opened(sandbox, name)
    receipt = platform.publish(TEXT, LINK)
    sandbox.faults.add("lost reply", method="DELETE")

    with pytest.raises(OutcomeUnknown):
        platform.delete(receipt.remote_id, long_ago())
    platform.delete(receipt.remote_id, long_ago())

    assert stored_on(sandbox, name) == []


@pytest.mark.parametrize("name", DELETING)
@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("lost request", OutcomeUnknown),
        ("not stored, 503", OutcomeUnknown),
        ("redirect", OutcomeUnknown),
        ("429", RetryLater),
        ("no credit", AccountHalted),
        ("token revoked", AccountHalted),
    ],
)
def test_a_deletion_that_fails_says_what_follows(
    sandbox: Sandbox, name: str, fault: str, outcome: type[PublishError]
) -> None:
    if name == "facebook" and fault in ("429", "no credit"):
        fault, outcome = ("page used up", RetryLater)
    platform = opened(sandbox, name)
    receipt = platform.publish(TEXT, LINK)
    sandbox.faults.add(fault, method="DELETE")

    with pytest.raises(outcome) as raised:
        platform.delete(receipt.remote_id, long_ago())

    assert stored_on(sandbox, name) == [TEXT]
    hidden = [value for key, value in secrets_of(sandbox, name).items() if key != "PAGE_ID"]
    assert not any(secret in str(raised.value) for secret in hidden)


def test_facebook_says_of_a_post_that_it_hides_from_the_token_that_it_is_still_there(sandbox: Sandbox) -> None:
    platform = opened(sandbox, "facebook")
    receipt = platform.publish(TEXT, LINK)
    hidden = (
        '{"error":{"message":"Unsupported delete request. Object does not exist, cannot be loaded due to missing '
        'permissions, or does not support this operation","type":"GraphMethodException","code":100,'
        '"error_subcode":33}}'
    )
    sandbox.faults.add(Fault(stores=False, status=400, body=hidden), method="DELETE")

    with pytest.raises(Refused, match="look at the Page"):
        platform.delete(receipt.remote_id, long_ago())


def test_x_says_of_a_post_of_another_account_that_it_is_another_account_s(sandbox: Sandbox) -> None:
    platform = opened(sandbox, "x")
    forbidden = (
        '{"title":"Forbidden","type":"about:blank","status":403,'
        '"detail":"You are not authorized to delete this Tweet."}'
    )
    sandbox.faults.add(Fault(stores=False, status=403, body=forbidden), method="DELETE")

    with pytest.raises(Refused, match="another account's"):
        platform.delete("1", long_ago())


def test_x_is_not_taken_to_have_deleted_what_it_no_longer_lets_anybody_delete(sandbox: Sandbox) -> None:
    platform = opened(sandbox, "x")
    receipt = platform.publish(TEXT, LINK)
    no_route = '{"title":"Not Found","type":"about:blank","status":404,"detail":"Not Found"}'
    sandbox.faults.add(Fault(stores=False, status=404, body=no_route), method="DELETE")

    with pytest.raises(AccountHalted):
        platform.delete(receipt.remote_id, long_ago())


@pytest.mark.parametrize("name", REWRITING)
def test_a_rewritten_post_has_the_new_text_in_the_same_place(sandbox: Sandbox, name: str) -> None:
    platform = opened(sandbox, name)
    receipt = platform.publish(TEXT, LINK)

    platform.rewrite(receipt.remote_id, CORRECTED)
    platform.rewrite(receipt.remote_id, CORRECTED)

    assert stored_on(sandbox, name) == [CORRECTED]
    assert platform.find(CORRECTED, LINK, long_ago()) == receipt


@pytest.mark.parametrize("name", REWRITING)
def test_a_rewriting_whose_reply_was_lost_can_be_made_again(sandbox: Sandbox, name: str) -> None:
    platform = opened(sandbox, name)
    receipt = platform.publish(TEXT, LINK)
    for fault in ("lost reply", "stored, then 500", "stored, {}"):
        for method in ("POST", "PUT"):
            sandbox.faults.add(fault, method=method)
        with pytest.raises(OutcomeUnknown):
            platform.rewrite(receipt.remote_id, CORRECTED)
    platform.rewrite(receipt.remote_id, CORRECTED)

    assert stored_on(sandbox, name) == [CORRECTED]


@pytest.mark.parametrize("name", REWRITING)
def test_a_post_that_is_gone_is_not_rewritten_and_the_account_goes_on(sandbox: Sandbox, name: str) -> None:
    platform = opened(sandbox, name)
    receipt = platform.publish(TEXT, LINK)
    platform.delete(receipt.remote_id, long_ago())

    with pytest.raises(Refused):
        platform.rewrite(receipt.remote_id, CORRECTED)


@pytest.mark.parametrize("name", REWRITING)
def test_a_text_that_the_platform_does_not_take_leaves_the_post_as_it_was(sandbox: Sandbox, name: str) -> None:
    platform = opened(sandbox, name)
    receipt = platform.publish(TEXT, LINK)

    with pytest.raises(Refused):
        platform.rewrite(receipt.remote_id, "x" * (PLATFORMS[name].limits.length + 1))
    assert stored_on(sandbox, name) == [TEXT]


def test_facebook_lets_only_the_app_that_made_a_post_change_it(sandbox: Sandbox) -> None:
    platform = opened(sandbox, "facebook")
    receipt = platform.publish(TEXT, LINK)
    not_ours = (
        '{"error":{"message":"(#200) This post wasn\'t created by the application","type":"OAuthException","code":200}}'
    )
    sandbox.faults.add(Fault(stores=False, status=403, body=not_ours))

    with pytest.raises(Refused, match="on the Page itself"):
        platform.rewrite(receipt.remote_id, CORRECTED)


@pytest.mark.parametrize("name", PLATFORMS)
def test_in_the_sandbox_a_permalink_leads_to_the_post_on_its_page(sandbox: Sandbox, name: str) -> None:
    receipt = opened(sandbox, name).publish(TEXT, LINK)
    answer = requests.get(receipt.permalink, allow_redirects=False)
    assert answer.headers["Location"] == f"/#post-{receipt.remote_id}"
    assert f'id="post-{receipt.remote_id}"' in requests.get(receipt.permalink).text
