"""Wherever in the send path the process is killed, its successor ends with the post out exactly once."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.outbox.delivery import Status

HOW_CALLS_END = ["a receipt", "lost reply", "429"]
LOOKS_ARE_OVER = 2
"""Simulated hours, in each of which the bot looks once for what is unsure."""
Lives = Callable[..., dict[str, Any]]


@pytest.fixture(params=["mtt", "page"])
def queued(request, office) -> str:
    """The account for which one article waits in `queued.db`, due, and its feed just read."""
    account = request.param
    office.write_settings(account)
    office.bot("once")
    office.bot("pause", account)
    office.publish(1)
    office.bot("once")
    office.bot("once")
    office.bot("resume", account)
    assert [one.status for one in office.deliveries()] == [Status.QUEUED]
    (office.folder / "bot.db").rename(office.folder / "queued.db")
    return account


@pytest.fixture
def lives(office, queued) -> Iterator[Lives]:
    """Lets a bot live on a database file for some simulated hours, or until the line at which it is to die."""
    with office.python(str(Path(__file__).with_name("dying_bot.py"))) as process:

        def live(file: str, *, hours: int = 0, **die_at: int) -> dict[str, Any]:
            order = {"database": f"sqlite:///{office.folder / file}", "hours": hours, **die_at}
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield live


def end_of_a_call(office, ending: str) -> None:
    """From now on calls to the platform end so."""
    if ending == "a receipt":
        office.sandbox.faults.draw(0, 0)
    else:
        office.sandbox.faults.draw(0, 1, [ending])


def fresh(office, name: str) -> str:
    """A copy of the database in which the article waits, and empty timelines."""
    for timeline in office.sandbox.timelines():
        timeline.posts.clear()
    shutil.copy(office.folder / "queued.db", office.folder / name)
    return name


def succeeds(office, lives: Lives, account: str, file: str) -> str:
    """Let a successor work for some simulated hours, an editor settle what it leaves, and the bot go on."""
    end_of_a_call(office, "a receipt")
    lives(file, hours=LOOKS_ARE_OVER)
    office.settle_as_editor(file)
    lives(file)
    (delivery,) = office.deliveries(file)
    return f"{delivery.status}, posted {len(office.posts(account))} times"


def kill_at(lines: Iterable[int], office, lives: Lives, account: str, ending: str) -> Counter[str]:
    """Kill a bot at each of these lines; return how often it was found in which state."""
    states: Counter[str] = Counter()
    for number in lines:
        file = fresh(office, f"killed-{number}.db")
        end_of_a_call(office, ending)
        died = lives(file, die_at=number)
        assert died["lines"] == number
        (delivery,) = office.deliveries(file)
        states[f"{delivery.status}, posted {len(office.posts(account))} times"] += 1
        assert succeeds(office, lives, account, file) == "sent, posted 1 times", died
    return states


def lines_of(office, lives: Lives, ending: str) -> int:
    """How many lines a bot comes to that nobody kills."""
    end_of_a_call(office, ending)
    return lives(fresh(office, "whole.db"), die_at=0)["lines"]


def test_a_bot_killed_anywhere_in_the_send_path_ends_with_the_post_out_once(office, lives, queued):
    """A spread of lines, drawn; the long run has them all."""
    lines = lines_of(office, lives, "a receipt")
    drawn = sorted(Random(4).sample(range(1, lines + 1), 16))
    states = kill_at(drawn, office, lives, queued, "a receipt")
    assert {"queued, posted 0 times", "sending, posted 0 times"} <= states.keys()


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("ending", HOW_CALLS_END)
def test_a_bot_killed_at_every_line_of_the_send_path_ends_with_the_post_out_once(office, lives, queued, ending):
    states = kill_at(range(1, lines_of(office, lives, ending) + 1), office, lives, queued, ending)
    assert {"queued, posted 0 times", "sending, posted 0 times"} <= states.keys()
    assert ending == "429" or "sending, posted 1 times" in states
