"""Fetches the full texts of articles from their own pages, for feeds that give only excerpts."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.errors import FeedError
from bot.sources.page.redirects import leads_away
from bot.sources.parsing.decode import decoded
from bot.sources.parsing.sandboxed import SandboxedError, read_sandboxed
from bot.sources.parsing.sanitize import printable_url
from bot.sources.types import Answer, Bounds

if TYPE_CHECKING:
    from bot.sources.http.fetch import Fetcher

__all__ = ["body_in", "fetch_bodies"]

SECONDS = 10.0
"""Time limit for one page. An ordinary one takes half a second, most of it to start the process."""
_EXTRACTORS_AT_ONCE = 2
"""More would slow each other down until they exceed their time limit."""
_ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"


async def fetch_bodies(fetcher: Fetcher, pages: Sequence[tuple[str, str]], bounds: Bounds) -> list[str | FeedError]:
    """For each (site name, URL) of `pages`, in their order, the article's body as HTML, or the reason for having none.

    All pages are requested at once; `Fetcher` limits the requests to one host.
    """
    # Imported in functions for a quick start of commands that send no request: aiohttp takes 0.2 s.
    from bot.sources.http.refusals import own_fault

    extractors = asyncio.Semaphore(_EXTRACTORS_AT_ONCE)

    async def body_at(site: str, url: str) -> str | FeedError:
        try:
            answer = await fetcher.fetch(site, url, accept=_ACCEPT)
            if leads_away(url, answer.url):
                return FeedError(
                    site, f"the article's own page {printable_url(url)} leads to {printable_url(answer.url)}"
                )
            async with extractors:
                return await asyncio.to_thread(_body, answer, site, bounds)
        except FeedError as fault:
            return _page_fault(fault, url)
        except Exception as exc:  # noqa: BLE001 (an unforeseen fault at one page must not stop the others)
            return own_fault(site, url, exc)

    return await asyncio.gather(*(body_at(site, url) for site, url in pages))


def _page_fault(fault: FeedError, url: str) -> FeedError:
    """The fault with a message about a page: the message for a status is about a feed."""
    if not fault.status:
        return fault
    return FeedError(
        fault.site, f"the article's own page {printable_url(url)} answers {fault.status}", status=fault.status
    )


def _body(answer: Answer, site: str, bounds: Bounds) -> str:
    page = decoded(answer.content, answer.content_type)
    return body_in(page, site=site, url=answer.url, longest=bounds.entry_bytes)


def body_in(page: str, *, site: str, url: str, longest: int = 10**6, seconds: float = SECONDS) -> str:
    """The body of the article in the HTML `page` that came from `url`, as HTML of at most `longest` bytes.

    It is the body that a preview of the page has. Runs a second process for up to `seconds`. Raises FeedError(site)
    where the page has no article.
    """
    task = {"url": url, "longest": longest}
    try:
        body = str(read_sandboxed("body", task, page.encode(errors="replace"), seconds=seconds))
    except SandboxedError as exc:
        raise FeedError(site, f"the article's own page {printable_url(url)} cannot be read: {exc}") from exc
    if not body:
        raise FeedError(site, f"the article's own page {printable_url(url)} shows no article to a program")
    return body
