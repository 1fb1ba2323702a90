"""Parses a feed (RSS, RDF, Atom or JSON Feed) into articles.

A well-formed feed is parsed in this process, in well under a millisecond (see `strict`); any other by feedparser in a
second process (see `child`). Articles are in the order of the feed, cleaned and limited in size (see `item`).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.article import Article
from bot.errors import FeedError
from bot.sources.parsing.item import ParsedItem, as_article
from bot.sources.parsing.json_value import is_small_json, read_json, read_json_sandboxed
from bot.sources.parsing.jsonfeed import read_json_feed
from bot.sources.parsing.sandboxed import SandboxedError, read_sandboxed
from bot.sources.parsing.sanitize import printable_url
from bot.sources.parsing.strict import read_strictly
from bot.sources.parsing.wellformed import TooDeepError
from bot.sources.types import Bounds

__all__ = ["Reading", "looks_like_html", "parse", "read", "read_at_once", "read_patiently"]

SECONDS = 5.0
"""Time limit of the lenient parser. A feed of 150 kB takes 0.3 s, half of it to start the process."""

_USUAL = Bounds()

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """The articles of one feed."""

    articles: tuple[Article, ...]
    whole: bool
    """False where the feed is cut off: its last, incomplete article is left out, and it should be fetched again."""


def parse(
    content: bytes, *, site: str, url: str, content_type: str = "", bounds: Bounds = _USUAL, seconds: float = SECONDS
) -> tuple[Article, ...]:
    """The articles of a feed, in its order: RSS, RDF, Atom or JSON Feed, well-formed or not.

    `url` is where it came from; relative URLs are resolved against it. `seconds` limits the second process. Raises
    FeedError(site), with the remedy, where nothing can be read.
    """
    return read(content, site=site, url=url, content_type=content_type, bounds=bounds, seconds=seconds).articles


def read(
    content: bytes, *, site: str, url: str, content_type: str = "", bounds: Bounds = _USUAL, seconds: float = SECONDS
) -> Reading:
    """As `parse`, with whether the feed is complete."""
    reading = read_at_once(content, site=site, url=url, bounds=bounds)
    return reading or read_patiently(
        content, site=site, url=url, content_type=content_type, bounds=bounds, seconds=seconds
    )


def read_at_once(content: bytes, *, site: str, url: str, bounds: Bounds = _USUAL) -> Reading | None:
    """The articles of a well-formed feed, parsed in this process; None where `read_patiently` is needed.

    Raises FeedError(site) where that could not read it either.
    """
    try:
        return _read_at_once(content, site, url, bounds)
    except TooDeepError as exc:
        raise _too_deep(site, url, bounds) from exc


def _too_deep(site: str, url: str, bounds: Bounds) -> FeedError:
    return FeedError(
        site,
        f"{printable_url(url)} nests its elements more than {bounds.nesting} deep: ask its host what has become of it, "
        "or raise bounds.nesting in bot.toml",
    )


def _read_at_once(content: bytes, site: str, url: str, bounds: Bounds) -> Reading | None:
    start = _start(content)
    if not start and not content.strip():
        raise FeedError(
            site,
            f"{printable_url(url)} gives an empty answer: ask the site's host what has become of its feed",
            no_feed=True,
        )
    if looks_like_html(content):
        raise FeedError(
            site,
            f"{printable_url(url)} is an HTML page, not a feed: give the address of the feed itself (WordPress: the "
            "site's address with /feed/ behind it), or that of the site, whose feed is looked for then",
            no_feed=True,
        )
    if start.startswith(_JSON):
        return _read_small_json(content, site, url, bounds) if is_small_json(content) else None
    items = read_strictly(content, bounds.entries, bounds.nesting)
    return None if items is None else Reading(_articles(items, site, url, bounds), whole=True)


_JSON = (b"{", b"[")


def _start(content: bytes) -> bytes:
    return content[:4096].lstrip(b"\xef\xbb\xbf\t\n\r \0")


def _read_small_json(content: bytes, site: str, url: str, bounds: Bounds) -> Reading:
    try:
        value = read_json(content, bounds.nesting)
    except ValueError as exc:
        raise _not_a_json_feed(site, url) from exc
    return _reading_of_json(value, site, url, bounds)


def _read_long_json(content: bytes, site: str, url: str, bounds: Bounds) -> Reading:
    most = max(bounds.entries, _MOST_MEMBERS)
    try:
        value = read_json_sandboxed(content, most=most, longest=bounds.entry_bytes, deepest=bounds.nesting)
    except TooDeepError as exc:
        raise _too_deep(site, url, bounds) from exc
    return _reading_of_json(value, site, url, bounds)


_MOST_MEMBERS = 1_000


def _reading_of_json(value: object, site: str, url: str, bounds: Bounds) -> Reading:
    items = read_json_feed(value, bounds.entries)
    if items is None:
        raise _not_a_json_feed(site, url)
    return Reading(_articles(items, site, url, bounds), whole=True)


def _not_a_json_feed(site: str, url: str) -> FeedError:
    return FeedError(
        site, f"{printable_url(url)} gives JSON that is no JSON Feed: give the address of the site's feed", no_feed=True
    )


def read_patiently(
    content: bytes, *, site: str, url: str, content_type: str = "", bounds: Bounds = _USUAL, seconds: float = SECONDS
) -> Reading:
    """The articles of any feed, parsed in a second process for up to `seconds`. Raises FeedError(site)."""
    readable, is_whole = _without_broken_end(content)
    try:
        if _start(content).startswith(_JSON):
            return _read_long_json(content, site, url, bounds)
        items = _read_leniently(readable, url, content_type, bounds, seconds)
    except SandboxedError as exc:
        raise FeedError(
            site,
            f"{printable_url(url)} cannot be read: {exc}; ask the site's host to mend its feed",
            no_feed=_FEED.search(content[:4096]) is None,
        ) from exc
    if not items and not is_whole and _FEED.search(content[:4096]):
        raise FeedError(site, f"the feed {printable_url(url)} is cut off in the middle; it is asked again by itself")
    if items is None:
        raise FeedError(
            site,
            f"{printable_url(url)} is no feed (RSS, Atom or JSON Feed): give the address of the site, whose feed is "
            "looked for then",
            no_feed=True,
        )
    return Reading(_articles(items, site, url, bounds), is_whole)


def _read_leniently(
    content: bytes, url: str, content_type: str, bounds: Bounds, seconds: float
) -> list[ParsedItem] | None:
    """The items that feedparser reads in a second process; None where it finds no feed. Raises SandboxedError."""
    parameters = {"url": url, "content_type": content_type, "most": bounds.entries, "longest": bounds.entry_bytes}
    answer = read_sandboxed("feed", parameters, content, seconds=seconds)
    if not answer["version"] and not answer["found"]:
        return None
    return [ParsedItem(**{**item, "tags": tuple(item["tags"])}) for item in answer["found"]]


_HTML = re.compile(
    rb"(?:\s++|<\?xml[^>]*+>|<!--(?:(?!-->).)*+-->)*+(?:<!doctype\s++html|<(?:html|head|body)[\s>])",
    re.DOTALL | re.IGNORECASE,
)
_FEED = re.compile(rb"<(?:rss|(?:\w+:)?feed|rdf:rdf|channel)[\s>]", re.IGNORECASE)


def looks_like_html(content: bytes) -> bool:
    """Whether `content` begins like an HTML page rather than a feed."""
    start = content[:4096].removeprefix(b"\xef\xbb\xbf")
    return _HTML.match(start) is not None and _FEED.search(start) is None


_LAST_END = re.compile(rb".*</(?:\w+:)?(item|entry)\s*>", re.DOTALL | re.IGNORECASE)
_ROOT_END = re.compile(rb"</(?:rss|rdf:rdf|channel|(?:\w+:)?feed)\s*>", re.IGNORECASE)
_OPENS = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)


def _without_broken_end(content: bytes) -> tuple[bytes, bool]:
    """`content` without an incomplete last article, which must not be posted, and whether the feed is complete."""
    last = _LAST_END.match(content)
    end = last.end() if last else 0
    in_utf_16 = b"\0" in content[:64]
    if in_utf_16 or _ROOT_END.search(content, end):
        return content, True
    broken = _OPENS.search(content, end)
    return (content[: broken.start()] if broken else content), False


def _articles(items: Iterable[ParsedItem], site: str, url: str, bounds: Bounds) -> tuple[Article, ...]:
    articles = [as_article(item, site=site, base=url, longest=bounds.entry_bytes) for item in items]
    identifiable = tuple(article for article in articles if article.link or article.guid)
    if left_out := len(articles) - len(identifiable):
        _log.warning("%s: %d articles have neither link nor guid and are left out", printable_url(url), left_out)
    return identifiable
