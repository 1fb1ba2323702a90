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
_BEYOND_IT_AT_THE_START = (
    b"http://purl.org/atom/ns#",  # Atom 0.3, where `mode` says how a text is escaped
    b"<rdf:RDF",  # RSS 0.9 and 1.0, of which it leaves content:encoded out
)
_ATOM_ROOT = re.compile(rb"<(?:\w+:)?feed[\s>]")
_FIRST = re.compile(rb"<(?:\w+:)?(?:entry|item)[\s>]")
_TITLE = re.compile(rb"<(?:\w+:)?title(\s[^<>]*)?>")
_SUMMARY = re.compile(rb"<(?:\w+:)?summary(\s[^<>]*)?>")
_TEXT_TYPE = re.compile(rb"\btype\s*=\s*['\"](\w+)")
_LANGUAGE = re.compile(rb"<(?:dc:)?language>\s*+(?:<!\[CDATA\[\s*+)?([\w-]+)|\sxml:lang\s*+=\s*+['\"]([\w-]+)")
_DATES = (b"pubDate>", b"published>", b"updated>", b"dc:date>", b"issued>", b"modified>", b"created>")


class _Manner(NamedTuple):
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
    first = _FIRST.search(content)
    manner = _manner(content, first.start() if first else len(content))
    if not is_for_the_fast_parser(content, deepest) or manner is None:
        return None
    found = _read_all(content, most, manner)
    return None if first and not found else found


def _manner(content: bytes, start: int) -> _Manner | None:
    """None where its beginning, or a mixture of titles or of summaries, is beyond the fast reader."""
    if b"\0" in content[:256] or any(content.find(mark, 0, start) >= 0 for mark in _BEYOND_IT_AT_THE_START):
        return None
    is_atom = _ATOM_ROOT.search(content, 0, start) is not None
    title_is = _all_are(_TITLE, content, start) if is_atom else "html"
    excerpt_is = _all_are(_SUMMARY, content, start) if is_atom else "html"
    if title_is is None or excerpt_is is None:
        return None
    has_excerpts = content.find(b"<summary" if is_atom else b"<description", start) >= 0
    return _Manner(is_atom, title_is, excerpt_is, has_excerpts, _language(content[:start]))


def _read_all(content: bytes, most: int, manner: _Manner) -> list[ParsedItem] | None:
    """At most `most` items of a well-formed feed; None where one has a date that could not be read."""
    try:
        found = [_found(entry, manner) for entry in fastfeedparser.parse(content).entries[:most]]
    except ValueError:
        return None
    unread_date = any(not one.published for one in found) and any(mark in content for mark in _DATES)
    return None if unread_date else found


def _all_are(tag: re.Pattern[bytes], content: bytes, start: int) -> Markup | None:
    """What the texts of an Atom feed's entries hold (RFC 4287, section 3.1.1); None where they differ."""
    types = {
        kind[1] if (kind := _TEXT_TYPE.search(attributes)) else b"text"
        for attributes in set(tag.findall(content, start))
    }
    if types <= {b"text"}:
        return "text"
    return "html" if types == {b"html"} else None


def _language(head: bytes) -> str:
    declared = _LANGUAGE.search(head)
    return (declared[1] or declared[2]).decode("ascii", "ignore") if declared else ""


def _found(entry: Mapping[str, Any], manner: _Manner) -> ParsedItem:
    content: Mapping[str, Any] = next(iter(entry.get("content") or ()), {})
    body, excerpt = content.get("value") or "", entry.get("description") or ""
    # Where there is only one of the two, fastfeedparser puts it, or its beginning, into the other as well.
    if not manner.has_excerpts:
        excerpt = ""
    elif body.strip() == excerpt:
        body = ""
    return ParsedItem(
        title=entry.get("title") or "",
        title_is=manner.title_is,
        link=_alternate(entry) if manner.is_atom else entry.get("link") or "",
        guid=entry.get("id") or "",
        body=body,
        body_is="text" if content.get("type") in {"text", "text/plain"} and "</" not in body else "html",
        excerpt=excerpt,
        excerpt_is="html" if "</" in excerpt else manner.excerpt_is,
        author=entry.get("author") or "",
        published=entry.get("published") or "",
        tags=tuple(tag["term"] for tag in entry.get("tags") or () if tag.get("term")),
        language=content.get("language") or manner.language,
        image=_image(entry),
    )


def _alternate(entry: Mapping[str, Any]) -> str:
    """The article's own page among an Atom entry's links; one without `rel` is meant so (RFC 4287, 4.2.7.2)."""
    links = [link for link in entry.get("links") or () if link.get("rel") in {None, "alternate"}]
    html = [link for link in links if (link.get("type") or "text/html") == "text/html"]
    return next((str(link["href"]) for link in html or links), "")


def _image(entry: Mapping[str, Any]) -> str:
    offered = [*(entry.get("media_content") or ()), *(entry.get("enclosures") or ())]
    return next((str(one["url"]) for one in offered if _is_picture(one)), "")


def _is_picture(media: Mapping[str, Any]) -> bool:
    """WordPress.com gives the author's portrait as an article's first picture."""
    is_image = media.get("medium") == "image" or str(media.get("type") or "").startswith("image/")
    return bool(is_image and media.get("url")) and "gravatar.com/" not in str(media["url"])
