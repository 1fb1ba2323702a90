"""A page that shows another article each day at one address, and an article's own page that is only edited."""

from __future__ import annotations

import pytest

from bot.desk.edit.editing import move_delivery
from bot.outbox.rules.delivery import APPROVE, Status

HEADLINES = (
    "Ferry runs again after the storm",
    "Council puts off its vote",
    "School hall gets a roof",
    "Old mill burns",
)


def links_on_x(world):
    return [link for _, link in world.platforms["x"].links]


def held(world):
    return [delivery for delivery in world.deliveries(Status.HELD) if delivery.account == "x"]


@pytest.fixture
def show_daily(world, article):
    """Each of these stands on top of the feed for a day, at one address that is also its guid."""
    others = [article(number) for number in (3, 2, 1)]
    world.show(*others)

    def show(address, *articles):
        for changed in articles:
            names = {"link": address, "guid": address, "published": world.clock()}
            shown = article(9, **names | changed)
            world.show(shown, *others)
            world.live(minutes=30)
            world.show(shown, *others)
            world.clock.forward(hours=23, minutes=30)

    return show


@pytest.mark.parametrize(
    "address",
    [
        "/today",
        "/heute/",
        "/actualites/direct",
        "/live",
        "/ultima-hora",
        "/news/daily-briefing/",
        "/lenta",
        "/aktuell.html",
    ],
)
def test_each_article_of_a_page_without_guids_is_posted(world, show_daily, address):
    address = f"https://news.example{address}"
    show_daily(address, *({"title": title, "body": ""} for title in HEADLINES))
    assert links_on_x(world) == [address] * 4
    assert held(world) == []


def test_each_article_of_a_page_with_guids_of_their_own_is_posted(world, show_daily):
    address = "https://news.example/bulletin"
    show_daily(address, *({"title": title, "guid": f"b-{title}"} for title in HEADLINES))
    assert links_on_x(world) == [address] * 4


def test_a_headline_that_is_rewritten_within_the_day_makes_no_second_post(world, show_daily, article):
    address = "https://news.example/live"
    show_daily(address, {"title": HEADLINES[0], "body": ""}, {"title": HEADLINES[1], "body": ""})
    world.show(article(9, title="Vote is put off until Friday", link=address, guid=address, published=world.clock()))
    world.live(hours=1)
    assert len(links_on_x(world)) == 3  # a day later it is the page's next article
    world.show(article(9, title="Nothing decided", link=address, guid=address, published=world.clock()))
    world.live(hours=2)
    assert len(links_on_x(world)) == 3


def test_a_bulletin_under_one_headline_waits_for_an_editor_until_one_has_let_it_out_twice(world, show_daily):
    address = "https://news.example/bulletin"
    for day in range(5):
        show_daily(address, {"title": "The harbour bulletin", "body": f"<p>Bulletin of the day, number {day}.</p>"})
        for delivery in held(world):
            if day < 2:
                move_delivery(world.desk, delivery.id, APPROVE)
        world.live(hours=1)
    assert links_on_x(world) == [address] * 5
    assert held(world) == []


def test_every_bulletin_is_held_however_many_there_are(world, show_daily):
    address = "https://news.example/bulletin"
    show_daily(address, *({"title": "The harbour bulletin", "guid": f"b{day}", "body": ""} for day in range(6)))
    assert len(links_on_x(world)) == 1
    assert len(held(world)) == 5


def test_a_page_without_dates_waits_for_an_editor_each_day(world, show_daily):
    address = "https://news.example/today"
    show_daily(address, *({"title": title, "published": None, "body": ""} for title in HEADLINES))
    assert len(links_on_x(world)) == 1
    assert [delivery.title for delivery in held(world)][::-1] in ([*HEADLINES[1:]], [*HEADLINES[:0:-1]])


@pytest.mark.parametrize(
    ("address", "first", "second"),
    [
        ("/mayor-resigns-after-audit", "Mayor resigns after audit", "Audit brings down town hall"),
        ("/2026/11/23/brand", "Brand in Wohnhaus", "Zwei Tote in Köln"),
        ("/news/48213", "Ferry runs again", "Storm is over on the coast"),
        ("/mer-podal-v-otstavku", "Мэр ушёл в отставку", "В городе нет больше головы"),
        ("/article?id=77", "Ferry runs again", "Storm is over on the coast"),
        ("/storm", "Storm hits the coast of Aldport at night", "Two dead and many roofs gone in Aldport"),
    ],
)
def test_an_articles_own_page_that_is_rewritten_and_dated_anew_is_not_posted_again(
    world, show_daily, address, first, second
):
    address = f"https://news.example{address}"
    show_daily(address, {"title": first}, {"title": second, "body": "<p>Quite another text by now.</p>"})
    assert links_on_x(world) == [address]


@pytest.mark.parametrize("text", ["body", "excerpt"])
def test_articles_that_are_only_dated_anew_are_not_posted_again(world, show_daily, text):
    address = "https://news.example/roof/"
    prose = (
        "<p>The school hall of Aldport gets a new roof before the winter, after a vote of the council on Thursday.</p>"
    )
    as_before = {"title": "School gets a roof", "body": "", text: prose}
    show_daily(address, as_before, as_before, as_before)
    assert links_on_x(world) == [address]
    assert held(world) == []
