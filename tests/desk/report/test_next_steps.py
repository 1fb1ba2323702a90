from __future__ import annotations

from datetime import timedelta

import pytest

from bot.actions import Action
from bot.desk.edit.editing import move_delivery
from bot.desk.report.next_steps import first_steps, next_steps
from bot.desk.report.overview import overview, waiting
from bot.errors import FeedError, OutcomeUnknown
from bot.outbox.rules.delivery import HOLD


def steps(world, secrets=()):
    accounts = world.desk.settings.accounts
    every, now = world.desk.settings.watch.every, world.clock()
    return next_steps(overview(world.desk), waiting(world.desk, accounts), secrets, every=every, now=now)


def actions(world, **given):
    return [step.action for step in steps(world, **given)]


@pytest.fixture
def quiet(world):
    """A world that has taken its baseline, and where all is well."""
    world.show()
    return world


def test_when_all_is_well_it_shows_where_to_look(quiet):
    assert actions(quiet) == [Action("preview", target="latest"), Action("history"), Action("audit")]


def test_there_are_never_more_than_three(quiet, article):
    quiet.desk.accounts.halt("x", "renew the token")
    quiet.desk.accounts.pause("page", until=None)
    quiet.sites.shown["News"] = FeedError("News", "answers 500")
    quiet.clock.forward(hours=1)
    assert len(steps(quiet, secrets=["TWITTER_API_KEY"])) == 3


def test_before_the_first_look_it_is_the_look(world):
    assert actions(world)[0] == Action("once")


def test_a_halted_account_is_told_with_its_remedy(quiet):
    quiet.desk.accounts.halt("x", "renew the token")
    step = steps(quiet)[0]
    assert (step.why, step.action) == ("x is halted: renew the token", Action("resume", accounts=("x",)))


def test_an_account_that_is_paused_for_good_is_told_and_one_that_goes_on_by_itself_is_not(quiet):
    quiet.desk.accounts.pause("x", until=None)
    quiet.desk.accounts.pause("page", until=quiet.clock() + timedelta(hours=1))
    assert [one for one in actions(quiet) if one.name == "resume"] == [Action("resume", accounts=("x",))]


def test_what_nobody_can_find_is_an_editor_s_and_what_is_still_looked_for_is_not(quiet, article):
    quiet.platforms["page"].answers = [OutcomeUnknown("no answer")]
    quiet.show(article(1, published=quiet.clock()))
    quiet.live(minutes=6)
    assert not [one for one in actions(quiet) if one.name == "resolve"]
    quiet.platforms["page"].links.clear()
    quiet.live(hours=2)
    assert actions(quiet)[0] == Action("resolve", deliveries=(2,))


def test_held_and_failed_posts_are_in_the_queue(quiet, article):
    quiet.show(article(1, published=quiet.clock()))
    move_delivery(quiet.desk, 1, HOLD)
    quiet.desk.outbox.fail(quiet.desk.outbox.delivery(2), "refused")
    assert [(one.why, one.action) for one in steps(quiet)[:2]] == [
        ("1 post could not be posted", Action("queue")),
        ("1 post waits for an editor", Action("queue")),
    ]


def test_sites_that_nobody_asks_any_more_want_a_bot(quiet):
    quiet.clock.forward(hours=1)
    assert actions(quiet)[0] == Action("run")


def test_a_site_that_cannot_be_read_is_told_with_its_fault(quiet):
    quiet.sites.shown["News"] = FeedError("News", "answers 500: ask its operator")
    quiet.live(minutes=3)
    assert steps(quiet)[0].why == "News cannot be read: answers 500: ask its operator"


def test_a_newcomer_is_led_to_the_demo_first():
    assert [step.action for step in first_steps()] == [Action("demo"), Action("init"), Action("preview")]
