"""Bounds of work, checked before a stranger's bytes are parsed in the process that posts. Pure.

Parsers take time that grows faster than what they read: with the attributes of one element, with namespaces, with the
length of a tag. What is beyond these bounds is read in a process that can be killed, or not at all.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from functools import lru_cache

from bot.sources.parsing.dates import read_date

__all__ = ["MOST_ATTRIBUTES", "MOST_NAMESPACES", "is_plain_date", "is_within_bounds"]

MOST_TAGS = 100_000
"""Ten times what a long feed has. A document that is nothing but tags takes a hundred times its size in memory."""
MOST_ATTRIBUTES = 200
"""Of one element; fastfeedparser compares each with each."""
MOST_NAMESPACES = 1_000
"""Declarations in one document; a feed has about ten."""
_LONGEST_TAG = 65_536
"""Bytes. A picture that stands in its tag may be longer."""

_SHORTEST_TAG = len(b"<a>")
_LONG_TAG = re.compile(rb"<[^<>]{%d}" % _LONGEST_TAG)


def is_within_bounds(content: bytes, *, most_tags: int = MOST_TAGS) -> bool:
    """Whether a document in XML may be parsed here: by the number of its tags and the length of each.

    Takes about a microsecond for a feed. Attributes and namespaces are counted by who goes through the document.
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


# RFC 822, section 5, in the form that RFC 2822 has made of it, and RFC 3339; each of them is a date that exists.
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
    """Whether it is a date of RFC 822 or RFC 3339, as nearly every feed writes them; "" is none that must be read.

    For others fastfeedparser asks dateparser, where that is installed, which takes a third of a second for each.
    """
    text = text.strip()
    if not text or _RFC_822.fullmatch(text) or _RFC_3339.fullmatch(text):
        return True
    return len(text) < 50 and text.isascii() and _is_read_by_python(text) and read_date(text) is not None


def _is_read_by_python(text: str) -> bool:
    """By what fastfeedparser tries before it asks dateutil and dateparser."""
    try:
        parsedate_to_datetime(text)
    except (IndexError, OverflowError, TypeError, ValueError):  # by its version
        return False
    return True
