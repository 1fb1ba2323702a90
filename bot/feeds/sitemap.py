"""Reads a news sitemap: the articles of the last two days, as a site lists them for Google News.

https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from xml.parsers import expat

from bot.article import Article
from bot.errors import FeedError
from bot.feeds.answer import Answer, Bounds, FeedRequest, Look
from bot.feeds.found import Found, as_article
from bot.feeds.inflate import Inflater, NotInflatableError, TooMuchError
from bot.feeds.plain import shown
from bot.feeds.stopping import go_on, run_unless_stopped

if TYPE_CHECKING:
    from bot.feeds.fetch import Fetcher

__all__ = ["look_at_sitemaps", "read_sitemap"]

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
_GZIP = b"\x1f\x8b"
_MOST_KEYWORDS = 50


def look_at_sitemaps(
    requests: Sequence[FeedRequest],
    *,
    contact: str = "",
    allow_private: bool = False,
    bounds: Bounds | None = None,
    stop: Callable[[], bool] = go_on,
) -> list[Look]:
    """One look for each request, in their order; a fault is in its look, and none is raised."""
    from bot.feeds.fetch import Fetcher

    async def looks() -> list[Look]:
        held_to = bounds or Bounds()
        async with Fetcher(contact=contact, allow_private=allow_private, bounds=held_to) as fetcher:
            return await asyncio.gather(*(_look(fetcher, request, held_to) for request in requests))

    return run_unless_stopped(looks(), stop)


async def _look(fetcher: Fetcher, request: FeedRequest, bounds: Bounds) -> Look:
    from bot.feeds.refusals import own_fault

    kept = Look(request.site, request.url, validators=request.validators)
    try:
        answer = await fetcher.fetch(request.site, request.url, request.validators)
        articles = () if answer.unchanged else await asyncio.to_thread(_read, answer, request.site, bounds)
    except FeedError as fault:
        return replace(kept, fault=fault, ask_again_at=fault.ask_again_at)
    except Exception as exc:  # noqa: BLE001 (whatever one site sets off here, the others are asked)
        return replace(kept, fault=own_fault(request.site, request.url, exc))
    return replace(
        kept,
        articles=articles,
        unchanged=answer.unchanged,
        validators=answer.validators,
        moved_to=answer.moved_to,
        ask_again_at=answer.ask_again_at,
    )


def _read(answer: Answer, site: str, bounds: Bounds) -> tuple[Article, ...]:
    return read_sitemap(answer.content, site=site, url=answer.url, bounds=bounds)


def read_sitemap(content: bytes, *, site: str, url: str, bounds: Bounds | None = None) -> tuple[Article, ...]:
    """The articles of a news sitemap, compressed or not, in its order. Pure.

    Raises FeedError(site), with the remedy, where it is none, and where it is beyond the bounds.
    """
    bounds = bounds or Bounds()
    walk = _Walk(bounds)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = walk.begin
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    parser.EntityDeclHandler = _no_entities
    parser.buffer_text = True
    try:
        parser.Parse(_unpacked(content, bounds), True)
    except (TooMuchError, NotInflatableError) as exc:
        raise FeedError(site, f"{shown(url)} cannot be unpacked: it is {exc}") from exc
    except _EnoughError:
        pass  # as many articles have been read as the bounds allow, and they stand
    except _UnfitError as exc:
        raise FeedError(site, f"{shown(url)} {exc}") from exc
    except (expat.ExpatError, ValueError, LookupError) as exc:
        raise FeedError(site, f"{shown(url)} is no sitemap: its XML is broken ({exc})") from exc
    return tuple(article for one in walk.found if (article := as_article(one, site=site, base=url)).link)


def _unpacked(content: bytes, bounds: Bounds) -> bytes:
    """Sitemaps are often compressed files, which is something else than a compressed answer."""
    if not content.startswith(_GZIP):
        return content
    return Inflater("gzip", bounds.content_bytes).inflated(content)


class _EnoughError(Exception):
    """As many articles have been read as may be."""


class _UnfitError(Exception):
    """It is no news sitemap, or may not be read; the text says what to do."""


def _no_entities(*_: object) -> None:
    raise _UnfitError("defines entities of its own, which no sitemap needs: ask its host to leave them out")


@dataclass(slots=True)
class _Walk:
    """What expat calls while it goes through the sitemap."""

    bounds: Bounds
    found: list[Found] = field(default_factory=list)
    _path: list[str] = field(default_factory=list)
    _said: dict[str, str] = field(default_factory=dict)
    """What the article in hand has said so far, by the names of the elements."""

    def begin(self, name: str, _attributes: dict[str, str]) -> None:
        if not self._path and name != f"{_SITEMAP} urlset":
            raise _UnfitError(_NOT_NEWS.get(name, "is no sitemap: give the address of the site's news sitemap"))
        self._path.append(name)
        if len(self._path) > self.bounds.nesting:
            raise _UnfitError(f"nests its elements more than {self.bounds.nesting} deep (bounds.nesting in bot.toml)")
        if len(self._path) == 2:
            self._said = {}

    def text(self, text: str) -> None:
        name = self._path[-1]
        if len(self._path) > 2 and len(said := self._said.get(name, "")) < self.bounds.entry_bytes:
            self._said[name] = said + text

    def end(self, name: str) -> None:
        if len(self._path) == 2 and f"{_NEWS} title" in self._said:
            if len(self.found) >= self.bounds.entries:
                raise _EnoughError
            self.found.append(_found(self._said))
        self._path.pop()


_NOT_NEWS = {
    f"{_SITEMAP} sitemapindex": "is a list of sitemaps: give the address of the news sitemap itself, one of those",
}


def _found(said: dict[str, str]) -> Found:
    """The plain sitemap's date is that of the last change, and none of publication."""
    return Found(
        title=said.get(f"{_NEWS} title", ""),
        link=said.get(f"{_SITEMAP} loc", ""),
        published=said.get(f"{_NEWS} publication_date", "").strip(),
        language=said.get(f"{_NEWS} language", "").strip(),
        tags=tuple(said.get(f"{_NEWS} keywords", "").split(",", _MOST_KEYWORDS)[:_MOST_KEYWORDS]),
        image=said.get(f"{_IMAGE} loc", ""),
    )
