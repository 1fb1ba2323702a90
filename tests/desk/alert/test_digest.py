"""The digest: when it is made, and what it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.cli.spelling import command_line
from bot.desk.alert.digest import digest, last_time, queue_digest
from bot.desk.edit.editing import move_delivery
from bot.errors import Refused
from bot.outbox.rules.delivery import HOLD, SKIP
from bot.settings.values import DigestTime
from bot.show.alert_text import Writer
from bot.show.digest_text import digest_text
from tests.desk.alert.conftest import DESK

BERLIN = ZoneInfo("Europe/Berlin")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("setting", "now", "last"),
    [
        (DigestTime(time(8)), utc(2026, 11, 23, 7, 0), utc(2026, 11, 23, 7, 0)),
        (DigestTime(time(8)), utc(2026, 11, 23, 6, 59), utc(2026, 11, 22, 7, 0)),
        (DigestTime(time(8), weekday=0), utc(2026, 11, 23, 7, 0), utc(2026, 11, 23, 7, 0)),
        (DigestTime(time(8), weekday=0), utc(2026, 11, 23, 6, 0), utc(2026, 11, 16, 7, 0)),
        # The hour from 2 to 3 does not come on 29 March, and comes twice on 25 October.
        (DigestTime(time(2, 30)), utc(2026, 3, 29, 12, 0), utc(2026, 3, 29, 1, 30)),
        (DigestTime(time(2, 30)), utc(2026, 10, 25, 12, 0), utc(2026, 10, 25, 0, 30)),
    ],
)
def test_a_digest_is_due_at_its_time_of_the_newsroom_s_clock(setting, now, last) -> None:
    assert last_time(setting, BERLIN, now) == last


@pytest.mark.parametrize("first", [utc(2026, 3, 27, 12, 0), utc(2026, 10, 23, 12, 0)])
def test_on_days_on_which_the_clock_is_turned_there_is_one_digest_too(newsroom, first) -> None:
    daily(newsroom, time(2, 30))
    newsroom.world.desk = replace(newsroom.world.desk, settings=replace(newsroom.world.desk.settings, timezone=BERLIN))
    newsroom.world.clock.at = first
    made = []
    for _ in range(5 * 24 * 4):
        if queue_digest(newsroom.world.desk):
            made.append(newsroom.world.clock().astimezone(BERLIN).date())
        newsroom.world.clock.forward(minutes=15)
    assert made == [first.date() + timedelta(days=days) for days in range(1, 6)][: len(made)]
    assert len(made) in (4, 5)


def daily(newsroom, at: time = time(8)):
    return newsroom.with_alerts(to=(DESK,), digest=DigestTime(at))


def test_the_first_digest_is_made_at_its_next_time_and_each_one_once(newsroom) -> None:
    daily(newsroom)  # at noon
    assert not queue_digest(newsroom.world.desk)
    newsroom.world.clock.forward(hours=19)
    assert not queue_digest(newsroom.world.desk)
    newsroom.world.clock.forward(hours=1)
    with newsroom.world.restarted() as other:
        desks = [newsroom.world.desk, replace(other.desk, settings=newsroom.world.desk.settings)]
        assert [queue_digest(desk) for desk in (*desks, *desks)] == [True, False, False, False]


def test_what_was_missed_is_one_digest_that_is_made_late(newsroom) -> None:
    daily(newsroom)
    queue_digest(newsroom.world.desk)
    since = newsroom.world.clock()
    newsroom.world.clock.forward(days=3)
    assert [queue_digest(newsroom.world.desk) for _ in range(3)] == [True, False, False]
    assert newsroom.people.digests[0].since == since


def test_a_digest_tells_what_was_posted_what_was_not_and_why_what_waits_what_it_cost_and_what_is_coming(
    newsroom, article
) -> None:
    world = newsroom.world
    since = world.clock()
    world.platforms["page"].answers = [Refused("too long")]
    world.show(
        article(1, published=world.clock()),
        article(2, published=world.clock() - timedelta(days=9), title="An old story"),
    )
    world.live(minutes=6)  # 1 is sent on x and refused on page
    world.show(*(article(number, published=world.clock()) for number in (1, 3, 4)))
    ids = {(row.account, row.title[-1]): row.id for row in world.deliveries()}
    move_delivery(world.desk, ids["x", "3"], SKIP)
    move_delivery(world.desk, ids["page", "3"], HOLD)
    told = digest(world.desk, since=since)

    assert [(post.account, post.permalink) for post in told.posted] == [("x", "https://x.example/1")]
    reasons = {(item.title, item.account): item.reason for item in told.not_posted}
    assert reasons["An old story", ""]
    assert reasons["Ministers agree on plan number 3", "x"] == "skipped by an editor"
    assert sorted(row.delivery.status for row in told.waiting) == ["failed", "held"]
    assert {row.delivery.title[-1] for row in told.coming} == {"4"}
    assert [row.delivery.account for row in told.coming] == ["page", "x"]  # x waits for its gap
    (cost,) = told.costs
    assert cost.account == "x"
    assert cost.spent == cost.this_month > 0
    assert "posts-failed page" in [finding.key for finding in told.health.findings]

    writer = Writer(zone=ZoneInfo("Asia/Tokyo"), spell=command_line, sites=("News",), host="news.example")
    text = digest_text(told, writer)
    for expected in (
        "x: Ministers agree on plan number 1\n    https://x.example/1",
        "1 article on x, skipped by an editor: “Ministers agree on plan number 3”",
        "“An old story”",
        f"{ids['page', '1']} on page, failed: Ministers agree on plan number 1\n    too long",
        f"{ids['page', '3']} on page, held: Ministers agree on plan number 3\n    held by an editor",
        "x: US dollars 0.",
        f"bot retry {ids['page', '1']}",
    ):
        assert expected in text.body
    assert text.subject.startswith("[bot] Digest: 1 post, 2 waiting for you, ")


def test_a_day_on_which_nothing_happened_is_a_short_digest(newsroom) -> None:
    told = digest(newsroom.world.desk, since=newsroom.world.clock() - timedelta(days=1))
    text = digest_text(
        replace(told, health=replace(told.health, findings=())),
        Writer(zone=ZoneInfo("UTC"), spell=command_line, sites=("News",), host="h"),
    )
    assert text.subject == "[bot] Digest: 0 posts"
    assert "WHAT IS WRONG\n\nNothing.\n\nPOSTED\n\nNothing." in text.body


def test_the_digest_is_sent_though_an_alert_was_sent_just_before(newsroom) -> None:
    daily(newsroom)
    newsroom.tell()
    newsroom.world.clock.at = utc(2026, 11, 24, 7, 59)
    newsroom.world.desk.accounts.halt("x", "renew the token", now=newsroom.world.clock())
    newsroom.tell(minutes=2)
    assert newsroom.people.subjects()[-1] == "digest"
    assert "account-halted x" in newsroom.people.subjects()[-2]
