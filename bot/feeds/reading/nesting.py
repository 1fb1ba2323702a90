"""One pass of expat over a feed: is it well-formed and plain, how deep does it nest, where do its items stand? Pure.

Plain is what the fast reader reads as the specifications say; see `strict`.
"""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from bot.feeds.reading.items import Place

__all__ = ["TooDeepError", "places_of_items", "refuse_deep_json"]

_ITEMS = frozenset({"item", "entry"})
_MEDIA_TITLE = "media:title"
"""The fast reader takes the first title that it meets in an item for the article's."""
_FULL_ITEM = "fullitem"
"""A body, which the fast reader leaves out."""
_XHTML = "http://www.w3.org/1999/xhtml"
_BEYOND = frozenset({_XHTML, "application/octet-stream"})  # the latter: Atom content in base64


class TooDeepError(Exception):
    """The document has more elements within each other than it may."""


def places_of_items(content: bytes, deepest: int) -> list[Place] | None:
    """Where items and entries stand in a feed that is well-formed and plain; None for any other.

    Raises TooDeepError where elements stand more than `deepest` deep before its first fault.
    """
    parser = expat.ParserCreate()
    walk = _Walk(parser, deepest)
    parser.StartElementHandler = walk.begin
    parser.EndElementHandler = walk.end
    parser.StartDoctypeDeclHandler = walk.doctype
    parser.EntityDeclHandler = _stop
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):  # the last two: an encoding that expat does not know
        return None
    return walk.places if walk.is_plain else None


class _Walk:
    """Called for every tag of every feed."""

    __slots__ = ("_begun", "_deepest", "_depth", "_item_begins", "_parser", "is_plain", "places")

    def __init__(self, parser: expat.XMLParserType, deepest: int) -> None:
        self.places: list[Place] = []
        self.is_plain = True
        self._parser = parser
        self._deepest = deepest
        self._depth = 0
        self._begun: list[int] = []
        self._item_begins = False
        """The tag before was that of an item."""

    def doctype(self, *_: object) -> None:
        self.is_plain = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if attributes and ("xml:base" in attributes or not _BEYOND.isdisjoint(attributes.values())):
            self.is_plain = False
        if name in _ITEMS:
            self._begun.append(self._parser.CurrentByteIndex)
            self._item_begins = True
        elif self._item_begins:
            self._item_begins = False
            if name == _MEDIA_TITLE:
                self.is_plain = False
        if name == _FULL_ITEM:
            self.is_plain = False
        if self._depth > self._deepest:
            raise TooDeepError

    def end(self, name: str) -> None:
        if name in _ITEMS:
            self.places.append((self._depth, self._begun.pop(), self._parser.CurrentByteIndex))
        self._depth -= 1


def _stop(*_: object) -> None:
    """One entity may stand for a million others."""
    raise ValueError("entities")


def refuse_deep_json(value: Any, deepest: int) -> None:
    """Raises TooDeepError where objects and arrays stand more than `deepest` deep."""
    level = [value]
    for _ in range(deepest + 1):
        inner = (list(one.values()) if isinstance(one, dict) else one for one in level if isinstance(one, dict | list))
        level = [part for parts in inner for part in parts if isinstance(part, dict | list)]
        if not level:
            return
    raise TooDeepError
