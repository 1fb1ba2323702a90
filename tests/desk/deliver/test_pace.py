"""When posts go out: breaking news first, within the budget, and not while an editor says no."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest

from bot.desk.deliver.publish import next_publish_at
from bot.desk.edit.editing import move_delivery, queue_article
from bot.desk.report.overview import overview
from bot.desk.report.waiting import waiting
from bot.outbox.rules.delivery import APPROVE, HOLD, Status
from bot.outbox.rules.lifetime import BUDGET_WAS_SPENT
from bot.outbox.rules.pacing import Pace, QuietHours
from bot.settings import Breaking
from tests.desk.sending import publish_due

pytestmark = pytest.mark.every_database

BREAKING = Breaking(tags=("Breaking",))


@pytest.fixture
def paced(world):
    """A function that gives the account x another pace; it is the only account."""

    def pace(**limits):
        x = replace(world.account("x"), pace=Pace(**limits))
        paced = world.with_settings(accounts=(x,), breaking=BREAKING)
        paced.show()
        return paced

    return pace


def links(world):
    return [link.rsplit("/", 1)[1] for _, link in world.platforms["x"].links]


def test_breaking_news_jumps_the_gap_and_goes_before_what_is_older(paced, article):
    world = paced(gap=timedelta(hours=1))
    world.show(article(3, tags=("Sport", "breaking")), article(2), article(1))
    world.live(minutes=6)
    assert links(world) == ["3"]
    world.show(article(4, tags=("Breaking",)), article(3), article(2), article(1))
    world.live(minutes=6)
    assert links(world) == ["3", "4"]
    world.live(hours=3)
    assert links(world) == ["3", "4", "1", "2"]


def test_breaking_news_goes_out_in_the_quiet_hours(paced, article):
    world = paced(quiet=QuietHours(time(11, 0), time(18, 0)))
    world.show(article(2, tags=("BREAKING",)), article(1))
    world.live(hours=1)
    assert links(world) == ["2"]
    rows = waiting(world.desk, world.desk.settings.accounts)
    assert [(row.delivery.title, row.why) for row in rows] == [(article(1).title, "quiet hours 11:00-18:00")]


def test_breaking_news_waits_its_hold_like_any_other(paced, article):
    world = paced()
    world.show(article(1, tags=("Breaking",)))
    world.live(minutes=4)
    assert links(world) == []
    assert next_publish_at(world.desk, world.account("x")) == world.clock() + timedelta(minutes=1)


def test_an_article_that_becomes_breaking_while_it_waits_jumps_too(paced, article):
    world = paced(quiet=QuietHours(time(11, 0), time(18, 0)))
    world.show(article(1))
    world.live(minutes=10)
    world.show(article(1, tags=("Breaking",)))
    world.live(minutes=1)
    assert links(world) == ["1"]


def test_an_editor_s_order_of_breaking_news_jumps_too(paced, article):
    world = paced(quiet=QuietHours(time(11, 0), time(18, 0)))
    queue_article(world.desk, article(1, tags=("Breaking",)), world.desk.settings.accounts)
    world.live(minutes=1)
    assert links(world) == ["1"]


def test_what_would_pass_the_budget_waits_and_the_editor_is_told_once(paced, article):
    world = paced(budget=Decimal("0.50"))
    world.show(article(3), article(2), article(1))
    world.live(hours=2)
    assert links(world) == ["1", "2"]
    told = [values["reason"] for event, values in world.told if event == "account.waits"]
    assert told == [
        "the post costs $0.20, and $0.40 of the budget of $0.50 for November are spent: "
        "it starts anew on 2026-12-01, or raise `budget`"
    ]
    (account,) = overview(world.desk).accounts
    assert (account.held_back, account.goes_on_at, account.spent_this_month) == (told[0], None, Decimal("0.4"))
    (row,) = waiting(world.desk, world.desk.settings.accounts)
    assert (row.goes_out_at, row.why) == (None, f"{told[0]}; what waits till then is skipped")


def test_a_new_month_does_not_pay_for_the_news_of_the_last_one(paced, article):
    world = paced(budget=Decimal("0.20"))
    world.clock.at = datetime(2026, 11, 30, 22, 0, tzinfo=world.clock.at.tzinfo)
    now = world.clock()
    world.show(article(2, published=now), article(1, published=now - timedelta(minutes=1)))
    world.live(hours=1)
    assert links(world) == ["1"]
    world.live(hours=2)
    assert links(world) == ["1"]
    assert [one.reason for one in world.deliveries(Status.SKIPPED)] == [BUDGET_WAS_SPENT]
    assert world.desk.accounts.state("x").over_budget is False
    world.show(article(3, published=world.clock()), article(2, published=now), article(1, published=now))
    world.live(hours=1)
    assert links(world) == ["1", "3"]


def test_a_budget_that_is_raised_pays_for_what_has_waited(paced, article):
    world = paced(budget=Decimal("0.20"))
    world.show(article(2), article(1))
    world.live(hours=1)
    (x, *others) = world.desk.settings.accounts
    richer = world.with_settings(accounts=(replace(x, pace=replace(x.pace, budget=Decimal("0.40"))), *others))
    richer.live(hours=1)
    assert links(richer) == ["1", "2"]


def test_what_an_editor_approves_is_paid_by_whichever_month_it_goes_out_in(paced, article):
    world = paced(budget=Decimal("0.20"))
    world.clock.at = datetime(2026, 11, 30, 22, 0, tzinfo=world.clock.at.tzinfo)
    now = world.clock()
    world.show(article(2, published=now), article(1, published=now - timedelta(minutes=1)))
    world.live(hours=1)
    (waiting_post,) = world.deliveries(Status.QUEUED)
    move_delivery(world.desk, waiting_post.id, HOLD)
    move_delivery(world.desk, waiting_post.id, APPROVE)
    world.live(hours=2)
    assert links(world) == ["1", "2"]


def test_breaking_news_passes_no_budget(paced, article):
    world = paced(budget=Decimal("0.20"))
    world.show(article(2, tags=("Breaking",)), article(1, tags=("Breaking",)))
    world.live(hours=2)
    assert links(world) == ["1"]
    assert world.events().count("account.waits") == 1


def test_a_pause_takes_effect_before_the_next_post(paced, article):
    world = paced()
    world.show(article(2), article(1))
    world.clock.forward(minutes=5)
    world.platforms["x"].before_answer = lambda: world.desk.accounts.pause("x", until=None, now=world.clock())
    assert publish_due(world.desk, world.account("x")) == [Status.SENT]
    world.live(hours=9)
    assert links(world) == ["1"]
    world.platforms["x"].before_answer = lambda: None
    world.desk.accounts.resume("x", now=world.clock())
    world.live(minutes=1)
    assert links(world) == ["1", "2"]


def test_a_pause_of_one_account_holds_up_no_other(world, article):
    world.show()
    world.desk.accounts.pause("x", until=None, now=world.clock())
    world.show(article(1))
    world.live(minutes=10)
    assert world.posted() == [("page", "https://news.example/1")]


def test_a_pause_lasts_across_restarts(world, article):
    world.show()
    world.show(article(1))
    until = world.clock() + timedelta(hours=1)
    world.desk.accounts.pause("x", until=until, now=world.clock())
    world.desk.accounts.pause("page", until=None, now=world.clock())
    with world.restarted() as successor:
        successor.live(minutes=59)
        assert successor.posted() == []
        successor.live(minutes=2)
        assert successor.posted() == [("x", "https://news.example/1")]
