"""An editor stops accounts and lets them go on, and each way leads back."""

from __future__ import annotations

from datetime import timedelta

from bot.actions import Action
from bot.desk.edit.pausing import pause, resume


def accounts(world, *names):
    return [world.account(name) for name in names]


def test_an_account_is_paused_until_it_is_resumed(world):
    done = pause(world.desk, accounts(world, "x", "page"))
    assert [(state.name, state.paused, state.paused_until) for state in done.accounts] == [
        ("x", True, None),
        ("page", True, None),
    ]
    assert done.undo == (Action("resume", accounts=("x", "page")),)
    assert [state.paused for state in resume(world.desk, accounts(world, "x", "page")).accounts] == [False, False]


def test_the_way_back_of_resuming_gives_each_account_its_time_again(world):
    until = world.clock() + timedelta(hours=2)
    pause(world.desk, accounts(world, "x"), until=until)
    pause(world.desk, accounts(world, "page"))
    assert resume(world.desk, accounts(world, "x", "page")).undo == (
        Action("pause", accounts=("x",), at=until),
        Action("pause", accounts=("page",)),
    )


def test_an_account_that_was_halted_is_stopped_again_for_good(world):
    pause(world.desk, accounts(world, "x"), until=world.clock() + timedelta(hours=2))
    world.desk.accounts.halt("x", "renew the token", now=world.clock())
    done = resume(world.desk, accounts(world, "x"))
    assert done.undo == (Action("pause", accounts=("x",)),)
    assert done.accounts[0].halted == ""


def test_a_wait_and_a_pause_that_is_over_have_no_way_back(world):
    world.desk.accounts.wait("page", until=world.clock() + timedelta(hours=1), reason="rate limit")
    pause(world.desk, accounts(world, "x"), until=world.clock() + timedelta(hours=1))
    world.clock.forward(hours=2)
    assert resume(world.desk, accounts(world, "x", "page")).undo == ()


def test_both_are_announced(world):
    pause(world.desk, accounts(world, "x"))
    resume(world.desk, accounts(world, "x"))
    assert [event for event in world.events() if event.startswith("account.")] == ["account.paused", "account.resumed"]


def test_a_pause_of_an_account_that_is_paused_is_undone_by_the_pause_of_before(world):
    later = world.clock() + timedelta(hours=2)
    pause(world.desk, accounts(world, "x"))
    assert pause(world.desk, accounts(world, "x", "page"), until=later).undo == (
        Action("resume", accounts=("page",)),
        Action("pause", accounts=("x",)),
    )
    assert pause(world.desk, accounts(world, "x")).undo == (Action("pause", accounts=("x",), at=later),)
    assert pause(world.desk, accounts(world, "x")).undo == ()
