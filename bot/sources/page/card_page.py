"""Fetches what a link card is made of: the page, its pictures, and the robots.txt that may exclude crawlers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from bot.errors import FeedError
from bot.sources.page.card import CardPage, CardPicture, CardRules, card_page_of, origin_of, picture_urls
from bot.sources.parsing.decode import decoded
from bot.sources.parsing.sanitize import printable_url
from bot.sources.types import Answer, Bounds

if TYPE_CHECKING:
    from bot.sources.http.fetch import Fetcher

__all__ = ["fetch_card_pages"]

_AT_ONCE = 20
_MOST_BYTES = 9 * 10**6
"""More than the heaviest picture that any platform takes, which is 8 MB."""
_BOUNDS = Bounds(seconds=15, wire_bytes=_MOST_BYTES, content_bytes=_MOST_BYTES)


async def fetch_card_pages(
    fetcher: Fetcher, urls: Sequence[str], rules: Sequence[CardRules]
) -> dict[str, CardPage | FeedError]:
    """For each URL what a platform's crawler finds there, or the reason why it finds nothing.

    The pictures fetched are those that a platform with one of `rules` would show.
    """
    slots = asyncio.Semaphore(_AT_ONCE)
    pages = await asyncio.gather(*(_page(fetcher, slots, url, rules) for url in urls))
    return dict(zip(urls, pages, strict=True))


async def _page(
    fetcher: Fetcher, slots: asyncio.Semaphore, url: str, rules: Sequence[CardRules]
) -> CardPage | FeedError:
    async with slots:
        answer = await _answer(fetcher, url)
        if isinstance(answer, FeedError):
            return answer
        try:
            page = await asyncio.to_thread(_read_page, answer)
        except FeedError as fault:
            return fault
        picture_addresses = picture_urls(page, rules)
        origins = list(dict.fromkeys(origin_of(address) for address in (answer.url, *picture_addresses)))
        pictures, robots = await asyncio.gather(
            asyncio.gather(*(_picture(fetcher, address) for address in picture_addresses)),
            asyncio.gather(*(_robots(fetcher, origin) for origin in origins)),
        )
        return replace(
            page,
            moved=answer.url != url,
            pictures={picture.url: picture for picture in pictures},
            robots={origin: text for origin, text in zip(origins, robots, strict=True) if text is not None},
        )


def _read_page(answer: Answer) -> CardPage:
    # Imported in functions for a quick start of commands that show no card: lxml takes 20 ms, imagesize 25 ms.
    from bot.sources.page.sandboxed import read_head_sandboxed

    head = read_head_sandboxed(decoded(answer.content, answer.content_type), site="", url=answer.url)
    return card_page_of(head, answer.url)


async def _answer(fetcher: Fetcher, url: str) -> Answer | FeedError:
    try:
        return await fetcher.fetch("", url, bounds=_BOUNDS)
    except FeedError as fault:
        return fault


async def _robots(fetcher: Fetcher, origin: str) -> str | None:
    """The robots.txt; "" where a 4xx answer means that there is none (RFC 9309, 2.3.1.3); None where it is unknown."""
    answer = await _answer(fetcher, f"{origin}/robots.txt")
    if isinstance(answer, FeedError):
        return "" if 400 <= answer.status < 500 else None
    return decoded(answer.content[:_MOST_ROBOTS])


_MOST_ROBOTS = 500 * 1024
"""Bytes. Crawlers must read at least this much of it: RFC 9309, section 2.5."""


async def _picture(fetcher: Fetcher, url: str) -> CardPicture:
    import imagesize

    answer = await _answer(fetcher, url)
    if isinstance(answer, FeedError):
        return CardPicture(url=url, fault=f"it answers {answer.status}" if answer.status else str(answer))
    media_type = answer.content_type.partition(";")[0].strip().lower()
    if not _IMAGE.fullmatch(media_type):
        return CardPicture(
            url=url, fault=f"it is no image but {printable_url(media_type) or 'nothing that says its type'}"
        )
    width, height = imagesize.get(BytesIO(answer.content))
    return CardPicture(
        url=url, media_type=media_type, width=max(width, 0), height=max(height, 0), content=answer.content
    )


_IMAGE = re.compile(r"image/[a-z0-9.+-]{1,40}")
