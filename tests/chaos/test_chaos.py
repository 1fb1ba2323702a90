"""Faults at the platforms, and bots that are killed: in the end every article is out once on every account."""

from __future__ import annotations

import os
import queue
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import combinations
from random import Random
from typing import Any

import pytest

from bot.outbox.rules.delivery import Status
from bot.platforms import PLATFORMS
from bot.sandbox.faults import PASSING, PASSING_IF_REPEATABLE, Fault
from tests.databases import PostgresServer

STARTED_WITHIN = 60.0
"""Seconds; a bot that is killed before it has begun, because the machine is busy, would never get anything done."""

SILENCE = 2.0
"""Seconds without an event after which a bot only waits, and may as well be killed."""

IN_A_CALL = "stopped in the middle of the call"


@pytest.fixture
def seed() -> int:
    """Drawn afresh for each run; pytest shows it where the run fails, and the variable brings it back."""
    drawn = int(os.environ.get("CHAOS_SEED") or Random().randrange(1_000_000))
    print(f"CHAOS_SEED={drawn}")
    return drawn


WITH_DRAFTS = "page"
"""The Page that posts in two steps, where a run has one; the other Page never does."""


def let_calls_fail(office, draw: Random, calls: int, *, posts: float, looks: float, drafts: bool = True) -> None:
    """Of each account's next `calls` posts and looks, these shares meet a fault that it gets over by itself."""
    office.write_settings(hold="1s")
    if drafts:
        office.probe(WITH_DRAFTS)
    office.sandbox.rules.lag = 0.5
    for name, account in office.accounts.items():
        faults = PASSING_IF_REPEATABLE if drafts and name == WITH_DRAFTS else PASSING
        for method, share in (("POST", posts), ("GET", looks)):
            drawn = [draw.choice(faults) if draw.random() < share else Fault() for _ in range(calls)]
            office.sandbox.faults.add(*drawn, account=account.prefix, method=method)


Disturb = Callable[[Random], object]
"""Does something to what the bots depend on, drawn from the seed."""


def leave_alone(_draw: Random) -> None:
    """Nothing happens to the bots but that they are killed."""


def live_and_die(office, draw: Random, meanwhile: Disturb, *, may_end: bool) -> None:
    """Let a bot run until it has announced so many things, or only waits; kill it in the next moment."""
    with office.running() as bot:
        with suppress(queue.Empty):
            for patience in (STARTED_WITHIN, *[SILENCE] * draw.randint(0, 59)):
                bot.next_event(patience)
                meanwhile(draw)
        try:
            ended_with = bot.process.wait(draw.uniform(0, 0.05))
        except subprocess.TimeoutExpired:
            return
        # One that cannot reach its server when it begins says so and ends; its supervisor starts it again.
        assert may_end
        assert ended_with == 1


def go_through(office, draw: Random, articles: int, *, seconds: float, disturb: Disturb = leave_alone) -> list[str]:
    """Publish so many articles, more than go out in a bot's life, until all are out; return their links."""
    office.bot("once")
    links: list[str] = []

    def publish(most: int) -> None:
        most = min(most, office.room_in_feed(len(links)))
        links.extend(map(office.publish, range(len(links), min(len(links) + most, articles))))

    def meanwhile(draw: Random) -> None:
        # While bots work, so that several threads of one, or two bots, read the site again at the same moment.
        if draw.random() < 0.2:
            publish(1)
        disturb(draw)

    deadline = time.monotonic() + seconds
    while len(links) < articles or not all_sent(office, len(links)):
        assert time.monotonic() < deadline, unfinished(office)
        publish(draw.randint(1, max(1, articles // 4)))
        live_and_die(office, draw, meanwhile, may_end=disturb is not leave_alone)
        office.settle_as_editor()
    return links


def all_sent(office, articles: int) -> bool:
    statuses = Counter(delivery.status for delivery in office.deliveries())
    assert statuses.total() <= articles * len(office.accounts), "an article has two deliveries on an account"
    return statuses == {Status.SENT: articles * len(office.accounts)}


@dataclass
class Troublemaker:
    """Kills a server and starts it again, or cuts its connections, after one of so many events."""

    server: PostgresServer
    events: int
    done: Counter[str] = field(default_factory=Counter)

    def __call__(self, draw: Random) -> None:
        if draw.randrange(self.events):
            return
        trouble = draw.choice(("killed", "stopped at once", "cut", "cut"))
        self.done[trouble] += 1
        if trouble == "cut":
            self.server.cut_connections()
            return
        if trouble == "killed":
            self.server.kill()
        else:
            self.server.stop_at_once()
        self.server.start()


@pytest.fixture
def mortal_office(open_office, mortal_server) -> Iterator[Any]:
    """An office whose database is on a server that may be killed."""
    with open_office(mortal_server.url(mortal_server.new())) as made:
        yield made


def unfinished(office) -> str:
    return "\n".join(str(one) for one in office.deliveries() if one.status is not Status.SENT)


def assert_exactly_once(office, links: list[str]) -> None:
    """Every article once on every account, every post there known by its id, and no text twice where it must not be."""
    known = {(one.account, one.remote_id) for one in office.deliveries()}
    for name in office.accounts:
        assert Counter(link for link, _ in office.posts(name)) == Counter(links), name
        assert {(name, post.id) for _, post in office.posts(name)} <= known
    for one, other in combinations(office.accounts, 2):
        platform = office.accounts[one].platform
        if platform == office.accounts[other].platform and PLATFORMS[platform].forbids_identical_texts:
            texts = {post.text for _, post in office.posts(one)}
            assert texts.isdisjoint(post.text for _, post in office.posts(other))


def faults_met(office) -> int:
    return sum(office.sandbox.faults.given[name] for name in PASSING_IF_REPEATABLE)


def figures(office) -> str:
    """What docs/reliability.md says of a long run, by account."""
    attempts = [(one.account, attempt) for one in office.deliveries() for attempt in office.attempts_at(one)]
    lines = []
    for name in office.accounts:
        outcomes = Counter(attempt.outcome for account, attempt in attempts if account == name)
        lines.append(f"{name}: {dict(outcomes)}, left to an editor {office.left_to_editor[name]}")
    return "\n".join((*lines, f"killed in a call {killed_in_a_call(office)}, faults {faults_met(office)}"))


def killed_in_a_call(office) -> int:
    return (office.folder / "bot.log").read_text().count(IN_A_CALL)


@pytest.mark.every_database
@pytest.mark.timeout(300)
def test_every_article_is_out_once_on_every_account_whatever_fails_and_whoever_is_killed(office, seed):
    draw = Random(seed)
    let_calls_fail(office, draw, 100, posts=0.3, looks=0)
    links = go_through(office, draw, 8, seconds=240)
    assert_exactly_once(office, links)
    assert office.left_to_editor[WITH_DRAFTS] == 0
    assert faults_met(office) >= 3


@pytest.mark.every_database
@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_second_bot_on_the_same_database_posts_nothing_twice_while_the_first_is_killed(office, seed):
    draw = Random(seed)
    let_calls_fail(office, draw, 50, posts=0.3, looks=0)
    with office.running():
        links = go_through(office, draw, 8, seconds=800)
    assert_exactly_once(office, links)
    assert office.left_to_editor[WITH_DRAFTS] == 0


@pytest.mark.every_database
@pytest.mark.long
@pytest.mark.timeout(1800)
def test_twenty_articles_are_out_once_and_a_page_with_drafts_leaves_none_to_an_editor(office, seed):
    """Twenty, because a bot that is killed every few seconds gets through two steps only now and then."""
    draw = Random(seed)
    let_calls_fail(office, draw, 200, posts=0.25, looks=0.05)
    links = go_through(office, draw, 20, seconds=1_700)
    print(figures(office))
    assert_exactly_once(office, links)
    assert office.left_to_editor[WITH_DRAFTS] == 0


@pytest.mark.every_database
@pytest.mark.long
@pytest.mark.timeout(3600)
def test_three_hundred_articles_are_out_once_on_four_accounts(office, seed):
    draw = Random(seed)
    let_calls_fail(office, draw, 1_000, posts=0.25, looks=0.05, drafts=False)
    links = go_through(office, draw, 300, seconds=3_000)
    print(figures(office))
    assert_exactly_once(office, links)
    assert faults_met(office) > 100
    assert killed_in_a_call(office) > 20


@pytest.mark.long
@pytest.mark.timeout(900)
def test_every_article_is_out_once_whatever_becomes_of_the_server_and_its_connections(
    mortal_office, mortal_server, seed
):
    draw = Random(seed)
    let_calls_fail(mortal_office, draw, 100, posts=0.3, looks=0)
    trouble = Troublemaker(mortal_server, events=5)
    links = go_through(mortal_office, draw, 8, seconds=800, disturb=trouble)
    assert_exactly_once(mortal_office, links)
    assert mortal_office.left_to_editor[WITH_DRAFTS] == 0
    assert trouble.done.total() >= 1


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_two_bots_post_a_hundred_articles_once_whatever_becomes_of_the_server(mortal_office, mortal_server, seed):
    draw = Random(seed)
    let_calls_fail(mortal_office, draw, 300, posts=0.3, looks=0.05, drafts=False)
    trouble = Troublemaker(mortal_server, events=20)
    with mortal_office.running():
        links = go_through(mortal_office, draw, 100, seconds=1_500, disturb=trouble)
    assert_exactly_once(mortal_office, links)
    assert trouble.done.total() >= 5
