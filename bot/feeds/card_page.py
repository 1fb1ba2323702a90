"""Reads what a link's card is made of: the page, its pictures, and the robots.txt that may keep crawlers from them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import FeedError
from bot.feeds.answer import Answer, Bounds
from bot.feeds.card import CardPage, CardPicture, origin_of, picture_urls
from bot.feeds.decode import decoded
from bot.feeds.plain import shown

if TYPE_CHECKING:
    from bot.feeds.fetch import Fetcher

__all__ = ["fetch_card_pages", "saved_card_page"]

_AT_ONCE = 20
_MOST_BYTES = 9 * 10**6
"""Facebook takes pictures of up to 8 MB."""
_BOUNDS = Bounds(seconds=15, wire_bytes=_MOST_BYTES, content_bytes=_MOST_BYTES)


def saved_card_page(content: bytes, url: str) -> CardPage | None:
    """What a saved page itself says of its card, with nothing asked; None where the file is no page."""
    page = decoded(content)
    return _as_it_says(page, url) if _PAGE.search(page[:4096]) else None


_PAGE = re.compile(r"<!doctype html|<html|<head|<meta", re.IGNORECASE)


def _as_it_says(page: str, url: str) -> CardPage:
    from bot.feeds.markup import document, metadata

    tree = document(page)
    if tree is None:
        return CardPage(url=url, tags={})
    titles = [text for title in tree.iter("title") if (text := " ".join(title.text_content().split()))]
    return CardPage(url=url, tags=metadata(tree) | ({"title": titles[0]} if titles else {}))


def fetch_card_pages(
    urls: Sequence[str], *, contact: str = "", allow_private: bool = False
) -> dict[str, CardPage | FeedError]:
    """For each link what a crawler finds there, or why it finds nothing."""
    from bot.feeds.fetch import Fetcher

    async def fetched() -> list[CardPage | FeedError]:
        turn = asyncio.Semaphore(_AT_ONCE)
        async with Fetcher(contact=contact, allow_private=allow_private, bounds=_BOUNDS) as fetcher:
            return await asyncio.gather(*(_page(fetcher, turn, url) for url in urls))

    return dict(zip(urls, asyncio.run(fetched()), strict=True))


async def _page(fetcher: Fetcher, turn: asyncio.Semaphore, url: str) -> CardPage | FeedError:
    async with turn:
        answer = await _answer(fetcher, url)
        if isinstance(answer, FeedError):
            return answer
        page = _as_it_says(decoded(answer.content, answer.content_type), answer.url)
        pictures = picture_urls(page)
        origins = list(dict.fromkeys(origin_of(one) for one in (answer.url, *pictures)))
        pictures_read, robots = await asyncio.gather(
            asyncio.gather(*(_picture(fetcher, one) for one in pictures)),
            asyncio.gather(*(_robots(fetcher, origin) for origin in origins)),
        )
        return replace(
            page,
            moved=answer.url != url,
            pictures={one.url: one for one in pictures_read},
            robots={origin: text for origin, text in zip(origins, robots, strict=True) if text is not None},
        )


async def _answer(fetcher: Fetcher, url: str) -> Answer | FeedError:
    try:
        return await fetcher.fetch("", url)
    except FeedError as fault:
        return fault


async def _robots(fetcher: Fetcher, origin: str) -> str | None:
    """None where it is not known: an answer 4xx means that there are no rules (RFC 9309, section 2.3.1.3)."""
    answer = await _answer(fetcher, f"{origin}/robots.txt")
    if isinstance(answer, FeedError):
        return "" if 400 <= answer.status < 500 else None
    return decoded(answer.content[:_MOST_ROBOTS])


_MOST_ROBOTS = 500 * 1024
"""So much of it crawlers must read: RFC 9309, section 2.5."""


async def _picture(fetcher: Fetcher, url: str) -> CardPicture:
    from io import BytesIO

    import imagesize

    answer = await _answer(fetcher, url)
    if isinstance(answer, FeedError):
        return CardPicture(url=url, fault=f"it answers {answer.status}" if answer.status else str(answer))
    media_type = answer.content_type.partition(";")[0].strip().lower()
    if not _IMAGE.fullmatch(media_type):
        return CardPicture(url=url, fault=f"it is no image but {shown(media_type) or 'nothing that says its type'}")
    width, height = imagesize.get(BytesIO(answer.content))
    return CardPicture(
        url=url, media_type=media_type, width=max(width, 0), height=max(height, 0), content=answer.content
    )


_IMAGE = re.compile(r"image/[a-z0-9.+-]{1,40}")
