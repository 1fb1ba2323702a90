"""Whether an article is new of which only the last change is dated, as an edited old one may come up. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from urllib.parse import urlsplit

from bot.article import Article
from bot.outbox.rules.dating import day_in
from bot.outbox.rules.evidence import same_moment
from bot.outbox.rules.known import KnownArticle
from bot.outbox.rules.states import SourceState

__all__ = ["dates_known_anew", "why_new"]

NAMES_ITS_DAY = "its address names the day on which its feed dates it"
COUNTS_ON = "the number in its address or guid is greater than all that its site has shown before, and these count on"
AS_SETTINGS_SAY = "so say the settings (`updated_is_published`), and its feed has given no known article another date"

FOLLOWED_FOR = timedelta(days=2)
"""What came up on the day that an address names has been seen, where its site was followed that day."""

ANOTHER_ZONE = timedelta(hours=14)

FEWEST_KNOWN = 10
FEWEST_STEPS = 5
"""Polls that brought a greater number than all before. Among ten numbers that are drawn by lot one in eleven would."""
MOST_WITHOUT = 0.2
"""The part of the articles that may lack a number, as old ones may which another content system has made."""

_NUMBER = re.compile(r"(?<![^\W_])\d{1,7}(?![^\W_])")
"""One that stands alone. A longer one may be the moment or the day of a change (`?v=1764331200`, `guid-20261128`)."""


def dates_known_anew(shown: Iterable[tuple[Article, KnownArticle]]) -> bool:
    """Whether a poll gives one of these articles, which were known, another date of its last change than before."""
    return any(
        article.dated_by_change and row.dated_by_change and same_moment(article.published, row.published) is False
        for article, row in shown
    )


def why_new(
    article: Article,
    first_seen_at: datetime,
    recent: Sequence[KnownArticle],
    feed: SourceState,
    *,
    updated_is_published: bool,
) -> str:
    """Why an article that came up at `first_seen_at`, dated by its change, is new; "" where nothing says so.

    Args:
        recent: What its site has shown of late.
        updated_is_published: What the settings say of its site. It counts until `feed` is seen to do otherwise.
    """
    if feed.baseline_at is None:
        return ""
    if _names_its_day(article) and first_seen_at - feed.baseline_at >= FOLLOWED_FOR:
        return NAMES_ITS_DAY
    before = [row for row in recent if row.first_seen_at is not None and row.first_seen_at < first_seen_at]
    if any(_counts_on(article, before, number) for number in _NUMBERS):
        return COUNTS_ON
    return AS_SETTINGS_SAY if updated_is_published and feed.redated_at is None else ""


def _names_its_day(article: Article) -> bool:
    """Whether the address was made on the day of the change, in whatever zone: an old article keeps its address."""
    day = day_in(article.link)
    if day is None or article.published is None:
        return False
    return day - ANOTHER_ZONE <= article.published < day + timedelta(days=1) + ANOTHER_ZONE


def _counts_on(
    article: Article, before: Sequence[KnownArticle], number_of: Callable[[Article | KnownArticle], int | None]
) -> bool:
    """Whether the article was made after all that were known, by a number that its site counts on."""
    own = number_of(article)
    numbers = [number_of(row) for row in before]
    known = [number for number in numbers if number is not None]
    if own is None or len(known) < FEWEST_KNOWN or len(known) < (1 - MOST_WITHOUT) * len(numbers):
        return False
    return own > max(known) and _are_counted(before, number_of)


def _are_counted(before: Sequence[KnownArticle], number_of: Callable[[Article | KnownArticle], int | None]) -> bool:
    """Whether most polls that showed new articles brought a greater number than all before."""
    by_poll = groupby(sorted(before, key=attrgetter("first_seen_at")), key=attrgetter("first_seen_at"))
    greatest = [
        max((number for row in rows if (number := number_of(row)) is not None), default=0) for _, rows in by_poll
    ]
    steps, most = 0, greatest[0]
    for number in greatest[1:]:
        steps += number > most
        most = max(most, number)
    return steps >= FEWEST_STEPS and steps * 2 > len(greatest) - 1


def _first_in_link(article: Article | KnownArticle) -> int | None:
    return next(iter(_numbers_in_link(article.link)), None)


def _last_in_link(article: Article | KnownArticle) -> int | None:
    return next(reversed(_numbers_in_link(article.link)), None)


def _last_in_guid(article: Article | KnownArticle) -> int | None:
    """A guid that is nothing but a number may be the article's place in the feed."""
    return None if article.guid.isdigit() else next(map(int, reversed(_NUMBER.findall(article.guid[:2_000]))), None)


_NUMBERS = (_first_in_link, _last_in_link, _last_in_guid)


def _numbers_in_link(link: str) -> list[int]:
    """The numbers in path and query, such as /news/123 and ?p=123; the host is the same for all."""
    try:
        parts = urlsplit(link[:2_000])
    except ValueError:
        return []
    return list(map(int, _NUMBER.findall(f"{parts.path}?{parts.query}")))
