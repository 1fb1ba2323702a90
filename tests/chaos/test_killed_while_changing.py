"""Wherever a bot is killed that deletes or rewrites a post, its successor ends with just that done, once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.outbox.rules.changes import ChangeKind
from bot.outbox.rules.delivery import Status
from bot.sandbox.accounts import StoredPost
from bot.wiring import utc_now
from tests.databases import Databases

pytestmark = pytest.mark.every_database

NEW = "what the post shall say"
HOURS = 3
"""Simulated, in each of which the successor does what is due."""


@dataclass(frozen=True)
class Asked:
    """What somebody has asked for, and how it has to end."""

    account: str
    kind: ChangeKind
    again: bool
    ends: tuple[Status, list[str]]
    """The delivery's status, and what the followers read: "old", "new" or "composed"."""


ASKED = {
    "delete on X": Asked("mtt", ChangeKind.DELETE, False, (Status.SKIPPED, [])),
    "post again on X": Asked("mtt", ChangeKind.DELETE, True, (Status.SENT, ["composed"])),
    "delete on Facebook": Asked("page", ChangeKind.DELETE, False, (Status.SKIPPED, [])),
    "rewrite on Facebook": Asked("page", ChangeKind.REWRITE, False, (Status.SENT, ["new"])),
}


@pytest.fixture(params=ASKED)
def asked(request) -> Asked:
    return ASKED[request.param]


@pytest.fixture
def post(office, asked) -> StoredPost:
    """The post that is out, and of which somebody wants something else; it is still to be done."""
    office.write_settings(asked.account)
    office.bot("once")
    office.publish(1)
    office.bot("once")
    ((_, stored),) = office.posts(asked.account)
    (delivery,) = office.deliveries()
    with office.desk() as desk:
        text = NEW if asked.kind is ChangeKind.REWRITE else ""
        desk.changes.ask(delivery.id, asked.kind, text=text, title=delivery.title, again=asked.again, now=utc_now())
    return stored


@pytest.fixture
def lives(office, post) -> Iterator[Callable[..., list[str]]]:
    """Lets a bot live on a database for some simulated hours, or until the line at which it is to die."""
    with office.python(str(Path(__file__).with_name("dying_bot.py"))) as process:

        def live(database: str, *, hours: int = 0, **die_at: int) -> list[str]:
            order = {"database": database, "hours": hours, **die_at}
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield live


@contextmanager
def fresh(office, databases: Databases, asked: Asked, post: StoredPost) -> Iterator[str]:
    """A copy of the database in which the change is to be made, and the post on its timeline."""
    for timeline in office.sandbox.timelines():
        timeline.posts[:] = [post] if timeline.account == office.accounts[asked.account] else []
    for mark in office.folder.glob("*.last-call"):
        mark.unlink()
    database = databases.copy(office.database)
    yield database
    databases.drop(database)


def ending(office, asked: Asked, database: str, post: StoredPost) -> tuple[Status, list[str]]:
    """The delivery's status, and which posts the account's followers see."""
    names = {post.text: "old", NEW: "new"}
    (delivery,) = office.deliveries(database)
    (timeline,) = [line for line in office.sandbox.timelines() if line.account == office.accounts[asked.account]]
    seen = ["composed" if stored.id != post.id else names[stored.text] for stored in timeline.posts]
    return delivery.status, seen


def kill_at(every: int, faults: tuple[str, ...], office, databases, lives, asked: Asked, post: StoredPost) -> int:
    """Kill a bot at each so many lines, where its calls end so; return how many died."""
    office.sandbox.faults.draw(0, 1 if faults else 0, faults or ("lost reply",))
    with fresh(office, databases, asked, post) as database:
        lines = lives(database, die_at=0)
    for number in range(1, len(lines) + 1, every):
        with fresh(office, databases, asked, post) as database:
            office.sandbox.faults.draw(0, 1 if faults else 0, faults or ("lost reply",))
            died = lives(database, die_at=number)
            office.sandbox.faults.draw(0, 0)
            office.let_every_bot_fall_silent()
            lives(database, hours=HOURS)
            assert ending(office, asked, database, post) == asked.ends, died[-1:]
    return len(lines)


@pytest.mark.timeout(600)
def test_a_bot_killed_while_it_changes_a_post_leaves_it_to_the_next(office, databases, lives, asked, post):
    """At every eightieth line; the long run has more, and answers that are lost."""
    assert kill_at(80, (), office, databases, lives, asked, post) > 40


@pytest.mark.long
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("faults", [(), ("lost reply",)], ids=["answered", "lost reply"])
def test_a_bot_killed_anywhere_while_it_changes_a_post_leaves_it_to_the_next(
    office, databases, lives, asked, post, faults
):
    assert kill_at(20, faults, office, databases, lives, asked, post) > 40
