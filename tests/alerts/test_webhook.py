"""Webhooks, and services through Apprise, by a real server on loopback."""

from __future__ import annotations

import json
import socket

import pytest

from bot.alerts import send, sending, why_unusable
from bot.errors import AlertError, SettingsError
from tests.alerts.conftest import MESSAGE


def test_a_webhook_gets_the_message_and_its_findings_as_json(local_site) -> None:
    send(local_site.serve("/hook", status=204), MESSAGE)
    assert json.loads(local_site.posted[0]) == {
        "id": MESSAGE.id,
        "subject": MESSAGE.subject,
        "body": MESSAGE.body,
        "findings": [{"kind": "account-halted", "subject": "mtt", "since": None}],
    }
    assert local_site.headers_asked("/hook")[0]["Content-Type"] == "application/json"


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500, 503])
def test_any_answer_but_a_success_is_named_without_the_address(local_site, status) -> None:
    with pytest.raises(AlertError, match=f"answers {status}") as caught:
        send(local_site.serve("/secret-token", status=status), MESSAGE)
    assert "secret-token" not in str(caught.value)


def test_a_webhook_that_has_moved_is_not_followed(local_site) -> None:
    moved = local_site.serve("/hook", status=302, Location=f"{local_site.url}/other")
    with pytest.raises(AlertError, match="has moved"):
        send(moved, MESSAGE)
    assert local_site.headers_asked("/other") == []


def test_a_webhook_that_cannot_be_reached_is_named_without_its_path() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/secret-token"
    with pytest.raises(AlertError, match="cannot be reached") as caught:
        send(url, MESSAGE)
    assert "secret-token" not in str(caught.value)


def test_every_other_kind_of_address_goes_through_apprise(local_site) -> None:
    local_site.serve("/hook")
    send(f"{local_site.url.replace('http', 'json')}/hook", MESSAGE)
    document = json.loads(local_site.posted[0])
    assert (document["title"], document["message"].split("\n")[0]) == (MESSAGE.subject, "BROKEN")


def test_what_apprise_could_not_deliver_says_why(local_site) -> None:
    local_site.serve("/hook", status=500)
    with pytest.raises(AlertError, match=r"json://… has not taken the message \(.*500"):
        send(f"{local_site.url.replace('http', 'json')}/hook", MESSAGE)


def test_an_address_that_apprise_does_not_know_is_a_fault_of_the_settings() -> None:
    with pytest.raises(SettingsError, match="Apprise does not know the address slakc://…"):
        send("slakc://a/b/c", MESSAGE)


def test_without_apprise_the_line_that_installs_it_is_named(monkeypatch) -> None:
    monkeypatch.setattr(sending.importlib.util, "find_spec", lambda _: None)
    line = r"pip install 'syndication-bot\[alerts\]'"
    with pytest.raises(SettingsError, match=line):
        send("slack://a/b/c", MESSAGE)
    assert why_unusable("https://hooks.example.org/") == why_unusable("mailto://desk@example.org") == ""
