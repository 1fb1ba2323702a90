"""Makes the link cards of the sandbox's page, from the linked page's Open Graph tags (https://ogp.me)."""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from bot.drawing.post import Card

MOST_BYTES = 300_000
SECONDS = 2.0


@lru_cache(maxsize=1_000)
def card_of(url: str) -> Card:
    """The card of `url`. Only pages on this machine are fetched; for others the title is made from the URL."""
    try:
        is_local = _is_loopback(urlsplit(url).hostname or "")
    except ValueError:  # an invalid URL, such as http://[
        return Card(title=url, domain="", url=url)
    if not is_local:
        return _card_from_address(url)
    media_type, page = _fetch(url)
    tags = _open_graph(page.decode("utf-8", "replace")) if media_type.startswith("text/html") else {}
    if "og:title" not in tags:
        return _card_from_address(url)
    return Card(
        title=_one_line(tags["og:title"]),
        description=_one_line(tags.get("og:description", "")),
        domain=_domain(url),
        url=url,
        has_picture="og:image" in tags,
        picture_url=_picture(tags.get("og:image", "")),
        is_large="og:image" in tags,
    )


def _card_from_address(url: str) -> Card:
    slug = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    words = re.sub(r"\.\w{2,5}$", "", slug).replace("-", " ").replace("_", " ").strip()
    return Card(title=words[:1].upper() + words[1:] or _domain(url), domain=_domain(url), url=url)


def _one_line(text: str) -> str:
    """The beginning of a text, as much as the preview shows in a card."""
    return " ".join(text.split())[:300].rstrip()


def _domain(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _picture(url: str) -> str:
    if not _is_loopback(urlsplit(url).hostname or ""):
        return ""
    media_type, picture = _fetch(url)
    if not media_type.startswith("image/"):
        return ""
    return f"data:{media_type.partition(';')[0]};base64,{base64.b64encode(picture).decode()}"


def _fetch(url: str) -> tuple[str, bytes]:
    """The Content-Type and the body of an answer 200; empty for any other, such as a redirect."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port or 80, timeout=SECONDS)
    try:
        connection.request("GET", parts.path or "/")
        response = connection.getresponse()
        if response.status != 200:
            return "", b""
        return response.headers.get("Content-Type", ""), response.read(MOST_BYTES)
    except (OSError, HTTPException):
        return "", b""
    finally:
        connection.close()


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _open_graph(page: str) -> dict[str, str]:
    reader = _OpenGraphReader()
    reader.feed(page)
    return reader.tags


class _OpenGraphReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        name = attributes.get("property") or ""
        if tag == "meta" and name.startswith("og:"):
            self.tags.setdefault(name, attributes.get("content") or "")
