"""What every platform promises about keys, each run with its real client against the sandbox."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from bot.errors import AccountHalted, PublishError, RetryLater
from bot.platforms import PLATFORMS, sandbox_accounts
from bot.platforms.access import authorise, examine, read_clock_offset
from bot.platforms.http import SandboxAdapter
from bot.sandbox import Sandbox
from bot.sandbox.faults import Fault
from tests.contracts.test_platforms import chain, refused_address

HTML = "<html><body><h1>Sorry, something went wrong.</h1></body></html>"
METHODS = ("GET", "POST")
WITH_CLOCK = [name for name, spec in PLATFORMS.items() if spec.clock_url]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(accounts=sandbox_accounts()) as running:
        yield running


@pytest.fixture(params=[name for name, spec in PLATFORMS.items() if spec.examine])
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def secrets(sandbox: Sandbox, name: str) -> Mapping[str, str]:
    prefix = f"{PLATFORMS[name].prefix}_"
    return {key.removeprefix(prefix): value for key, value in sandbox.credentials.items() if key.startswith(prefix)}


def hidden(name: str, secrets: Mapping[str, str]) -> list[str]:
    public = {secret.name for secret in PLATFORMS[name].secrets if secret.is_public}
    return [value for key, value in secrets.items() if key not in public]


@dataclass
class Person:
    """Answers what is asked from a table, and opens in a browser what is shown."""

    secrets: Mapping[str, str]
    has_browser: bool = True
    said: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        self.said.append(text)
        for word in text.split():
            if self.has_browser and word.startswith("http://127.0.0.1"):
                self.pages.append(requests.get(word).text)

    def ask(self, question: str) -> str:
        return self._from_page('id="pin">')

    def ask_hidden(self, question: str) -> str:
        return self._from_page("User token: <b>")

    def ask_secret(self, name: str) -> str:
        return self.secrets[name]

    def choose(self, question: str, options: Sequence[str]) -> int:
        return len(options) - 1

    def _from_page(self, before: str) -> str:
        return self.pages[-1].partition(before)[2].partition("<")[0]


def app_secrets(sandbox: Sandbox, name: str, secrets: Mapping[str, str]) -> Mapping[str, str]:
    """What a person copies from the platform's page about the app."""
    if name != "facebook":
        return secrets
    page = requests.get(f"{sandbox.url}/tools/explorer/").text
    parts = {"APP_ID": "App ID: <b>", "APP_SECRET": "App secret: <b>"}
    return secrets | {key: page.partition(before)[2].partition("<")[0] for key, before in parts.items()}


def test_keys_that_are_accepted_can_post_and_are_named_by_their_account(
    name: str, secrets: Mapping[str, str], sandbox: Sandbox
) -> None:
    examination = examine(name, secrets, sandbox=sandbox.url)
    assert examination.can_post
    assert "modern" in examination.account.lower()
    assert examination.warnings == ()
    assert sandbox.timelines()[0].posts == []


def test_keys_that_are_not_accepted_are_told_with_what_to_do(
    name: str, secrets: Mapping[str, str], sandbox: Sandbox
) -> None:
    wrong = {key: value if value in hidden(name, secrets)[:-1] else f"{value}x" for key, value in secrets.items()}
    with pytest.raises(AccountHalted, match="make"):
        examine(name, wrong, sandbox=sandbox.url)


def test_a_platform_that_cannot_be_reached_says_nothing_about_the_keys(name: str, secrets: Mapping[str, str]) -> None:
    with pytest.raises(RetryLater, match="cannot be reached"):
        examine(name, secrets, sandbox=refused_address())


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500, body='{"error":{"message":"An unknown error occurred","code":1}}'),
        Fault(status=502, body=HTML),
        Fault(status=503, body="{}"),
        Fault(wire="cut"),
        Fault(wire="close"),
        Fault(status=429, body='{"title":"Too Many Requests"}', headers={"x-rate-limit-reset": "+60"}),
    ],
    ids=["500", "HTML with 502", "503", "cut", "closed", "429"],
)
def test_an_answer_that_is_no_answer_says_nothing_about_the_keys(
    name: str, secrets: Mapping[str, str], sandbox: Sandbox, fault: Fault
) -> None:
    for method in METHODS:
        sandbox.faults.add(fault, fault, method=method)
    with pytest.raises(RetryLater):
        examine(name, secrets, sandbox=sandbox.url)


def test_html_in_the_place_of_an_answer_says_nothing_about_the_keys(
    name: str, secrets: Mapping[str, str], sandbox: Sandbox
) -> None:
    for method in METHODS:
        sandbox.faults.add(*[Fault(status=200, body=HTML)] * 3, method=method)
    with pytest.raises(RetryLater):
        examine(name, secrets, sandbox=sandbox.url)


def test_a_person_gets_keys_that_can_post(name: str, secrets: Mapping[str, str], sandbox: Sandbox) -> None:
    person = Person(app_secrets(sandbox, name, secrets))
    values = authorise(name, {}, person, sandbox=sandbox.url)

    assert examine(name, values, sandbox=sandbox.url).can_post
    assert values.items() >= secrets.items()
    assert [text for text in person.said for value in hidden(name, values) if value in text] == []


def test_getting_keys_from_a_platform_that_cannot_be_reached_ends_with_an_error_of_ours(
    name: str, secrets: Mapping[str, str], sandbox: Sandbox
) -> None:
    person = Person(app_secrets(sandbox, name, secrets), has_browser=False)
    person.ask = person.ask_hidden = lambda question: "1234567"  # type: ignore[method-assign]
    with pytest.raises(RetryLater, match="cannot be reached"):
        authorise(name, {}, person, sandbox=refused_address())


def test_no_key_is_part_of_a_url_an_error_or_a_log_record(
    name: str,
    secrets: Mapping[str, str],
    sandbox: Sandbox,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    urls: list[str] = []
    send = SandboxAdapter.send

    def noting(self: SandboxAdapter, request: Any, **options: Any) -> Any:
        urls.append(request.url)
        return send(self, request, **options)

    monkeypatch.setattr(SandboxAdapter, "send", noting)
    apps = app_secrets(sandbox, name, secrets)
    person = Person(apps)
    values = authorise(name, {}, person, sandbox=sandbox.url)
    shown: list[str] = []
    for each in (secrets, values):
        examine(name, each, sandbox=sandbox.url)
        for fault in ("stored, then 502", "429", "token revoked", "answer cut short", "lost reply"):
            for method in METHODS:
                sandbox.faults.add(*[fault] * 3, method=method)
            with pytest.raises(PublishError) as raised:
                examine(name, each, sandbox=sandbox.url)
            shown += [text for link in chain(raised.value) for text in (str(link), repr(link))]
            sandbox.faults = type(sandbox.faults)()
    shown += [record.getMessage() for record in caplog.records] + urls

    assert len(urls) > 10
    page = "".join(person.pages[-1:])
    keys = {*hidden(name, values), *hidden(name, apps), page.partition("User token: <b>")[2][:60]} - {""}
    assert [(text, key) for text in shown for key in keys if key in text] == []


@pytest.mark.parametrize("name", WITH_CLOCK)
def test_the_platform_s_clock_is_read_for_nothing(name: str, sandbox: Sandbox) -> None:
    offset = read_clock_offset(name, sandbox=sandbox.url)
    assert offset is not None
    assert abs(offset.total_seconds()) < 30
    assert {timeline.spent for timeline in sandbox.timelines()} == {0}


@pytest.mark.parametrize("name", WITH_CLOCK)
def test_a_clock_that_cannot_be_read_is_an_error_of_ours(name: str) -> None:
    with pytest.raises(RetryLater):
        read_clock_offset(name, sandbox=refused_address())
