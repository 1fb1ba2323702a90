"""Parses a feed (RSS, RDF, Atom or JSON Feed) into articles.

Nearly every feed is parsed in this process, in well under a millisecond, whether it is well-formed or not (see
`xml_feed`); one beyond the bounds of work in a second process that can be killed (see `child`). Articles are in the
order of the feed, cleaned and limited in size (see `item`).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.article import Article
from bot.errors import FeedError
from bot.sources.parsing.bounds import TooDeepError, TooMuchWorkError, is_within_bounds
from bot.sources.parsing.decode import decoded
from bot.sources.parsing.item import ParsedItem, as_article
from bot.sources.parsing.json_value import is_small_json, read_json
from bot.sources.parsing.jsonfeed import read_json_feed
from bot.sources.parsing.sandboxed import SandboxedError, Task, read_sandboxed
from bot.sources.parsing.sanitize import printable_url
from bot.sources.parsing.xml_feed import XmlFeed, read_xml_feed
from bot.sources.types import Bounds

__all__ = ["Reading", "parse", "read", "read_at_once", "read_patiently"]

SECONDS = 5.0
"""Time limit of the second process."""

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
    reading = read_at_once(content, site=site, url=url, content_type=content_type, bounds=bounds)
    return reading or read_patiently(
        content, site=site, url=url, content_type=content_type, bounds=bounds, seconds=seconds
    )


def read_at_once(
    content: bytes, *, site: str, url: str, content_type: str = "", bounds: Bounds = _USUAL
) -> Reading | None:
    """The articles of a feed, parsed in this process; None where that could take long: see `read_patiently`.

    `content_type` is the HTTP header. Raises FeedError(site), with the remedy, where nothing can be read.
    """
    document = decoded(content, content_type)
    start = document[:_START].lstrip("\ufeff\t\n\r \0")
    if not start and not document.strip():
        raise FeedError(
            site,
            f"{printable_url(url)} gives an empty answer: ask the site's host what has become of its feed",
            no_feed=True,
        )
    if _looks_like_html(start):
        raise FeedError(
            site,
            f"{printable_url(url)} is an HTML page, not a feed: give the address of the feed itself (WordPress: the "
            "site's address with /feed/ behind it), or that of the site, whose feed is looked for then",
            no_feed=True,
        )
    try:
        if start.startswith(_JSON):
            return _read_small_json(document, site, url, bounds) if is_small_json(document) else None
        if not is_within_bounds(document):
            return None
        feed = read_xml_feed(document, url=url, most=bounds.entries, deepest=bounds.nesting)
    except TooMuchWorkError:
        return None
    except TooDeepError as exc:
        raise _too_deep(site, url, bounds) from exc
    return _reading_of_xml(feed, site, url, bounds)


_START = 4096
_JSON = ("{", "[")


def _too_deep(site: str, url: str, bounds: Bounds) -> FeedError:
    return FeedError(
        site,
        f"{printable_url(url)} nests its elements more than {bounds.nesting} deep: ask its host what has become of it, "
        "or raise bounds.nesting in bot.toml",
    )


def _reading_of_xml(feed: XmlFeed, site: str, url: str, bounds: Bounds) -> Reading:
    if not feed.is_feed:
        raise FeedError(
            site,
            f"{printable_url(url)} is no feed (RSS, Atom or JSON Feed): give the address of the site, whose feed is "
            "looked for then",
            no_feed=True,
        )
    if not feed.items and not feed.is_whole:
        raise FeedError(site, f"the feed {printable_url(url)} is cut off in the middle; it is asked again by itself")
    return Reading(_articles(feed.items, site, url, bounds), feed.is_whole)


def _read_small_json(document: str, site: str, url: str, bounds: Bounds) -> Reading:
    try:
        items = read_json_feed(read_json(document.lstrip("\ufeff\0"), bounds.nesting), bounds.entries)
    except ValueError:
        items = None
    return _reading_of_json(items, site, url, bounds)


def _reading_of_json(items: Iterable[ParsedItem] | None, site: str, url: str, bounds: Bounds) -> Reading:
    if items is None:
        raise FeedError(
            site,
            f"{printable_url(url)} gives JSON that is no JSON Feed: give the address of the site's feed",
            no_feed=True,
        )
    return Reading(_articles(items, site, url, bounds), whole=True)


def read_patiently(
    content: bytes, *, site: str, url: str, content_type: str = "", bounds: Bounds = _USUAL, seconds: float = SECONDS
) -> Reading:
    """The articles of any feed, parsed in a second process for up to `seconds`. Raises FeedError(site)."""
    document = decoded(content, content_type)
    is_json = document[:_START].lstrip("\ufeff\t\n\r \0").startswith(_JSON)
    parameters = {"url": url, "most": bounds.entries, "deepest": bounds.nesting, "longest": bounds.entry_bytes}
    task: Task = "json_feed" if is_json else "feed"
    try:
        answer = read_sandboxed(task, parameters, document.encode(errors="replace"), seconds=seconds)
    except SandboxedError as exc:
        raise FeedError(
            site,
            f"{printable_url(url)} cannot be read: {exc}; ask the site's host to mend its feed",
            no_feed=_FEED.search(document, 0, _START) is None,
        ) from exc
    if answer is None:
        raise _too_deep(site, url, bounds)
    items = [ParsedItem(**{**item, "tags": tuple(item["tags"])}) for item in answer["items"] or ()]
    if is_json:
        return _reading_of_json(None if answer["items"] is None else items, site, url, bounds)
    return _reading_of_xml(XmlFeed(items, answer["is_feed"], answer["is_whole"]), site, url, bounds)


_HTML = re.compile(
    r"(?:\s++|<\?xml[^>]*+>|<!--(?:(?!-->).)*+-->)*+(?:<!doctype\s++html|<(?:html|head|body)[\s>])",
    re.DOTALL | re.IGNORECASE,
)
_FEED = re.compile(r"<(?:rss|(?:\w+:)?feed|rdf:rdf|channel)[\s>]", re.IGNORECASE)


def _looks_like_html(start: str) -> bool:
    """Whether a document that begins with `start` is an HTML page rather than a feed."""
    return _HTML.match(start) is not None and _FEED.search(start) is None


def _articles(items: Iterable[ParsedItem], site: str, url: str, bounds: Bounds) -> tuple[Article, ...]:
    articles = [as_article(item, site=site, base=url, longest=bounds.entry_bytes) for item in items]
    identifiable = tuple(article for article in articles if article.link or article.guid)
    if left_out := len(articles) - len(identifiable):
        _log.warning("%s: %d articles have neither link nor guid and are left out", printable_url(url), left_out)
    return identifiable
