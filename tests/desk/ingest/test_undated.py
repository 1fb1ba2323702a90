"""Feeds whose articles have no date, and of which some begin with the oldest."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.article import Article
from bot.outbox.rules.age import AT_THE_OLD_END
from bot.outbox.rules.delivery import Status
from bot.outbox.rules.new_articles import NEW_OR_OLD

HEADLINES = {
    "zero": "Council counts its empty seats",
    "ferry": "Passengers wait a week at the quay",
    "storm": "Roofs blown off in the old quarter",
    "harbour": "Two dredgers arrive from Rotterdam",
    "fish": "Herring is back after nine years",
    "lighthouse": "Keeper's house becomes a school",
    "market": "Traders give up their evening stalls",
    "bridge": "Engineers close one lane until May",
}
WORDS = tuple(HEADLINES)
ADDRESSES = {"numbers": "https://news.example/{number}/{word}/", "words": "https://news.example/{word}/"}


@pytest.fixture
def undated(article) -> Callable[..., Article]:
    """The article of that number, whose address has the number or words alone."""

    def make(number: int, address: str = "numbers") -> Article:
        word = WORDS[number]
        link = ADDRESSES[address].format(number=number + 40, word=word)
        return article(number, link=link, guid=link, published=None, title=HEADLINES[word])

    return make


def waiting(world) -> list[tuple[str, Status, str]]:
    """What waits for one of the accounts, in the order in which it is to go out."""
    return [(one.title, one.status, one.reason) for one in world.deliveries() if one.account == "page"]


def reasons(world, *ids: int) -> list[str]:
    return [world.desk.articles.article(number).not_posted for number in ids]


def shows(world, undated, *looks, address: str = "numbers") -> None:
    for numbers in looks:
        world.show(*(undated(number, address) for number in numbers))
        world.clock.forward(minutes=2)


@pytest.mark.parametrize("second", [[1, 2, 3, 4], [2, 3, 4]], ids=["a feed that grows", "a feed of a fixed length"])
def test_a_new_article_at_the_end_of_a_feed_that_begins_with_the_oldest_is_new(world, undated, second):
    shows(world, undated, [1, 2, 3], second)
    assert waiting(world) == [(HEADLINES["fish"], Status.QUEUED, "")]


def test_of_several_the_one_that_stands_before_the_others_goes_out_first(world, undated):
    shows(world, undated, [1, 2, 3], [1, 2, 3, 4, 5])
    assert [title for title, *_ in waiting(world)] == [HEADLINES["fish"], HEADLINES["lighthouse"]]


def test_an_old_one_that_moves_up_into_a_feed_that_begins_with_the_newest_stays_old(world, undated):
    shows(world, undated, [3, 2, 1], [2, 1, 0])
    assert waiting(world) == []
    assert reasons(world, 4) == [AT_THE_OLD_END]


def test_where_the_addresses_have_no_numbers_an_editor_is_asked_until_the_feed_has_shown_its_order(world, undated):
    shows(world, undated, [1, 2, 3], [1, 2, 3, 4], [2, 3, 4, 5], [3, 4, 5, 6], address="words")
    assert waiting(world) == [
        (HEADLINES["fish"], Status.HELD, NEW_OR_OLD),
        (HEADLINES["lighthouse"], Status.HELD, NEW_OR_OLD),
        (HEADLINES["market"], Status.QUEUED, ""),
    ]


def test_beside_one_that_has_come_up_on_top_what_moves_up_from_below_is_old(world, undated):
    shows(world, undated, [3, 2, 1], [4, 3, 2], [4, 1, 0], address="words")
    assert [title for title, *_ in waiting(world)] == [HEADLINES["fish"]]
    assert reasons(world, 5) == [AT_THE_OLD_END]


def long_feed(names) -> bytes:
    items = (f"<item><title>Report of {name}</title><link>https://n.example/{name}/</link></item>" for name in names)
    return f"<rss><channel><title>N</title>{''.join(items)}</channel></rss>".encode()


@pytest.mark.parametrize(
    ("names", "status"),
    [([f"2026/{n}" for n in range(600)], Status.QUEUED), ([f"word{n:03}" for n in range(600)], Status.HELD)],
    ids=["with numbers", "with words alone"],
)
def test_what_is_new_at_the_end_of_a_feed_of_600_is_found(watched, local_site, names, status):
    local_site.serve("/feed/", long_feed(names))
    watched.poll("/feed/")
    local_site.serve("/feed/", long_feed([*names, names[-1].replace("599", "600")]))
    (decision,) = watched.poll("/feed/").decisions
    assert decision.article.link.endswith("600/")
    assert {planned.status for planned in decision.deliveries} == {status}
