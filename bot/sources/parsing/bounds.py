"""Decides whether an untrusted document is cheap enough to parse in the bot's own process. Pure.

A document of tags alone takes a hundred times its size in memory, and seconds to parse. One beyond these limits is
parsed in a process that can be killed, or not at all.
"""

from __future__ import annotations

import re

__all__ = ["MOST_ATTRIBUTES", "MOST_NAMESPACES", "TooDeepError", "TooMuchWorkError", "is_within_bounds"]

MOST_TAGS = 100_000
"""In one document: ten times what a long feed has."""
MOST_ATTRIBUTES = 200
"""Of one element."""
MOST_NAMESPACES = 1_000
"""Declarations in one document; a feed has about ten."""
_LONGEST_TAG = 65_536
"""Characters. Only a tag with an embedded picture is likely to be longer."""

_SHORTEST_TAG = len("<a>")
_LONG_TAG = re.compile(f"<[^<>]{{{_LONGEST_TAG}}}")


class TooDeepError(Exception):
    """The document is nested deeper than allowed."""


class TooMuchWorkError(Exception):
    """An element has too many attributes, or the document too many namespaces."""


def is_within_bounds(document: str, *, most_tags: int = MOST_TAGS) -> bool:
    """Whether an XML document may be parsed in this process, by the number and length of its tags.

    Takes about a microsecond for a feed. Attributes and namespaces are counted later, while parsing.
    """
    if len(document) > most_tags * _SHORTEST_TAG and document.count("<") > most_tags:
        return False
    return not _has_long_tag(document)


def _has_long_tag(document: str) -> bool:
    position = 0
    while len(document) - position > _LONGEST_TAG:
        last_end = document.rfind(">", position, position + _LONGEST_TAG)
        if last_end < 0:  # a tag, or a text without any
            return _LONG_TAG.search(document) is not None
        position = last_end + 1
    return False
