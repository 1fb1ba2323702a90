"""Wherever in the send path the process is killed, its successor ends with the post out exactly once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.desk.deliver.two_steps import posts_in_two_steps
from bot.outbox.rules.delivery import Status
from bot.platforms import PLATFORMS
from bot.sandbox.faults import Fault
from tests.databases import Databases

pytestmark = pytest.mark.every_database

STEPS = {"sqlite": 3, "postgresql": 10}
"""The long run kills at every third line, or at every tenth: a death takes longer where a server is asked. Every
line takes more than an hour; 1 here does it."""

STEPS_IN_TWO = {"sqlite": 20, "postgresql": 60}
"""The same of the way in two steps, which is longer, and most of which the other way takes too."""

ENDINGS: dict[str, tuple[str | Fault, ...]] = {
    "a receipt": (),
    "lost reply": ("lost reply",),
    "429": ("429",),
    "lost reply to the second call": (Fault(), "lost reply"),
}
"""How the calls that post end."""


LOOKS_ARE_OVER = 3
"""Simulated hours, in each of which the bot looks once for what is unsure; the first is for a bot that does not see at
once that the other is dead, because a process of the machine has got its number."""
Lives = Callable[..., list[str]]
"""A database, and the hours to live or the line to die at → the lines of the send path that the bot came to."""


@pytest.fixture(params=["mtt", "page", "page with drafts", "masto"])
def queued(request, office) -> str:
    """The account for which one article waits in the office's database, due, and its feed just read."""
    account, _, drafts = request.param.partition(" with ")
    office.write_settings(account)
    office.bot("once")
    if drafts:
        office.probe(account)
    office.bot("pause", account)
    office.publish(1)
    office.bot("once")
    office.bot("once")
    office.bot("resume", account)
    assert [one.status for one in office.deliveries()] == [Status.QUEUED]
    return account


@pytest.fixture
def lives(office, queued) -> Iterator[Lives]:
    """Lets a bot live on a database for some simulated hours, or until the line at which it is to die."""
    with office.python(str(Path(__file__).with_name("dying_bot.py"))) as process:

        def live(database: str, *, hours: int = 0, **die_at: int) -> list[str]:
            order = {"database": database, "hours": hours, **die_at}
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield live


def end_of_a_call(office, ending: str) -> None:
    """From now on calls to the platform end so."""
    office.sandbox.faults.clear()
    office.sandbox.faults.add(*ENDINGS[ending])


@contextmanager
def fresh(office, databases: Databases) -> Iterator[str]:
    """A copy of the database in which the article waits, and empty timelines."""
    for timeline in office.sandbox.timelines():
        timeline.posts.clear()
        timeline.drafts.clear()
    for mark in office.folder.glob("*.last-call"):
        mark.unlink()
    database = databases.copy(office.database)
    yield database
    databases.drop(database)


def goes_in_two_steps(office, database: str) -> bool:
    with office.desk(database=database) as desk:
        return any(posts_in_two_steps(desk, account) for account in desk.settings.accounts)


def prepares_by_a_call(office) -> bool:
    """Whether what is prepared is a draft there, and not only a key that is chosen here."""
    with office.desk(database=office.database) as desk:
        return any(
            posts_in_two_steps(desk, account) and PLATFORMS[account.platform].probe is not None
            for account in desk.settings.accounts
        )


def succeeds(office, lives: Lives, account: str, database: str) -> str:
    """Let a successor work for some simulated hours, an editor settle what it leaves, and the bot go on.

    What goes out in two steps leaves nothing to an editor.
    """
    end_of_a_call(office, "a receipt")
    lives(database, hours=LOOKS_ARE_OVER)
    is_left_to_editor = office.settle_as_editor(database) > 0
    if is_left_to_editor:
        lives(database)
    (delivery,) = office.deliveries(database)
    assert not (is_left_to_editor and goes_in_two_steps(office, database))
    return f"{delivery.status}, posted {len(office.posts(account))} times"


def kill_at(
    lines: Iterable[int], office, databases: Databases, lives: Lives, account: str, ending: str
) -> Counter[str]:
    """Kill a bot at each of these lines; return how often it was found in which state."""
    states: Counter[str] = Counter()
    for number in lines:
        with fresh(office, databases) as database:
            end_of_a_call(office, ending)
            died = lives(database, die_at=number)
            assert len(died) == number
            (delivery,) = office.deliveries(database)
            states[f"{delivery.status}, posted {len(office.posts(account))} times"] += 1
            assert succeeds(office, lives, account, database) == "sent, posted 1 times", died[-1]
    return states


def lines_of(office, databases: Databases, lives: Lives, ending: str) -> list[str]:
    """The lines that a bot comes to that nobody kills."""
    end_of_a_call(office, ending)
    with fresh(office, databases) as database:
        return lives(database, die_at=0)


def lines_in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines the two came to before they parted."""
    return next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))


@pytest.mark.timeout(600)
def test_a_bot_killed_anywhere_in_the_send_path_ends_with_the_post_out_once(office, databases, lives, queued):
    """At every thirtieth line; the long run has many more."""
    lines = range(1, len(lines_of(office, databases, lives, "a receipt")) + 1, 30)
    states = kill_at(lines, office, databases, lives, queued, "a receipt")
    assert {"queued, posted 0 times", "sending, posted 0 times"} <= states.keys()


@pytest.mark.long
@pytest.mark.timeout(3000)
def test_a_bot_killed_all_along_the_send_path_ends_with_the_post_out_once(
    office, databases, lives, queued, kind_of_database
):
    step = (STEPS_IN_TWO if goes_in_two_steps(office, office.database) else STEPS)[kind_of_database]
    to_a_receipt = lines_of(office, databases, lives, "a receipt")
    states = kill_at(range(1, len(to_a_receipt) + 1, step), office, databases, lives, queued, "a receipt")
    assert {"queued, posted 0 times", "sending, posted 0 times", "sending, posted 1 times"} <= states.keys()
    last_call = "lost reply to the second call" if prepares_by_a_call(office) else "lost reply"
    for ending in dict.fromkeys(("lost reply", last_call, "429")):
        lines = lines_of(office, databases, lives, ending)
        # Before its answer a call does not know how it ends.
        parted = lines_in_common(to_a_receipt, lines)
        states = kill_at(range(parted, len(lines) + 1, step), office, databases, lives, queued, ending)
        assert "sending, posted 1 times" in states or ending != last_call
