"""One site, or one article, holds up no other's posts."""

from __future__ import annotations

import pytest

from bot.desk.deliver import publish as publishing
from bot.desk.deliver.publish import publish_due, waits_for_check
from bot.desk.ingest.collect import collect
from bot.desk.ingest.recheck import recheck, recheck_due, unchecked_by_site
from bot.errors import FeedError, StoreError
from bot.outbox.rules.delivery import Status
from bot.settings.loading import settings_from_text
from tests.desk.conftest import BOT_TOML

pytestmark = pytest.mark.every_database

TWO_SITES = BOT_TOML + '\n[[sites]]\nname = "Other"\nurl = "https://other.example"\n'


@pytest.fixture
def two_sites(tmp_path, database_url, open_world, article):
    """Two sites, each with an article that is due and not checked; that of News is the older."""
    settings = settings_from_text(TWO_SITES, tmp_path / "bot.toml", {"BOT_DATABASE": database_url})
    with open_world(settings) as world:
        collect(world.desk, world.desk.settings.sites)
        world.sites.shown = {
            "News": [article(1, guid="https://news.example/?p=1")],
            "Other": [article(9, site="Other", link="https://other.example/9", guid="other-9")],
        }
        collect(world.desk, world.desk.settings.sites)
        world.clock.forward(minutes=7)
        yield world


def links(world):
    return [link for _, link in world.platforms["page"].links]


def check(world, site):
    recheck(world.desk, site, unchecked_by_site(world.desk)[site])


def test_what_is_checked_goes_out_though_an_older_post_is_not(two_sites):
    check(two_sites, "Other")
    publish_due(two_sites.desk, two_sites.account("page"))
    assert links(two_sites) == ["https://other.example/9"]


def test_while_its_check_is_awaited_the_older_post_goes_first(two_sites):
    page, is_awaited = two_sites.account("page"), lambda site: site == "News"
    check(two_sites, "Other")
    publish_due(two_sites.desk, page, is_awaited=is_awaited)
    assert links(two_sites) == []
    assert waits_for_check(two_sites.desk, page, is_awaited)
    check(two_sites, "News")
    publish_due(two_sites.desk, page, is_awaited=is_awaited)
    assert links(two_sites) == ["https://news.example/1", "https://other.example/9"]


@pytest.mark.parametrize("fault", [FeedError("News", "no answer"), KeyError("a fault of the bot")])
def test_a_site_whose_check_fails_is_announced_and_holds_up_no_other(two_sites, fault):
    follow = two_sites.sites.follow

    def fail_for_news(requests):
        if any(request.site == "News" for request in requests):
            raise fault
        return follow(requests)

    two_sites.sites.follow = fail_for_news
    recheck_due(two_sites.desk)
    publish_due(two_sites.desk, two_sites.account("page"))
    assert links(two_sites) == ["https://other.example/9"]
    assert [fields["job"] for event, fields in two_sites.told if event == "job.failed"] == ["recheck News"]


def test_a_database_that_fails_while_a_post_is_composed_fails_no_post(two_sites, monkeypatch):
    recheck_due(two_sites.desk)

    def fail(*_):
        raise StoreError("the database is locked")

    monkeypatch.setattr(publishing, "text_of", fail)
    with pytest.raises(StoreError, match="locked"):
        publish_due(two_sites.desk, two_sites.account("page"))
    assert two_sites.deliveries(Status.FAILED) == []


def test_a_fault_of_the_bot_in_composing_fails_that_post_alone(two_sites, monkeypatch):
    recheck_due(two_sites.desk)
    compose = publishing.text_of

    def fail_for_news(desk, account, delivery):
        if delivery.site == "News":
            raise OverflowError("date value out of range")
        return compose(desk, account, delivery)

    monkeypatch.setattr(publishing, "text_of", fail_for_news)
    assert publish_due(two_sites.desk, two_sites.account("page")) == [Status.FAILED, Status.SENT]
    assert links(two_sites) == ["https://other.example/9"]
