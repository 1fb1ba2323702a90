"""Decides which sitemaps of a sitemap index are read, and what their answers give together. Pure.

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
"""All of them are asked at every look, and a big site lists thousands. One that splits its news does so into a few."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_NEWS = re.compile("news(?!letter)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A sitemap as an index lists it."""

    url: str
    """Absolute."""
    changed: str = ""
    """When it has changed, in the index's own spelling; "" where that is not said."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one of the listed sitemaps has answered."""

    url: str
    articles: tuple[Article, ...] = ()
    is_news: bool = False
    """It is a news sitemap, though it may list nothing today."""
    digest: str = ""
    """Of its content; "" where not all of that came."""
    ask_again_at: datetime | None = None
    fault: FeedError | None = None
    """Why it could not be read."""


def worth_reading(listed: Sequence[SitemapEntry]) -> list[str]:
    """The addresses of those that are to be read, the most promising first, at most MOST_READ.

    Where the names of some speak of news, only those: Yoast lists `news-sitemap.xml` beside all that the site has ever
    published. Of equals those that have changed last, and else the first in the index.
    """
    best = max((_speaks_of_news(entry.url) for entry in listed), default=0)
    promising = [entry for entry in listed if _speaks_of_news(entry.url) == best]
    newest_first = sorted(promising, key=lambda entry: read_date(entry.changed) or _LONG_AGO, reverse=True)
    return list(dict.fromkeys(entry.url for entry in newest_first))[:MOST_READ]


def _speaks_of_news(url: str) -> int:
    """2 in its last part, 1 before that, 0 nowhere. Its host says nothing: it may be news.example."""
    parts = urlsplit(url)
    folders, _, name = parts.path.rstrip("/").rpartition("/")
    if _NEWS.search(f"{name}?{parts.query}"):
        return 2
    return 1 if _NEWS.search(folders) else 0


def merge_parts(index: PollResult, parts: Sequence[Part], *, since: datetime | None, most: int) -> PollResult:
    """The look at an index, `index` being as it was asked: the newest articles of its parts, at most `most`.

    What was published until `since`, the first look, is left out: it may stand in a sitemap that was not read then.
    Raises FeedError where no part could be read, or none is a news sitemap.
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
        # No ETag and no Last-Modified: an index may answer 304 while one that it lists has changed.
        validators=Validators(digest=digest),
        ask_again_at=_ask_again_at(parts),
        partial_fault=fault,
    )


def _newest(parts: Sequence[Part], since: datetime | None) -> tuple[Article, ...]:
    articles = (article for part in parts for article in part.articles)
    fresh = [article for article in articles if since is None or article.published is None or article.published > since]
    return tuple(sorted(fresh, key=lambda article: article.published or _LONG_AGO, reverse=True))


def _digest(parts: Sequence[Part]) -> str:
    """Of all that was read, in whichever order; of what failed nothing, so that it is read when it has recovered."""
    if not all(part.digest for part in parts):
        return ""
    return sha256("\n".join(sorted(f"{part.digest} {part.url}" for part in parts)).encode()).hexdigest()


def _ask_again_at(parts: Sequence[Part]) -> datetime | None:
    """When the first of them will have something newer, but not before one that failed wishes to be asked."""
    answered_times = [part.ask_again_at for part in parts if part.fault is None]
    fresh_until = [time for time in answered_times if time is not None]
    soonest = [min(fresh_until)] if len(fresh_until) == len(answered_times) > 0 else []
    refused_until = [part.ask_again_at for part in parts if part.fault is not None and part.ask_again_at is not None]
    return max([*soonest, *refused_until], default=None)


def _fault(index: PollResult, parts: Sequence[Part]) -> FeedError | None:
    """Without the status of any part, for it says nothing of the index; None where all could be read."""
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
