"""Goes over XML that is not well-formed, as programs and people write it. Pure.

Calls the same handlers as expat, and takes time as the document's length does. What it makes of faults:

- What stands before the root or behind its end is passed over.
- `&` and `<` that begin nothing are text; HTML's named references are known; attributes may lack their quotes.
- An end tag ends what is open within its element; one that ends nothing is passed over.
- An end tag that is missing is where HTML lets it be left out, or where the next field of an item begins.
- Where the document is cut off, the open elements get no end.
"""

from __future__ import annotations

import re
from typing import Protocol

from bot.html_text import unescape
from bot.sources.parsing.xml_names import local_name

__all__ = ["Handlers", "named_character", "parse_malformed"]


class Handlers(Protocol):
    """What is told of a document, in its order."""

    def begin(self, written: str, attributes: dict[str, str]) -> None: ...

    def text(self, text: str) -> None: ...

    def end(self, written: str) -> None: ...


_NAME = r"[^\W\d][\w.:-]*+"
_ROOT = re.compile(r"<(?:\w++:)?(?:rss|rdf|feed|channel|urlset|sitemapindex)(?=[\s>])", re.IGNORECASE)
_START = re.compile(rf"<({_NAME})")
_END = re.compile(rf"</({_NAME})[^<>]*+>?+")
_QUOTED = r"\"([^\"]{0,65536}+)\"|'([^']{0,65536}+)'"
_ATTRIBUTE = re.compile(rf"[\s/]*+({_NAME})(?:\s*+=\s*+(?:{_QUOTED}|([^\s<>]++)))?+")
_CLOSE = re.compile(r"[^<>]*?(/?)>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^<>\[]*+(?:\[(?:[^\]\"']|\"[^\"]*+\"|'[^']*+')*+\]\s*+)?+>?", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]{1,31}));")
_NO_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

# Sections that are passed over, or whose text is no markup, by their beginnings: their ends.
_SECTIONS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}

# Elements of HTML without content, and those whose end tag may be left out before another of their kind, of HTML's
# "optional tags", and the entries of a sitemap. RSS has `link` and `source` with content.
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "meta", "track", "wbr"])
_ENDS_ITS_LIKE = frozenset(["p", "li", "dt", "dd", "tr", "td", "th", "option", "url", "sitemap"])

_ITEMS = frozenset(["item", "entry"])
_CONTAINERS = _ITEMS | {"channel", "feed", "url", "news", "sitemap"}
_FLAT_FIELDS = frozenset(
    [
        *("title", "link", "guid", "id", "pubdate", "published", "updated", "category", "comments", "language"),
        *("copyright", "generator", "managingeditor", "webmaster", "lastbuilddate", "ttl", "docs", "rights"),
        *("loc", "lastmod", "publication_date", "keywords"),
    ]
)
"""Elements of an item, channel or entry of a sitemap that hold no others."""
_FEEDS_OWN = frozenset(
    [
        *("guid", "pubdate", "published", "updated", "category", "description", "comments", "enclosure", "encoded"),
        "creator",
    ]
)
"""Fields whose names no element of HTML has."""


def parse_malformed(document: str, handlers: Handlers) -> None:
    """Tell `handlers` what the document holds, of nothing where it is neither a feed nor a sitemap."""
    if root := _ROOT.search(document):
        _Walk(_NO_CHARACTERS.sub("", document[root.start() :]), handlers).run()


def named_character(name: str) -> str:
    """The character that HTML names so; the reference as it stands where it names none."""
    character = unescape(f"&{name};")
    return f"&{name};" if character.endswith(";") and len(character) > 1 else character


class _Walk:
    def __init__(self, document: str, handlers: Handlers) -> None:
        self._document = document
        self._handlers = handlers
        self._open: list[str] = []
        """The names of the open elements, in lower case."""
        self._missing: set[str] = set()
        """Ends of sections that do not come any more."""

    def run(self) -> None:
        document, position = self._document, 0
        while position < len(document):
            mark = document.find("<", position)
            if mark < 0:
                mark = len(document)
            if mark > position:
                self._text(_REFERENCE.sub(_character, document[position:mark]))
            position = self._markup(mark) if mark < len(document) else mark
            if not self._open:
                return  # the root has ended

    def _markup(self, position: int) -> int:
        """What begins with "<" there; returns the position behind it."""
        document = self._document
        if start := _START.match(document, position):
            return self._start(start)
        if end := _END.match(document, position):
            self._end(end[1])
            return end.end()
        if doctype := _DOCTYPE.match(document, position):
            return doctype.end()
        for begins, ends in _SECTIONS.items():
            if document.startswith(begins, position):
                return self._section(position + len(begins), begins, ends)
        self._text("<")
        return position + 1

    def _section(self, position: int, begins: str, ends: str) -> int:
        end = -1 if ends in self._missing else self._document.find(ends, position)
        if end < 0:
            self._missing.add(ends)
            return position
        if begins == "<![CDATA[":
            self._text(self._document[position:end])
        return end + len(ends)

    def _start(self, start: re.Match[str]) -> int:
        name, position = start[1], start.end()
        attributes: dict[str, str] = {}
        while attribute := _ATTRIBUTE.match(self._document, position):
            value = next((value for value in attribute.groups()[1:] if value is not None), "")
            attributes.setdefault(attribute[1], _REFERENCE.sub(_character, value))
            position = attribute.end()
        close = _CLOSE.match(self._document, position)
        if close is None:
            self._text("<")
            return start.start() + 1
        self._end_what_is_over(name)
        self._open.append(name.lower())
        self._handlers.begin(name, attributes)
        if close[1] or name.lower() in _VOID:
            self._pop()
        return close.end()

    def _end_what_is_over(self, name: str) -> None:
        """End the elements whose end tags are missing before one of that name."""
        local = local_name(name)
        if local in _ITEMS:
            self._end_item()
            return
        parents = [local_name(name) for name in self._open[-2:]]
        if local in _ENDS_ITS_LIKE and parents[-1:] == [local]:
            self._pop()
        elif len(parents) == 2 and parents[0] in _CONTAINERS:
            is_field = local in _FLAT_FIELDS or local in _FEEDS_OWN or ":" in name
            if (is_field and parents[1] in _FLAT_FIELDS) or (parents[1] == "description" and local in _FEEDS_OWN):
                self._pop()

    def _end_item(self) -> None:
        names = [local_name(name) for name in self._open]
        place = next((place for place, name in enumerate(names) if name in _ITEMS), len(names))
        while len(self._open) > place or (self._open and local_name(self._open[-1]) in _FLAT_FIELDS):
            self._pop()

    def _end(self, name: str) -> None:
        name = name.lower()
        if name in self._open:
            while self._open[-1] != name:
                self._pop()
            self._pop()

    def _pop(self) -> None:
        self._handlers.end(self._open.pop())

    def _text(self, text: str) -> None:
        if self._open:
            self._handlers.text(text)


def _character(reference: re.Match[str]) -> str:
    return named_character(reference[1]) if reference[1] else unescape(reference[0])
