from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.desk.deliver.absence import absent_since, note_absence
from bot.desk.deliver.publish import next_publish_at
from bot.desk.edit.editing import queue_article
from bot.errors import AccountHalted, RetryLater
from bot.outbox.rules.delivery import LOOKED, Status
from bot.outbox.rules.lifetime import too_old

pytestmark = pytest.mark.every_database

DAY = timedelta(days=1)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def backed_up(world, article, databases, database_url, tmp_path):
    """A newsroom with article 1 in its queue, and a function that brings back its database as it is now."""
    world.show()
    world.show(article(1))
    backup = databases.copy(database_url)
    with ExitStack() as successors:

        def restore(*, with_mark=False):
            databases.put_in_place(backup, database_url)
            if not with_mark:
                for mark in tmp_path.glob("*.last-call"):
                    mark.unlink()
            restored = successors.enter_context(world.restarted())
            note_absence(restored.desk)
            return restored

        yield world, restore


def test_a_database_restored_from_yesterday_sends_nothing_again(backed_up, article):
    world, restore = backed_up
    feed = [article(number) for number in (3, 2, 1)]
    world.show(*feed)
    world.live(hours=2)
    world.clock.forward(hours=18)
    before = world.posted()
    restored = restore()
    restored.live(hours=3)
    assert sorted(before) == sorted((name, one.link) for name in ("x", "page") for one in feed)
    assert restored.posted() == before
    assert [one.status for one in restored.deliveries()] == [Status.SENT] * 6
    assert restored.events().count("delivery.found") == 6


def test_a_backup_of_a_minute_ago_is_known_by_the_mark_beside_it(backed_up, article):
    world, restore = backed_up
    world.clock.forward(minutes=6)
    world.show(article(1))
    world.live(seconds=30)
    before = world.posted()
    assert len(before) == 2
    restored = restore(with_mark=True)
    restored.live(minutes=5)
    assert restored.posted() == before
    assert restored.events().count("absence.noted") == 1
    note_absence(restored.desk)
    assert restored.events().count("absence.noted") == 1


def test_a_bot_that_cron_starts_every_hour_looks_for_nothing(world, article):
    world.show()
    for number in range(1, 5):
        note_absence(world.desk)
        world.show(*(article(one, published=NOON + timedelta(hours=one)) for one in range(number, 0, -1)))
        world.live(minutes=6)
        world.clock.forward(minutes=54)
    assert len(world.posted()) == 8
    assert [platform.looks for platform in world.platforms.values()] == [[], []]


def test_what_came_up_while_nothing_ran_is_looked_for_and_sent(backed_up, article):
    world, restore = backed_up
    world.clock.forward(hours=9)
    restored = restore()
    restored.show(article(2), article(1))
    restored.live(hours=1)
    assert len(restored.posted()) == 4
    assert [len(platform.looks) for platform in restored.platforms.values()] == [2, 2]


def test_what_comes_up_after_the_return_needs_no_look(backed_up, article):
    world, restore = backed_up
    world.clock.forward(hours=9)
    restored = restore()
    restored.show()
    restored.clock.forward(minutes=2)
    restored.show(article(2, published=restored.clock()), article(3, published=None))
    restored.live(hours=1)
    assert [len(platform.looks) for platform in restored.platforms.values()] == [1, 1]
    assert len(restored.posted()) == 6


def test_an_article_without_a_date_that_the_first_look_shows_is_looked_for(backed_up, article):
    world, restore = backed_up
    undated = article(2, published=None)
    world.show(undated, article(1))
    world.live(hours=1)
    world.clock.forward(hours=6)
    restored = restore()
    restored.live(hours=1)
    assert len(restored.posted()) == 4


def test_a_second_restart_does_not_forget_what_is_to_be_looked_for(backed_up, article):
    world, restore = backed_up
    world.live(hours=1)
    world.clock.forward(hours=18)
    restored = restore()
    restored.show(article(1))
    restored.clock.forward(seconds=30)
    note_absence(restored.desk)
    restored.live(hours=1)
    assert len(restored.posted()) == 2


def test_an_editor_s_order_is_looked_for_too(backed_up, article):
    world, restore = backed_up
    world.live(hours=1)
    queue_article(world.desk, article(7), world.desk.settings.accounts)
    world.live(hours=1)
    world.clock.forward(hours=18)
    restored = restore()
    queue_article(restored.desk, article(7), restored.desk.settings.accounts)
    restored.live(hours=1)
    assert len(restored.posted()) == 4


def test_a_look_reaches_back_to_when_the_database_was_last_used(backed_up):
    world, restore = backed_up
    last_used = world.clock()
    world.clock.forward(hours=9)
    restored = restore()
    restored.live(minutes=1)
    assert restored.platforms["page"].looks == [last_used - timedelta(minutes=10)]


def test_a_look_reaches_back_no_further_than_a_day_before_the_article(backed_up, article):
    world, restore = backed_up
    world.clock.forward(days=90)
    came_at = world.clock() - timedelta(hours=1)
    restored = restore()
    restored.show(article(2, published=came_at), article(1))
    restored.live(minutes=10)
    assert restored.platforms["page"].looks[-1] == came_at - timedelta(days=1)


def test_what_has_waited_longer_than_max_age_is_not_posted_after_all(backed_up):
    world, restore = backed_up
    world.clock.forward(hours=25)
    restored = restore()
    restored.live(minutes=10)
    assert restored.posted() == []
    assert {one.reason for one in restored.deliveries(Status.SKIPPED)} == {too_old(timedelta(hours=24))}


def test_what_is_found_counts_to_the_account_s_gap_its_day_and_its_month(backed_up, article):
    world, restore = backed_up
    feed = [article(number) for number in (3, 2, 1)]
    world.show(*feed)
    world.live(hours=2)
    last_at = max(at for at, _ in world.platforms["x"].links)
    restored = restore()
    restored.show(*feed)
    restored.live(minutes=6)
    morning = last_at - timedelta(hours=12)
    activity = restored.desk.accounts.activity("x", day_began=morning, month_began=morning)
    assert (activity.last_at, activity.sent_today) == (last_at, 3)
    assert activity.spent_this_month == 3 * (Decimal("0.2") + Decimal("0.025"))
    assert next_publish_at(restored.desk, restored.account("x")) is None
    restored.show(article(4, published=restored.clock()), *feed)
    restored.live(minutes=20)
    (_, *others) = [at for at, _ in restored.platforms["x"].links if at >= last_at]
    assert all(at >= last_at + timedelta(minutes=20) for at in others)


def test_a_look_costs_what_its_platform_asks_and_is_told_among_the_attempts(backed_up):
    world, restore = backed_up
    world.clock.forward(hours=9)
    restored = restore()
    restored.live(minutes=1)
    attempts = {name: restored.desk.outbox.attempts_at(number) for number, name in ((1, "x"), (2, "page"))}
    assert [(one.outcome, one.cost) for one in attempts["x"]] == [(LOOKED, Decimal("0.025")), ("sent", Decimal("0.2"))]
    assert [one.cost for one in attempts["page"]] == [0, 0]
    activity = restored.desk.accounts.activity(
        "x", day_began=world.clock() - timedelta(days=1), month_began=world.clock.at
    )
    assert activity.sent_today == 1


def test_nothing_is_sent_while_the_timeline_cannot_be_read(backed_up):
    world, restore = backed_up
    world.live(hours=1)
    world.clock.forward(hours=9)
    later = world.clock() + timedelta(minutes=15)
    world.platforms["x"].look_answers = [RetryLater("rate limit", at=later)]
    world.platforms["page"].look_answers = [AccountHalted("make a new token")]
    restored = restore()
    restored.live(minutes=14)
    assert len(restored.posted()) == 2
    assert restored.desk.accounts.state("x").waits_until == later
    halted = restored.desk.accounts.state("page").halted
    assert halted.startswith("make a new token; that showed when “")
    assert halted.endswith(" was looked for")
    restored.desk.accounts.resume("page", now=restored.clock())
    restored.live(minutes=2)
    assert len(restored.posted()) == 2
    assert [one.status for one in restored.deliveries()] == [Status.SENT] * 2


EVERY = timedelta(minutes=2)


def test_a_new_database_has_no_absence(world):
    assert absent_since(None, behind=None, every=EVERY, max_age=DAY, now=world.clock()) is None


def test_a_database_that_knows_nothing_though_calls_were_made_may_have_missed_all_that_is_news(world):
    since = absent_since(None, behind=True, every=EVERY, max_age=DAY, now=world.clock())
    assert since <= world.clock() - DAY


@pytest.mark.parametrize(
    ("behind", "every", "idle", "absent"),
    [
        (None, timedelta(seconds=1), timedelta(minutes=10), False),
        (None, timedelta(seconds=1), timedelta(minutes=10, seconds=1), True),
        (None, timedelta(hours=1), timedelta(hours=5), False),
        (None, timedelta(hours=1), timedelta(hours=5, seconds=1), True),
        (False, timedelta(minutes=2), timedelta(hours=3), False),
        (False, timedelta(minutes=2), timedelta(hours=3, seconds=1), True),
        (True, timedelta(minutes=2), timedelta(0), True),
    ],
)
def test_a_restart_or_a_slow_pace_is_no_absence_and_a_backup_is(world, behind, every, idle, absent):
    last = world.clock() - idle
    found = absent_since(last, behind=behind, every=every, max_age=DAY, now=world.clock())
    assert found == (last if absent else None)
