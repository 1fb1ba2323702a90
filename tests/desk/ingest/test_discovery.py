from __future__ import annotations

from datetime import timedelta

import pytest

from bot.desk.ingest.collect import HANDFUL, collect, next_collect_at, sites_to_ask, spread_polls
from bot.settings import Site


@pytest.fixture
def agency(world):
    """A newsroom with so many sites."""

    def with_sites(count: int):
        sites = tuple(Site(name=f"Site {number}", url=f"https://{number}.example") for number in range(count))
        return world.with_settings(sites=sites)

    return with_sites


def due(world):
    return [site.name for site in sites_to_ask(world.desk)]


def test_a_handful_of_new_sites_is_looked_at_at_once(agency):
    world = agency(HANDFUL)
    spread_polls(world.desk)
    assert len(due(world)) == HANDFUL


def test_many_new_sites_are_spread_over_the_interval(agency):
    world = agency(HANDFUL + 120)
    spread_polls(world.desk)
    seen = [len(due(world))]
    for _ in range(4):
        world.clock.forward(seconds=30)
        seen.append(len(due(world)))
    assert seen == [HANDFUL, HANDFUL + 30, HANDFUL + 60, HANDFUL + 90, HANDFUL + 120]


def test_a_site_whose_first_look_was_planned_keeps_its_turn_over_a_restart(agency):
    world = agency(HANDFUL + 10)
    spread_polls(world.desk)
    planned = world.desk.sources.feeds()
    world.clock.forward(seconds=5)
    spread_polls(world.desk)
    assert world.desk.sources.feeds() == planned


def test_after_a_pause_too_they_are_not_all_asked_at_once(agency):
    world = agency(HANDFUL + 120)
    collect(world.desk, world.desk.settings.sites)
    baselines = [state.baseline_at for state in world.desk.sources.feeds().values()]
    world.clock.forward(hours=9)
    spread_polls(world.desk)
    assert len(due(world)) == HANDFUL
    world.clock.forward(minutes=2)
    assert len(due(world)) == HANDFUL + 120
    assert [state.baseline_at for state in world.desk.sources.feeds().values()] == baselines


def test_sites_that_are_known_are_asked_when_it_is_their_turn(agency):
    world = agency(HANDFUL + 10)
    collect(world.desk, world.desk.settings.sites)
    spread_polls(world.desk)
    assert next_collect_at(world.desk) == world.clock() + timedelta(minutes=2)


def test_the_feeds_of_new_sites_are_looked_for_together(agency):
    world = agency(3)
    world.sites.without_feed.add("https://1.example")
    collected = collect(world.desk, world.desk.settings.sites)
    assert world.sites.pages_polled == ["https://0.example", "https://1.example", "https://2.example"]
    assert [fault.site for fault in collected.faults] == ["Site 1"]
    assert [request.site for request in world.sites.requests] == ["Site 0", "Site 2"]
