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
from bot.sources.parsing.bounds import MOST_ATTRIBUTES, is_within_bounds
from bot.sources.parsing.decode import decoded
from bot.sources.parsing.item import ParsedItem, as_article, web_address
from bot.sources.parsing.malformed import parse_malformed
from bot.sources.parsing.newest import newest
from bot.sources.parsing.sanitize import printable_url
from bot.sources.parsing.xml_names import local_name
from bot.sources.sitemap.index import Part, SitemapEntry, merge_parts, worth_reading
from bot.sources.types import Answer, Bounds, PollRequest, PollResult

if TYPE_CHECKING:
    from bot.sources.http.fetch import Fetcher

__all__ = ["Sitemap", "look_at_sitemaps", "read_sitemap"]

_NEWS = "www.google.com/schemas/sitemap-news/"
"""In the XML namespace of news sitemaps."""
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
        answer = await fetcher.fetch(request.site, request.url, request.validators, conditional=request.conditional)
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
    return await asyncio.to_thread(
        read_sitemap, answer.content, site=site, url=answer.url, content_type=answer.content_type, bounds=bounds
    )


def read_sitemap(
    content: bytes, *, site: str, url: str, content_type: str = "", bounds: Bounds | None = None
) -> Sitemap:
    """Parses a news sitemap or a sitemap index, compressed or not, well-formed or not. Pure.

    `content_type` is the HTTP header; relative URLs are resolved against `url`. Of more articles than the bounds allow
    the newest are read. Raises FeedError(site), with the remedy, where `content` is neither, or exceeds the bounds.
    """
    bounds = bounds or Bounds()
    try:
        walk = _walk(decoded(_unpacked(content, bounds), content_type).lstrip(), bounds)
    except (TooMuchError, NotInflatableError) as exc:
        raise FeedError(site, f"{printable_url(url)} cannot be unpacked: it is {exc}") from exc
    except _UnreadableError as exc:
        raise FeedError(site, f"{printable_url(url)} {exc}") from exc
    return _sitemap(walk, site, url, bounds)


def _walk(document: str, bounds: Bounds) -> _Walk:
    """The entries of the document. Raises _UnreadableError where it is no sitemap, cut off, or beyond the bounds."""
    if not is_within_bounds(document, most_tags=_MOST_TAGS):
        raise _UnreadableError(_BEYOND)
    walk = _Walk(bounds)
    parser = expat.ParserCreate()
    parser.StartElementHandler = walk.begin
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    parser.EntityDeclHandler = _no_entities
    parser.buffer_text = True
    try:
        parser.Parse(document, True)
    except (expat.ExpatError, _OtherRootError) as exc:
        walk = _Walk(bounds)
        parse_malformed(document, walk)
        if not walk.has_ended and isinstance(exc, _OtherRootError):
            raise
        if not walk.has_ended:
            raise _UnreadableError(f"is no sitemap: its XML is broken ({exc})") from exc
    return walk


def _sitemap(walk: _Walk, site: str, url: str, bounds: Bounds) -> Sitemap:
    if walk.is_index:
        entries = (replace(entry, url=web_address(entry.url, url)) for entry in walk.entries)
        return Sitemap(entries=tuple(entry for entry in entries if entry.url))
    items = newest(walk.items, bounds.entries, lambda item: item.published, lambda item: item.link)
    articles = (as_article(item, site=site, base=url) for item in items)
    return Sitemap(tuple(article for article in articles if article.link), walk.is_news or bool(walk.items))


def _unpacked(content: bytes, bounds: Bounds) -> bytes:
    """`content` without gzip: many sitemaps are compressed files, which Content-Encoding does not announce."""
    if not content.startswith(_GZIP):
        return content
    return Inflater("gzip", bounds.content_bytes).inflated(content)


_MOST_TAGS = 8 * _MOST_LISTED
_BEYOND = "has more tags, namespaces or attributes than any sitemap needs: ask its host to mend it"


class _UnreadableError(Exception):
    """It is not a sitemap, or exceeds the bounds; the text says what to do."""


class _OtherRootError(_UnreadableError):
    """What it begins with is no sitemap; one may stand behind a program's warning."""


def _no_entities(*_: object) -> None:
    raise _UnreadableError("defines entities of its own, which no sitemap needs: ask its host to leave them out")


@dataclass(slots=True)
class _Walk:
    """The handlers of a parser's events.

    An element is known by its name without prefix and that of the element that it is in, as `news:title` is the `title`
    in `news`: sitemaps with wrong namespaces, or without any, are common.
    """

    bounds: Bounds
    items: list[ParsedItem] = field(default_factory=list)
    entries: list[SitemapEntry] = field(default_factory=list)
    is_index: bool = False
    is_news: bool = False
    has_ended: bool = False
    _path: list[str] = field(default_factory=list)
    _pieces: dict[str, list[str]] = field(default_factory=dict)
    """The texts of the current entry so far, by the names of element and parent; joined at its end only, because a text
    may come in millions of pieces.
    """
    _read: set[str] = field(default_factory=set)
    """Those that have ended; a second of the same name, as that of another picture, is not read."""
    _letters: int = 0
    """Number of characters in all pieces."""

    def begin(self, written: str, attributes: dict[str, str]) -> None:
        if len(attributes) > MOST_ATTRIBUTES:
            raise _UnreadableError(_BEYOND)
        name, path = local_name(written), self._path
        self.is_news = self.is_news or any(_NEWS in value.lower() for value in attributes.values())
        if not path:
            if name not in {"urlset", "sitemapindex"}:
                raise _OtherRootError("is no sitemap: give the address of the site's news sitemap")
            self.is_index = name == "sitemapindex"
        path.append(name)
        if len(path) > self.bounds.nesting:
            raise _UnreadableError(
                f"nests its elements more than {self.bounds.nesting} deep (bounds.nesting in bot.toml)"
            )
        if len(path) == 2:
            self._pieces, self._letters, self._read = {}, 0, set()

    def text(self, text: str) -> None:
        if len(self._path) > 2 and self._letters < self.bounds.entry_bytes and self._place not in self._read:
            self._letters += len(text)
            self._pieces.setdefault(self._place, []).append(text)

    @property
    def _place(self) -> str:
        return "/".join(self._path[-2:])

    def end(self, _written: str) -> None:
        if len(self._path) > 2 and self._place in self._pieces:
            self._read.add(self._place)
        if len(self._path) == 2:
            self._add_entry({place: "".join(pieces).strip() for place, pieces in self._pieces.items()})
        self._path.pop()
        self.has_ended = not self._path

    def _add_entry(self, texts: dict[str, str]) -> None:
        if not self.is_index:
            if "news/title" in texts:
                self.items.append(_item_from_entry(texts))
        elif len(self.entries) < _MOST_LISTED:
            self.entries.append(SitemapEntry(texts.get("sitemap/loc", ""), texts.get("sitemap/lastmod", "")))


def _item_from_entry(texts: dict[str, str]) -> ParsedItem:
    """`lastmod` is not read: it is the date of the last change, not of publication."""
    return ParsedItem(
        title=texts.get("news/title", ""),
        link=texts.get("url/loc", ""),
        published=texts.get("news/publication_date", ""),
        language=texts.get("publication/language", ""),
        tags=tuple(texts.get("news/keywords", "").split(",", _MOST_KEYWORDS)[:_MOST_KEYWORDS]),
        image=texts.get("image/loc", ""),
    )
