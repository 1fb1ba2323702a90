"""A bot that runs takes what is changed on the disk, without a restart."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator

import pytest

APPEAL = "Support us: PayPal sawakoart@gmail.com"


def events_of(process) -> Iterator[dict]:
    return (json.loads(line) for line in process.stderr)


def wait_for(events: Iterator[dict], wanted: str) -> dict:
    return next(event for event in events if event["event"] == wanted)


@pytest.fixture
def bot(office, running):
    """A running bot that has taken the site's baseline, and its events."""
    office.bot("once")
    process = running("run", "--log-format", "json")
    events = events_of(process)
    wait_for(events, "run.started")
    yield events
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


def kinds(office) -> list[str]:
    printed = office.bot("status", "--check", "--json").stdout
    return [finding["kind"] for finding in json.loads(printed)["health"]["findings"]]


def posted_on_x(office, events, article) -> str:
    office.newsroom.publish(article)
    for _ in range(2):
        wait_for(events, "delivery.sent")
    return office.texts()["x"][-1]


def test_a_changed_appeal_stands_in_the_next_post(office, bot):
    assert APPEAL in posted_on_x(office, bot, office.articles[0])
    office.write_settings(**{APPEAL: "Donate: sawako@example.org"})
    wait_for(bot, "run.started")
    assert "Donate: sawako@example.org" in posted_on_x(office, bot, office.articles[1])
    assert kinds(office) == []


def test_a_changed_template_is_what_the_next_post_is_made_of(office, bot):
    templates = office.folder / "templates"
    templates.mkdir()
    (templates / "x.j2").write_text("NEW FORM {{ title }}\n\n{{ appeal }}\n\n{{ link }}", "utf-8")
    wait_for(bot, "run.started")
    assert posted_on_x(office, bot, office.articles[0]).startswith("NEW FORM ")


def test_faulty_settings_are_told_and_the_old_ones_go_on_until_they_are_mended(office, bot):
    path = office.folder / "bot.toml"
    good = path.read_text("utf-8")
    path.write_text(good.replace('gap = "0s"', 'gpa = "0s"'), "utf-8")
    assert 'did you mean "gap"?' in wait_for(bot, "settings.fault")["fault"]
    assert APPEAL in posted_on_x(office, bot, office.articles[0])
    path.write_text(good.replace("[watch]", "[watch]\nburst = 4"), "utf-8")
    wait_for(bot, "run.started")
    assert kinds(office) == []


def test_what_cannot_be_used_is_a_finding_of_status_until_it_is_put_back(office, bot):
    template = office.folder / "templates" / "x.j2"
    template.parent.mkdir()
    template.write_text("{{ titel }}", "utf-8")
    assert "titel" in wait_for(bot, "settings.fault")["fault"]
    assert kinds(office) == ["settings-faulty"]
    template.unlink()
    wait_for(bot, "settings.mended")
    assert kinds(office) == []


def test_a_token_that_was_revoked_is_mended_in_env_and_the_account_goes_on(office, bot):
    env = office.folder / ".env"
    good = env.read_text("utf-8")
    token = next(line.partition("=")[2] for line in good.splitlines() if line.startswith("FACEBOOK_PAGE_TOKEN"))
    env.write_text(good.replace(token, "EAArevokedrevokedrevoked"), "utf-8")
    wait_for(bot, "run.started")
    office.newsroom.publish(office.articles[0])
    assert wait_for(bot, "account.halted")["account"] == "page"
    assert kinds(office) == ["account-halted"]
    env.write_text(good, "utf-8")
    wait_for(bot, "run.started")
    office.bot("resume", "page")
    wait_for(bot, "delivery.sent")
    assert len(office.texts()["facebook"]) == 1


def test_another_database_is_not_taken_while_the_bot_runs(office, bot):
    path = office.folder / "bot.toml"
    path.write_text(path.read_text("utf-8").replace("bot.db", "other.db"), "utf-8")
    assert "`database` cannot change while the bot runs" in wait_for(bot, "settings.fault")["fault"]
    assert not (office.folder / "other.db").exists()
