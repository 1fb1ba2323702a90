"""Parses the HTML of untrusted pages in a separate process with a time limit."""

from __future__ import annotations

import threading
from typing import Any, Literal

from bot.errors import FeedError
from bot.sources.parsing.item import ParsedItem
from bot.sources.parsing.markup import Head
from bot.sources.parsing.sandboxed import SandboxedError, read_sandboxed
from bot.sources.parsing.sanitize import printable_url

__all__ = ["read_article_sandboxed", "read_head_sandboxed"]

SECONDS = {"head": 5.0, "article": 10.0}
"""Time limits for one page. An ordinary head takes a fifth of a second and an article half a second, most of it to
start the process."""
_AT_ONCE = threading.BoundedSemaphore(2)
"""More would slow each other down until they exceed their time limit."""


def read_article_sandboxed(page: str, *, site: str, url: str) -> ParsedItem:
    """The article on the HTML page that came from `url`. Raises FeedError(site)."""
    answer = _read("article", page, site, url)
    return ParsedItem(**{**answer, "tags": tuple(answer["tags"])})


def read_head_sandboxed(page: str, *, site: str, url: str) -> Head:
    """The title, meta tags and feeds of the HTML page that came from `url`. Raises FeedError(site)."""
    return Head(**_read("head", page, site, url))


def _read(task: Literal["article", "head"], page: str, site: str, url: str) -> dict[str, Any]:
    try:
        with _AT_ONCE:
            answer: dict[str, Any] = read_sandboxed(
                task, {"url": url}, page.encode(errors="replace"), seconds=SECONDS[task]
            )
    except SandboxedError as exc:
        raise FeedError(site, f"the page {printable_url(url)} cannot be read: {exc}") from exc
    return answer
