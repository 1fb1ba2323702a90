"""What a person has done is undone by what its record says, unless the post has moved on."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions import Action
from bot.desk.edit.editing import move_delivery, queue_article
from bot.desk.edit.pausing import pause, resume
from bot.desk.edit.resolving import resolve_sent
from bot.desk.edit.rewriting import draft_of, rewrite
from bot.desk.edit.selection import Selector, move_each, select
from bot.desk.edit.undoing import undo
from bot.desk.open_edits import held_while_editing
from bot.errors import ActNotFound, OutcomeUnknown, RetryLater, WrongStatus
from bot.outbox.rules.acts import person
from bot.outbox.rules.delivery import APPROVE, HOLD, RESOLVE_NOT_SENT, RETRY, SCHEDULE, SKIP, Status

pytestmark = pytest.mark.every_database


@pytest.fixture
def waiting(world, article):
    """One article waits for both accounts, as deliveries 1 and 2; anna is at the desk."""
    world.show(article(1))
    world.show(article(2), article(1))
    world.desk = replace(world.desk, actor=person("anna"))
    return world


def as_it_stands(world, delivery_id=1):
    return replace(world.desk.outbox.delivery(delivery_id), checked_at=None)


@pytest.mark.parametrize(
    ("before", "move", "at"),
    [
        ([], HOLD, None),
        ([], HOLD, timedelta(hours=1)),
        ([], SKIP, None),
        ([], SCHEDULE, timedelta(hours=3)),
        ([HOLD], APPROVE, None),
        ([HOLD], APPROVE, timedelta(hours=2)),
        ([HOLD], SKIP, None),
        ([HOLD], HOLD, timedelta(hours=1)),
        ([HOLD], SCHEDULE, timedelta(hours=1)),
        ([SKIP], RETRY, None),
        ([SKIP], HOLD, None),
    ],
    ids=lambda value: str(value) if isinstance(value, timedelta) else getattr(value, "name", str(value and "held")),
)
def test_what_was_done_is_undone_to_the_letter(waiting, before, move, at):
    for earlier in before:
        move_delivery(waiting.desk, 1, earlier)
    waiting.clock.forward(minutes=1)
    stood = as_it_stands(waiting)
    move_delivery(waiting.desk, 1, move, at=at and waiting.clock() + at)
    waiting.clock.forward(seconds=10)
    result = undo(waiting.desk, [])
    assert as_it_stands(waiting) == stood
    assert [act.name for act in result.undone] == [move.name]
    assert not result.refused


def test_what_failed_and_was_queued_again_has_failed_again_for_the_same_reason(waiting):
    waiting.desk.outbox.fail(waiting.desk.outbox.delivery(1), "nothing fits", now=waiting.clock())
    stood = as_it_stands(waiting)
    move_delivery(waiting.desk, 1, RETRY)
    undo(waiting.desk, [])
    assert as_it_stands(waiting) == stood


def test_what_one_command_did_to_several_is_undone_together(waiting):
    selection = select(waiting.desk, Selector(["1-2"]), HOLD)
    move_each(waiting.desk, selection, HOLD, lambda desk, number: move_delivery(desk, number, HOLD))
    result = undo(waiting.desk, [])
    assert [delivery.status for delivery in result.changed] == [Status.QUEUED, Status.QUEUED]
    assert result.undo == (Action("undo", acts=tuple(sorted(act.undone_by for act in result.undone))),)


def test_undoing_goes_back_act_by_act_and_never_undoes_another_person_s(waiting):
    move_delivery(replace(waiting.desk, actor=person("ben")), 2, HOLD)
    move_delivery(waiting.desk, 1, HOLD)
    waiting.clock.forward(minutes=1)
    move_delivery(waiting.desk, 1, SKIP)
    assert undo(waiting.desk, []).changed[0].status is Status.HELD
    assert undo(waiting.desk, []).changed[0].status is Status.QUEUED
    with pytest.raises(ActNotFound, match="nothing is recorded of anna"):
        undo(waiting.desk, [])
    assert waiting.desk.outbox.delivery(2).status is Status.HELD


def test_an_undoing_is_undone_by_its_id(waiting):
    move_delivery(waiting.desk, 1, HOLD)
    held = as_it_stands(waiting)
    (again,) = undo(waiting.desk, []).undo
    assert undo(waiting.desk, again.acts).undone[0].name == "undo"
    assert as_it_stands(waiting) == held


def test_what_has_gone_out_since_stays_as_it_is_and_says_so(waiting):
    move_delivery(waiting.desk, 1, HOLD)
    waiting.clock.forward(minutes=1)
    move_delivery(waiting.desk, 1, APPROVE)
    waiting.live(minutes=10)
    result = undo(waiting.desk, [])
    assert not result.undone
    assert "delivery 1 is sent by now" in result.refused[0].reason
    assert "it is out" in result.refused[0].reason
    assert waiting.desk.outbox.delivery(1).status is Status.SENT


def test_what_the_platform_has_only_put_off_is_held_again(waiting):
    move_delivery(waiting.desk, 1, HOLD)
    held = as_it_stands(waiting)
    waiting.clock.forward(minutes=1)
    waiting.platforms["x"].answers = [RetryLater("rate limit")]
    move_delivery(waiting.desk, 1, APPROVE)
    waiting.live(seconds=5)
    assert waiting.desk.outbox.delivery(1).reason == "rate limit"
    undo(waiting.desk, [])
    assert waiting.desk.outbox.delivery(1).status is Status.HELD
    assert waiting.desk.outbox.delivery(1).reason == held.reason


def test_what_somebody_has_changed_since_is_left_to_them(waiting):
    move_delivery(waiting.desk, 1, SCHEDULE, at=waiting.clock() + timedelta(hours=1))
    (mine,) = waiting.desk.acts.last_of(person("anna"))
    waiting.clock.forward(minutes=1)
    bens = replace(waiting.desk, actor=person("ben"))
    move_delivery(bens, 1, SCHEDULE, at=waiting.clock() + timedelta(hours=5))
    (theirs,) = waiting.desk.acts.last_of(person("ben"))
    result = undo(waiting.desk, [mine.id])
    assert f"ben has changed delivery 1 since act a{mine.id}" in result.refused[0].reason
    assert result.refused[0].actions == (Action("undo", acts=(theirs.id,)),)
    undo(bens, [])
    assert not undo(waiting.desk, [mine.id]).refused


def test_an_act_is_undone_once(waiting):
    move_delivery(waiting.desk, 1, HOLD)
    (act,) = undo(waiting.desk, []).undone
    result = undo(waiting.desk, [act.id])
    assert f"act a{act.id} was undone already, by a{act.undone_by}" in result.refused[0].reason


def test_what_the_bot_did_is_not_undone(waiting):
    (queued,) = [act for act in waiting.desk.acts.latest(10, delivery_id=1) if act.name == "queued"]
    assert "the bot's own" in undo(waiting.desk, [queued.id]).refused[0].reason
    assert "there is no act a999" in undo(waiting.desk, [999]).refused[0].reason


def test_an_earlier_text_comes_back(waiting):
    first = waiting.desk.outbox.delivery(1)
    for text in ("The first words", "Other words"):
        waiting.clock.forward(minutes=1)
        with held_while_editing(waiting.desk, first):
            rewrite(waiting.desk, draft_of(waiting.desk, first), text)
    undo(waiting.desk, [])
    assert waiting.desk.outbox.delivery(1).text == "The first words"
    undo(waiting.desk, [])
    assert as_it_stands(waiting) == replace(first, checked_at=None)


def test_a_text_is_put_back_whether_or_not_the_post_was_held_since(waiting):
    delivery = waiting.desk.outbox.delivery(1)
    rewrite(waiting.desk, draft_of(waiting.desk, delivery), "The first words")
    (edit,) = waiting.desk.acts.last_of(person("anna"))
    move_delivery(waiting.desk, 1, HOLD)
    undo(waiting.desk, [edit.id])
    after = waiting.desk.outbox.delivery(1)
    assert (after.status, after.edited) == (Status.HELD, False)


def test_what_was_to_be_posted_at_once_is_not_posted(waiting, article):
    queue_article(waiting.desk, article(9), waiting.desk.settings.accounts)
    result = undo(waiting.desk, [])
    assert [delivery.status for delivery in result.changed] == [Status.SKIPPED, Status.SKIPPED]
    waiting.live(hours=1)
    assert article(9).link not in {link for _, link in waiting.posted()}


def test_what_its_site_has_taken_back_since_is_not_queued_again(waiting, article):
    move_delivery(waiting.desk, 1, SKIP)
    waiting.desk.articles.retract(waiting.desk.outbox.delivery(1).article_id, "it is gone", now=waiting.clock())
    assert "was taken back by its site since: it is gone" in undo(waiting.desk, []).refused[0].reason
    assert waiting.desk.outbox.delivery(1).status is Status.SKIPPED


def test_what_would_go_out_in_the_moment_of_undoing_waits_for_an_editor(waiting):
    move_delivery(waiting.desk, 1, HOLD, at=waiting.clock() + timedelta(minutes=30))
    move_delivery(waiting.desk, 1, APPROVE)
    waiting.desk.accounts.pause("x", until=None, now=waiting.clock())
    waiting.clock.forward(minutes=40)
    (back,) = undo(waiting.desk, []).changed
    assert (back.status, back.release_at) == (Status.HELD, None)


def test_a_pause_and_a_halt_come_back_as_they_were(waiting):
    x = [waiting.account("x")]
    waiting.desk.accounts.halt("x", "renew the token", now=waiting.clock())
    pause(waiting.desk, x, until=waiting.clock() + timedelta(hours=1))
    stood = waiting.desk.accounts.state("x")
    waiting.clock.forward(minutes=1)
    resume(waiting.desk, x)
    assert undo(waiting.desk, []).accounts == (stood,)
    waiting.clock.forward(minutes=1)
    undo(waiting.desk, [])
    state = waiting.desk.accounts.state("x")
    assert (state.paused, state.halted) == (False, "renew the token")


def test_a_pause_that_somebody_has_renewed_is_left_to_them(waiting):
    pause(waiting.desk, [waiting.account("x")])
    (mine,) = waiting.desk.acts.last_of(person("anna"))
    waiting.clock.forward(minutes=1)
    pause(replace(waiting.desk, actor=person("ben")), [waiting.account("x")])
    assert "account x was paused, resumed or halted again" in undo(waiting.desk, [mine.id]).refused[0].reason


def test_a_delivery_s_id_undoes_what_anybody_has_done_to_it_last(waiting):
    move_delivery(replace(waiting.desk, actor=person("ben")), 2, HOLD)
    move_delivery(waiting.desk, 1, HOLD)
    (back,) = undo(waiting.desk, deliveries=[(2, 2)]).changed
    assert (back.id, back.status) == (2, Status.QUEUED)
    assert waiting.desk.outbox.delivery(1).status is Status.HELD
    nothing, unknown = undo(waiting.desk, deliveries=[(2, 2), (99, 99)]).refused
    assert nothing.reason == "nothing that a person has done to 2 could be undone"
    assert "there is no delivery 99" in unknown.reason


def test_a_range_undoes_what_was_done_to_each_of_its_deliveries(waiting):
    move_delivery(waiting.desk, 1, HOLD)
    waiting.clock.forward(minutes=1)
    move_delivery(waiting.desk, 2, SKIP)
    assert {delivery.status for delivery in undo(waiting.desk, deliveries=[(1, 999)]).changed} == {Status.QUEUED}


@pytest.mark.parametrize("seed", range(8))
def test_whatever_was_done_in_whatever_order_is_undone_step_by_step(waiting, seed):
    chance = random.Random(seed)
    stood = [as_it_stands(waiting, number) for number in (1, 2)]
    moves = (HOLD, APPROVE, SKIP, SCHEDULE, RETRY)
    for _ in range(12):
        waiting.clock.forward(seconds=1)
        number, at = chance.choice((1, 2)), waiting.clock() + timedelta(days=chance.randint(1, 9))
        with suppress(WrongStatus):
            if chance.random() < 0.2:
                rewrite(
                    waiting.desk,
                    draft_of(waiting.desk, waiting.desk.outbox.delivery(number)),
                    chance.choice(("", "Words", "言葉")),
                )
            move_delivery(waiting.desk, number, chance.choice(moves), at=chance.choice((None, at)))
    waiting.clock.forward(seconds=1)
    while waiting.desk.acts.last_of(person("anna")):
        assert not undo(waiting.desk, []).refused
    assert [as_it_stands(waiting, number) for number in (1, 2)] == stood


def test_what_was_settled_as_not_sent_is_unsure_again(waiting):
    waiting.platforms["page"].answers = [OutcomeUnknown("the answer never came")]
    waiting.live(hours=1)
    stood = as_it_stands(waiting, 2)
    assert stood.needs_editor
    move_delivery(waiting.desk, 2, RESOLVE_NOT_SENT)
    undo(waiting.desk, [])
    assert as_it_stands(waiting, 2) == stood


def test_that_a_post_was_recorded_as_sent_is_not_taken_back(waiting):
    waiting.platforms["page"].answers = [OutcomeUnknown("the answer never came")]
    waiting.live(hours=1)
    resolve_sent(waiting.desk, 2, "https://www.facebook.com/news/posts/7777777")
    (act,) = waiting.desk.acts.latest(1, delivery_id=2)
    assert (act.name, act.by) == ("resolve", person("anna"))
    assert "recorded that the post is out" in undo(waiting.desk, [act.id]).refused[0].reason
