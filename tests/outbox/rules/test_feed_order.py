from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.article import Article
from bot.outbox.rules.feed_order import FeedOrder, feed_order
from bot.outbox.rules.known import KnownArticle

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def article(link: str = "https://news.example/ferry", guid: str = "", hours_ago: float | None = None) -> Article:
    published = None if hours_ago is None else NOON - timedelta(hours=hours_ago)
    return Article(site="News", title="A title", link=link, guid=guid, published=published)


def order_of(*shown: Article, seen: Sequence[int | None] = ()) -> FeedOrder:
    """`seen`: the look at which each was first seen; None for one that is new. By default all were seen at one."""
    looks = seen or [0] * len(shown)
    rows = [
        None if look is None else KnownArticle(number, "News", "", first_seen_at=NOON + timedelta(minutes=look))
        for number, look in enumerate(looks)
    ]
    return feed_order(shown, rows)


@pytest.mark.parametrize(
    ("hours_ago", "order"),
    [
        ([1, 2, 3], "newest first"),
        ([3, 2, 1], "oldest first"),
        ([9, 1, 2, 3], "newest first"),
        ([1, 2], "newest first"),
        ([2, 1], ""),
        ([1, 1, 1], ""),
        ([None, 3, None, 2, 1], "oldest first"),
    ],
    ids=["falling", "rising", "a pinned one", "two", "one that may be pinned", "an import", "some without a date"],
)
def test_dates_tell_the_order(hours_ago: list[float | None], order: FeedOrder) -> None:
    assert order_of(*(article(hours_ago=hours) for hours in hours_ago)) == order


@pytest.mark.parametrize(
    ("paths", "order"),
    [
        (["a-ferry-41", "b-storm-42", "c-fish-57"], "oldest first"),
        (["c/57", "b/42", "a/41"], "newest first"),
        (["2026/11/19/a-ferry", "2026/11/20/b-storm", "2026/11/20/c-fish", "2026/12/01/7-boats"], "oldest first"),
        (["?p=9", "?p=10", "?p=11"], "oldest first"),
        (["41", "57", "42", "58", "43"], ""),
        (["ferry-41", "storm", "fish-57"], ""),
        (["41a", "42b", "57c"], ""),
        (["41", "42"], ""),
        (["42", "41"], "newest first"),
    ],
)
def test_without_dates_the_numbers_in_the_addresses_do(paths: list[str], order: FeedOrder) -> None:
    assert order_of(*(article(f"https://1.news.example/{path}") for path in paths)) == order


@pytest.mark.parametrize(
    ("guids", "order"),
    [
        (["tag:news.example,2026:41", "tag:news.example,2026:42", "tag:news.example,2026:57"], "oldest first"),
        (["http://news.example/?p=57", "http://news.example/?p=42", "http://news.example/?p=41"], "newest first"),
        (["1", "2", "3"], ""),
        (["2", "1", "0"], ""),
        (["9f41-12", "9f41-7b", "9f41-c0"], ""),
    ],
)
def test_where_the_addresses_have_none_the_numbers_in_the_guids_do_but_for_places(
    guids: list[str], order: FeedOrder
) -> None:
    assert order_of(*(article(guid=guid) for guid in guids)) == order


@pytest.mark.parametrize(
    ("seen", "order"),
    [
        ([0, 0, 0, None], ""),
        ([0, 0, 1, None], ""),
        ([0, 0, 1, 2, None], "oldest first"),
        ([0, 1, 1, None], ""),
        ([1, 0, 0, None], "newest first"),
        ([2, 0, 0, 1, None], "newest first"),
        ([3, 2, 1, None], "newest first"),
        ([0, 1, 0, 2, 0, None], ""),
        ([None, None], ""),
    ],
    ids=[
        "the first",
        "one below may have moved up",
        "two below, at two looks",
        "two below, at one look",
        "one on top",
        "one on top outweighs one below",
        "all at looks of their own",
        "between others",
        "nothing known",
    ],
)
def test_else_the_places_do_at_which_articles_came_up_at_earlier_looks(
    seen: list[int | None], order: FeedOrder
) -> None:
    assert order_of(*(article() for _ in seen), seen=seen) == order


def test_a_long_feed_takes_no_time() -> None:
    many = [article() for _ in range(5_000)]
    assert order_of(*many, seen=range(5_000)) == "oldest first"
