"""`bot alerts test`, and what `bot once`, `bot run`, `bot check` and `bot status` do with addresses for alerts."""

from __future__ import annotations

import json
import signal
import threading
from http.server import BaseHTTPRequestHandler

import pytest

from tests.alerts.conftest import mail_server
from tests.sources.conftest import LocalSite, local_site

__all__ = ["local_site", "mail_server"]


@pytest.fixture
def told(office, local_site: LocalSite):
    """An office whose alerts go to a webhook, with its last part in .env."""
    tell(office, f"{local_site.url}/${{HOOK}}", HOOK="hook")
    local_site.serve("/hook")
    return office


def tell(office, *addresses: str, **secrets: str) -> None:
    office.write_settings(**{"[watch]": f"[alerts]\nto = {json.dumps(addresses)}\n\n[watch]"})
    office.write_secrets()
    with (office.folder / ".env").open("a", encoding="utf-8") as dotenv:
        dotenv.writelines(f"{name}={value}\n" for name, value in secrets.items())


def halt(office) -> None:
    """X takes no token from now on."""
    path = office.folder / ".env"
    path.write_text(path.read_text("utf-8").replace("X_ACCESS_TOKEN_SECRET=", "X_ACCESS_TOKEN_SECRET=not"))


def test_one_alert_is_sent_to_each_address_and_each_says_what_became_of_it(office, local_site, mail_server) -> None:
    mailbox = mail_server()
    tell(office, f"mailto://127.0.0.1:{mailbox.port}/?to=desk@example.org", f"{local_site.url}/${{HOOK}}", HOOK="hook")
    local_site.serve("/hook", status=204)
    result = office.bot("alerts", "test")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "mailto://desk@example.org: has taken it",
        f"{local_site.url}/${{HOOK}}: has taken it",
    ]
    assert mailbox.mails[0]["Subject"] == "[bot] A test: alerts arrive here"
    assert json.loads(local_site.posted[0])["subject"] == "[bot] A test: alerts arrive here"


def test_where_some_addresses_take_none_it_ends_with_3_and_where_all_do_with_1(office, local_site) -> None:
    local_site.serve("/hook", status=204)
    tell(office, f"{local_site.url}/hook", f"{local_site.url}/gone")
    result = office.bot("alerts", "test")
    assert (result.exit_code, "answers 404" in result.stderr) == (3, True)
    tell(office, f"{local_site.url}/gone", "slack://${SLACK}")
    result = office.bot("alerts", "test", "--json")
    assert result.exit_code == 1
    faults = [row["fault"] for row in json.loads(result.stdout)["addresses"]]
    assert "answers 404" in faults[0]
    assert "SLACK: is missing" in faults[1]


def test_without_an_address_it_says_what_to_write(office) -> None:
    result = office.bot("alerts", "test")
    assert result.exit_code == 2
    assert 'to = ["mailto://desk@example.org"]' in result.stderr


def test_check_names_an_unknown_secret_an_address_that_cannot_be_used_and_a_password_in_bot_toml(office) -> None:
    tell(office, "slack://${SLACK_TOKEN}", "mailto://desk:topsecret@mail.example.org/?to=desk@example.org")
    result = office.bot("check")
    assert result.exit_code == 2
    assert "SLACK_TOKEN: is missing for the alerts to slack://${SLACK_TOKEN}" in result.stderr
    assert "mailto://desk@example.org holds a password" in result.stderr
    assert "topsecret" not in result.output
    tell(office, "mailto://mail.example.org:99999/?to=desk@example.org")
    assert "bot.toml, line" in office.bot("check").stderr


def test_check_is_content_with_a_secret_that_an_address_reads(told) -> None:
    result = told.bot("check")
    assert result.exit_code == 0
    assert "HOOK" not in result.stderr


def test_status_names_an_address_that_nothing_can_be_sent_to(office) -> None:
    tell(office, "slack://${SLACK_TOKEN}")
    office.bot("once")
    result = office.bot("status", "--check")
    assert "an alert to slack://${SLACK_TOKEN} cannot be delivered: SLACK_TOKEN: is missing" in result.stdout
    assert "bot alerts test" in result.stdout


def test_a_round_tells_at_its_end_what_is_wrong_with_the_command_that_helps_and_no_secret(told, local_site) -> None:
    told.bot("once")
    assert local_site.posted == []
    halt(told)
    told.newsroom.publish(told.articles[0])
    told.bot("once")
    message = json.loads(local_site.posted[0])
    assert message["subject"].startswith("[bot] Broken: mtt on X is halted")
    assert "      bot resume mtt" in message["body"]
    assert message["findings"][0]["kind"] == "account-halted"
    for value in told.sandbox.credentials.values():
        assert value not in json.dumps(message) or len(value) < 8


def test_a_running_bot_tells_what_is_wrong_by_itself(office, local_site, running) -> None:
    arrived = threading.Event()

    def take(request: BaseHTTPRequestHandler) -> None:
        request.send_response(204)
        request.end_headers()
        arrived.set()

    hook = local_site.handle("/hook", take)
    office.bot("once")
    halt(office)
    office.newsroom.publish(office.articles[0])
    office.bot("once")
    tell(office, hook)
    process = running("run")
    assert arrived.wait(100)
    assert json.loads(local_site.posted[0])["subject"].startswith("[bot] Broken: mtt on X is halted")
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
