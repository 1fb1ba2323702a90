"""An act in one line: who, what, and what it has changed."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.desk.report.act_text import act_text
from bot.outbox.rules.acts import BOT, Act, person

TOKYO = ZoneInfo("Asia/Tokyo")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANNA = person("anna")

AS_TOLD = [
    (BOT, "queued", {}, {"status": "queued"}, "the bot queued it"),
    (
        BOT,
        "held",
        {},
        {"status": "held", "reason": "7 new articles together", "release_at": "2026-11-23T13:00:00+00:00"},
        "the bot held it: 7 new articles together, goes out by itself 2026-11-23 22:00",
    ),
    (BOT, "sent", {"status": "sending"}, {"status": "sent"}, "the bot sent it"),
    (
        BOT,
        "failed",
        {"status": "sending", "reason": ""},
        {"status": "failed", "reason": "the text is too long"},
        "the bot could not post it: the text is too long",
    ),
    (
        ANNA,
        "approve",
        {"status": "held", "reason": "review", "due_at": "2026-11-23T12:00:00+00:00"},
        {"status": "queued", "reason": "scheduled by an editor", "due_at": "2026-11-23T14:30:00+00:00"},
        "anna approved it: held → queued, due 2026-11-23 23:30",
    ),
    (
        ANNA,
        "hold",
        {"status": "held", "release_at": "2026-11-23T13:00:00+00:00"},
        {"status": "held", "release_at": None},
        "anna held it: no longer goes out by itself",
    ),
    (
        ANNA,
        "edit",
        {"status": "held", "text": "", "edited": False},
        {"status": "held", "text": "長崎の\n\n港", "edited": True},
        'anna edited it: "長崎の 港"',
    ),
    (
        ANNA,
        "edit",
        {"status": "held", "text": "Words", "edited": True},
        {"status": "held", "text": "", "edited": False},
        "anna edited it: as the bot writes it",
    ),
    (ANNA, "resolve", {"status": "unsure"}, {"status": "sent"}, "anna settled it: unsure → sent"),
    (
        BOT,
        "halted",
        {"halted": "", "halted_at": None},
        {"halted": "renew the token", "halted_at": "2026-11-23T12:00:00+00:00"},
        "the bot halted it: renew the token",
    ),
    (
        ANNA,
        "pause",
        {"paused": False, "paused_until": None},
        {"paused": True, "paused_until": "2026-11-23T21:00:00+00:00"},
        "anna paused it: until 2026-11-24 06:00",
    ),
    (BOT, "over-budget", {"over_budget": False}, {"over_budget": True}, "the bot stopped it for its budget"),
    (BOT, "corrected", {"title": "Old"}, {"title": "New"}, "the bot took in a correction of it: Old → New"),
    (BOT, "a later version's", {}, {}, "the bot a later version's it"),
]


@pytest.mark.parametrize(("by", "name", "before", "after", "text"), AS_TOLD, ids=[case[-1] for case in AS_TOLD])
def test_an_act_is_told_in_one_line(by, name, before, after, text):
    act = Act(
        id=7, at=NOON, by=by, name=name, delivery=1, article=1, account="x", title="T", before=before, after=after
    )
    assert act_text(act, "it", TOKYO) == text
