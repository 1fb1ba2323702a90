from __future__ import annotations

from datetime import timedelta

from bot.desk.ingest.collect import collect
from bot.desk.report.overview import overview


def test_a_site_that_publishes_nothing_against_its_habit_is_reported(world, article):
    hour = timedelta(hours=1)
    world.sites.shown["News"] = [article(number, published=world.clock() - number * hour) for number in range(6)]
    collect(world.desk, world.desk.settings.sites)
    assert overview(world.desk).quiet == ()
    world.clock.forward(days=4)
    assert overview(world.desk).quiet == ("News",)
