"""Finds the feeds of a site from the address of its home page.

What the page names comes first, in the page's own order: its author knows which feed is the site's. Feeds of readers'
comments are left out, podcasts come behind the news.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from bot.errors import FeedError
from bot.http_headers import links
from bot.sources.found_feed import (
    FeedCandidate,
    FoundFeed,
    best_first,
    described,
    is_comments_feed,
    shows_comments,
    title_of,
)
from bot.sources.parsing.decode import decoded
from bot.sources.parsing.item import web_address
from bot.sources.parsing.sanitize import one_line, printable_url
from bot.sources.types import Answer, Bounds

if TYPE_CHECKING:
    from bot.sources.http.fetch import Fetcher
    from bot.sources.parsing.markup import Head

__all__ = [
    "FeedSearch",
    "discover_all",
    "find_feed",
    "find_feed_behind",
    "is_refused_home_page",
]

_USUAL_PATHS = ("feed/", "rss", "atom.xml", "feed.xml", "index.xml", "rss.xml", "feed.json")
"""Where sites keep their feeds (WordPress, Ghost, Blogger and Jekyll, Hugo, others); tried if the page names none."""
_MOST_DECLARED = 8
_AT_ONCE = 20
"""Sites. For each, several addresses are requested at once."""
_PATIENCE = 15.0
"""Seconds for one address; shorter than for a poll, because many are tried."""


_IN_TROUBLE = 500
"""HTTP statuses from here on, and 429, pass by themselves."""
_ASKED_TOO_OFTEN = 429
_REFUSED = frozenset({401, 402, 403, 405, 406, 451})
"""HTTP statuses of a home page that refuses programs, or this one; its feed often does not."""

Fetch = Callable[[str, str], Awaitable[Answer]]
"""From a site's name (for messages) and a URL to the answer. Raises FeedError."""


@dataclass(frozen=True, slots=True)
class FeedSearch:
    """How the many addresses at which a feed may be are tried."""

    fetch: Fetch
    bounds: Bounds

    @classmethod
    def of(cls, fetcher: Fetcher, bounds: Bounds) -> Self:
        """Each within a shorter time than a poll has."""
        shorter = replace(bounds, seconds=min(bounds.seconds, _PATIENCE))
        return cls(partial(fetcher.fetch, bounds=shorter), bounds)


async def discover_all(
    fetcher: Fetcher, urls: Sequence[str], bounds: Bounds
) -> list[tuple[FeedCandidate, ...] | FeedError]:
    """The feeds of each site of `urls`, best first; a FeedError that lists what was tried where a site has none.

    A URL may lack its scheme. If the page itself is a feed, it is the only result; else the feeds that the page names
    (link tags, Link headers), else those at the usual paths. Feeds of comments are left out. Sites are polled in
    parallel.
    """
    slots = asyncio.Semaphore(_AT_ONCE)
    search = FeedSearch.of(fetcher, bounds)
    return await asyncio.gather(*(_discover_or_fault(search, slots, url.strip()) for url in urls))


async def _discover_or_fault(
    search: FeedSearch, slots: asyncio.Semaphore, url: str
) -> tuple[FeedCandidate, ...] | FeedError:
    # Imported in functions for a quick start of other commands: aiohttp takes 0.2 s, the parsers 0.1 s.
    from bot.sources.http.refusals import own_fault

    async with slots:
        try:
            return await _discover(search, url)
        except FeedError as fault:
            return fault
        except Exception as exc:  # noqa: BLE001 (an unforeseen fault at one site must not stop the others)
            return own_fault(url, url, exc)


async def _discover(search: FeedSearch, url: str) -> tuple[FeedCandidate, ...]:
    address, page = await _front_page(search, url)
    if isinstance(page, FeedError):
        return described(await _without_page(search, address, page), "")
    own_feed = await asyncio.to_thread(_found, page, page.moved_to or address, search.bounds)
    if own_feed is not None:
        return described([own_feed], "")
    head = await asyncio.to_thread(_head, page)
    return described(await _feeds_of(search, page, head), one_line(head.tags.get("og:site_name", ""), 100))


async def find_feed(search: FeedSearch, page: Answer) -> FoundFeed:
    """The best feed of the site whose home page, which is no feed, has been downloaded. Raises FeedError.

    Where the feed that the page names first is in trouble now, none is taken in its place: it is the site's own.
    """
    head = await asyncio.to_thread(_head, page)
    return (await _feeds_of(search, page, head, waits=True))[0]


async def find_feed_behind(search: FeedSearch, url: str, refusal: FeedError) -> FoundFeed:
    """The best feed of a site whose home page at `url` is refused to programs. Raises FeedError."""
    return (await _without_page(search, url, refusal))[0]


def is_refused_home_page(url: str, fault: FeedError) -> bool:
    """Whether `url`, which answers with `fault`, may be a home page whose feed is let through."""
    path = urlsplit(url).path
    is_folder = path in ("", "/") or (path.endswith("/") and path.rpartition("/")[0].rpartition("/")[2] != "feed")
    return fault.status in _REFUSED and is_folder


async def _feeds_of(search: FeedSearch, page: Answer, head: Head, *, waits: bool = False) -> Sequence[FoundFeed]:
    """The feeds of a site, best first: those that its page names, else those at the usual paths. Raises FeedError.

    With `waits`, it also raises where the feed that the page names first is in trouble now.
    """
    declared, usual = _declared(page, head), _usual(page.url)
    tried = await asyncio.gather(*(_try(search, address) for address in declared))
    if waits and tried and isinstance(first := tried[0], FeedError) and _passes(first):
        raise first
    if feeds := best_first(tried, by_bodies=False):
        return feeds
    if feeds := best_first(await asyncio.gather(*(_try(search, address) for address in usual)), by_bodies=True):
        return feeds
    raise FeedError(
        page.url,
        f"no feed is found at {printable_url(page.url)}; tried {_listed([*declared, *usual])}: "
        "give the feed's own address",
    )


async def _without_page(search: FeedSearch, url: str, refusal: FeedError) -> Sequence[FoundFeed]:
    """The feeds at the usual paths below `url`, whose page is not to be had. Raises FeedError."""
    usual = _below(url)
    if feeds := best_first(await asyncio.gather(*(_try(search, address) for address in usual)), by_bodies=True):
        return feeds
    raise FeedError(
        refusal.site,
        f"{refusal} (no feed is found at {_listed(usual)} either)",
        ask_again_at=refusal.ask_again_at,
        status=refusal.status,
    ) from refusal


def _passes(fault: FeedError) -> bool:
    return fault.status >= _IN_TROUBLE or fault.status == _ASKED_TOO_OFTEN


def _listed(addresses: Iterable[str]) -> str:
    return ", ".join(printable_url(address) for address in addresses)


def _head(page: Answer) -> Head:
    """The page's title, meta tags and feeds; an empty Head where it cannot be read: the usual paths are left to try."""
    from bot.sources.page.sandboxed import read_head_sandboxed
    from bot.sources.parsing.markup import Head

    try:
        return read_head_sandboxed(decoded(page.content, page.content_type), site=page.url, url=page.url)
    except FeedError:
        return Head()


async def _front_page(search: FeedSearch, url: str) -> tuple[str, Answer | FeedError]:
    """The address of the site with its scheme, and its page, or the fault with which its server has answered.

    Where it has no scheme, https is tried first, then http. Raises FeedError where no server has answered.
    """
    addresses = [url] if "://" in url else [f"https://{url}", f"http://{url}"]
    faults: list[FeedError] = []
    for address in addresses:
        try:
            return address, await search.fetch(address, address)
        except FeedError as fault:
            faults.append(fault)
    answered = ((address, fault) for address, fault in zip(addresses, faults, strict=True) if fault.status)
    if (first := next(answered, None)) is None:
        raise faults[0]
    return first


async def _try(search: FeedSearch, address: str) -> FoundFeed | FeedError | None:
    """The feed at that address, or why it cannot be asked; None where it is none. Whoever asks lists what was tried."""
    try:
        answer = await search.fetch(address, address)
    except FeedError as fault:
        return fault
    return await asyncio.to_thread(_found, answer, answer.moved_to or address, search.bounds)


def _found(answer: Answer, url: str, bounds: Bounds) -> FoundFeed | None:
    """The feed that the answer is; None where it is none, or one of readers' comments."""
    from bot.sources.parsing.feed import read
    from bot.sources.parsing.markup import is_comments_title

    title = title_of(answer)
    if is_comments_title(title) or is_comments_feed(url):
        return None
    try:
        reading = read(answer.content, site=url, url=answer.url, content_type=answer.content_type, bounds=bounds)
    except FeedError:
        return None
    return None if shows_comments(reading.articles, answer.content) else FoundFeed(url, answer, reading)


def _declared(page: Answer, head: Head) -> list[str]:
    """The addresses of feeds that the page names. Its <base> is for its tags, not for its headers."""
    base = (web_address(head.base, page.url) if head.base else "") or page.url
    absolute = (
        *(web_address(address, page.url) for address in _in_link_headers(page.links)),
        *(web_address(address, base) for address in head.feeds),
    )
    feeds = (url for url in absolute if url and not is_comments_feed(url))
    return list(dict.fromkeys(feeds))[:_MOST_DECLARED]


def _in_link_headers(headers: Iterable[str]) -> Iterator[str]:
    from bot.sources.parsing.markup import is_feed_type

    return (link.address for link in links(headers) if "alternate" in link.rels and is_feed_type(link.media_type))


def _usual(page_url: str) -> list[str]:
    """The usual paths below the given page, then below the site's root."""
    return list(dict.fromkeys([*_below(page_url), *_below(urljoin(page_url, "/"))]))


def _below(page_url: str) -> list[str]:
    """The usual paths below the given page."""
    below = page_url if page_url.endswith("/") else f"{page_url}/"
    return [urljoin(below, path) for path in _USUAL_PATHS]
