"""What every platform promises, each run on every adapter, with its real client, against the sandbox."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import AccountHalted, OutcomeUnknown, PublishError, Refused, RetryLater
from bot.platforms import PLATFORMS, Platform, Receipt, open_platform, sandbox_accounts
from bot.sandbox import Sandbox
from bot.sandbox.faults import Fault

LINK = "https://moderntokyonews.com/2017/04/28/defuse-tensions/"
TEXT = f"Japan & Russia seek <calm> – “talks”\n\n{LINK}\n\nSupport us: PayPal sawakoart@gmail.com #Japan"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(accounts=sandbox_accounts()) as running:
        yield running


@pytest.fixture(params=PLATFORMS)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def secrets(sandbox: Sandbox, name: str) -> Mapping[str, str]:
    prefix = f"{PLATFORMS[name].prefix}_"
    return {key.removeprefix(prefix): value for key, value in sandbox.credentials.items() if key.startswith(prefix)}


@pytest.fixture
def platform(sandbox: Sandbox, name: str, secrets: Mapping[str, str]) -> Platform:
    return open_platform(name, "mtt", secrets, sandbox=sandbox.url)


def stored_on(sandbox: Sandbox, name: str) -> list[str]:
    return next([post.text for post in t.posts] for t in sandbox.timelines() if t.account.platform == name)


def long_ago() -> datetime:
    return datetime.now(UTC) - timedelta(minutes=1)


def refused_address() -> str:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{unused.getsockname()[1]}"


def test_a_post_gets_a_receipt_with_its_id_and_its_address(platform: Platform, sandbox: Sandbox, name: str) -> None:
    receipt = platform.publish(TEXT, LINK)

    assert stored_on(sandbox, name) == [TEXT]
    assert receipt.remote_id
    assert receipt.permalink.startswith(("https://", sandbox.url))
    assert receipt.permalink.endswith(receipt.remote_id)


def test_a_published_post_is_found_with_the_same_receipt(platform: Platform) -> None:
    assert platform.find(TEXT, LINK, long_ago()) is None
    receipt = platform.publish(TEXT, LINK)
    platform.publish(TEXT.replace("calm", "quiet"), LINK)

    assert platform.find(TEXT, LINK, long_ago()) == receipt


def test_a_post_is_found_with_its_time(platform: Platform) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    platform.publish(TEXT, LINK)
    found = platform.find(TEXT, LINK, long_ago())

    assert found is not None
    assert found.posted_at is not None
    assert before <= found.posted_at <= datetime.now(UTC)


def test_a_post_is_found_behind_hundreds_of_later_ones(platform: Platform, sandbox: Sandbox) -> None:
    receipt = platform.publish(TEXT, LINK)
    for timeline in sandbox.timelines():
        for number in range(250):
            timeline.store(f"{number} {TEXT}", LINK, sandbox.rules.clock(), lag=0)

    assert platform.find(TEXT, LINK, long_ago()) == receipt


def test_a_post_from_before_the_time_asked_for_is_not_found(platform: Platform) -> None:
    platform.publish(TEXT, LINK)

    assert platform.find(TEXT, LINK, datetime.now(UTC) + timedelta(hours=1)) is None


def test_a_post_that_readers_do_not_see_yet_is_not_found(platform: Platform, sandbox: Sandbox) -> None:
    sandbox.rules.lag = 60
    platform.publish(TEXT, LINK)

    assert platform.find(TEXT, LINK, long_ago()) is None


def public(name: str) -> set[str]:
    """What stands beside the secrets without being one."""
    return {secret.name for secret in PLATFORMS[name].secrets if secret.is_public}


def test_a_wrong_token_halts_the_account(sandbox: Sandbox, name: str, secrets: Mapping[str, str]) -> None:
    wrong = {key: "1" if key in public(name) else f"{value}x" for key, value in secrets.items()}
    platform = open_platform(name, "mtt", wrong, sandbox=sandbox.url)

    with pytest.raises(AccountHalted, match=r"make (new ones|a new (Page token|token|app password))"):
        platform.publish(TEXT, LINK)
    with pytest.raises(AccountHalted):
        platform.find(TEXT, LINK, long_ago())
    assert stored_on(sandbox, name) == []


def test_a_text_that_is_too_long_is_refused(platform: Platform, sandbox: Sandbox, name: str) -> None:
    with pytest.raises(Refused) as refused:
        platform.publish("x" * (PLATFORMS[name].limits.length + 1), "")

    assert not refused.value.duplicate
    assert stored_on(sandbox, name) == []


def test_a_text_at_the_limit_is_taken(platform: Platform, sandbox: Sandbox, name: str) -> None:
    text = "x" * PLATFORMS[name].limits.length
    platform.publish(text, "")

    assert stored_on(sandbox, name) == [text]


def test_the_same_text_again_is_refused_as_a_duplicate_or_is_another_post(
    platform: Platform, sandbox: Sandbox, name: str
) -> None:
    platform.publish(TEXT, LINK)
    second = outcome_of(lambda: platform.publish(TEXT, LINK))

    if isinstance(second, Refused):
        assert second.duplicate
    assert stored_on(sandbox, name) == [TEXT] * (1 if isinstance(second, Refused) else 2)


def outcome_of(call: Callable[[], Receipt]) -> Receipt | PublishError:
    try:
        return call()
    except PublishError as error:
        return error


def test_a_lost_reply_is_an_unknown_outcome_and_the_post_is_then_found(
    platform: Platform, sandbox: Sandbox, name: str
) -> None:
    sandbox.faults.add("lost reply")

    with pytest.raises(OutcomeUnknown):
        platform.publish(TEXT, LINK)
    assert stored_on(sandbox, name) == [TEXT]
    assert platform.find(TEXT, LINK, long_ago()) is not None


def test_a_lost_request_is_an_unknown_outcome_too(platform: Platform, sandbox: Sandbox, name: str) -> None:
    sandbox.faults.add("lost request")

    with pytest.raises(OutcomeUnknown):
        platform.publish(TEXT, LINK)
    assert platform.find(TEXT, LINK, long_ago()) is None


def test_a_refused_connection_is_tried_again_later(name: str, secrets: Mapping[str, str]) -> None:
    platform = open_platform(name, "mtt", secrets, sandbox=refused_address())

    with pytest.raises(RetryLater, match="cannot be reached"):
        platform.publish(TEXT, LINK)
    with pytest.raises(RetryLater):
        platform.find(TEXT, LINK, long_ago())


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_never_followed(platform: Platform, sandbox: Sandbox, name: str, status: int) -> None:
    here = {"Location": f"{sandbox.url}/2/tweets"}
    sandbox.faults.add(Fault(stores=False, status=status, headers=here))
    sandbox.faults.add(Fault(status=201, body='{"data":{"id":"1"},"id":"1"}'), method="GET")

    with pytest.raises(OutcomeUnknown):
        platform.publish(TEXT, LINK)
    assert sandbox.faults.given.total() == 1


def test_a_reading_that_fails_is_tried_again_later(platform: Platform, sandbox: Sandbox) -> None:
    for fault in ("lost reply", "stored, then 500", "stored, then 502", "answer cut short", "stored, {}"):
        sandbox.faults.add(fault, method="GET")
        with pytest.raises(RetryLater):
            platform.find(TEXT, LINK, long_ago())


EVERY_FAULT = (
    "lost reply",
    "reset before storing",
    "answer cut short",
    "stored, then 500",
    "stored, then 502",
    "redirect",
    "429",
    "no credit",
    "token revoked",
)


def test_no_secret_shows_in_any_error_or_log_record(
    platform: Platform, sandbox: Sandbox, name: str, secrets: Mapping[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    errors = []
    for method in ("POST", "GET"):
        for fault in EVERY_FAULT:
            sandbox.faults.add(fault, method=method)
            with pytest.raises(PublishError) as raised:
                platform.publish(TEXT, LINK) if method == "POST" else platform.find(TEXT, LINK, long_ago())
            errors.append(raised.value)
    shown = [text for error in errors for link in chain(error) for text in (str(link), repr(link))]
    shown += [record.getMessage() for record in caplog.records]

    assert len(errors) == 2 * len(EVERY_FAULT)
    assert all(error.__cause__ is not None for error in errors)
    hidden = [secret for key, secret in secrets.items() if key not in public(name)]
    assert [text for text in shown for secret in hidden if secret in text] == []


def test_no_secret_shows_where_a_dead_proxy_is_in_the_way(
    name: str, secrets: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", refused_address())
    platform = open_platform(name, "mtt", secrets)

    with pytest.raises(RetryLater, match="ProxyError") as raised:
        platform.find(TEXT, LINK, long_ago())
    shown = [text for link in chain(raised.value) for text in (str(link), repr(link))]
    hidden = [secret for key, secret in secrets.items() if key not in public(name)]
    assert [text for text in shown for secret in hidden if secret in text] == []


def test_the_sandbox_is_reached_past_any_proxy(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", refused_address())
    monkeypatch.setenv("HTTP_PROXY", refused_address())

    assert platform.publish(TEXT, LINK).remote_id


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """Everything that a traceback of `error`, or a debugger on it, would reach."""
    if error is not None:
        yield error
        yield from chain(error.__cause__)
        yield from chain(error.__context__)


def test_a_post_about_the_same_article_is_found_under_another_headline(platform: Platform) -> None:
    receipt = platform.publish(TEXT, LINK)
    corrected = TEXT.replace(TEXT.split("\n")[0], "Another headline")

    assert corrected != TEXT
    assert platform.find(corrected, f"{LINK}?utm_source=x", long_ago()) == receipt
    assert platform.find(corrected, "https://moderntokyonews.com/another/", long_ago()) is None
