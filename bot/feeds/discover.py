"""From a site's address to its feed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from bot.errors import FeedError
from bot.feeds.answer import Answer, Bounds
from bot.feeds.pages.decode import decoded
from bot.feeds.plain import one_line, shown, text_of_markup
from bot.feeds.reading.found import web_address
from bot.feeds.stopping import go_on, run_unless_stopped

if TYPE_CHECKING:
    from bot.feeds.web.fetch import Fetcher

__all__ = ["FeedCandidate", "discover_all", "is_of_comments"]

_USUAL_PATHS = ("feed/", "rss", "atom.xml", "feed.xml", "index.xml", "rss.xml", "feed.json")
"""WordPress, Ghost, Blogger and Jekyll, Hugo, and the rest: where a site keeps its feed when no page names
it.
"""
_MOST_DECLARED = 8
_AT_ONCE = 20
"""Sites; for each, up to eight addresses are tried."""
_PATIENCE = 15.0
"""Seconds for each address, of which many are tried."""


@dataclass(frozen=True, slots=True)
class FeedCandidate:
    """A feed that was found for a site, and read."""

    url: str
    title: str
    """As the feed calls itself."""
    site_title: str
    """What to call the site."""
    articles: int
    newest: datetime | None
    """Aware, UTC; None where no article has a date."""
    has_bodies: bool
    """Whether its articles are there in full, which makes the better posts."""


def discover_all(
    urls: Sequence[str],
    *,
    contact: str = "",
    allow_private: bool = False,
    bounds: Bounds | None = None,
    stop: Callable[[], bool] = go_on,
) -> list[tuple[FeedCandidate, ...] | FeedError]:
    """For each site its feeds, the best first, never one of comments, or why it has none, saying what was tried.

    A scheme may be missing. What the page names (link tags, Link headers) comes before what is found at the usual
    paths; a page that is itself a feed is the only one. Several sites are asked at once.
    """
    from bot.feeds.web.fetch import Fetcher

    usual = bounds or Bounds()
    patient = replace(usual, seconds=min(usual.seconds, _PATIENCE))

    async def found() -> list[tuple[FeedCandidate, ...] | FeedError]:
        turns = asyncio.Semaphore(_AT_ONCE)
        async with Fetcher(contact=contact, allow_private=allow_private, bounds=patient) as fetcher:
            return await asyncio.gather(*(_discovered(fetcher, turns, url.strip()) for url in urls))

    return run_unless_stopped(found(), stop)


async def _discovered(fetcher: Fetcher, turns: asyncio.Semaphore, url: str) -> tuple[FeedCandidate, ...] | FeedError:
    from bot.feeds.web.refusals import own_fault

    async with turns:
        try:
            return await _discover(fetcher, url)
        except FeedError as fault:
            return fault
        except Exception as exc:  # noqa: BLE001 (whatever one site sets off here, the others are asked)
            return own_fault(url, url, exc)


async def _discover(fetcher: Fetcher, url: str) -> tuple[FeedCandidate, ...]:
    page = await _front_page(fetcher, url)
    itself = await asyncio.to_thread(_candidate, page, page.moved_to or page.url, "")
    if itself is not None:
        return (itself,)
    text = decoded(page.content, page.content_type)
    site_title = _site_title(text)
    tried: list[str] = []
    for addresses in (_declared(page, text), _usual(page.url)):
        tried += addresses
        found = await asyncio.gather(*(_tried(fetcher, address, site_title) for address in addresses))
        if candidates := _best_first(one for one in found if one is not None):
            return candidates
    names = ", ".join(shown(address) for address in tried)
    raise FeedError(
        url, f"no feed is found at {shown(page.url)}; tried {names}: give the feed's own address in bot.toml"
    )


async def _front_page(fetcher: Fetcher, url: str) -> Answer:
    """The page at `url`, by https where the scheme is missing, and by http where that fails."""
    if "://" in url:
        return await fetcher.fetch(url, url)
    try:
        return await fetcher.fetch(url, f"https://{url}")
    except FeedError as by_https:
        try:
            return await fetcher.fetch(url, f"http://{url}")
        except FeedError:
            raise by_https from None


async def _tried(fetcher: Fetcher, address: str, site_title: str) -> FeedCandidate | None:
    try:
        answer = await fetcher.fetch(address, address)
    except FeedError:
        return None  # it is named among those that were tried, if none is found
    return await asyncio.to_thread(_candidate, answer, answer.moved_to or address, site_title)


def _candidate(answer: Answer, url: str, site_title: str) -> FeedCandidate | None:
    from bot.feeds.reading.parse import parse

    title = _feed_title(decoded(answer.content[:16_384], answer.content_type))
    if _OF_COMMENTS.search(title) or is_of_comments(url):
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
    )


def _best_first(candidates: Iterable[FeedCandidate]) -> tuple[FeedCandidate, ...]:
    """Those of the whole site before those of a section, those with bodies first; else in the page's order."""
    return tuple(sorted(candidates, key=lambda one: (_is_of_section(one.url), not one.articles, not one.has_bodies)))


def _is_of_section(url: str) -> bool:
    return re.search(r"/(?:category|categories|tag|tags|author|topic|topics|section)/", urlsplit(url).path) is not None


# WordPress calls them "Comments on: X" and "Comments for X", in its own language.
_OF_COMMENTS = re.compile(
    r"^(?:comments (?:on|for)|kommentare (?:zu|für)|commentaires (?:sur|pour)|comentarios (?:en|de)|comentários)"
    r"|\bcomments? feed\b|コメント",
    re.IGNORECASE,
)


def is_of_comments(url: str) -> bool:
    """Whether by its address this is a feed of readers' comments, which are no articles."""
    parts = urlsplit(url)
    return "/comments/" in f"{parts.path}/" or "withcomments" in parts.query or "comments" in parts.path.split("/")


def _declared(page: Answer, text: str) -> list[str]:
    addresses = (*_in_link_headers(page.links), *_in_link_tags(text))
    absolute = (web_address(address, page.url) for address in addresses)
    feeds = (one for one in absolute if one and not is_of_comments(one))
    return list(dict.fromkeys(feeds))[:_MOST_DECLARED]


_FEED_TYPE = re.compile(r"application/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|json)", re.IGNORECASE)


def _in_link_headers(headers: Iterable[str]) -> Iterator[str]:
    """RFC 8288: `<address>; rel="alternate"; type="application/rss+xml"`."""
    for header in headers:
        for address, parameters in re.findall(r"<([^<>]*)>([^<]*)", header):
            if "alternate" in parameters and _FEED_TYPE.search(parameters):
                yield address


def _in_link_tags(text: str) -> Iterator[str]:
    """https://www.rssboard.org/rss-autodiscovery; WordPress names its REST API in the same way, as JSON."""
    from bot.feeds.pages.markup import document

    tree = document(text)
    for link in tree.iter("link") if tree is not None else ():
        rel, kind, href = ((link.get(name) or "") for name in ("rel", "type", "href"))
        if "alternate" not in rel.lower().split() or not _FEED_TYPE.match(kind.strip()) or not href:
            continue
        if not _OF_COMMENTS.search(link.get("title") or "") and "/wp-json/" not in href and "oembed" not in href:
            yield href


def _usual(page_url: str) -> list[str]:
    """The usual paths below the page that was given, then below the site's root."""
    below = page_url if page_url.endswith("/") else f"{page_url}/"
    addresses = (urljoin(base, path) for base in (below, urljoin(page_url, "/")) for path in _USUAL_PATHS)
    return list(dict.fromkeys(addresses))


def _site_title(text: str) -> str:
    from bot.feeds.pages.markup import document, metadata

    tree = document(text)
    return one_line(metadata(tree).get("og:site_name", ""), 100) if tree is not None else ""


_TITLE = re.compile(r"<(?:\w+:)?title[^<>]*>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</", re.DOTALL)


def _feed_title(head: str) -> str:
    """As the feed calls itself; both XML and, for RSS, HTML decoded."""
    if head.lstrip().startswith("{"):
        found = re.search(r'"title"\s*:\s*"((?:[^"\\]|\\.)*)"', head)
    else:
        found = _TITLE.search(head)
    return one_line(text_of_markup(text_of_markup(found[1])), 200) if found else ""
