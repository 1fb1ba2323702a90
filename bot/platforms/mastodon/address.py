"""The post to which an address on a Mastodon server leads. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from bot.platforms.spec import Receipt

_ID = r"(?=[A-Za-z]*\d)[0-9A-Za-z]{6,32}"
_PATH = re.compile(
    rf"(?:/web|/deck)?/@(?P<name>[\w.-]+)(?:@[\w.-]+)?/(?P<id>{_ID})(?:/embed)?/?"
    rf"|/users/(?P<user>[\w.-]+)/statuses/(?P<status>{_ID})/?"
    rf"|(?:/web)?/(?:statuses|notice)/(?P<bare>{_ID})/?"
)
"""`/notice/` is Pleroma's. An id has a digit, unlike the words in addresses of other sites that have an @name."""
_BITS_BELOW_TIME = 16
"""An id of Mastodon's counts the milliseconds since 1970 above these bits: `lib/mastodon/snowflake.rb`."""
_FIRST_YEAR, _LAST_YEAR = 2016, 2100


def post_at(url: str) -> Receipt | None:
    """See PlatformSpec. Any host may be a server, so the form of the path decides."""
    parts = urlsplit(url)
    match = _PATH.fullmatch(parts.path) if parts.scheme == "https" and parts.hostname else None
    if match is None:
        return None
    remote_id = match["id"] or match["status"] or match["bare"]
    name = match["name"] or match["user"]
    path = f"/@{name}/{remote_id}" if name else parts.path.rstrip("/").removeprefix("/web")
    return Receipt(remote_id, f"https://{parts.netloc}{path}", _time_of(remote_id))


def _time_of(remote_id: str) -> datetime | None:
    """When the post was made, as its id tells; None for an id of other software."""
    if not (remote_id.isascii() and remote_id.isdigit()):
        return None
    seconds = (int(remote_id) >> _BITS_BELOW_TIME) / 1000
    try:
        made_at = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return made_at if _FIRST_YEAR <= made_at.year < _LAST_YEAR else None
