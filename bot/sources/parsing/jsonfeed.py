"""Parses JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.sources.parsing.dates import read_date
from bot.sources.parsing.item import ParsedItem
from bot.sources.parsing.newest import newest

__all__ = ["read_json_feed"]


def read_json_feed(feed: object, most: int) -> list[ParsedItem] | None:
    """The `most` newest articles of the parsed JSON value `feed`, in its order; None where it is not a JSON Feed."""
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return None
    language = _text(feed, "language")
    items = [item for item in feed["items"] if isinstance(item, dict)]
    return [_parse_item(item, language) for item in newest(items, most, _date, _name)]


def _parse_item(item: Mapping[str, Any], language: str) -> ParsedItem:
    markup = _text(item, "content_html")
    return ParsedItem(
        title=_text(item, "title"),
        title_is="text",
        # An `id` that is an address is the article's own, says the specification.
        link=_text(item, "url") or _text(item, "external_url") or _address(_text(item, "id")),
        guid=_text(item, "id"),
        body=markup or _text(item, "content_text"),
        body_is="html" if markup else "text",
        excerpt=_text(item, "summary"),
        excerpt_is="text",
        author=_author(item),
        published=_date(item),
        dated_by_change=not read_date(_text(item, "date_published")),
        tags=tuple(tag for tag in _list(item, "tags") if isinstance(tag, str)),
        language=_text(item, "language") or language,
        image=_text(item, "image") or _text(item, "banner_image"),
    )


def _date(item: Mapping[str, Any]) -> str:
    published = _text(item, "date_published")
    return published if read_date(published) else _text(item, "date_modified") or published


def _name(item: Mapping[str, Any]) -> str:
    return _text(item, "url") or _text(item, "id")


def _address(identity: str) -> str:
    return identity if identity.startswith("http") else ""


def _text(item: Mapping[str, Any], key: str) -> str:
    """The member as text. Numbers are converted, as the specification demands; any other type counts as missing."""
    value = item.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def _list(item: Mapping[str, Any], key: str) -> Iterable[Any]:
    value = item.get(key)
    return value if isinstance(value, list) else ()


def _author(item: Mapping[str, Any]) -> str:
    authors = (*_list(item, "authors"), item.get("author"))
    return ", ".join(name for author in authors if isinstance(author, dict) and (name := _text(author, "name")))
