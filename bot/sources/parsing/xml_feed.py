"""Reads an XML feed: RSS 0.9x and 2.0, RDF (RSS 0.9 and 1.0), Atom 1.0 and 0.3. Pure.

`xml_items.py` collects the elements of its items; what they mean for an article is decided here: which is the title,
which address leads to its own page, which picture is its own.

The same handlers serve expat, which reads what is well-formed, and `malformed`, which reads the rest. So a feed that
is broken at one poll gives its articles the links and guids that it always gives them.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.parsers import expat

from bot.sources.parsing.bounds import MOST_ATTRIBUTES, MOST_NAMESPACES
from bot.sources.parsing.item import Markup, ParsedItem
from bot.sources.parsing.malformed import parse_malformed
from bot.sources.parsing.newest import newest
from bot.sources.parsing.xml_items import (
    AUTHORS,
    BODIES,
    EXCERPTS,
    FOR_YANDEX,
    GUIDS,
    LANGUAGES,
    NO_FIELD,
    TITLES,
    XmlField,
    XmlItem,
    XmlItems,
    alternate,
    joined,
)
from bot.sources.parsing.xml_names import XmlNames

__all__ = ["XmlFeed", "read_xml_feed"]


class XmlFeed(NamedTuple):
    """What an XML document gives."""

    items: list[ParsedItem]
    is_feed: bool
    is_whole: bool
    """False where it is cut off: its last, incomplete item is left out."""


def read_xml_feed(
    document: str,
    *,
    url: str,
    most: int,
    deepest: int,
    most_attributes: int = MOST_ATTRIBUTES,
    most_namespaces: int = MOST_NAMESPACES,
) -> XmlFeed:
    """The `most` newest items of a feed, in its order; its addresses are relative to `url` where it says nothing else.

    Raises TooDeepError where its elements are nested more than `deepest` deep, and TooMuchWorkError where they have
    more attributes or namespaces than these bounds.
    """
    names = XmlNames(most_namespaces)
    reading = XmlItems(names, deepest, most_attributes)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 65_536
    parser.StartElementHandler = reading.begin
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    parser.SkippedEntityHandler = reading.entity
    parser.EntityDeclHandler = _refuse_entities
    try:
        parser.Parse(document, True)
    except (expat.ExpatError, _EntitiesError):
        reading = XmlItems(XmlNames(most_namespaces), deepest, most_attributes)
        parse_malformed(document, reading)
    items = newest(reading.items, most, lambda item: item.date, _name_of)
    base = _base_of_channel(reading.channel_link, url)
    return XmlFeed(
        [_parsed(item, base, url, reading.language) for item in items],
        is_feed=reading.is_feed,
        is_whole=reading.is_whole,
    )


def _name_of(item: XmlItem) -> str:
    return item.text("link") or alternate(item.links) or item.first(GUIDS)[1].text or item.about


class _EntitiesError(Exception):
    """The document defines entities of its own."""


def _refuse_entities(*_: object) -> None:
    """One entity may expand to a million others; the reader of malformed documents leaves them as they stand."""
    raise _EntitiesError


def _base_of_channel(channel_link: str, url: str) -> str:
    """What relative addresses are relative to: the site that the feed names, for the feed may lie on another host."""
    return channel_link if channel_link.lower().startswith(("http://", "https://")) else url


def _parsed(item: XmlItem, base: str, url: str, language: str) -> ParsedItem:
    title_name, title = item.first(TITLES)
    body_name, body = item.first(BODIES)
    excerpt_name, excerpt = item.first(EXCERPTS)
    if body.text == excerpt.text:
        body = NO_FIELD
    link = item.text("link") or alternate(item.links) or item.text("feedburner:origlink")
    return ParsedItem(
        title=title.text,
        title_is="text" if title_name == "atom:title" and _is_plain(title) else "html",
        link=link or _permalink(item, base),
        guid=item.first(GUIDS)[1].text or item.about or link,
        body=_decoded(body),
        body_is=_kind(body_name, body),
        excerpt=excerpt.text,
        excerpt_is=_kind(excerpt_name, excerpt),
        author=_author(item.first(AUTHORS)[1]),
        published=item.date,
        dated_by_change=item.is_dated_by_change,
        tags=tuple(filter(None, item.tags)),
        language=body.attributes.get("xml:lang") or item.first(LANGUAGES)[1].text or item.language or language,
        image=next(_pictures(item), ""),
        base=joined(url, item.base) if item.base else base,
    )


def _permalink(item: XmlItem, site: str) -> str:
    """The address by which the feed knows the item, where that is the address of its page; else "".

    RSS says whether a guid is one. Atom's `id` need not be, so only one at the host of the site is taken for it.
    """
    if item.about.startswith("http"):
        return item.about
    if (identity := item.text("atom:id")).startswith("http"):
        return identity if _host(identity) == _host(site) else ""
    guid = item.fields.get("guid", NO_FIELD)
    if not guid.text.startswith("http"):
        return ""
    attributes = {name.lower(): value.strip().lower() for name, value in guid.attributes.items()}
    return "" if attributes.get("ispermalink") in {"false", "no", "0"} else guid.text


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _is_plain(field: XmlField) -> bool:
    return not field.has_elements and field.attributes.get("type", "text").strip() in {"", "text", "text/plain"}


def _kind(name: str, field: XmlField) -> Markup:
    """Many Atom feeds do not declare that their content is HTML; a text with an end tag is taken for HTML."""
    may_be_plain = name in FOR_YANDEX or name.startswith("atom:")
    return "text" if may_be_plain and _is_plain(field) and "</" not in field.text else "html"


def _decoded(field: XmlField) -> str:
    """The text of Atom content; version 0.3 has some in base64."""
    if field.attributes.get("mode") != "base64":
        return field.text
    try:
        return base64.b64decode(field.text).decode(errors="replace")
    except ValueError:
        return ""


def _author(field: XmlField) -> str:
    """The author's name; Atom has it in an element of its own."""
    if not field.has_elements:
        return field.text
    name = _NAME.search(field.text)
    return name[1] if name else _ANY_TAG.sub(" ", field.text)


_NAME = re.compile("<name>([^<>]*)</name>")
_ANY_TAG = re.compile("<[^<>]*>")


def _pictures(item: XmlItem) -> Iterator[str]:
    """The addresses of the item's pictures; WordPress.com adds the author's portrait (gravatar.com) as the first."""
    enclosing = [link for link in item.links if link.get("rel") == "enclosure"]
    for media in (*item.media, *item.enclosures, *enclosing, *item.thumbnails):
        address = media.get("url") or media.get("href") or ""
        is_image = media.get("medium") == "image" or media.get("type", "").startswith("image/")
        if is_image and address and "gravatar.com/" not in address:
            yield address
