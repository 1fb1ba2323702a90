"""Reads whatever feedparser can read, in a process of its own with a time limit."""

from __future__ import annotations

from bot.feeds.apart import read_apart
from bot.feeds.reading.found import Found

__all__ = ["read_leniently"]


def read_leniently(
    content: bytes, *, url: str, content_type: str, most: int, longest: int, seconds: float
) -> list[Found] | None:
    """At most `most` articles, no text longer than `longest`; None where `content` is no feed of any kind.

    Raises ApartError after `seconds`, and where the child fails.
    """
    asked = {"url": url, "content_type": content_type, "most": most, "longest": longest}
    answer = read_apart("feed", asked, content, seconds=seconds)
    if not answer["version"] and not answer["found"]:
        return None
    return [Found(**{**one, "tags": tuple(one["tags"])}) for one in answer["found"]]
