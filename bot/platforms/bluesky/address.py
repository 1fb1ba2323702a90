"""The post to which an address leads, and the address of a post. Pure."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from bot.platforms.bluesky.tid import time_of
from bot.platforms.spec import Receipt

APP = "https://bsky.app"
COLLECTION = "app.bsky.feed.post"

_HANDLE = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?"
"""https://atproto.com/specs/handle"""
_DID = r"did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9._-]"
"""https://atproto.com/specs/did"""
_PATH = re.compile(rf"/profile/(?:(?i:{_HANDLE})|{_DID})/post/([a-z2-7]{{13}})(?:/.*)?")
_HOSTS = re.compile(r"(?:www\.|staging\.|main\.)?bsky\.(?:app|dev)")


def permalink_of(did: str, key: str) -> str:
    """The address of a post, by the account's DID: it stays where the account takes another handle."""
    return f"{APP}/profile/{did}/post/{key}"


def post_at(url: str) -> Receipt | None:
    """See PlatformSpec."""
    parts = urlsplit(url)
    match = _PATH.fullmatch(unquote(parts.path).rstrip("/")) if _HOSTS.fullmatch(parts.hostname or "") else None
    made_at = time_of(match[1]) if match else None
    return Receipt(match[1], url, made_at) if match and made_at else None


def key_in(uri: object) -> str:
    """The key in the at:// address of a post; "" where it is none: https://atproto.com/specs/at-uri-scheme"""
    match = re.fullmatch(rf"at://[^/]+/{re.escape(COLLECTION)}/([^/]+)", uri) if isinstance(uri, str) else None
    return match[1] if match else ""
