from __future__ import annotations

import pytest

from bot.desk.ingest.collect import collect
from bot.desk.ingest.pages import read_pages
from bot.desk.report.dry_run import dry_run
from bot.desk.report.preview import preview_at_desk, preview_of_delivery
from bot.outbox.rules.delivery import Status
from tests.desk.sending import publish_due

LINK = "https://news.example/1"
PAGE = "<p>Seven ministers met in the harbour town of Norddeich. They agreed to mend its pier by May.</p>"
ON_PAGE = "Seven ministers met in the harbour town of Norddeich."


@pytest.fixture
def excerpt(article):
    """An article of which the feed gives only the beginning."""

    def make(number: int = 1, **changed: object):
        return article(number, **{"body": "", "excerpt": "<p>Seven ministers […]</p>", **changed})

    return make


def texts_sent(world):
    world.clock.forward(minutes=30)
    for account in world.desk.settings.accounts:
        publish_due(world.desk, account)
    return [text for platform in world.platforms.values() for text in platform.sent]


def previewed(world, delivery=1):
    (shown,) = preview_of_delivery(world.desk, delivery).accounts
    return shown.post.text


def test_the_post_is_made_of_the_article_s_own_page(world, excerpt):
    world.show()
    world.sites.pages[LINK] = PAGE
    world.show(excerpt())
    assert read_pages(world.desk) == 1
    assert all(ON_PAGE in text for text in texts_sent(world))
    assert len(texts_sent(world)) == 2


def test_a_page_is_read_once_whatever_the_feed_goes_on_to_show(world, excerpt):
    world.show()
    world.sites.pages[LINK] = PAGE
    for _ in range(3):
        world.show(excerpt())
        read_pages(world.desk)
    assert texts_sent(world)
    assert world.sites.bodies_asked == [LINK]
    assert "article.corrected" not in world.events()


def test_what_is_previewed_is_what_is_sent(world, excerpt):
    world.show()
    world.sites.pages[LINK] = PAGE
    world.show(excerpt())
    shown = [previewed(world, delivery) for delivery in (1, 2)]
    assert ON_PAGE in shown[0]
    assert texts_sent(world) == shown
    assert world.sites.bodies_asked == [LINK]


def test_an_article_is_previewed_from_its_page_before_any_look_has_taken_it_in(world, excerpt):
    world.sites.pages[LINK] = PAGE
    shown = preview_at_desk(world.desk, excerpt(), world.desk.settings.accounts, None)
    assert all(ON_PAGE in one.post.text for one in shown.accounts)


def test_pages_of_the_baseline_and_of_what_is_too_old_are_never_asked_for(world, excerpt):
    world.show(excerpt(1))
    world.show(excerpt(1), excerpt(2, published=world.clock().replace(year=2020)))
    assert read_pages(world.desk) == 0
    assert world.sites.bodies_asked == []


def test_an_article_that_its_feed_gives_whole_is_not_asked_for(world, article):
    world.show()
    world.show(article())
    assert read_pages(world.desk) == 0
    assert len(texts_sent(world)) == 2
    assert world.sites.bodies_asked == []


def test_a_page_that_fails_is_told_and_the_post_is_made_of_the_excerpt(world, excerpt):
    world.show()
    world.show(excerpt(excerpt="<p>Seven ministers met in Norddeich on Monday.</p>"))
    read_pages(world.desk)
    assert ("article.page_unread", f"{LINK} answers 503") in [(event, told.get("fault")) for event, told in world.told]
    assert all("Seven ministers met in Norddeich on Monday." in text for text in texts_sent(world))
    assert world.sites.bodies_asked == [LINK]


def test_a_page_that_says_less_than_the_feed_is_not_taken(world, excerpt):
    world.show()
    world.sites.pages[LINK] = "<p>Log in.</p>"
    world.show(excerpt(excerpt="<p>Seven ministers met in Norddeich on Monday.</p>"))
    read_pages(world.desk)
    assert not [text for text in texts_sent(world) if "Log in" in text]


def test_after_a_correction_the_page_is_read_again(world, excerpt):
    world.show()
    world.sites.pages[LINK] = PAGE
    world.show(excerpt())
    read_pages(world.desk)
    world.sites.pages[LINK] = PAGE.replace("Seven", "Eight")
    world.show(excerpt(excerpt="<p>Eight ministers […]</p>"))
    read_pages(world.desk)
    assert all("Eight ministers met" in text for text in texts_sent(world))


def test_a_feed_that_gives_the_whole_article_after_all_is_believed(world, excerpt, article):
    world.show()
    world.sites.pages[LINK] = PAGE
    world.show(excerpt())
    read_pages(world.desk)
    world.show(article(body="<p>The pier of Norddeich will not be mended, the ministers said.</p>"))
    assert all("will not be mended" in text for text in texts_sent(world))


def test_where_the_hold_is_short_or_the_process_died_the_page_is_read_before_the_post_goes_out(world, excerpt):
    world.show()
    world.sites.pages[LINK] = PAGE
    world.show(excerpt())
    assert all(ON_PAGE in text for text in texts_sent(world))


def test_a_dry_run_shows_the_same_and_remembers_nothing(world, excerpt):
    collect(world.desk, world.desk.settings.sites)
    world.sites.pages[LINK] = PAGE
    world.sites.shown["News"] = [excerpt()]
    assert all(ON_PAGE in would.text for would in dry_run(world.desk).posts)
    assert world.deliveries(*Status) == []


def test_a_burst_is_read_in_several_rounds(world, excerpt):
    world.show()
    world.show(*(excerpt(number) for number in range(25)))
    assert [read_pages(world.desk) for _ in range(3)] == [20, 5, 0]


WALL = (
    "<p>We and our partners keep information on your device, and read it, to measure advertising and audiences.</p>"
    "<p>You may change your choices at any time in the settings of this service, or withdraw them altogether.</p>"
)


@pytest.mark.parametrize("page", [WALL, f"<p>Seven ministers met.</p>{WALL}"], ids=["a wall", "one behind a sentence"])
def test_a_page_that_shows_another_text_is_told_and_the_excerpt_stands(world, excerpt, page):
    world.show()
    world.sites.pages[LINK] = page
    world.show(excerpt(excerpt="<p>Seven ministers met. They spoke of the pier of Norddeich.</p>"))
    read_pages(world.desk)
    assert "a text that is not about it" in next(told["fault"] for event, told in world.told if "page_unread" in event)
    assert not [text for text in texts_sent(world) if "partners" in text or "choices" in text]
    assert all("They spoke of the pier of Norddeich." in text for text in texts_sent(world))
