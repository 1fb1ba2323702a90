"""When a site shows more new articles than can be meant: an editor is asked, and no followers are flooded. Pure.

Each function returns the articles that are to be held, with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.article import Article
from bot.outbox.rules.known import BASELINE, KnownArticle, published_or_seen
from bot.outbox.rules.states import SourceState

TOGETHER = timedelta(hours=1)
"""New articles that came up within this of each other count as one burst. A look that is not late shows what has come
up since the one before, which is less; after an outage one look shows what many would have shown."""

CLOSE = timedelta(hours=1)
"""Between two looks that are as close as this an article has come up just now, whatever its date says."""

FEWEST_STRANGE = 3
"""New articles. A feed that shows only the newest one or two has never anything that is known."""

A_DAY = timedelta(days=1)

NOTHING_KNOWN = "its feed shows nothing that it showed at the look before: are these articles new, or only their names?"


def too_many_together(wanted: Iterable[Article], burst: int, before: SourceState, now: datetime) -> dict[Article, str]:
    """Those of one look that came up within an hour, where they are more than a burst."""

    def came_up_at(article: Article) -> datetime:
        return _came_up_at(article, before, now)

    in_order = sorted(wanted, key=came_up_at)
    bursting: set[Article] = set()
    for first in range(len(in_order) - burst):
        if came_up_at(in_order[first + burst]) - came_up_at(in_order[first]) <= TOGETHER:
            bursting.update(in_order[first : first + burst + 1])
    return dict.fromkeys(bursting, f"burst: {len(bursting)} new articles at once, and watch.burst is {burst}")


def too_many_in_an_hour(
    wanted: Sequence[Article], recent: Sequence[KnownArticle], burst: int, before: SourceState, now: datetime
) -> dict[Article, str]:
    """Those of this hour, where they and what earlier looks have shown are more than the site has ever had.

    Whatever a site serves, it cannot cause more posts than that.
    """
    in_this_hour = [article for article in wanted if now - _came_up_at(article, before, now) <= TOGETHER]
    count, most = len(in_this_hour) + _count_of_earlier_looks(recent, burst, now), _most_in_an_hour(recent, burst, now)
    if count <= most:
        return {}
    return dict.fromkeys(in_this_hour, f"burst: {count} new articles within an hour, and this site has {most} at most")


def all_unknown(
    wanted: Sequence[Article], recent: Sequence[KnownArticle], before: SourceState, now: datetime
) -> dict[Article, str]:
    """All of a feed that shows nothing which it showed a moment ago."""
    asked = before.answered_at
    is_strange = len(wanted) >= FEWEST_STRANGE and bool(recent) and asked is not None and now - asked <= CLOSE
    return dict.fromkeys(wanted, NOTHING_KNOWN) if is_strange else {}


def _came_up_at(article: Article, before: SourceState, now: datetime) -> datetime:
    return max(published_or_seen(article, now), before.answered_at or now)


def _count_of_earlier_looks(recent: Iterable[KnownArticle], burst: int, now: datetime) -> int:
    """How many were seen within the hour that were to be posted; of one look a burst, for it may have caught up."""
    seen = (known.first_seen_at for known in recent if known.first_seen_at and not known.not_posted)
    by_look = Counter(seen_at for seen_at in seen if now - seen_at < TOGETHER)
    return sum(min(count, burst) for count in by_look.values())


def _most_in_an_hour(recent: Iterable[KnownArticle], burst: int, now: datetime) -> int:
    """Two bursts, or twice the busiest hour that the site had before the last day; what it had then was no flood."""
    dates = sorted(
        known.published
        for known in recent
        if known.published and (known.not_posted == BASELINE or now - (known.first_seen_at or now) > A_DAY)
    )
    busiest, first = 0, 0
    for last, date in enumerate(dates):
        while date - dates[first] > TOGETHER:
            first += 1
        busiest = max(busiest, last - first + 1)
    return 2 * max(burst, busiest)
