"""Collects the elements of a feed's items from the events of an XML parser. Pure.

An element is known by its namespace and its place, never by its name alone: an item's title is the `title` directly
within it that is RSS's or Atom's own, not one of a picture, a podcast or a search engine. A text is all of an element's
text, also where a comment or an element divides it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urljoin

from bot.sources.parsing.bounds import TooDeepError, TooMuchWorkError
from bot.sources.parsing.dates import read_date
from bot.sources.parsing.malformed import named_character
from bot.sources.parsing.sanitize import is_title_markup
from bot.sources.parsing.xml_names import XmlNames, local_name

__all__ = [
    "AUTHORS",
    "BODIES",
    "EXCERPTS",
    "FOR_YANDEX",
    "GUIDS",
    "LANGUAGES",
    "NO_FIELD",
    "TITLES",
    "XmlField",
    "XmlItem",
    "XmlItems",
    "alternate",
    "joined",
]

_ITEMS = frozenset({"item", "atom:entry"})
_ROOTS = frozenset({"rss", "rdf:rdf", "channel", "atom:feed"})

# The properties of an item, by the elements that may hold them, the format's own first.
TITLES = ("title", "atom:title", "dc:title")
GUIDS = ("guid", "atom:id")
# Newspapers write their texts for Yandex, beside or in place of the others.
FOR_YANDEX = ("yandex:full-text", "full-text", "turbo:content")
BODIES = (
    *("content:encoded", "atom:content", "xhtml:body", "xhtml:div", "content", "encoded", "fullitem", "body"),
    *FOR_YANDEX,
)
EXCERPTS = ("description", "atom:summary", "summary", "dc:description", "itunes:summary")
AUTHORS = ("author", "atom:author", "dc:creator", "dcterms:creator", "itunes:author")
_PUBLICATION_DATES = (
    *("pubdate", "atom:published", "atom:issued", "dc:date", "dcterms:issued", "dcterms:created", "atom:created"),
    *("date", "published"),
)
_CHANGE_DATES = ("atom:updated", "atom:modified", "dcterms:modified", "updated")
_DATES = (*_PUBLICATION_DATES, *_CHANGE_DATES)
_TAGS = frozenset({"category", "dc:subject"})
LANGUAGES = ("dc:language", "language")

_WITH_MARKUP = frozenset({*TITLES, *BODIES, *EXCERPTS, *AUTHORS})
"""Elements in which other elements count as part of the text."""
_PLAIN = frozenset({"link", "feedburner:origlink", *GUIDS, *_DATES, *_TAGS, *LANGUAGES})
_OF_HEAD = frozenset({"link", *LANGUAGES})
_OF_TITLE = frozenset(TITLES)

# Elements without an end tag: https://html.spec.whatwg.org/#void-elements
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


class XmlField(NamedTuple):
    """An element of an item: its text, or its markup if it holds elements."""

    text: str
    has_elements: bool
    attributes: Mapping[str, str]


NO_FIELD = XmlField("", False, {})


class XmlItem:
    """The elements of one item, as they stand in the feed."""

    __slots__ = ("about", "base", "enclosures", "fields", "language", "links", "media", "tags", "thumbnails")

    def __init__(self, *, about: str, base: str, language: str) -> None:
        self.about = about
        """The address by which RDF knows it."""
        self.base = base
        """`xml:base`; "" where there is none."""
        self.language = language
        self.fields: dict[str, XmlField] = {}
        """The first of each name that is not empty."""
        self.links: list[Mapping[str, str]] = []
        """The attributes of Atom's links, as of the elements below."""
        self.enclosures: list[Mapping[str, str]] = []
        self.media: list[Mapping[str, str]] = []
        self.thumbnails: list[Mapping[str, str]] = []
        self.tags: list[str] = []

    def first(self, names: Sequence[str]) -> tuple[str, XmlField]:
        """The name and content of the first of these elements that the item has; "" where it has none."""
        return next(((name, self.fields[name]) for name in names if name in self.fields), ("", NO_FIELD))

    def text(self, name: str) -> str:
        return self.fields.get(name, NO_FIELD).text

    @property
    def date(self) -> str:
        """The date of publication as written, or else that of the last change; "" where it has neither."""
        return self.fields.get(self._date_name(), NO_FIELD).text

    @property
    def is_dated_by_change(self) -> bool:
        """Whether it only says when it was last changed, as Atom may (RFC 4287, section 4.2.15)."""
        return self._date_name() in _CHANGE_DATES

    def _date_name(self) -> str:
        """The name of the first date that can be read, else of the first; "" where it has none."""
        names = [name for name in _DATES if name in self.fields]
        if len(names) > 1:
            return next((name for name in names if read_date(self.fields[name].text)), names[0])
        return names[0] if names else ""


class _Tag(str):
    """A tag within the text of an element."""

    __slots__ = ()


class XmlItems:
    """The handlers of a parser's events; they run for every tag of every feed, so they must be fast."""

    def __init__(self, names: XmlNames, deepest: int, most_attributes: int) -> None:
        self.items: list[XmlItem] = []
        self.channel_link = ""
        self.language = ""
        self.is_feed = False
        self.is_whole = False
        self._names = names
        self._deepest = deepest
        self._most_attributes = most_attributes
        self._path: list[str] = []
        self._scopes: list[int] = []
        """The depths of the open elements that declare namespaces."""
        self._bases: list[tuple[int, str]] = []
        """The depths of the open elements with `xml:base`, and these, resolved against each other."""
        self._item: XmlItem | None = None
        self._item_depth = 0
        self._field = ""
        """The name of the element whose text is collected; "" for none."""
        self._field_depth = 0
        self._attributes: Mapping[str, str] = {}
        self._pieces: list[str] = []
        self._has_elements = False
        """Whether there are tags among the pieces."""

    def begin(self, written: str, attributes: dict[str, str]) -> None:
        path = self._path
        depth = len(path) + 1
        if attributes:
            self._enter(depth, attributes)
        if depth <= 2 and not self.items:
            self._names.adopt(written)
        name = self._names.known.get(written) or self._names.learn(written)
        path.append(name)
        if depth > self._deepest:
            raise TooDeepError
        if self._field:
            self._begin_within(name, written, attributes)
        elif self._item is None:
            self._begin_outside(name, attributes, depth)
        elif depth == self._item_depth + 1:
            self._begin_child(self._item, name, attributes, depth)
        elif name.startswith("media:"):
            self._begin_media(self._item, name, attributes)

    def _begin_media(self, item: XmlItem, name: str, attributes: Mapping[str, str]) -> None:
        if name == "media:content":
            item.media.append(attributes)
        elif name == "media:thumbnail":
            item.thumbnails.append({**attributes, "medium": "image"})

    def _enter(self, depth: int, attributes: Mapping[str, str]) -> None:
        if len(attributes) > self._most_attributes:
            raise TooMuchWorkError
        if self._names.open_scope(attributes):
            self._scopes.append(depth)
        if base := attributes.get("xml:base", ""):
            self._bases.append((depth, joined(self._bases[-1][1] if self._bases else "", base)))

    def _begin_outside(self, name: str, attributes: Mapping[str, str], depth: int) -> None:
        if name in _ITEMS:
            self._item_depth = depth
            self._item = XmlItem(
                about=attributes.get("rdf:about", ""),
                base=self._bases[-1][1] if self._bases else "",
                language=attributes.get("xml:lang", ""),
            )
        elif name in _ROOTS:
            self.is_feed = True
            self.language = self.language or attributes.get("xml:lang", "")
        elif depth > 1 and self._path[-2] in _ROOTS:
            if name in _OF_HEAD:
                self._begin_field(name, attributes, depth)
            elif name == "atom:link" and self._path[-2] == "atom:feed" and not self.channel_link:
                self.channel_link = alternate([attributes])

    def _begin_child(self, item: XmlItem, name: str, attributes: Mapping[str, str], depth: int) -> None:
        if name in _WITH_MARKUP or name in _PLAIN:
            self._begin_field(name, attributes, depth)
        elif name == "atom:link":
            item.links.append(self._with_base(attributes))
        elif name == "atom:category":
            item.tags.append(attributes.get("label") or attributes.get("term", ""))
        elif name == "enclosure":
            item.enclosures.append(attributes)
        elif name.startswith("media:"):
            self._begin_media(item, name, attributes)
        if name == "link" and "xml:base" in attributes:
            item.base = self._bases[-1][1]

    def _with_base(self, attributes: Mapping[str, str]) -> Mapping[str, str]:
        """The attributes of a link whose address is not relative to a base of its own any more."""
        if "xml:base" not in attributes:
            return attributes
        return {**attributes, "href": joined(self._bases[-1][1], attributes.get("href", ""))}

    def _begin_field(self, name: str, attributes: Mapping[str, str], depth: int) -> None:
        self._field, self._field_depth, self._attributes = name, depth, attributes
        self._pieces, self._has_elements = [], False

    def _begin_within(self, name: str, written: str, attributes: Mapping[str, str]) -> None:
        """An element within a text: its tag is kept where the text is markup."""
        if self._field not in _WITH_MARKUP:
            return
        self._has_elements = True
        if self._is_frame(name):
            return
        local = local_name(written)
        if self._field not in _OF_TITLE:
            self._pieces.append(_Tag(f"<{local}{_written(attributes)}>"))
        elif is_title_markup(local):
            self._pieces.append(_Tag(f"<{local}>"))

    def _end_within(self, name: str, written: str) -> None:
        if self._field not in _WITH_MARKUP or self._is_frame(name):
            return
        local = local_name(written)
        if local not in _VOID and (self._field not in _OF_TITLE or is_title_markup(local)):
            self._pieces.append(_Tag(f"</{local}>"))

    def _is_frame(self, name: str) -> bool:
        """Whether it is the <div> that every text of type "xhtml" is within (RFC 4287, section 3.1.1.3)."""
        return name == "xhtml:div" and len(self._path) == self._field_depth + 1 and self._field.startswith("atom:")

    def text(self, text: str) -> None:
        if self._field:
            self._pieces.append(text)

    def entity(self, name: str, is_parameter: bool) -> None:
        """A reference that a DTD may explain, which is not read."""
        if not is_parameter:
            self.text(named_character(name))

    def end(self, written: str) -> None:
        path = self._path
        depth = len(path)
        if self._field:
            if depth == self._field_depth:
                self._end_field()
            else:
                self._end_within(path[-1], written)
        elif self._item is not None:
            if depth == self._item_depth:
                self.items.append(self._item)
                self._item = None
        elif path[-1] in _ROOTS:
            self.is_whole = True
        path.pop()
        if self._scopes and self._scopes[-1] == depth:
            self._scopes.pop()
            self._names.close_scope()
        if self._bases and self._bases[-1][0] == depth:
            self._bases.pop()

    def _end_field(self) -> None:
        name, attributes, has_elements = self._field, self._attributes, self._has_elements
        self._field = ""
        text = (_markup(self._pieces, attributes) if has_elements else "".join(self._pieces)).strip()
        if text.endswith("]]>"):
            text = _SECTION.sub("", text)
        if self._item is None:
            self._end_of_head(name, text)
        elif name in _TAGS:
            self._item.tags.append(text or attributes.get("term", ""))
        elif name == "atom:content" and not _is_text(attributes):
            return
        elif name == "link" and (not text or not _is_alternate(attributes)):
            self._item.links.append(attributes)
        elif text and name not in self._item.fields:
            self._item.fields[name] = XmlField(text, has_elements, attributes)

    def _end_of_head(self, name: str, text: str) -> None:
        if name == "link":
            self.channel_link = self.channel_link or (text if _is_alternate(self._attributes) else "")
        else:
            self.language = text or self.language


def joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return base


def _markup(pieces: Sequence[str], attributes: Mapping[str, str]) -> str:
    """HTML out of tags and texts; a text that holds tags itself, which were escaped, is HTML already."""
    is_xhtml = attributes.get("type", "").endswith("xhtml")
    return "".join(
        piece
        if isinstance(piece, _Tag) or (not is_xhtml and _ESCAPED_TAG.search(piece))
        else html.escape(piece, quote=False)
        for piece in pieces
    )


# A CDATA section within another, or one that was escaped, shows its marks.
_SECTION = re.compile(r"<!\[CDATA\[|\]\]>")
_ESCAPED_TAG = re.compile("</?[A-Za-z][^<>]*>")


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(
        f' {name}="{html.escape(value)}"' for name, value in attributes.items() if not name.startswith("xml")
    )


def _is_text(attributes: Mapping[str, str]) -> bool:
    """Whether Atom content of this type can be read: no picture, no sound."""
    kind = attributes.get("type", "").lower().strip()
    return kind in {"", "html", "xhtml"} or kind.startswith("text") or kind.endswith("xml")


def _is_alternate(attributes: Mapping[str, str]) -> bool:
    """Whether a link leads to the article's own page; without `rel` it means that (RFC 4287, section 4.2.7.2)."""
    relations = attributes.get("rel", "").lower().split()
    return not relations or "alternate" in relations or f"{_IANA}alternate" in relations


_PAGES = frozenset(["", "text/html", "application/xhtml+xml"])
_IANA = "http://www.iana.org/assignments/relation/"


def alternate(links: Sequence[Mapping[str, str]]) -> str:
    """The address of the article's own page among Atom's links, an HTML page before others; "" where there is none."""
    own = [link for link in links if link.get("href", "").strip() and _is_alternate(link)]
    pages = [link for link in own if link.get("type", "").lower() in _PAGES]
    return next((link["href"] for link in pages or own), "")
