"""Finds the older pages of a feed. Pure.

What a feed leaves out, such as other categories, other languages or sponsored articles, its older pages leave out too.
https://www.rfc-editor.org/rfc/rfc5005#section-3, and the `next_url` of https://www.jsonfeed.org/version/1.1/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from bot import http_headers
from bot.html_text import unescape
from bot.sources.parsing.item import web_address

__all__ = ["next_page", "numbered_page"]

_HEAD = 16_384
_FIRST_ITEM = re.compile(rb"<(?:\w+:)?(?:entry|item)[\s>]")
_LINK = re.compile(r"<(?:\w+:)?link\s([^<>]*)>")
_ATTRIBUTE = re.compile(r"""\b(rel|href)\s*+=\s*+(?:"([^"]*)"|'([^']*)')""")
_JSON_NEXT = re.compile(rb'"next_url"\s*+:\s*+"([^"]+)"')
_JSON = re.compile(rb"\s*+(?:\xef\xbb\xbf)?\s*+\{")


def next_page(content: bytes, link_headers: Iterable[str], url: str) -> str:
    """The URL of the next older page that the feed at `url` names itself; "" where it names none."""
    for link in http_headers.links(link_headers):
        if "next" in link.rels:
            return web_address(link.address, url)
    if _JSON.match(content):
        match = _JSON_NEXT.search(content)
        return web_address(match[1].decode("utf-8", "replace").replace("\\/", "/"), url) if match else ""
    first_item = _FIRST_ITEM.search(content, 0, _HEAD)
    head = content[: first_item.start() if first_item else _HEAD].decode("utf-8", "replace")
    for attributes in _LINK.findall(head):
        values = {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(attributes)}
        if "next" in values.get("rel", "").lower().split():
            return web_address(values.get("href", ""), url)
    return ""


def numbered_page(url: str, number: int) -> str:
    """The URL of that page of a WordPress feed; other software leaves the parameter unheard, or answers 404."""
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "paged"]
    return parts._replace(query=urlencode([*query, ("paged", str(number))])).geturl()
