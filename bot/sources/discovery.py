"""Finds the feeds of a site from the address of its home page."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from bot.errors import FeedError
from bot.http_headers import links
from bot.sources.parsing.decode import decoded
from bot.sources.parsing.item import web_address
from bot.sources.parsing.sanitize import one_line, printable_url, text_of_markup
from bot.sources.types import Answer, Bounds

if TYPE_CHECKING:
    from bot.sources.http.fetch import Fetcher
    from bot.sources.parsing.markup import Head

__all__ = ["FeedCandidate", "discover_all", "is_comments_feed"]

_USUAL_PATHS = ("feed/", "rss", "atom.xml", "feed.xml", "index.xml", "rss.xml", "feed.json")
"""Where sites keep their feeds (WordPress, Ghost, Blogger and Jekyll, Hugo, others); tried if the page names none."""
_MOST_DECLARED = 8
_TITLES = 20
_AT_ONCE = 20
"""Sites. For each, several addresses are requested at once."""
_PATIENCE = 15.0
"""Seconds for one address; shorter than for a poll, because many are tried."""


Fetch = Callable[[str, str], Awaitable[Answer]]
"""From a site's name (for messages) and a URL to the answer. Raises FeedError."""


@dataclass(frozen=True, slots=True)
class FeedCandidate:
    """A feed of a site that could be read."""

    url: str
    title: str
    """The feed's own title."""
    site_title: str
    """The name of the site: its page's og:site_name, else the title of the feed."""
    articles: int
    newest: datetime | None
    """Aware, in UTC; None where no article has a date."""
    has_bodies: bool
    """Whether it holds whole articles, which make better posts than excerpts do."""
    titles: str = ""
    """The titles of its newest articles, to tell its language by."""
    language: str = ""
    """As it declares it (BCP 47); "" where it does not."""


async def discover_all(
    fetcher: Fetcher, urls: Sequence[str], bounds: Bounds
) -> list[tuple[FeedCandidate, ...] | FeedError]:
    """The feeds of each site of `urls`, best first; a FeedError that lists what was tried where a site has none.

    A URL may lack its scheme. If the page itself is a feed, it is the only result; else the feeds that the page names
    (link tags, Link headers), else those at the usual paths. Feeds of comments are left out. Sites are polled in
    parallel.
    """
    slots = asyncio.Semaphore(_AT_ONCE)
    fetch = partial(fetcher.fetch, bounds=replace(bounds, seconds=min(bounds.seconds, _PATIENCE)))
    return await asyncio.gather(*(_discover_or_fault(fetch, slots, url.strip()) for url in urls))


async def _discover_or_fault(fetch: Fetch, slots: asyncio.Semaphore, url: str) -> tuple[FeedCandidate, ...] | FeedError:
    # Imported in functions for a quick start of other commands: aiohttp takes 0.2 s, the parsers 0.1 s.
    from bot.sources.http.refusals import own_fault

    async with slots:
        try:
            return await _discover(fetch, url)
        except FeedError as fault:
            return fault
        except Exception as exc:  # noqa: BLE001 (an unforeseen fault at one site must not stop the others)
            return own_fault(url, url, exc)


async def _discover(fetch: Fetch, url: str) -> tuple[FeedCandidate, ...]:
    page = await _front_page(fetch, url)
    own_feed = await asyncio.to_thread(_candidate, page, page.moved_to or page.url, "")
    if own_feed is not None:
        return (own_feed,)
    head = await asyncio.to_thread(_head, page)
    site_title = one_line(head.tags.get("og:site_name", ""), 100)
    tried_urls: list[str] = []
    for addresses in (_declared(page, head), _usual(page.url)):
        tried_urls += addresses
        candidates = await asyncio.gather(*(_candidate_at(fetch, address, site_title) for address in addresses))
        if feeds := _best_first(candidate for candidate in candidates if candidate is not None):
            return feeds
    names = ", ".join(printable_url(address) for address in tried_urls)
    raise FeedError(
        url, f"no feed is found at {printable_url(page.url)}; tried {names}: give the feed's own address in bot.toml"
    )


def _head(page: Answer) -> Head:
    """The page's title, meta tags and feeds; an empty Head where it cannot be read: the usual paths are left to try."""
    from bot.sources.page.sandboxed import read_head_sandboxed
    from bot.sources.parsing.markup import Head

    try:
        return read_head_sandboxed(decoded(page.content, page.content_type), site=page.url, url=page.url)
    except FeedError:
        return Head()


async def _front_page(fetch: Fetch, url: str) -> Answer:
    """The page at `url`. Where it has no scheme, https is tried first, then http."""
    if "://" in url:
        return await fetch(url, url)
    try:
        return await fetch(url, f"https://{url}")
    except FeedError as by_https:
        try:
            return await fetch(url, f"http://{url}")
        except FeedError:
            raise by_https from None


async def _candidate_at(fetch: Fetch, address: str, site_title: str) -> FeedCandidate | None:
    try:
        answer = await fetch(address, address)
    except FeedError:
        return None  # the caller's error message lists every address that was tried
    return await asyncio.to_thread(_candidate, answer, answer.moved_to or address, site_title)


def _candidate(answer: Answer, url: str, site_title: str) -> FeedCandidate | None:
    from bot.sources.parsing.feed import parse
    from bot.sources.parsing.markup import is_comments_title

    title = _feed_title(decoded(answer.content[:16_384], answer.content_type))
    if is_comments_title(title) or is_comments_feed(url):
        return None
    try:
        articles = parse(answer.content, site=url, url=answer.url, content_type=answer.content_type)
    except FeedError:
        return None
    return FeedCandidate(
        url=url,
        title=title,
        site_title=site_title or title,
        articles=len(articles),
        newest=max((article.published for article in articles if article.published), default=None),
        has_bodies=any(article.body for article in articles),
        titles="\n".join(article.title for article in articles[:_TITLES]),
        language=next((article.language for article in articles if article.language), ""),
    )


def _best_first(candidates: Iterable[FeedCandidate]) -> tuple[FeedCandidate, ...]:
    """Feeds of the whole site before those of a section, then feeds with articles, then feeds with whole articles."""
    return tuple(
        sorted(
            candidates,
            key=lambda candidate: (_is_of_section(candidate.url), not candidate.articles, not candidate.has_bodies),
        )
    )


def _is_of_section(url: str) -> bool:
    return re.search(r"/(?:category|categories|tag|tags|author|topic|topics|section)/", urlsplit(url).path) is not None


def is_comments_feed(url: str) -> bool:
    """Whether the URL looks like a feed of readers' comments, which are not articles."""
    parts = urlsplit(url)
    return "/comments/" in f"{parts.path}/" or "withcomments" in parts.query or "comments" in parts.path.split("/")


def _declared(page: Answer, head: Head) -> list[str]:
    addresses = (*_in_link_headers(page.links), *head.feeds)
    absolute = (web_address(address, page.url) for address in addresses)
    feeds = (url for url in absolute if url and not is_comments_feed(url))
    return list(dict.fromkeys(feeds))[:_MOST_DECLARED]


def _in_link_headers(headers: Iterable[str]) -> Iterator[str]:
    from bot.sources.parsing.markup import is_feed_type

    return (link.address for link in links(headers) if "alternate" in link.rels and is_feed_type(link.media_type))


def _usual(page_url: str) -> list[str]:
    """The usual paths below the given page, then below the site's root."""
    below = page_url if page_url.endswith("/") else f"{page_url}/"
    addresses = (urljoin(base, path) for base in (below, urljoin(page_url, "/")) for path in _USUAL_PATHS)
    return list(dict.fromkeys(addresses))


_TITLE = re.compile(r"<(?:\w++:)?title[^<>]*+>")
_JSON_TITLE = re.compile(r'"title"\s*+:\s*+"((?:[^"\\]|\\.)*+)"')


def _feed_title(head: str) -> str:
    """The feed's own title as plain text. Decoded twice: RSS puts HTML into XML."""
    if head.lstrip().startswith("{"):
        match = _JSON_TITLE.search(head)
        title = match[1] if match else ""
    else:
        title = _title_element(head)
    return one_line(text_of_markup(text_of_markup(title)), 200)


def _title_element(head: str) -> str:
    """The content of the first title element, not decoded; "" where there is none or it has no end."""
    match = _TITLE.search(head)
    end = head.find("</", match.end()) if match else -1
    return head[match.end() : end].strip().removeprefix("<![CDATA[").removesuffix("]]>") if match and end > 0 else ""
