"""Chooses which sitemaps of a sitemap index to read, and merges their articles into one poll result. Pure.

https://www.sitemaps.org/protocol.html#index
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import urlsplit

from bot.article import Article
from bot.errors import FeedError
from bot.sources.parsing.dates import read_date
from bot.sources.parsing.sanitize import printable_url
from bot.sources.types import PollResult, Validators

__all__ = ["MOST_READ", "Part", "SitemapEntry", "merge_parts", "worth_reading"]

MOST_READ = 5
"""Sitemaps read of one index at every poll. Big sites list thousands, but split their news into a few at most."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_NEWS = re.compile("news(?!letter)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One entry of a sitemap index: a sitemap."""

    url: str
    """Absolute."""
    changed: str = ""
    """Its `lastmod`, as written; "" where there is none."""


@dataclass(frozen=True, slots=True)
class Part:
    """The answer of one of the sitemaps that an index lists."""

    url: str
    articles: tuple[Article, ...] = ()
    is_news: bool = False
    """Whether it is a news sitemap; it may list no article today."""
    digest: str = ""
    """SHA-256 of its content; "" where that is incomplete."""
    ask_again_at: datetime | None = None
    fault: FeedError | None = None
    """Why it could not be read."""


def worth_reading(listed: Sequence[SitemapEntry]) -> list[str]:
    """The URLs of the sitemaps to read, the most promising first, at most MOST_READ.

    Only those with "news" in their name, if there are any: Yoast lists `news-sitemap.xml` beside the sitemaps of all
    that the site has ever published. The last changed come first, and of equals the first in the index.
    """
    best = max((_news_rank(entry.url) for entry in listed), default=0)
    promising = [entry for entry in listed if _news_rank(entry.url) == best]
    newest_first = sorted(promising, key=lambda entry: read_date(entry.changed) or _LONG_AGO, reverse=True)
    return list(dict.fromkeys(entry.url for entry in newest_first))[:MOST_READ]


def _news_rank(url: str) -> int:
    """2 for "news" in the last part of the path or in the query, 1 before that, 0 for none. The host is ignored."""
    parts = urlsplit(url)
    folders, _, name = parts.path.rstrip("/").rpartition("/")
    if _NEWS.search(f"{name}?{parts.query}"):
        return 2
    return 1 if _NEWS.search(folders) else 0


def merge_parts(index: PollResult, parts: Sequence[Part], *, since: datetime | None, most: int) -> PollResult:
    """The result of polling an index: the newest articles of `parts`, at most `most`.

    `index` holds the site, URL and validators of the request. Articles from before `since`, the time of the first poll,
    are left out: they may be in a sitemap that was not read then. Raises FeedError where no part could be read, or none
    is a news sitemap.
    """
    readable = [part for part in parts if part.fault is None]
    fault = _fault(index, parts)
    if not any(part.is_news for part in readable):
        raise fault or _no_news(index, parts)
    digest = _digest(readable)
    unchanged = digest == index.validators.digest != ""
    return replace(
        index,
        articles=() if unchanged else _newest(readable, since)[:most],
        unchanged=unchanged,
        # No ETag and no Last-Modified: an index may answer 304 while a sitemap that it lists has changed.
        validators=Validators(digest=digest),
        ask_again_at=_ask_again_at(parts),
        partial_fault=fault,
    )


def _newest(parts: Sequence[Part], since: datetime | None) -> tuple[Article, ...]:
    articles = (article for part in parts for article in part.articles)
    fresh = [article for article in articles if since is None or article.published is None or article.published > since]
    return tuple(sorted(fresh, key=lambda article: article.published or _LONG_AGO, reverse=True))


def _digest(parts: Sequence[Part]) -> str:
    """One digest of all parts, whatever their order; a part that failed is not in it, so its recovery is a change."""
    if not all(part.digest for part in parts):
        return ""
    return sha256("\n".join(sorted(f"{part.digest} {part.url}" for part in parts)).encode()).hexdigest()


def _ask_again_at(parts: Sequence[Part]) -> datetime | None:
    """When the first part will have something newer, but not before any failed part allows a request."""
    answered_times = [part.ask_again_at for part in parts if part.fault is None]
    fresh_until = [time for time in answered_times if time is not None]
    soonest = [min(fresh_until)] if len(fresh_until) == len(answered_times) > 0 else []
    refused_until = [part.ask_again_at for part in parts if part.fault is not None and part.ask_again_at is not None]
    return max([*soonest, *refused_until], default=None)


def _fault(index: PollResult, parts: Sequence[Part]) -> FeedError | None:
    """Why parts could not be read, without their HTTP statuses, which are not the index's; None where all could be."""
    failed = [(part.url, part.fault) for part in parts if part.fault is not None]
    if not failed:
        return None
    reasons = "; ".join(dict.fromkeys(_reason(url, fault) for url, fault in failed))
    message = f"{printable_url(index.url)} lists what cannot be read: {reasons}"
    fault = FeedError(index.site, message, ask_again_at=_ask_again_at(parts))
    fault.__cause__ = failed[0][1]
    return fault


def _reason(url: str, fault: FeedError) -> str:
    if fault.status in {404, 410}:
        return f"{printable_url(url)} answers {fault.status}: ask its host to take it out of that list"
    return str(fault)


def _no_news(index: PollResult, parts: Sequence[Part]) -> FeedError:
    problem = f"none of the {len(parts)} that are read of it is a news sitemap" if parts else "it is empty"
    remedy = "give the address of the news sitemap itself"
    return FeedError(index.site, f"{printable_url(index.url)} is a list of sitemaps, and {problem}: {remedy}")
