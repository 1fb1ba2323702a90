"""On a platform whose keys are the client's, with its real client and sandbox: out once, whatever becomes of calls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.deliver.reconcile import reconcile_due, take_over_abandoned
from bot.desk.ingest.collect import collect
from bot.outbox.rules.delivery import Status
from bot.outbox.store.processes import Owner
from bot.platforms import PLATFORMS, sandbox_accounts
from bot.platforms.http import PlatformSession
from bot.sandbox import Sandbox
from bot.settings.loading import settings_from_text
from tests.desk.conftest import BOT_TOML, World
from tests.desk.sending import publish_due

ACCOUNT = '\n[[accounts]]\nname = "sky"\nplatform = "bluesky"\ngap = "0s"\n'
ENDINGS = ("lost reply", "lost request", "answer cut short", "stored, then 502", "not stored, 503", "stored, {}", "429")
"""How a call may end, on its way to the platform or back."""


class Died(BaseException):
    """The process is killed."""


class MortalSession(PlatformSession):
    """A session whose process dies before or behind one of its calls."""

    def __init__(self, sandbox: str, *, dies_at: int | None, behind: bool) -> None:
        super().__init__(sandbox=sandbox)
        self._left, self._behind = dies_at, behind

    def request(self, *args, **options):  # type: ignore[no-untyped-def]
        if self._left == 0 and not self._behind:
            raise Died
        answer = super().request(*args, **options)
        if self._left == 0:
            raise Died
        self._left = None if self._left is None else self._left - 1
        return answer


@contextmanager
def office(open_world, folder, number: int, article) -> Iterator[tuple[World, Sandbox]]:
    """One article is due on an account in a sandbox."""
    environ = {"BOT_DATABASE": f"sqlite:///{folder}/{number}.db"}
    with (
        Sandbox(accounts=sandbox_accounts(("bluesky",))) as sandbox,
        open_world(settings_from_text(BOT_TOML + ACCOUNT, folder / "bot.toml", environ)) as world,
    ):
        collect(world.desk, world.desk.settings.sites)
        world.sites.shown["News"] = [article(1)]
        collect(world.desk, world.desk.settings.sites)
        world.clock.forward(minutes=5)
        yield world, sandbox


def live(world: World, sandbox: Sandbox, turn: int, *, dies_at: int | None, behind: bool) -> World:
    """A minute of a bot that has just been started."""
    world = replace(world, desk=replace(world.desk, me=Owner("this host", 1, f"bot {turn}")))
    secrets = sandbox.timelines()[0].account.secrets()
    session = MortalSession(sandbox.url, dies_at=dies_at, behind=behind)
    world.platforms["sky"] = PLATFORMS["bluesky"].client(secrets, session)  # type: ignore[assignment]
    world.clock.forward(minutes=1)
    account = world.account("sky")
    try:
        take_over_abandoned(world.desk, account)
        reconcile_due(world.desk, account)
        publish_due(world.desk, account)
    except Died:
        world.clock.forward(minutes=5)
    return world


def sky_delivery(world: World):
    return next(delivery for delivery in world.desk.outbox.deliveries_of(1) if delivery.account == "sky")


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    return iter(range(10_000))


def test_however_calls_end_and_processes_die_the_post_is_out_once(
    open_world, article, tmp_path_factory, numbers
) -> None:
    folder = tmp_path_factory.mktemp("offices")

    @settings(max_examples=20)
    @given(
        endings=st.lists(st.sampled_from(ENDINGS), max_size=5),
        deaths=st.dictionaries(st.integers(0, 4), st.tuples(st.integers(0, 2), st.booleans()), max_size=3),
    )
    def run(endings: list[str], deaths: dict[int, tuple[int, bool]]) -> None:
        with office(open_world, folder, next(numbers), article) as (world, sandbox):
            sandbox.faults.add(*endings)
            for turn in range(25):
                if sky_delivery(world).status is Status.SENT:
                    break
                assert not sky_delivery(world).needs_editor
                dies_at, behind = deaths.get(turn, (None, False))
                world = live(world, sandbox, turn, dies_at=dies_at, behind=behind)
            delivery = sky_delivery(world)
            assert delivery.status is Status.SENT
            assert [post.id for post in sandbox.timelines()[0].posts] == [delivery.post_key]

    run()
