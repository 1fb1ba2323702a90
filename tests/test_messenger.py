"""What is written to people holds no secret, and is sent with the secrets of the moment."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.spelling import command_line
from bot.errors import AlertError, SettingsError
from bot.health import Finding, Severity
from bot.health.alerting import News
from bot.messenger import Messenger
from bot.outbox.rules.states import AlertText
from bot.outbox.store.alerts import OpenAlert
from bot.settings import Settings, all_secret_values, sample_settings
from tests.sources.conftest import LocalSite, local_site

__all__ = ["local_site"]

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ALERT = OpenAlert(id=1, text=AlertText(subject="s", body="b"), created_at=NOW, attempts=0)


def with_addresses(settings: Settings, *addresses: str) -> Settings:
    return replace(settings, alerts=replace(settings.alerts, to=addresses))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return sample_settings(tmp_path)


def messenger(**environ: str) -> Messenger:
    return Messenger(environ, command_line)


def test_a_secret_that_a_reason_quotes_is_hidden_in_text_and_in_json(settings) -> None:
    settings = with_addresses(settings, "slack://${SLACK_TOKEN}")
    finding = Finding(
        kind="account-halted",
        subject="mtt",
        severity=Severity.BROKEN,
        what="X refuses the key key-0001-abcdef, and Slack the token T0/B0/xyzxyzxyz",
        follows="access_token=EAAsecretsecretsecret is refused",
        remedy="renew it",
    )
    text = messenger(X_API_KEY="key-0001-abcdef", SLACK_TOKEN="T0/B0/xyzxyzxyz").write(
        settings, News(begun=(finding,)), NOW
    )
    everything = text.subject + text.body + json.dumps(text.findings)
    for secret in ("key-0001-abcdef", "xyzxyzxyz", "EAAsecret"):
        assert secret not in everything
    assert "X refuses the key [hidden], and Slack the token [hidden]" in text.body


def test_a_secret_is_read_anew_for_each_message(settings, local_site: LocalSite) -> None:
    address = f"{local_site.url}/${{HOOK}}"
    local_site.serve("/right")
    dotenv = settings.folder / ".env"
    with pytest.raises(SettingsError, match="HOOK: is missing"):
        messenger().send(settings, address, [ALERT])
    dotenv.write_text("HOOK=wrong")
    with pytest.raises(AlertError, match="answers 404"):
        messenger().send(settings, address, [ALERT])
    dotenv.write_text("HOOK=right")
    messenger().send(settings, address, [ALERT])
    assert json.loads(local_site.posted[-1])["subject"] == "s"


def test_a_file_may_hold_the_secret(settings, local_site: LocalSite) -> None:
    local_site.serve("/right")
    (settings.folder / "hook").write_text("right\n")
    messenger(HOOK_FILE="hook").send(settings, f"{local_site.url}/${{HOOK}}", [ALERT])
    assert len(local_site.posted) == 1


def test_what_an_address_holds_and_what_it_names_is_known_to_the_log_as_secret(settings) -> None:
    settings = with_addresses(
        settings, "slack://${SLACK_TOKEN}", "mailto://desk:topsecret@mail.example.org/?to=a@b.example"
    )
    assert {"xoxb-1", "topsecret"} <= all_secret_values(settings, {"SLACK_TOKEN": "xoxb-1"})


def test_why_an_address_cannot_be_used_is_known_before_anything_is_sent(settings) -> None:
    assert "SLACK_TOKEN: is missing" in messenger().fault(settings, "slack://${SLACK_TOKEN}")
    assert messenger(SLACK_TOKEN="x").fault(settings, "slack://${SLACK_TOKEN}") == ""
    assert messenger().fault(settings, "mailto://desk@example.org") == ""
