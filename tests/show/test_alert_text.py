"""What messages to people say."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions import Action
from bot.cli.spelling import command_line
from bot.health import Finding, Severity
from bot.health.alerting import News
from bot.outbox.rules.states import AlertText, FindingState
from bot.show.alert_text import MERGED, Writer, alert_text, message_of, trial_text

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
WRITER = Writer(zone=ZoneInfo("Asia/Tokyo"), spell=command_line, sites=("Modern Tokyo News",), host="news.example")

HALTED = Finding(
    kind="account-halted",
    subject="mtt",
    severity=Severity.BROKEN,
    since=NOW - timedelta(hours=2),
    what="mtt on X is halted: renew the token",
    follows="nothing is posted there; 3 posts are due so far",
    remedy="do what it says, and let the account go on",
    actions=(Action("resume", accounts=("mtt",)), Action("queue")),
)
SILENT = replace(HALTED, kind="site-silent", subject="News", severity=Severity.PERSON, what="News is silent")
OVER = FindingState(
    key="site-failing News",
    severity="needs a person",
    what="News could not be read",
    began_at=NOW - timedelta(hours=3),
    ended_at=NOW - timedelta(hours=1),
)


def test_a_message_says_what_happened_since_when_what_it_means_and_the_command_that_helps() -> None:
    text = alert_text(News(begun=(HALTED,)), NOW, WRITER)
    assert text.subject == "[bot] Broken: mtt on X is halted: renew the token"
    assert text.body == (
        "BROKEN\n\n"
        "mtt on X is halted: renew the token.\n"
        "  Since 2026-11-23 19:00, 2 hours ago.\n"
        "  Nothing is posted there; 3 posts are due so far.\n"
        "  Do what it says, and let the account go on.\n"
        "      bot resume mtt\n\n"
        "-- \nThe bot of Modern Tokyo News, on news.example. Times are those of Asia/Tokyo."
    )


def test_what_is_new_what_goes_on_and_what_is_over_are_told_apart_the_worst_first() -> None:
    text = alert_text(News(begun=(HALTED, SILENT), lasting=(SILENT,), ended=(OVER,)), NOW, WRITER)
    headings = [line for line in text.body.splitlines() if line.isupper()]
    assert headings == ["BROKEN", "NEEDS A PERSON", "STILL SO", "OVER"]
    assert "Noticed 2026-11-23 18:00, over 2026-11-23 20:00." in text.body
    assert text.subject.endswith("renew the token (and 3 more)")


def test_a_message_of_what_is_over_says_so_in_its_subject() -> None:
    assert alert_text(News(ended=(OVER,)), NOW, WRITER).subject == "[bot] Over: News could not be read"
    assert alert_text(News(lasting=(SILENT,)), NOW, WRITER).subject == "[bot] Still so: News is silent"


def test_a_hundred_sites_that_fail_and_recover_together_are_one_paragraph_each_time() -> None:
    failing = tuple(replace(SILENT, kind="site-failing", subject=f"Site {number}") for number in range(100))
    text = alert_text(News(begun=failing), NOW, WRITER)
    assert "100 sites cannot be read: Site 0, Site 1, Site 2 and 97 more." in text.body
    assert len(text.body) < 600
    assert text.subject == "[bot] Needs a person: 100 sites cannot be read: Site 0, Site 1, Site 2 and 97 more"
    ended = tuple(replace(OVER, key=f"site-failing Site {number}") for number in range(100))
    text = alert_text(News(ended=ended), NOW, WRITER)
    assert "100 sites cannot be read: Site 0, Site 1, Site 2 and 97 more.\n  Noticed" in text.body


def test_a_long_subject_is_cut_and_has_no_line_break() -> None:
    text = alert_text(News(begun=(replace(HALTED, what="a long\nreason " * 50),)), NOW, WRITER)
    assert len(text.subject) < 130
    assert "\n" not in text.subject


def test_programs_get_each_finding_as_json_values() -> None:
    text = alert_text(News(begun=(HALTED,), ended=(OVER,)), NOW, WRITER)
    begun, ended = json.loads(json.dumps(text.findings))
    assert (begun["status"], begun["kind"], begun["severity"]) == ("begun", "account-halted", "broken")
    assert (begun["since"], begun["actions"]) == ("2026-11-23T10:00:00+00:00", ["bot resume mtt", "bot queue"])
    assert (ended["status"], ended["subject"], ended["until"]) == ("ended", "News", "2026-11-23T11:00:00+00:00")


def test_a_trial_says_that_nothing_is_wrong() -> None:
    assert "Nothing is wrong" in trial_text(WRITER).body


def test_what_could_not_be_sent_before_is_one_message_that_counts_what_it_leaves_out() -> None:
    texts = [
        (AlertText(subject=f"Message {number}", body=f"Body {number}"), NOW + timedelta(hours=number))
        for number in range(MERGED + 5)
    ]
    message = message_of(texts, "mark", WRITER)
    assert message.subject == "Message 24 (and 24 before)"
    assert message.body.startswith("25 messages that could not be sent before")
    assert "the first 5 are left out" in message.body
    assert "2026-11-24 02:00  Message 5\n\nBody 5" in message.body
    assert "Body 4\n" not in message.body


def test_a_message_that_is_sent_again_has_the_same_id_and_another_has_not() -> None:
    texts = [(AlertText(subject="s", body="b"), NOW)]
    assert message_of(texts, "mark", WRITER).id == message_of(texts, "mark", WRITER).id
    assert message_of(texts, "mark", WRITER).id != message_of(texts, "other", WRITER).id
