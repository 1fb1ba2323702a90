"""A platform whose key holds an hour gets every post once, however its calls end and however long the bot sleeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.deliver.reconcile import reconcile_due, take_over_abandoned
from bot.desk.deliver.two_steps import is_own_post
from bot.desk.ingest.collect import collect
from bot.desk.report.preview import preview
from bot.outbox.rules.delivery import Delivery, Status
from bot.outbox.store.processes import Owner
from bot.platforms import Receipt
from bot.settings.loading import settings_from_text
from tests.desk.conftest import BOT_TOML, PlatformThatAnswers, World
from tests.desk.sending import publish_due
from tests.platforms.mastodon.wire import ENDINGS, Ending, Server

ACCOUNT = """
[[accounts]]
name = "masto"
platform = "mastodon"
gap = "0s"
[accounts.mastodon]
visibility = "unlisted"
warnings = { "Courts" = "Court report" }
"""


def make_due(world: World, article, **facts: object) -> Server:
    """One article is due on Mastodon."""
    server = Server(world.clock)
    world.platforms["masto"] = cast("PlatformThatAnswers", server.client())
    collect(world.desk, world.desk.settings.sites)
    world.sites.shown["News"] = [article(1, **facts)]
    collect(world.desk, world.desk.settings.sites)
    world.clock.forward(minutes=5)
    return server


def delivery_of(world: World) -> Delivery:
    return next(delivery for delivery in world.desk.outbox.deliveries_of(1) if delivery.account == "masto")


def work(world: World) -> None:
    take_over_abandoned(world.desk, world.account("masto"))
    reconcile_due(world.desk, world.account("masto"))
    publish_due(world.desk, world.account("masto"))


@pytest.fixture
def world_with_account(open_world, tmp_path):
    with open_world(settings_from_text(BOT_TOML + ACCOUNT, tmp_path / "bot.toml", {})) as world:
        yield world


def test_a_post_is_sent_with_its_language_its_visibility_and_its_warning(world_with_account, article):
    world = world_with_account
    server = make_due(world, article, tags=("Courts",), language="en-GB")
    work(world)
    delivery = delivery_of(world)
    assert (delivery.status, server.texts) == (Status.SENT, [delivery.text])
    sent = server.client()._call("GET", f"/api/v1/statuses/{delivery.remote_id}")
    assert (sent["spoiler_text"], sent["visibility"], sent["language"]) == ("Court report", "unlisted", "en")


def test_a_warning_is_shown_before_and_leaves_less_room(world_with_account, article):
    world = world_with_account
    make_due(world, article)
    masto = [world.account("masto")]
    with_warning, without = (
        preview(world.desk.settings, world.desk.templates, previewed, masto).accounts[0]
        for previewed in (article(1, tags=("Courts",)), article(2))
    )
    assert with_warning.post
    assert without.post
    assert with_warning.post.limit == without.post.limit - len("Court report") == 488
    assert "behind the warning “Court report”" in with_warning.notes[0]
    assert [note for note in without.notes if "warning" in note] == []


def test_a_post_that_another_delivery_has_sent_is_not_taken_for_this_one_s(world_with_account, article):
    """The entries of a live blog share one link."""
    world = world_with_account
    make_due(world, article)
    work(world)
    sent = delivery_of(world)
    world.sites.shown["News"] = [article(2)]
    collect(world.desk, world.desk.settings.sites)
    other = next(delivery for delivery in world.desk.outbox.deliveries_of(2) if delivery.account == "masto")
    assert not is_own_post(world.desk, other, Receipt(sent.remote_id, sent.permalink))
    assert is_own_post(world.desk, other, Receipt("1", "https://mastodon.example/@press/1"))
    assert not is_own_post(world.desk, replace(other, remote_id="1"), Receipt("1", "https://mastodon.example/@press/1"))


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("sleep", [timedelta(minutes=1), timedelta(minutes=52), timedelta(hours=3)])
def test_one_ending_and_a_sleep_leave_one_post(world_with_account, article, ending: Ending, sleep: timedelta):
    world = world_with_account
    server = make_due(world, article)
    server.endings = [ending]
    work(world)
    world.clock.at += sleep
    for _ in range(15):
        work(world)
        world.clock.forward(minutes=5)
    assert delivery_of(world).status is Status.SENT
    assert len(server.ever_stored) == 1


SLEEPS = st.sampled_from([1, 1, 1, 5, 20, 45, 52, 58, 65, 200])
"""Minutes."""


def test_however_calls_end_and_the_bot_sleeps_the_post_is_out_once_and_nobody_is_asked(
    open_world, article, tmp_path_factory
):
    folder, worlds = tmp_path_factory.mktemp("worlds"), iter(range(10_000))

    @settings(max_examples=25)
    @given(
        endings=st.lists(st.sampled_from(ENDINGS), max_size=6),
        sleeps=st.lists(SLEEPS, max_size=12),
        edits=st.sets(st.integers(0, 8), max_size=2),
        forgets=st.sets(st.integers(0, 8), max_size=2),
        version=st.sampled_from(["4.5.2", "4.5.2", "0.19.1+git-aa8bbe6"]),
    )
    def run(endings: list[Ending], sleeps: list[int], edits: set[int], forgets: set[int], version: str) -> None:
        database = {"BOT_DATABASE": f"sqlite:///{folder}/{next(worlds)}.db"}
        with open_world(settings_from_text(BOT_TOML + ACCOUNT, folder / "bot.toml", database)) as world:
            server = make_due(world, article)
            server.timeline.grants |= {"version": version, "keeps_keys": version.startswith("4")}
            server.endings = list(endings)
            for turn in range(60):
                delivery = delivery_of(world)
                if delivery.status is Status.SENT:
                    break
                assert not delivery.needs_editor
                if turn in edits and delivery.status is Status.QUEUED:
                    text = f"Text {turn}. {delivery.link} Support us."
                    world.desk.outbox.rewrite(delivery.id, text, read_at=world.clock(), now=world.clock())
                work(world)
                world.clock.forward(minutes=sleeps[turn] if turn < len(sleeps) else 5)
                if turn in forgets:  # where no call is on its way, a server may lose its keys
                    world.clock.forward(minutes=10)
                    server.land()
                    server.timeline.grants.pop("keys", None)
                world = replace(world, desk=replace(world.desk, me=Owner("this host", 1, f"successor {turn}")))
            world.clock.forward(hours=1)
            server.land()
            assert delivery_of(world).status is Status.SENT
            assert len(server.ever_stored) == 1

    run()
