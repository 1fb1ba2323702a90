"""The server ("instance") of an account: its address, and what it says of itself. Pure.

https://docs.joinmastodon.org/entities/Instance/
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot import __version__

AGENT = {"User-Agent": f"syndication-bot/{__version__}"}
"""Servers are run by volunteers, who block programs that do not say what they are."""

_VERSION_OF_MASTODON = re.compile(r"v?[1-9]\d*\.\d")


@dataclass(frozen=True, slots=True)
class Server:
    """What a server says of itself. Each field is "" or 0 where it does not say."""

    version: str = ""
    longest_post: int = 0
    url_length: int = 0

    @property
    def keeps_keys(self) -> bool:
        """Whether it knows a post again by its Idempotency-Key, so that sending it again is harmless.

        Mastodon and its forks do. Of other software that speaks its API, some ignores the key without a word, such as
        Pixelfed (github.com/pixelfed/pixelfed/issues/3581). Such software writes "2.7.2 (compatible; Pleroma 2.6.0)",
        or a version of its own below 1, as GoToSocial does.
        """
        return bool(_VERSION_OF_MASTODON.match(self.version)) and "compatible" not in self.version.casefold()


def host_of(instance: str) -> str:
    """The host, and the port where there is one, of what a person has written: an address, a handle, or a host."""
    bare = re.sub("^[a-z]+://", "", instance.strip(), flags=re.IGNORECASE).partition("/")[0]
    return bare.rpartition("@")[2].rstrip(".").lower()


def server_of(document: Any) -> Server:
    """From the answer of /api/v2/instance, or of /api/v1/instance, which some software has alone."""
    fields = _mapping(document)
    statuses = _mapping(_mapping(fields.get("configuration")).get("statuses"))
    version = fields.get("version")
    return Server(
        version if isinstance(version, str) else "",
        _number(statuses.get("max_characters")),
        _number(statuses.get("characters_reserved_per_url")),
    )


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _number(value: Any) -> int:
    return value if isinstance(value, int) and value > 0 else 0
