"""One pass of expat over a feed: is it well-formed, does the fast parser read it right, how deep does it nest? Pure."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from bot.sources.parsing.bounds import MOST_ATTRIBUTES, MOST_NAMESPACES, is_plain_date

__all__ = ["TooDeepError", "is_for_the_fast_parser", "refuse_deep_json"]

_ITEMS = frozenset({"item", "entry"})
_MEDIA_TITLE = "media:title"
"""The fast reader takes the first title that it meets in an item for the article's."""
_FULL_ITEM = "fullitem"
"""A body, which the fast reader leaves out."""
_XHTML = "http://www.w3.org/1999/xhtml"
_DATES = frozenset({"pubDate", "lastBuildDate", "published", "updated", "date", "issued", "modified", "created"})
_UNSUPPORTED_VALUES = frozenset({_XHTML, "application/octet-stream"})  # the latter: Atom content in base64


class TooDeepError(Exception):
    """The document has more elements within each other than it may."""


def is_for_the_fast_parser(content: bytes, deepest: int) -> bool:
    """Whether a feed in XML is well-formed, and holds nothing that fastfeedparser reads wrongly; see `strict`.

    Raises TooDeepError where elements stand more than `deepest` deep before its first fault.
    """
    parser = expat.ParserCreate()
    walk = _Walk(deepest, parser)
    parser.StartElementHandler = walk.begin
    parser.EndElementHandler = walk.end
    parser.StartDoctypeDeclHandler = walk.doctype
    parser.EntityDeclHandler = _stop
    try:
        parser.Parse(content, True)
    # The last two: an encoding that expat does not know.
    except (_TooMuchWorkError, expat.ExpatError, ValueError, LookupError):
        return False
    return walk.is_plain and all(map(is_plain_date, walk.dates))


class _TooMuchWorkError(Exception):
    """An element has more attributes than it may, or the document more namespaces."""


class _Walk:
    """Called for every tag of every feed."""

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
        """All that stand in the elements that hold dates."""
        self._parser = parser
        self._date: list[str] = []
        self._date_depth = 0
        """At which the date in hand has begun; 0: there is none."""
        self._deepest = deepest
        self._depth = 0
        self._namespaces = 0
        self._item_begins = False
        """The tag before was that of an item."""

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
    """One entity may stand for a million others."""
    raise ValueError("entities")


def refuse_deep_json(value: Any, deepest: int) -> None:
    """Raises TooDeepError where objects and arrays stand more than `deepest` deep."""
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
