"""Actions as commands: each can be typed in as it is spelled, and does what it names."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from typing import get_args
from zoneinfo import ZoneInfo

import click
import pytest

from bot.actions import Action, ActionName
from bot.cli import main
from bot.cli.options import actions_as_commands
from bot.cli.spelling import advice, command_line, error_text, with_advice
from bot.errors import DeliveryNotFound, RetryLater
from bot.show.actions import purpose

TOKYO = ZoneInfo("Asia/Tokyo")
AT = datetime(2026, 11, 27, 14, 30, tzinfo=UTC)

SPELLED = [
    (Action("skip", deliveries=(12, 13)), "bot skip 12 13"),
    (Action("hold", deliveries=(3,), at=AT), "bot hold 3 --until 2026-11-27T23:30+09:00"),
    (Action("retry", deliveries=(3,), at=AT.replace(second=7)), "bot retry 3 --at 2026-11-27T23:30:07+09:00"),
    (Action("pause", accounts=("mtt",), at=AT), "bot pause mtt --until 2026-11-27T23:30+09:00"),
    (Action("resume", accounts=("mtt", "the page")), "bot resume mtt 'the page'"),
    (Action("post", target="https://a.example/?p=1&q=2"), "bot post 'https://a.example/?p=1&q=2'"),
    (Action("post", target="https://a.example/1", accounts=("mtt",)), "bot post https://a.example/1 --account mtt"),
    (Action("resolve", deliveries=(4,), was_sent=True), "bot resolve 4 --sent URL"),
    (Action("resolve", deliveries=(4,), was_sent=False), "bot resolve 4 --not-sent"),
    (Action("preview", target="latest"), "bot preview latest"),
    (Action("schedule", deliveries=(3,)), "bot schedule 3 TIME"),
    (Action("schedule", deliveries=(3,), at=AT), "bot schedule 3 2026-11-27T23:30+09:00"),
    (Action("edit", deliveries=(3,), reverts=True), "bot edit 3 --revert"),
    (Action("undo", deliveries=(1, 2, 3, 4, 9)), "bot undo 1-4 9"),
    (Action("approve", deliveries=(*range(1, 15), 17, 19, 20)), "bot approve 1-14 17 19 20"),
    (Action("retry", deliveries=(1, 2, 3, 4)), "bot retry 1 2 3 4"),
]


@pytest.mark.parametrize(("action", "spelled"), SPELLED, ids=[spelled for _, spelled in SPELLED])
def test_an_action_is_spelled_for_a_shell(action, spelled):
    assert command_line(action, TOKYO) == spelled


def test_a_time_is_spelled_in_utc_where_no_newsroom_s_clock_is_known():
    assert command_line(Action("hold", deliveries=(3,), at=AT)) == "bot hold 3 --until 2026-11-27T14:30Z"


@pytest.mark.parametrize("action", [*(action for action, _ in SPELLED), *map(Action, get_args(ActionName))], ids=str)
def test_every_command_that_is_spelled_is_taken(action):
    program, name, *arguments = shlex.split(command_line(action, TOKYO))
    assert program == "bot"
    context = main.commands[name].make_context(name, arguments, parent=click.Context(main))
    assert context.command is main.commands[name]


def test_every_action_has_words():
    assert all(purpose(Action(name)) for name in get_args(ActionName))


def test_several_are_spoken_of_as_several():
    assert purpose(Action("approve", deliveries=(1,))) == "lets it go"
    assert purpose(Action("approve", deliveries=(1, 2))) == "lets them go"


def test_advice_stands_behind_what_it_is_about():
    actions = (Action("approve", deliveries=(3,)), Action("skip", deliveries=(3,)))
    assert advice(actions) == "`bot approve 3` lets it go, `bot skip 3` drops it"
    assert with_advice("it waits", actions) == "it waits; `bot approve 3` lets it go, `bot skip 3` drops it"
    assert with_advice('did you mean "4"?', [Action("queue")]) == 'did you mean "4"? `bot queue` lists what waits'
    assert with_advice("it waits", ()) == "it waits"
    assert with_advice("", [Action("queue")]) == "`bot queue` lists what waits"


def test_an_error_is_told_with_what_can_be_done_about_it():
    assert error_text(DeliveryNotFound("there is none", actions=(Action("queue"),))) == (
        "there is none; `bot queue` lists what waits"
    )
    assert error_text(RetryLater("the platform is busy")) == "the platform is busy"


def test_the_actions_of_an_event_are_told_as_commands():
    assert actions_as_commands({"reason": "no"}) == {}
    assert actions_as_commands({"actions": (Action("resolve", deliveries=(2,), was_sent=False),)}) == {
        "actions": ["bot resolve 2 --not-sent"]
    }
