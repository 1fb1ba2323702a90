"""Posts that go out in two steps are out once, and nobody has to be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.deliver.reconcile import reconcile_due, take_over_abandoned
from bot.desk.ingest.collect import collect
from bot.errors import OutcomeUnknown, Refused, RetryLater
from bot.outbox.rules.changes import ChangeKind
from bot.outbox.rules.delivery import RESOLVE_NOT_SENT, RETRY, Status
from bot.outbox.store.credentials import Probe
from bot.outbox.store.processes import Owner
from bot.platforms import PLATFORMS, Receipt
from bot.settings.loading import settings_from_text
from tests.desk.conftest import BOT_TOML, World
from tests.desk.sending import publish_due

Ending = Literal["done", "lost", "dropped", "late", "dies after", "dies before", "busy"]
"""How a call ends: `lost`: it is done, and the answer is lost; `dropped`: it is not done, and nobody knows; `late`: it
is done while the next call is on its way; `dies`: the process does, after or before it is done."""

ENDINGS: tuple[Ending, ...] = ("done", "lost", "dropped", "late", "dies after", "dies before", "busy")


class Died(BaseException):
    """The process is killed."""


@dataclass
class PlatformWithDrafts:
    """A platform that posts in two steps, and ends its calls as a test has put."""

    endings: list[Ending] = field(default_factory=list)
    drafts: dict[str, str] = field(default_factory=dict)
    published: dict[str, str] = field(default_factory=dict)
    """The text of every post that was ever out, by its key."""
    refusal: str = ""
    is_duplicate: bool = False
    calls: list[str] = field(default_factory=list)
    notice: str = ""
    _late: list[Callable[[], object]] = field(default_factory=list)

    def publish(self, text: str, link: str) -> Receipt:
        self.calls.append("publish")
        return Receipt("in one step", "https://page.example/in-one-step")

    def prepare(self, text: str, link: str, *, key: str) -> str:
        key = key or f"draft {len(self.drafts) + 1}"
        self._end("prepare", lambda: self.drafts.update({key: text}))
        return key

    def publish_prepared(self, key: str, text: str, link: str) -> Receipt:
        if self.refusal:
            raise Refused(self.refusal, duplicate=self.is_duplicate)
        self._end("publish_prepared", lambda: self.published.update({key: self.drafts[key]}))
        return self._receipt(key)

    def find_prepared(self, key: str, text: str, link: str) -> Receipt | None:
        self.calls.append("find_prepared")
        return self._receipt(key) if key in self.published else None

    def find(self, text: str, link: str, since: datetime) -> Receipt | None:
        return next((self._receipt(key) for key, posted in self.published.items() if posted == text), None)

    def delete(self, remote_id: str, sent_at: datetime) -> None:
        del self.drafts[remote_id]

    def _end(self, call: str, do: Callable[[], object]) -> None:
        self.calls.append(call)
        ending = self.endings.pop(0) if self.endings else "done"
        if ending in ("done", "lost", "dies after"):
            do()
        while self._late:
            self._late.pop()()
        if ending == "late":
            self._late.append(do)
        if ending in ("lost", "dropped", "late"):
            raise OutcomeUnknown("the answer never came")
        if ending == "busy":
            raise RetryLater("the platform is busy")
        if ending.startswith("dies"):
            raise Died

    def _receipt(self, key: str) -> Receipt:
        return Receipt(key, f"https://page.example/{key.replace(' ', '-')}")


@pytest.fixture(autouse=True, scope="module")
def facebook_keeps_drafts() -> Iterator[None]:
    """What is under test is the desk; so Facebook posts in two steps here, whether its client can or not."""
    with pytest.MonkeyPatch.context() as patch:
        spec = replace(PLATFORMS["facebook"], prepares=True, deletes=True, probe=lambda secrets, session: "")
        patch.setitem(PLATFORMS._specs, "facebook", spec)  # type: ignore[attr-defined]
        yield


def make_due(world: World, article) -> PlatformWithDrafts:
    """One article is due on the Page, which posts in two steps."""
    platform = PlatformWithDrafts()
    world.platforms["page"] = platform  # type: ignore[assignment]
    world.desk.credentials.save_probe(Probe("page", world.clock(), ""))
    collect(world.desk, world.desk.settings.sites)
    world.sites.shown["News"] = [article(1)]
    collect(world.desk, world.desk.settings.sites)
    world.clock.forward(minutes=5)
    return platform


@pytest.fixture
def platform(world, article) -> PlatformWithDrafts:
    return make_due(world, article)


def page_delivery(world: World):
    return next(delivery for delivery in world.desk.outbox.deliveries_of(1) if delivery.account == "page")


def work(world: World) -> None:
    """What a bot does for the Page in a minute."""
    world.clock.forward(minutes=1)
    take_over_abandoned(world.desk, world.account("page"))
    reconcile_due(world.desk, world.account("page"))
    publish_due(world.desk, world.account("page"))


def work_and_die(world: World, deaths: int) -> World:
    """The same; where the process dies, another takes its place."""
    try:
        work(world)
    except Died:
        return replace(world, desk=replace(world.desk, me=Owner("this host", 1, f"successor {deaths}")))
    return world


@pytest.mark.every_database
class TestOnBothDatabases:
    """What the database has to do with it."""

    def test_a_post_is_prepared_then_published_under_the_key_that_is_stored(self, world, platform):
        work(world)
        assert platform.calls == ["prepare", "publish_prepared"]
        delivery = page_delivery(world)
        assert (delivery.status, delivery.post_key, delivery.remote_id) == (Status.SENT, "draft 1", "draft 1")

    def test_a_lost_answer_to_the_first_step_leaves_nothing_unsure(self, world, platform):
        platform.endings = ["lost"]
        work(world)
        delivery = page_delivery(world)
        assert delivery.status is Status.QUEUED
        assert delivery.reason.startswith("it was not published, only prepared, if at all")
        work(world)
        assert list(platform.published) == ["draft 2"]

    def test_a_lost_answer_to_the_second_step_is_settled_by_reading(self, world, platform):
        platform.endings = ["done", "lost"]
        work(world)
        assert page_delivery(world).status is Status.UNSURE
        work(world)
        assert page_delivery(world).status is Status.SENT
        assert platform.calls == ["prepare", "publish_prepared", "find_prepared"]

    def test_what_was_not_published_is_published_under_the_same_key(self, world, platform):
        platform.endings = ["done", "dropped"]
        work(world)
        work(world)
        assert (page_delivery(world).status, list(platform.published)) == (Status.SENT, ["draft 1"])

    def test_a_process_that_was_taken_over_while_it_prepared_publishes_nothing(self, world, platform):
        def successor_takes_over() -> None:
            successor = replace(world.desk, me=Owner("this host", 1, "successor"))
            take_over_abandoned(successor, world.account("page"))

        platform._late.append(successor_takes_over)
        assert publish_due(world.desk, world.account("page")) == []
        assert (platform.published, page_delivery(world).status) == ({}, Status.UNSURE)
        assert "delivery.taken_over" in world.events()

    def test_a_deleted_post_goes_out_again_under_another_key(self, world, platform):
        work(world)
        delivery = page_delivery(world)
        world.desk.changes.ask(delivery.id, ChangeKind.DELETE, again=True, why="corrected", now=world.clock())
        change = world.desk.changes.of(delivery.id)
        later = world.clock() + timedelta(days=1)
        world.desk.changes.settle_made(change, approved_until=later, cost=0, now=world.clock())
        assert page_delivery(world).post_key is None


def test_an_account_posts_in_one_step_until_two_were_tried(world, article):
    platform = make_due(world, article)
    world.desk.credentials.save_probe(Probe("page", world.clock(), "drafts are not for this Page"))
    work(world)
    assert platform.calls == ["publish"]
    assert page_delivery(world).post_key is None


def test_a_post_that_died_in_preparation_needs_no_look(world, platform):
    platform.endings = ["dies after"]
    world = work_and_die(world, 0)
    work(world)
    work(world)
    delivery = page_delivery(world)
    assert (delivery.status, platform.calls) == (Status.SENT, ["prepare", "prepare", "publish_prepared"])


def test_a_text_that_an_editor_changes_meanwhile_goes_out_under_the_same_key(world, platform):
    platform.endings = ["done", "busy"]
    work(world)
    delivery = page_delivery(world)
    text = f"Another text. {delivery.link} Support us."
    world.desk.outbox.rewrite(delivery.id, text, read_at=world.clock(), now=world.clock())
    work(world)
    assert platform.published == {"draft 1": text}


def test_a_refused_post_that_is_tried_again_is_looked_for_first(world, platform):
    platform.refusal = "this link is not allowed"
    work(world)
    assert page_delivery(world).status is Status.FAILED
    platform.refusal = ""
    platform.published["draft 1"] = page_delivery(world).text
    world.desk.outbox.move(page_delivery(world).id, RETRY, now=world.clock())
    work(world)
    assert (page_delivery(world).status, platform.calls.count("publish_prepared")) == (Status.SENT, 0)


def test_a_post_that_was_prepared_goes_on_in_two_steps_though_its_platform_allows_them_no_more(world, platform):
    platform.endings = ["done", "late"]
    work(world)
    world.desk.credentials.save_probe(Probe("page", world.clock(), "drafts are not for this Page any more"))
    work(world)
    work(world)
    assert (page_delivery(world).status, list(platform.published)) == (Status.SENT, ["draft 1"])
    assert "publish" not in platform.calls


def test_a_duplicate_of_another_post_is_for_an_editor_and_not_tried_for_ever(world, platform):
    platform.endings = ["done", "dropped"]
    work(world)
    platform.refusal, platform.is_duplicate = "the Page has this text already", True
    for _ in range(5):
        work(world)
    assert page_delivery(world).status is Status.FAILED
    assert platform.calls.count("prepare") <= 3


def test_a_preparation_that_is_refused_without_a_known_reason_is_tried_twice(world, platform):
    def refuse(text: str, link: str, *, key: str) -> str:
        platform.calls.append("prepare")
        raise OutcomeUnknown("an answer that this program does not know", is_refusal=True)

    platform.prepare = refuse
    for _ in range(6):
        work(world)
    assert (page_delivery(world).status, platform.calls) == (Status.FAILED, ["prepare", "prepare"])


def test_what_an_editor_takes_for_not_sent_is_still_looked_for(world, platform):
    platform.endings = ["done", "lost"]
    work(world)
    world.desk.outbox.move(page_delivery(world).id, RESOLVE_NOT_SENT, now=world.clock())
    work(world)
    assert (page_delivery(world).status, len(platform.published)) == (Status.SENT, 1)


@contextmanager
def new_world(open_world, folder, number: int) -> Iterator[World]:
    database = {"BOT_DATABASE": f"sqlite:///{folder}/{number}.db"}
    with open_world(settings_from_text(BOT_TOML, folder / "bot.toml", database)) as world:
        yield world


def test_however_calls_end_the_post_is_out_once_and_nobody_is_asked(open_world, article, tmp_path_factory):
    """Random orders of lost, late and dropped calls, of deaths and of an editor's texts."""
    folder, worlds = tmp_path_factory.mktemp("worlds"), iter(range(10_000))

    @settings(max_examples=30)
    @given(endings=st.lists(st.sampled_from(ENDINGS), max_size=8), edits=st.sets(st.integers(0, 8), max_size=2))
    def run(endings: list[Ending], edits: set[int]) -> None:
        with new_world(open_world, folder, next(worlds)) as world:
            platform = make_due(world, article)
            platform.endings = list(endings)
            for turn in range(60):
                delivery = page_delivery(world)
                if delivery.status is Status.SENT:
                    break
                if turn in edits and delivery.status is Status.QUEUED:
                    text = f"Text {turn}. {delivery.link} Support us."
                    world.desk.outbox.rewrite(delivery.id, text, read_at=world.clock(), now=world.clock())
                assert not delivery.needs_editor
                world = work_and_die(world, turn)
                world.clock.forward(minutes=5)
            delivery = page_delivery(world)
            assert delivery.status is Status.SENT
            assert list(platform.published) == [delivery.post_key]

    run()
