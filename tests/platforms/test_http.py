from __future__ import annotations

import threading
from pathlib import Path

import pytest
import requests

from bot.errors import AccountHalted, Refused, SettingsError
from bot.platforms.api_calls import RedactedError, redacted, without_secrets
from bot.platforms.facebook.client import Facebook
from bot.platforms.http import Patience, PlatformSession, checked_sandbox
from bot.sandbox import Sandbox
from bot.sandbox.faults import Fault


def page_secrets(sandbox: Sandbox) -> dict[str, str]:
    return {key.removeprefix("FACEBOOK_"): value for key, value in sandbox.credentials.items()}


@pytest.mark.parametrize("url", ["http://127.0.0.1:8640", "http://localhost:1/", "http://[::1]:80", "http://127.8.0.1"])
def test_a_sandbox_on_this_machine_is_taken(url: str) -> None:
    assert checked_sandbox(url) == url.rstrip("/")


@pytest.mark.parametrize(
    "url", ["http://10.0.0.7:8640", "https://127.0.0.1", "http://example.com", "http://127.0.0.1.example.com", "x", ""]
)
def test_a_sandbox_anywhere_else_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="on this machine"):
        checked_sandbox(url)


def test_the_answer_is_kept_with_its_status_headers_and_body(sandbox: Sandbox) -> None:
    session = PlatformSession(sandbox=sandbox.url)
    response = session.get("https://graph.facebook.com/v25.0/me")

    assert session.answer is not None
    assert session.answer.status == 400
    assert session.answer.headers["facebook-api-version"] == "v25.0"
    assert session.answer.body == response.content != b""


def test_an_answer_is_forgotten_when_the_next_call_begins(sandbox: Sandbox) -> None:
    session = PlatformSession(sandbox=sandbox.url)
    session.get("https://graph.facebook.com/v25.0/me")
    sandbox.faults.add("lost reply", method="GET")

    with pytest.raises(requests.ConnectionError):
        session.get("https://graph.facebook.com/v25.0/me")
    assert session.answer is None
    assert session.request_left


def test_a_call_of_a_library_that_sets_no_time_out_has_one(sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault(wire="stall", seconds=30), method="GET")
    session = PlatformSession(sandbox=sandbox.url, patience=Patience(read=0.2))

    with pytest.raises(requests.ReadTimeout):
        session.request("GET", "https://graph.facebook.com/v25.0/me", timeout=None)


def test_a_call_leaves_no_thread_behind(sandbox: Sandbox) -> None:
    session = PlatformSession(sandbox=sandbox.url, patience=Patience(whole=3600))
    session.get("https://graph.facebook.com/v25.0/me")

    watching = [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
    for thread in watching:
        thread.join(timeout=5)
    assert [thread for thread in watching if thread.is_alive()] == []


def test_the_token_of_a_read_is_not_in_its_address(sandbox: Sandbox) -> None:
    session = PlatformSession(sandbox=sandbox.url)
    response = session.request(
        "GET", "https://graph.facebook.com/v25.0/me", params={"access_token": page_secrets(sandbox)["PAGE_TOKEN"]}
    )

    assert response.status_code == 200
    assert "access_token" not in str(response.request.url)


def test_netrc_does_not_overwrite_the_token(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine graph.facebook.com login someone password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    session = PlatformSession(sandbox=sandbox.url)
    token = page_secrets(sandbox)["PAGE_TOKEN"]

    assert session.request("GET", "https://graph.facebook.com/v25.0/me", params={"access_token": token}).ok


def test_the_ca_bundle_of_the_environment_is_used(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = tmp_path / "company.pem"
    bundle.write_text("no certificate")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))

    with pytest.raises(AccountHalted, match=r"Nothing could be sent.*company\.pem.*REQUESTS_CA_BUNDLE"):
        Facebook(page_secrets(sandbox), PlatformSession()).publish("text", "")


def test_secrets_are_put_out_of_sight_as_they_are_and_as_urls_spell_them() -> None:
    text = "asked /me?access_token=111|a/b and 111%7Ca%2Fb, then appsecret_proof=0a1b2c&fields=id"

    assert redacted(text, ["111|a/b"]) == (
        "asked /me?access_token=[secret] and [secret], then appsecret_proof=[secret]&fields=id"
    )


def test_an_exception_that_quotes_a_secret_is_replaced_by_one_that_does_not() -> None:
    error = ValueError("the header Bearer s3cr3t is no good")

    stand_in = without_secrets(error, ["s3cr3t"])
    assert isinstance(stand_in, RedactedError)
    assert str(stand_in) == "ValueError: the header Bearer [secret] is no good"
    assert stand_in.__cause__ is None
    assert stand_in.__context__ is None


def test_an_exception_whose_cause_quotes_a_secret_is_replaced_too() -> None:
    error = OSError("no answer")
    error.__context__ = ValueError("s3cr3t")

    assert isinstance(without_secrets(error, ["s3cr3t"]), RedactedError)


def test_an_exception_without_a_secret_stays_itself() -> None:
    error = OSError("no answer")

    assert without_secrets(error, ["s3cr3t"]) is error


def test_a_call_that_fails_before_its_request_is_not_judged_by_the_answer_before(sandbox: Sandbox) -> None:
    session = PlatformSession(sandbox=sandbox.url)
    facebook = Facebook(page_secrets(sandbox), session)
    facebook.publish("text", "")

    with pytest.raises(Refused, match="broken characters"):
        facebook.publish("half of a pair \ud83d", "")
