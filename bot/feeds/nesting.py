"""One pass of expat over a feed: whether it is well-formed, how deep it nests, and where its items stand. Pure."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from bot.feeds.items import Place

__all__ = ["TooDeepError", "places_of_items", "refuse_deep_json"]


class TooDeepError(Exception):
    """The document has more elements within each other than it may."""


def places_of_items(content: bytes, deepest: int) -> list[Place] | None:
    """Where items and entries stand in well-formed XML; None for what is not well-formed, or has entities of its own.

    Raises TooDeepError where elements stand more than `deepest` deep before its first fault.
    """
    parser = expat.ParserCreate()
    walk = _Walk(parser, deepest)
    parser.StartElementHandler = walk.begin
    parser.EndElementHandler = walk.end
    parser.EntityDeclHandler = _stop
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):  # the last two: an encoding that expat does not know
        return None
    return walk.places


class _Walk:
    """Called for every tag of every feed."""

    __slots__ = ("_begun", "_deepest", "_depth", "_parser", "places")

    def __init__(self, parser: expat.XMLParserType, deepest: int) -> None:
        self.places: list[Place] = []
        self._parser = parser
        self._deepest = deepest
        self._depth = 0
        self._begun: list[int] = []

    def begin(self, name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if name in _ITEMS:
            self._begun.append(self._parser.CurrentByteIndex)
        if self._depth > self._deepest:
            raise TooDeepError

    def end(self, name: str) -> None:
        if name in _ITEMS:
            self.places.append((self._depth, self._begun.pop(), self._parser.CurrentByteIndex))
        self._depth -= 1


_ITEMS = frozenset({"item", "entry"})


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
