"""What is older than `keep` is forgotten, and is never posted again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.desk.forget import forget_old
from bot.errors import Refused
from bot.outbox.rules.delivery import Status
from bot.settings.loading import settings_from_text
from tests.desk.conftest import BOT_TOML

pytestmark = pytest.mark.every_database

KEPT = 'keep = "60d"\n' + BOT_TOML


@pytest.fixture
def keeping(tmp_path, database_url, open_world):
    settings = settings_from_text(KEPT, tmp_path / "bot.toml", {"BOT_DATABASE": database_url})
    with open_world(settings) as world:
        world.show()
        yield world


@pytest.fixture
def posted(keeping, article):
    """Two articles that were posted, sixty days and more ago the first."""
    for number in (1, 2):
        keeping.show(article(number, published=keeping.clock(), body="A long text about the bridge."))
        keeping.live(hours=1)
        keeping.clock.forward(days=10)
    keeping.clock.forward(days=51)
    return keeping


def deliveries(world):
    return world.desk.outbox.listed(tuple(Status))


def test_an_old_article_keeps_its_names_and_loses_the_rest(posted):
    before = {one.link for one in deliveries(posted)}
    assert forget_old(posted.desk) == 1
    assert forget_old(posted.desk) == 0
    (forgotten,) = before - {one.link for one in deliveries(posted)}
    assert "/1" in forgotten
    stored = posted.desk.articles.article(1)
    assert (stored.article.body, stored.article.title != "", stored.article.link) == ("", True, forgotten)
    assert "keep" in stored.not_posted
    assert posted.desk.articles.identities_of(1)


@pytest.mark.parametrize("again", ["as it was", "dated anew", "with another headline"])
def test_a_forgotten_article_that_its_site_shows_again_is_not_posted_again(posted, article, again):
    forget_old(posted.desk)
    out = {name: list(platform.links) for name, platform in posted.platforms.items()}
    changed = {
        "as it was": {"published": posted.clock() - timedelta(days=71)},
        "dated anew": {"published": posted.clock()},
        "with another headline": {"published": posted.clock() - timedelta(days=71), "title": "Another headline"},
    }[again]
    posted.show(article(1, **changed))
    posted.live(hours=3)
    assert {name: platform.links for name, platform in posted.platforms.items()} == out


def test_what_still_waits_for_a_person_is_kept_however_old(keeping, article):
    keeping.platforms["x"].answers = [Refused("too long")]
    keeping.show(article(1, published=keeping.clock()))
    keeping.live(hours=1)
    keeping.clock.forward(days=400)
    assert forget_old(keeping.desk) == 0
    assert [one.status for one in deliveries(keeping) if one.account == "x"] == [Status.FAILED]


def test_the_last_call_of_all_is_kept_for_by_it_a_restored_backup_is_known(keeping, article):
    keeping.show(article(1, published=keeping.clock()))
    keeping.live(hours=1)
    keeping.clock.forward(days=400)
    forget_old(keeping.desk)
    assert not keeping.desk.outbox.is_behind_its_mark()


def test_without_the_setting_nothing_is_forgotten(world, article):
    world.show()
    world.show(article(1, published=world.clock()))
    world.live(hours=1)
    world.clock.forward(days=4_000)
    assert forget_old(world.desk) == 0


def test_it_ends_between_two_lots_where_the_program_is_to_end(posted):
    assert forget_old(posted.desk, stop=lambda: True) == 0
    assert len(deliveries(posted)) == 4
