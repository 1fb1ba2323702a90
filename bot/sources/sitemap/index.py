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
from bot.sources.parsing.sanitize import shown
from bot.sources.types import PollResult, Validators

__all__ = ["MOST_READ", "Listed", "Part", "together", "worth_reading"]

MOST_READ = 5
"""All of them are asked at every look, and a big site lists thousands. One that splits its news does so into a few."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_NEWS = re.compile("news(?!letter)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
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


def worth_reading(listed: Sequence[Listed]) -> list[str]:
    """The addresses of those that are to be read, the most promising first, at most MOST_READ.

    Where the names of some speak of news, only those: Yoast lists `news-sitemap.xml` beside all that the site has ever
    published. Of equals those that have changed last, and else the first in the index.
    """
    best = max((_speaks_of_news(one.url) for one in listed), default=0)
    promising = [one for one in listed if _speaks_of_news(one.url) == best]
    newest_first = sorted(promising, key=lambda one: read_date(one.changed) or _LONG_AGO, reverse=True)
    return list(dict.fromkeys(one.url for one in newest_first))[:MOST_READ]


def _speaks_of_news(url: str) -> int:
    """2 in its last part, 1 before that, 0 nowhere. Its host says nothing: it may be news.example."""
    parts = urlsplit(url)
    folders, _, name = parts.path.rstrip("/").rpartition("/")
    if _NEWS.search(f"{name}?{parts.query}"):
        return 2
    return 1 if _NEWS.search(folders) else 0


def together(index: PollResult, parts: Sequence[Part], *, since: datetime | None, most: int) -> PollResult:
    """The look at an index, `index` being as it was asked: the newest articles of its parts, at most `most`.

    What was published until `since`, the first look, is left out: it may stand in a sitemap that was not read then.
    Raises FeedError where no part could be read, or none is a news sitemap.
    """
    read = [part for part in parts if part.fault is None]
    fault = _fault(index, parts)
    if not any(part.is_news for part in read):
        raise fault or _no_news(index, parts)
    digest = _digest(read)
    unchanged = digest == index.validators.digest != ""
    return replace(
        index,
        articles=() if unchanged else _newest(read, since)[:most],
        unchanged=unchanged,
        # No ETag and no Last-Modified: an index may answer 304 while one that it lists has changed.
        validators=Validators(digest=digest),
        ask_again_at=_ask_again_at(parts),
        partial_fault=fault,
    )


def _newest(read: Sequence[Part], since: datetime | None) -> tuple[Article, ...]:
    articles = (article for part in read for article in part.articles)
    fresh = [one for one in articles if since is None or one.published is None or one.published > since]
    return tuple(sorted(fresh, key=lambda one: one.published or _LONG_AGO, reverse=True))


def _digest(read: Sequence[Part]) -> str:
    """Of all that was read, in whichever order; of what failed nothing, so that it is read when it has recovered."""
    if not all(part.digest for part in read):
        return ""
    return sha256("\n".join(sorted(f"{part.digest} {part.url}" for part in read)).encode()).hexdigest()


def _ask_again_at(parts: Sequence[Part]) -> datetime | None:
    """When the first of them will have something newer, but not before one that failed wishes to be asked."""
    said = [part.ask_again_at for part in parts if part.fault is None]
    fresh_until = [at for at in said if at is not None]
    soonest = [min(fresh_until)] if len(fresh_until) == len(said) > 0 else []
    refused_until = [part.ask_again_at for part in parts if part.fault is not None and part.ask_again_at is not None]
    return max([*soonest, *refused_until], default=None)


def _fault(index: PollResult, parts: Sequence[Part]) -> FeedError | None:
    """Without the status of any part, for it says nothing of the index; None where all could be read."""
    failed = [(part.url, part.fault) for part in parts if part.fault is not None]
    if not failed:
        return None
    why = "; ".join(dict.fromkeys(_why(url, fault) for url, fault in failed))
    told = f"{shown(index.url)} lists what cannot be read: {why}"
    fault = FeedError(index.site, told, ask_again_at=_ask_again_at(parts))
    fault.__cause__ = failed[0][1]
    return fault


def _why(url: str, fault: FeedError) -> str:
    if fault.status in {404, 410}:
        return f"{shown(url)} answers {fault.status}: ask its host to take it out of that list"
    return str(fault)


def _no_news(index: PollResult, parts: Sequence[Part]) -> FeedError:
    found = f"none of the {len(parts)} that are read of it is a news sitemap" if parts else "it is empty"
    remedy = "give the address of the news sitemap itself"
    return FeedError(index.site, f"{shown(index.url)} is a list of sitemaps, and {found}: {remedy}")
