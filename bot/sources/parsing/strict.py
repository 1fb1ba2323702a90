"""Reads feeds that are what they should be, fast; says of every other that it is for the lenient reader.

fastfeedparser's Rust core reads 380 MB/s where feedparser reads 3.6, but it loses text in silence where a
document is not well-formed, and knows no xml:base, no XHTML titles, no entities of a DTD. So expat, which
costs half as much again, is asked first, and whatever holds one of these goes to feedparser.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from typing import Any, NamedTuple

import fastfeedparser

from bot.sources.parsing.bounds import is_within_bounds
from bot.sources.parsing.item import Markup, ParsedItem
from bot.sources.parsing.wellformed import is_for_the_fast_parser

__all__ = ["read_strictly"]

# dateutil, inside fastfeedparser, would print a stranger's time zone to our stderr.
warnings.filterwarnings("ignore", "tzname .* identified but not understood", RuntimeWarning)

# What fastfeedparser reads otherwise than the specifications say; `nesting` knows the rest.
_UNSUPPORTED_MARKS = (
    b"http://purl.org/atom/ns#",  # Atom 0.3, where `mode` says how a text is escaped
    b"<rdf:RDF",  # RSS 0.9 and 1.0, of which it leaves content:encoded out
)
_ATOM_ROOT = re.compile(rb"<(?:\w+:)?feed[\s>]")
_FIRST_ITEM = re.compile(rb"<(?:\w+:)?(?:entry|item)[\s>]")
_TITLE = re.compile(rb"<(?:\w+:)?title(\s[^<>]*)?>")
_SUMMARY = re.compile(rb"<(?:\w+:)?summary(\s[^<>]*)?>")
_TEXT_TYPE = re.compile(rb"\btype\s*=\s*['\"](\w+)")
_LANGUAGE = re.compile(rb"<(?:dc:)?language>\s*+(?:<!\[CDATA\[\s*+)?([\w-]+)|\sxml:lang\s*+=\s*+['\"]([\w-]+)")
_DATES = (b"pubDate>", b"published>", b"updated>", b"dc:date>", b"issued>", b"modified>", b"created>")


class _FeedTraits(NamedTuple):
    """What holds for all items of a feed."""

    is_atom: bool
    title_is: Markup
    excerpt_is: Markup
    has_excerpts: bool
    language: str


def read_strictly(content: bytes, most: int, deepest: int) -> list[ParsedItem] | None:
    """At most `most` articles of a feed in XML, in its order; None where the lenient reader must be asked.

    Raises TooDeepError where its elements stand more than `deepest` deep.
    """
    if not is_within_bounds(content):
        return None
    first_item = _FIRST_ITEM.search(content)
    traits = _feed_traits(content, first_item.start() if first_item else len(content))
    if not is_for_the_fast_parser(content, deepest) or traits is None:
        return None
    items = _read_all(content, most, traits)
    return None if first_item and not items else items


def _feed_traits(content: bytes, start: int) -> _FeedTraits | None:
    """None where its beginning, or a mixture of titles or of summaries, is beyond the fast reader."""
    if b"\0" in content[:256] or any(content.find(mark, 0, start) >= 0 for mark in _UNSUPPORTED_MARKS):
        return None
    is_atom = _ATOM_ROOT.search(content, 0, start) is not None
    title_is = _text_type(_TITLE, content, start) if is_atom else "html"
    excerpt_is = _text_type(_SUMMARY, content, start) if is_atom else "html"
    if title_is is None or excerpt_is is None:
        return None
    has_excerpts = content.find(b"<summary" if is_atom else b"<description", start) >= 0
    return _FeedTraits(is_atom, title_is, excerpt_is, has_excerpts, _language(content[:start]))


def _read_all(content: bytes, most: int, traits: _FeedTraits) -> list[ParsedItem] | None:
    """At most `most` items of a well-formed feed; None where one has a date that could not be read."""
    try:
        items = [_item_from_entry(entry, traits) for entry in fastfeedparser.parse(content).entries[:most]]
    except ValueError:
        return None
    has_unread_date = any(not item.published for item in items) and any(mark in content for mark in _DATES)
    return None if has_unread_date else items


def _text_type(tag: re.Pattern[bytes], content: bytes, start: int) -> Markup | None:
    """What the texts of an Atom feed's entries hold (RFC 4287, section 3.1.1); None where they differ."""
    types = {
        match[1] if (match := _TEXT_TYPE.search(attributes)) else b"text"
        for attributes in set(tag.findall(content, start))
    }
    if types <= {b"text"}:
        return "text"
    return "html" if types == {b"html"} else None


def _language(head: bytes) -> str:
    match = _LANGUAGE.search(head)
    return (match[1] or match[2]).decode("ascii", "ignore") if match else ""


def _item_from_entry(entry: Mapping[str, Any], traits: _FeedTraits) -> ParsedItem:
    content: Mapping[str, Any] = next(iter(entry.get("content") or ()), {})
    body, excerpt = content.get("value") or "", entry.get("description") or ""
    # Where there is only one of the two, fastfeedparser puts it, or its beginning, into the other as well.
    if not traits.has_excerpts:
        excerpt = ""
    elif body.strip() == excerpt:
        body = ""
    return ParsedItem(
        title=entry.get("title") or "",
        title_is=traits.title_is,
        link=_alternate_link(entry) if traits.is_atom else entry.get("link") or "",
        guid=entry.get("id") or "",
        body=body,
        body_is="text" if content.get("type") in {"text", "text/plain"} and "</" not in body else "html",
        excerpt=excerpt,
        excerpt_is="html" if "</" in excerpt else traits.excerpt_is,
        author=entry.get("author") or "",
        published=entry.get("published") or "",
        tags=tuple(tag["term"] for tag in entry.get("tags") or () if tag.get("term")),
        language=content.get("language") or traits.language,
        image=_image(entry),
    )


def _alternate_link(entry: Mapping[str, Any]) -> str:
    """The article's own page among an Atom entry's links; one without `rel` is meant so (RFC 4287, 4.2.7.2)."""
    links = [link for link in entry.get("links") or () if link.get("rel") in {None, "alternate"}]
    html = [link for link in links if (link.get("type") or "text/html") == "text/html"]
    return next((str(link["href"]) for link in html or links), "")


def _image(entry: Mapping[str, Any]) -> str:
    all_media = [*(entry.get("media_content") or ()), *(entry.get("enclosures") or ())]
    return next((str(media["url"]) for media in all_media if _is_picture(media)), "")


def _is_picture(media: Mapping[str, Any]) -> bool:
    """WordPress.com gives the author's portrait as an article's first picture."""
    is_image = media.get("medium") == "image" or str(media.get("type") or "").startswith("image/")
    return bool(is_image and media.get("url")) and "gravatar.com/" not in str(media["url"])
