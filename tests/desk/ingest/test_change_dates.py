"""A site that dates only changes, in feed and pages, over weeks: what is new goes out, what is edited waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk.report.explain import explain, explanation_text
from bot.desk.report.overview import overview
from bot.outbox.rules.delivery import Status

WORDS = [
    "harbour",
    "school",
    "budget",
    "library",
    "tram",
    "bakery",
    "theatre",
    "bridge",
    "orchard",
    "museum",
    "ferry",
    "market",
]


class ChangeSite:
    """A site whose feed shows the ten articles that were changed last, and whose pages have no date."""

    def __init__(self, world, article, address, *, trusted=False):
        self.world, self._article, self._address = world, article, address
        sites = [replace(site, updated_is_published=trusted) for site in world.desk.settings.sites]
        world.desk = replace(world.desk, settings=replace(world.desk.settings, sites=tuple(sites)))
        self._changed_at = {}
        self._links = {}
        for number in range(1, 21):
            self._changed_at[number] = world.clock() - timedelta(days=30 - number)
        self.show()

    def link(self, number):
        word = WORDS[number % len(WORDS)] + "-" + WORDS[number // len(WORDS) % len(WORDS)]
        return self._address.format(n=number, word=word, day=f"{self.world.clock():%Y/%m/%d}")

    def publish(self, number, link=""):
        """An article appears; so does an old one that is edited."""
        if number not in self._changed_at or link:
            self._links[number] = link or self.link(number)
        self._changed_at[number] = self.world.clock()
        self.show()

    def show(self):
        newest = sorted(self._changed_at, key=self._changed_at.get, reverse=True)[:10]
        articles = [
            self._article(
                number,
                title=f"The {WORDS[number % 12]} report, part {number}",
                link=self._links.get(number) or self.link(number),
                guid=f"urn:{WORDS[number % 12]}:{WORDS[number // 12]}",
                published=self._changed_at[number],
                dated_by_change=True,
            )
            for number in newest
        ]
        for article in articles:
            self.world.sites.page_dates[article.link] = None
        self.world.show(*articles)

    def go_by(self, days=1):
        self.world.clock.forward(days=days)
        self.show()
        self.world.clock.forward(minutes=2)

    def posted(self, number):
        return [name for name, link in self.world.posted() if link == (self._links.get(number) or self.link(number))]

    def reasons(self):
        return {delivery.reason for delivery in self.world.deliveries(Status.HELD)}


SLUGS = "https://news.example/{word}"
NUMBERS = "https://news.example/news/{n}-{word}"


def publish_daily(site, first, count):
    for number in range(first, first + count):
        site.go_by()
        site.publish(number)
        site.world.live(minutes=30)


def test_a_site_of_which_nothing_tells_what_is_new_asks_an_editor_each_time(world, article):
    site = ChangeSite(world, article, SLUGS)
    publish_daily(site, 21, 3)
    assert world.posted() == []
    assert site.reasons() == {
        "its feed says only when it was last changed, so it may be an old article: its own page gives no date"
    }


def test_the_settings_let_the_new_articles_of_a_site_out_that_dates_none_anew(world, article):
    site = ChangeSite(world, article, SLUGS, trusted=True)
    publish_daily(site, 21, 3)
    assert [len(site.posted(number)) for number in (21, 22, 23)] == [2, 2, 2]


@pytest.mark.every_database
def test_a_site_that_dates_a_known_article_anew_is_asked_about_whatever_the_settings_say(world, article):
    site = ChangeSite(world, article, SLUGS, trusted=True)
    publish_daily(site, 21, 1)
    site.publish(20)
    site.go_by()
    site.publish(3)  # never seen: it stood behind the end of the feed at the first look
    site.publish(22)
    world.live(minutes=30)
    assert [len(site.posted(number)) for number in (21, 22, 3)] == [2, 0, 0]
    (reason,) = site.reasons()
    assert reason.endswith(
        "and on 2026-11-24 its feed gave an article that was known another date, against `updated_is_published`"
    )
    assert overview(world.desk).sites[0].redated_at is not None


@pytest.mark.parametrize("later", [False, True])
def test_a_new_date_of_a_known_article_counts_at_once_for_all_that_waits(world, article, later):
    site = ChangeSite(world, article, SLUGS, trusted=True)
    site.go_by()
    site.publish(4)  # old, and edited by hand with ten others
    if later:
        world.live(minutes=3)
    site.publish(18)
    world.live(minutes=30)
    assert world.posted() == []


def test_a_site_that_counts_its_articles_needs_no_editor_once_it_has_published_a_few(world, article):
    site = ChangeSite(world, article, NUMBERS)
    publish_daily(site, 21, 8)
    assert [len(site.posted(number)) for number in range(21, 29)] == [0] * 5 + [2] * 3


def test_an_old_article_of_a_site_that_counts_waits_for_an_editor_whenever_it_is_edited(world, article):
    site = ChangeSite(world, article, NUMBERS)
    publish_daily(site, 21, 7)
    for old in (2, 7, 5):
        site.go_by()
        site.publish(old)
        site.publish(20)
        world.live(minutes=30)
        assert site.posted(old) == []
    publish_daily(site, 28, 1)
    assert len(site.posted(28)) == 2


def test_an_address_with_the_day_in_it_tells_new_from_old(world, article):
    site = ChangeSite(world, article, SLUGS)
    site.go_by(days=3)
    day = world.clock()
    site.publish(21, link=f"https://news.example/{day:%Y/%m/%d}/new-bridge")
    site.publish(22, link="https://news.example/2026/10/03/old-bridge")
    site.publish(23, link=f"https://news.example/{day - timedelta(days=3):%Y/%m/%d}/old-tram")
    world.live(minutes=30)
    assert [len(site.posted(number)) for number in (21, 22, 23)] == [2, 0, 0]


def test_many_old_articles_edited_at_once_are_not_posted_even_where_the_settings_trust_their_dates(world, article):
    site = ChangeSite(world, article, SLUGS, trusted=True)
    site.go_by()
    for old in range(1, 10):
        site._changed_at[old] = world.clock()
    site.show()
    world.live(minutes=30)
    assert world.posted() == []


def test_it_is_explained_why_an_article_counts_as_new_or_what_would_settle_it(world, article):
    site = ChangeSite(world, article, NUMBERS)

    def text(number):
        explanation = explain(world.desk, site.link(number))
        return " ".join(explanation_text(explanation, world.desk.settings.timezone, lambda _: "").split())

    publish_daily(site, 21, 6)
    site.publish(27)
    assert "write updated_is_published = true below the site in bot.toml" in text(21)
    assert "it counts as new, for the number in its address or guid is greater than all" in text(27)
    site.publish(20)
    assert "its feed gives known articles new dates: where its page has none, an editor decides" in text(21)
    world.live(minutes=30)
    assert "its date" not in text(27)
