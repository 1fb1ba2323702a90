"""Decides whether an untrusted document is cheap enough to parse in the bot's own process. Pure.

The time of an XML parser can grow faster than the size of the document: with the attributes of an element, the
namespaces, or the length of a tag. A document beyond these limits is parsed in a process that can be killed, or not at
all.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from functools import lru_cache

from bot.sources.parsing.dates import read_date

__all__ = ["MOST_ATTRIBUTES", "MOST_NAMESPACES", "is_plain_date", "is_within_bounds"]

MOST_TAGS = 100_000
"""In one document: ten times what a long feed has. Tags alone take a hundred times their size in memory."""
MOST_ATTRIBUTES = 200
"""Of one element; fastfeedparser compares each attribute with every other."""
MOST_NAMESPACES = 1_000
"""Declarations in one document; a feed has about ten."""
_LONGEST_TAG = 65_536
"""Bytes. Only a tag with an embedded picture is likely to be longer."""

_SHORTEST_TAG = len(b"<a>")
_LONG_TAG = re.compile(rb"<[^<>]{%d}" % _LONGEST_TAG)


def is_within_bounds(content: bytes, *, most_tags: int = MOST_TAGS) -> bool:
    """Whether an XML document may be parsed in this process, by the number and length of its tags.

    Takes about a microsecond for a feed. Attributes and namespaces are counted later, while parsing.
    """
    if len(content) > most_tags * _SHORTEST_TAG and content.count(b"<") > most_tags:
        return False
    return not _has_long_tag(content)


def _has_long_tag(content: bytes) -> bool:
    position = 0
    while len(content) - position > _LONGEST_TAG:
        last_end = content.rfind(b">", position, position + _LONGEST_TAG)
        if last_end < 0:  # a tag, or a text without any
            return _LONG_TAG.search(content) is not None
        position = last_end + 1
    return False


# RFC 822, section 5, as revised by RFC 2822, and RFC 3339. Days 29 to 31 are left out, so every match is a real date.
_RFC_822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(?:0?[1-9]|1\d|2[0-8]) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r" (?:19|20)\d\d (?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)? (?:GMT|UTC?|Z|[+-](?:0\d|1[0-4])[0-5]\d)",
    re.ASCII,
)
_RFC_3339 = re.compile(
    r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])[Tt ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?"
    r"(?:[Zz]|[+-](?:0\d|1[0-4]):[0-5]\d)",
    re.ASCII,
)


@lru_cache(maxsize=4096)
def is_plain_date(text: str) -> bool:
    """Whether `text` is a date that fastfeedparser parses quickly; true for "" too, which needs no parsing.

    Nearly every feed has dates of RFC 822 or RFC 3339. For other formats fastfeedparser calls dateparser, where that is
    installed, which takes a third of a second for each date.
    """
    text = text.strip()
    if not text or _RFC_822.fullmatch(text) or _RFC_3339.fullmatch(text):
        return True
    return len(text) < 50 and text.isascii() and _is_read_by_python(text) and read_date(text) is not None


def _is_read_by_python(text: str) -> bool:
    """Whether the standard library reads the date; fastfeedparser tries that before dateutil and dateparser."""
    try:
        parsedate_to_datetime(text)
    except (IndexError, OverflowError, TypeError, ValueError):  # which one depends on Python's version
        return False
    return True
