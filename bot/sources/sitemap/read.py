"""Polls and parses news sitemaps: a site's articles of the last two days, as listed for Google News.

https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
Of a sitemap index, the sitemaps that it lists are read too, but no index within an index.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from xml.parsers import expat

from bot.article import Article
from bot.errors import FeedError
from bot.sources.http.inflate import Inflater, NotInflatableError, TooMuchError
from bot.sources.parsing.bounds import MOST_ATTRIBUTES, MOST_NAMESPACES, is_within_bounds
from bot.sources.parsing.item import ParsedItem, as_article, web_address
from bot.sources.parsing.sanitize import printable_url
from bot.sources.sitemap.index import Part, SitemapEntry, merge_parts, worth_reading
from bot.sources.types import Answer, Bounds, PollRequest, PollResult

if TYPE_CHECKING:
    from bot.sources.http.fetch import Fetcher

__all__ = ["Sitemap", "look_at_sitemaps", "read_sitemap"]

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
_URLSET, _INDEX = f"{_SITEMAP} urlset", f"{_SITEMAP} sitemapindex"
_GZIP = b"\x1f\x8b"
_MOST_KEYWORDS = 50
_MOST_LISTED = 50_000
"""https://www.sitemaps.org/protocol.html#index"""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The content of a sitemap or of a sitemap index."""

    articles: tuple[Article, ...] = ()
    """In the sitemap's order."""
    is_news: bool = False
    """Whether it declares the XML namespace of news sitemaps; it may list no article today."""
    entries: tuple[SitemapEntry, ...] | None = None
    """The sitemaps that an index lists, in its order; None where it is not an index."""


async def look_at_sitemaps(fetcher: Fetcher, requests: Sequence[PollRequest], bounds: Bounds) -> list[PollResult]:
    """One result for each request, in their order. A fault is in the result of its request, not raised."""
    return await asyncio.gather(*(_poll(fetcher, request, bounds) for request in requests))


async def _poll(fetcher: Fetcher, request: PollRequest, bounds: Bounds) -> PollResult:
    # Imported in functions for a quick start of commands that send no request: aiohttp takes 0.2 s.
    from bot.sources.http.refusals import own_fault

    unread_result = PollResult(request.site, request.url, validators=request.validators)
    try:
        answer = await fetcher.fetch(request.site, request.url, request.validators)
        sitemap = Sitemap() if answer.unchanged else await _read(answer, request.site, bounds)
        if sitemap.entries is not None:
            parts = await _parts(fetcher, request.site, sitemap.entries, bounds)
            moved = replace(unread_result, moved_to=answer.moved_to)
            return merge_parts(moved, parts, since=request.since, most=bounds.entries)
    except FeedError as fault:
        return replace(unread_result, fault=_fault_of_sitemap(fault, request.url), ask_again_at=fault.ask_again_at)
    except Exception as exc:  # noqa: BLE001 (an unforeseen fault at one site must not stop the others)
        return replace(unread_result, fault=own_fault(request.site, request.url, exc))
    return replace(
        unread_result,
        articles=sitemap.articles,
        unchanged=answer.unchanged,
        validators=answer.validators,
        moved_to=answer.moved_to,
        ask_again_at=answer.ask_again_at,
    )


def _fault_of_sitemap(fault: FeedError, url: str) -> FeedError:
    """The fault with the remedy for a missing sitemap, which is not that for a missing feed."""
    if fault.status not in {404, 410}:
        return fault
    remedy = "give the news sitemap's new address in bot.toml, or take `sitemap` out"
    message = f"{printable_url(url)} answers {fault.status}: {remedy}"
    sitemap_fault = FeedError(
        fault.site, message, ask_again_at=fault.ask_again_at, gone=fault.gone, status=fault.status
    )
    sitemap_fault.__cause__ = fault
    return sitemap_fault


async def _parts(fetcher: Fetcher, site: str, entries: Sequence[SitemapEntry], bounds: Bounds) -> list[Part]:
    urls = await asyncio.to_thread(worth_reading, entries)
    return await asyncio.gather(*(_part(fetcher, site, url, bounds) for url in urls))


async def _part(fetcher: Fetcher, site: str, url: str, bounds: Bounds) -> Part:
    from bot.sources.http.refusals import own_fault

    try:
        answer = await fetcher.fetch(site, url)
        sitemap = await _read(answer, site, bounds)
    except FeedError as fault:
        return Part(url, fault=fault, ask_again_at=fault.ask_again_at)
    except Exception as exc:  # noqa: BLE001 (an unforeseen fault at one sitemap must not stop the others)
        return Part(url, fault=own_fault(site, url, exc))
    if sitemap.entries is not None:
        remedy = "is a list of sitemaps too, and no list within a list is followed: give that one's own address"
        return Part(url, fault=FeedError(site, f"{printable_url(url)} {remedy}"))
    return Part(url, sitemap.articles, sitemap.is_news, answer.validators.digest, answer.ask_again_at)


async def _read(answer: Answer, site: str, bounds: Bounds) -> Sitemap:
    return await asyncio.to_thread(read_sitemap, answer.content, site=site, url=answer.url, bounds=bounds)


def read_sitemap(content: bytes, *, site: str, url: str, bounds: Bounds | None = None) -> Sitemap:
    """Parses a news sitemap or a sitemap index, compressed or not. Relative URLs are resolved against `url`. Pure.

    Raises FeedError(site), with the remedy, where `content` is neither, or exceeds the bounds.
    """
    bounds = bounds or Bounds()
    walk = _Walk(bounds)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartNamespaceDeclHandler = walk.begin_namespace
    parser.StartElementHandler = walk.begin
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    parser.EntityDeclHandler = _no_entities
    parser.buffer_text = True
    try:
        parser.Parse(_within_bounds(_unpacked(content, bounds)), True)
    except (TooMuchError, NotInflatableError) as exc:
        raise FeedError(site, f"{printable_url(url)} cannot be unpacked: it is {exc}") from exc
    except _LimitReachedError:
        pass  # the entries read until the limit are kept
    except _UnreadableError as exc:
        raise FeedError(site, f"{printable_url(url)} {exc}") from exc
    except (expat.ExpatError, ValueError, LookupError) as exc:
        raise FeedError(site, f"{printable_url(url)} is no sitemap: its XML is broken ({exc})") from exc
    return _sitemap(walk, site, url)


def _sitemap(walk: _Walk, site: str, url: str) -> Sitemap:
    if walk.is_index:
        entries = (replace(entry, url=web_address(entry.url, url)) for entry in walk.entries)
        return Sitemap(entries=tuple(entry for entry in entries if entry.url))
    articles = (as_article(item, site=site, base=url) for item in walk.items)
    return Sitemap(tuple(article for article in articles if article.link), walk.is_news)


def _unpacked(content: bytes, bounds: Bounds) -> bytes:
    """`content` without gzip: many sitemaps are compressed files, which Content-Encoding does not announce."""
    if not content.startswith(_GZIP):
        return content
    return Inflater("gzip", bounds.content_bytes).inflated(content)


def _within_bounds(content: bytes) -> bytes:
    """`content`, if it is quick to parse. Raises _UnreadableError."""
    if not is_within_bounds(content, most_tags=_MOST_TAGS):
        raise _UnreadableError(_BEYOND)
    return content


_MOST_TAGS = 8 * _MOST_LISTED
_BEYOND = "has more tags, namespaces or attributes than any sitemap needs: ask its host to mend it"


class _LimitReachedError(Exception):
    """As many entries have been read as the bounds allow."""


class _UnreadableError(Exception):
    """It is not a sitemap, or exceeds the bounds; the text says what to do."""


def _no_entities(*_: object) -> None:
    raise _UnreadableError("defines entities of its own, which no sitemap needs: ask its host to leave them out")


@dataclass(slots=True)
class _Walk:
    """The handlers that expat calls while it parses the sitemap."""

    bounds: Bounds
    items: list[ParsedItem] = field(default_factory=list)
    entries: list[SitemapEntry] = field(default_factory=list)
    is_index: bool = False
    is_news: bool = False
    _path: list[str] = field(default_factory=list)
    _namespaces: int = 0
    _pieces: dict[str, list[str]] = field(default_factory=dict)
    """The texts of the current entry so far, by element name; joined at its end only, because a text may come in
    millions of pieces.
    """
    _letters: int = 0
    """Number of characters in all pieces."""

    def begin_namespace(self, _prefix: str | None, namespace: str | None) -> None:
        self._namespaces += 1
        self.is_news = self.is_news or namespace == _NEWS

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if len(attributes) > MOST_ATTRIBUTES or self._namespaces > MOST_NAMESPACES:
            raise _UnreadableError(_BEYOND)
        if not self._path:
            if name not in {_URLSET, _INDEX}:
                raise _UnreadableError("is no sitemap: give the address of the site's news sitemap")
            self.is_index = name == _INDEX
        self._path.append(name)
        if len(self._path) > self.bounds.nesting:
            raise _UnreadableError(
                f"nests its elements more than {self.bounds.nesting} deep (bounds.nesting in bot.toml)"
            )
        if len(self._path) == 2:
            if len(self.items) >= self.bounds.entries or len(self.entries) >= _MOST_LISTED:
                raise _LimitReachedError
            self._pieces, self._letters = {}, 0

    def text(self, text: str) -> None:
        if len(self._path) > 2 and self._letters < self.bounds.entry_bytes:
            self._letters += len(text)
            self._pieces.setdefault(self._path[-1], []).append(text)

    def end(self, _name: str) -> None:
        if len(self._path) == 2:
            self._add_entry({name: "".join(pieces) for name, pieces in self._pieces.items()})
        self._path.pop()

    def _add_entry(self, texts: dict[str, str]) -> None:
        if self.is_index:
            self.entries.append(SitemapEntry(texts.get(f"{_SITEMAP} loc", ""), texts.get(f"{_SITEMAP} lastmod", "")))
        elif f"{_NEWS} title" in texts:
            self.items.append(_item_from_entry(texts))


def _item_from_entry(texts: dict[str, str]) -> ParsedItem:
    """`lastmod` is not read: it is the date of the last change, not of publication."""
    return ParsedItem(
        title=texts.get(f"{_NEWS} title", ""),
        link=texts.get(f"{_SITEMAP} loc", ""),
        published=texts.get(f"{_NEWS} publication_date", "").strip(),
        language=texts.get(f"{_NEWS} language", "").strip(),
        tags=tuple(texts.get(f"{_NEWS} keywords", "").split(",", _MOST_KEYWORDS)[:_MOST_KEYWORDS]),
        image=texts.get(f"{_IMAGE} loc", ""),
    )
