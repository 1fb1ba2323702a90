"""WebSub subscriptions: finds the hub that a feed names, subscribes there, and checks the signatures of its pushes.

A push only causes a poll; its content is not used. https://www.w3.org/TR/websub/
"""

from __future__ import annotations

import asyncio
import hmac
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import http_headers
from bot.errors import FeedError
from bot.html_text import unescape
from bot.sources.parsing.item import web_address
from bot.sources.types import Hub

if TYPE_CHECKING:
    from bot.sources.http.fetch import Fetcher

__all__ = ["HubRequest", "ask_hubs", "is_signed", "named_hub"]

LEASE_SECONDS = 10 * 86_400
"""The duration of a subscription that is requested; the hub decides."""

MOST_ADDRESS_BYTES = 2_000
"""Of hub and topic together. A key of an index of PostgreSQL has 2,704 bytes at most, and a site has a name too."""

_HEAD = 16_384
_FIRST_ITEM = re.compile(rb"<(?:\w+:)?(?:entry|item)[\s>]")
_LINK = re.compile(r"<(?:\w+:)?link\s([^<>]*)>")
_ATTRIBUTE = re.compile(r"""\b(rel|href)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_JSON_HUB = re.compile(r'"hubs"\s*:\s*\[\s*\{[^{}]*"url"\s*:\s*"([^"]+)"')
_JSON_SELF = re.compile(r'"feed_url"\s*:\s*"([^"]+)"')


@dataclass(frozen=True, slots=True)
class HubRequest:
    """A request to a hub to subscribe or, where `subscribes` is false, to unsubscribe."""

    site: str
    hub: Hub
    callback: str
    secret: str
    subscribes: bool

    @property
    def form(self) -> dict[str, str]:
        """The fields to send: https://www.w3.org/TR/websub/#subscriber-sends-subscription-request"""
        mode = "subscribe" if self.subscribes else "unsubscribe"
        fields = {"hub.callback": self.callback, "hub.mode": mode, "hub.topic": self.hub.topic}
        if self.subscribes:
            fields |= {"hub.secret": self.secret, "hub.lease_seconds": str(LEASE_SECONDS)}
        return fields


def named_hub(headers: Iterable[str], content: bytes, url: str) -> Hub | None:
    """The hub that the feed at `url` names in its Link headers, or else in its own links; None where it names none.

    One whose addresses are longer than `MOST_ADDRESS_BYTES` is none: its site is polled, as sites without a hub are.
    """
    in_headers = [(link.rels, link.address) for link in http_headers.links(headers)]
    links = in_headers if any("hub" in rels for rels, _ in in_headers) else [*in_headers, *_in_head(content)]
    hub, topic = (web_address(_first_with_rel(links, rel), url) for rel in ("hub", "self"))
    topic = topic or url
    is_short = len(hub.encode()) + len(topic.encode()) <= MOST_ADDRESS_BYTES
    return Hub(hub, topic) if hub and is_short else None


def _first_with_rel(links: Iterable[tuple[Sequence[str], str]], rel: str) -> str:
    return next((address for rels, address in links if rel in rels), "")


def _in_head(content: bytes) -> Iterator[tuple[Sequence[str], str]]:
    if b"hub" not in content[:_HEAD]:
        return
    if content[:16].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _in_json(content[:_HEAD].decode("utf-8", "replace"))
        return
    first_item = _FIRST_ITEM.search(content, 0, _HEAD)
    head = content[: first_item.start() if first_item else _HEAD].decode("utf-8", "replace")
    for attributes in _LINK.findall(head):
        values = {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(attributes)}
        yield values.get("rel", "").lower().split(), values.get("href", "")


def _in_json(head: str) -> Iterator[tuple[Sequence[str], str]]:
    """`hubs` and `feed_url` of https://www.jsonfeed.org/version/1.1/; slashes in their addresses may be escaped."""
    for rel, match in (("hub", _JSON_HUB.search(head)), ("self", _JSON_SELF.search(head))):
        if match:
            yield [rel], match[1].replace("\\/", "/")


# https://www.w3.org/TR/websub/#recognized-algorithms-for-the-signature; in an HMAC even SHA-1 is secure.
_ALGORITHMS = frozenset({"sha1", "sha256", "sha384", "sha512"})


def is_signed(body: bytes, secret: str, signature: str) -> bool:
    """Whether `signature`, an X-Hub-Signature header, is the signature of `body` with `secret`."""
    algorithm, _, signed_digest = signature.strip().partition("=")
    if algorithm not in _ALGORITHMS or not signed_digest.isascii():
        return False
    return hmac.compare_digest(hmac.new(secret.encode(), body, algorithm).hexdigest(), signed_digest.lower())


async def ask_hubs(fetcher: Fetcher, requests: Sequence[HubRequest]) -> list[FeedError | None]:
    """Send each request. None means that the hub accepted it, and will verify it with the callback."""
    return await asyncio.gather(*(_send(fetcher, request) for request in requests))


async def _send(fetcher: Fetcher, request: HubRequest) -> FeedError | None:
    try:
        await fetcher.post(request.site, request.hub.url, request.form)
    except FeedError as fault:
        return fault
    return None
