"""What stands in a site's feed and leads elsewhere: an editor is asked whether it is the site's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.desk.edit.editing import move_delivery
from bot.outbox.rules.delivery import APPROVE, Status

pytestmark = pytest.mark.every_database


def links_on_x(world):
    return [link for _, link in world.platforms["x"].links]


@pytest.fixture
def baseline(world, article):
    world.feed = [article(number) for number in (3, 2, 1)]
    world.show(*world.feed)
    return world


def come_up(world, *articles):
    world.feed = [*articles, *world.feed]
    world.show(*world.feed)
    world.live(minutes=30)


def advertisement(article, number):
    return article(number, title=f"Ten reasons to buy {number}", link=f"https://shop.test/{number}", published=None)


def test_what_leads_to_another_domain_than_all_before_waits_for_an_editor(baseline, article):
    come_up(baseline, advertisement(article, 8))
    come_up(baseline, advertisement(article, 9))
    assert links_on_x(baseline) == []
    held = [delivery for delivery in baseline.deliveries(Status.HELD) if delivery.account == "x"]
    assert [delivery.reason for delivery in held] == [
        "its link leads to shop.test, and what its site has shown before to news.example"
    ] * 2
    move_delivery(baseline.desk, held[0].id, APPROVE)
    baseline.live(minutes=30)
    come_up(baseline, advertisement(article, 10))
    assert "https://shop.test/10" in links_on_x(baseline)


def test_another_sites_feed_at_the_same_address_posts_nothing(baseline, article):
    baseline.live(days=2)
    baseline.show(*(advertisement(article, number) for number in (9, 8)))
    baseline.live(minutes=30)
    assert links_on_x(baseline) == []
    assert len(baseline.deliveries(Status.HELD)) == 4


def test_a_site_that_moves_with_all_its_articles_goes_on(baseline, article):
    baseline.feed = [replace(one, link=one.link.replace("news.example", "paper.test")) for one in baseline.feed]
    come_up(baseline, article(9, link="https://paper.test/9"))
    assert links_on_x(baseline) == ["https://paper.test/9"]


def test_a_site_that_gathers_what_others_publish_posts_all_of_it(world, article):
    world.feed = [article(number, link=f"https://paper{number}.example/{number}") for number in range(5, 0, -1)]
    world.show(*world.feed)
    come_up(world, article(9, link="https://paper9.example/9"))
    assert links_on_x(world) == ["https://paper9.example/9"]


@pytest.mark.parametrize("host", ["sport.news.example", "www.news.example", "news.example"])
def test_the_sites_other_hosts_are_its_own(baseline, article, host):
    come_up(baseline, article(9, link=f"https://{host}/9"))
    assert links_on_x(baseline) == [f"https://{host}/9"]
