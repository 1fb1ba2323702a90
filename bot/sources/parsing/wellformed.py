"""Checks a feed with expat: is it well-formed, can fastfeedparser parse it, how deep is it nested? Pure."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from bot.sources.parsing.bounds import MOST_ATTRIBUTES, MOST_NAMESPACES, is_plain_date

__all__ = ["TooDeepError", "is_for_the_fast_parser", "refuse_deep_json"]

_ITEMS = frozenset({"item", "entry"})
_MEDIA_TITLE = "media:title"
"""fastfeedparser takes the first title in an item for the article's, even if it is this one."""
_FULL_ITEM = "fullitem"
"""An element with the body, which fastfeedparser ignores."""
_XHTML = "http://www.w3.org/1999/xhtml"
_DATES = frozenset({"pubDate", "lastBuildDate", "published", "updated", "date", "issued", "modified", "created"})
_UNSUPPORTED_VALUES = frozenset({_XHTML, "application/octet-stream"})  # the latter marks Atom content in base64


class TooDeepError(Exception):
    """The document is nested deeper than allowed."""


def is_for_the_fast_parser(content: bytes, deepest: int) -> bool:
    """Whether an XML feed is well-formed and has nothing that fastfeedparser parses wrongly; see `strict`.

    Raises TooDeepError where elements are nested more than `deepest` deep, before the first error in the XML.
    """
    parser = expat.ParserCreate()
    walk = _Walk(deepest, parser)
    parser.StartElementHandler = walk.begin
    parser.EndElementHandler = walk.end
    parser.StartDoctypeDeclHandler = walk.doctype
    parser.EntityDeclHandler = _stop
    try:
        parser.Parse(content, True)
    # ValueError and LookupError: an encoding that expat does not know.
    except (_TooMuchWorkError, expat.ExpatError, ValueError, LookupError):
        return False
    return walk.is_plain and all(map(is_plain_date, walk.dates))


class _TooMuchWorkError(Exception):
    """An element has too many attributes, or the document too many namespaces."""


class _Walk:
    """The handlers that expat calls for every tag of every feed, so they must be fast."""

    __slots__ = (
        "_date",
        "_date_depth",
        "_deepest",
        "_depth",
        "_item_begins",
        "_namespaces",
        "_parser",
        "dates",
        "is_plain",
    )

    def __init__(self, deepest: int, parser: expat.XMLParserType) -> None:
        self.is_plain = True
        self.dates: set[str] = set()
        """The texts of all elements that hold dates."""
        self._parser = parser
        self._date: list[str] = []
        self._date_depth = 0
        """Depth of the date element that is open; 0 for none."""
        self._deepest = deepest
        self._depth = 0
        self._namespaces = 0
        self._item_begins = False
        """Whether the previous start tag was that of an item."""

    def doctype(self, *_: object) -> None:
        self.is_plain = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if attributes:
            self._namespaces += sum(attribute.startswith("xmlns") for attribute in attributes)
            if len(attributes) > MOST_ATTRIBUTES or self._namespaces > MOST_NAMESPACES:
                raise _TooMuchWorkError
            if "xml:base" in attributes or not _UNSUPPORTED_VALUES.isdisjoint(attributes.values()):
                self.is_plain = False
        if name in _ITEMS:
            self._item_begins = True
        elif self._item_begins:
            self._item_begins = False
            if name == _MEDIA_TITLE:
                self.is_plain = False
        if name == _FULL_ITEM:
            self.is_plain = False
        if name in _DATES or name.rpartition(":")[2] in _DATES:
            self._begin_date()
        if self._depth > self._deepest:
            raise TooDeepError

    def _begin_date(self) -> None:
        if not self._date_depth:
            self._date_depth = self._depth
            self._parser.CharacterDataHandler = self._date.append

    def end(self, _name: str) -> None:
        if self._depth == self._date_depth:
            self._parser.CharacterDataHandler = None
            self.dates.add("".join(self._date))
            self._date.clear()
            self._date_depth = 0
        self._depth -= 1


def _stop(*_: object) -> None:
    """Refuses entity declarations: one entity may expand to a million others."""
    raise ValueError("entities")


def refuse_deep_json(value: Any, deepest: int) -> None:
    """Raises TooDeepError where the objects and arrays of a JSON value are nested more than `deepest` deep."""
    level = [value]
    for _ in range(deepest + 1):
        containers = (
            list(value.values()) if isinstance(value, dict) else value
            for value in level
            if isinstance(value, dict | list)
        )
        level = [member for members in containers for member in members if isinstance(member, dict | list)]
        if not level:
            return
    raise TooDeepError
