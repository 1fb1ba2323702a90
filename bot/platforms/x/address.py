"""The post to which an address on X leads. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from bot.platforms.spec import Receipt

_HOSTS = re.compile(r"(?:www\.|mobile\.|m\.)?(?:x|twitter)\.com")
_PATH = re.compile(r"/(?:i/web|i|\w{1,15})/status(?:es)?/(\d{1,19})(?:/.*)?", re.ASCII)
_FIRST_MOMENT = datetime(2010, 11, 4, 1, 42, 54, 657_000, tzinfo=UTC)
"""The moment from which X's ids count milliseconds, from their 23rd bit on:
https://docs.x.com/resources/fundamentals/x-ids"""
_BITS_BELOW_TIME = 22


def post_at(url: str) -> Receipt | None:
    """See PlatformSpec."""
    parts = urlsplit(url)
    match = _PATH.fullmatch(parts.path) if _HOSTS.fullmatch(parts.hostname or "") else None
    if match is None:
        return None
    made_at = _FIRST_MOMENT + timedelta(milliseconds=int(match[1]) >> _BITS_BELOW_TIME)
    return Receipt(match[1], f"https://x.com/i/web/status/{match[1]}", made_at)
