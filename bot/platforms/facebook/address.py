"""The post to which an address on Facebook leads. Pure.

Facebook documents none of these forms: they are those that its pages, apps and Graph API (`permalink_url`) give.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from bot.platforms.spec import Receipt

_HOSTS = re.compile(r"(?:[\w-]+\.)*(?:facebook\.com|fb\.com)")
_POST = r"(?:\d{5,}|pfbid\w+)"
_PATHS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"/(\d+_{_POST})",
        rf"/[\w.-]+/posts/(?:[^/]+/)?({_POST})",
        rf"/[\w.-]+/(?:videos|photos)/(?:[^/]+/)?({_POST})",
        rf"/reel/({_POST})",
        r"/share/(?:p/|v/|r/)?(\w{6,})",
    )
)
_PARAMETERS = {
    "/permalink.php": "story_fbid",
    "/story.php": "story_fbid",
    "/photo.php": "fbid",
    "/photo": "fbid",
    "/watch": "v",
    "/video.php": "v",
}


def post_at(url: str) -> Receipt | None:
    """See PlatformSpec."""
    parts = urlsplit(url)
    if not _HOSTS.fullmatch(parts.hostname or ""):
        return None
    path = parts.path.rstrip("/")
    if name := _PARAMETERS.get(path):
        values = parse_qs(parts.query).get(name, [])
        post = values[0] if values and re.fullmatch(_POST, values[0], re.ASCII) else ""
    else:
        matches = (pattern.fullmatch(path) for pattern in _PATHS)
        post = next((match[1] for match in matches if match), "")
    return Receipt(post, url) if post else None
