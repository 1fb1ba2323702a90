"""How deep a feed may nest, so that no reader of it runs out of stack or of memory. Pure."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

__all__ = ["TooDeepError", "is_well_formed", "refuse_deep_json"]


class TooDeepError(Exception):
    """The document has more elements within each other than it may."""


def is_well_formed(content: bytes, deepest: int) -> bool:
    """Whether `content` is well-formed XML without entities of its own.

    Raises TooDeepError where elements stand more than `deepest` deep before its first fault.
    """
    depth = _Depth(deepest)
    parser = expat.ParserCreate()
    parser.StartElementHandler = depth.begin
    parser.EndElementHandler = depth.end
    parser.EntityDeclHandler = _stop
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):  # the last two: an encoding that expat does not know
        return False
    return True


class _Depth:
    """Counts; called for every tag of every feed."""

    __slots__ = ("_deepest", "_depth")

    def __init__(self, deepest: int) -> None:
        self._depth = 0
        self._deepest = deepest

    def begin(self, _name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._deepest:
            raise TooDeepError

    def end(self, _name: str) -> None:
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
