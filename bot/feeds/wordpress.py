"""What a WordPress site's feed no longer shows, from its REST API (https://developer.wordpress.org/rest-api/)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from bot.article import Article
from bot.errors import FeedError
from bot.feeds.answer import Bounds
from bot.feeds.found import Found, as_article
from bot.feeds.plain import shown

__all__ = ["articles_since", "posts_in"]

_PER_PAGE = 50
"""The API gives up to 100; a page of 50 whole articles is half a megabyte."""

_MOST_PAGES = 4
_FIELDS = "id,date_gmt,guid,link,title,content,excerpt"


def articles_since(
    feed_url: str,
    site: str,
    since: datetime,
    *,
    contact: str = "",
    allow_private: bool = False,
    bounds: Bounds | None = None,
) -> tuple[Article, ...]:
    """The site's articles that were published after `since` (aware), newest first, at most 200.

    The API is looked for above the address of the feed (`…/feed/`). Its articles have the feed's guids, so both are
    known to be one. Raises FeedError(site) where the site offers none, as many do.
    """
    return asyncio.run(_articles_since(feed_url, site, since, contact, allow_private, bounds))


async def _articles_since(
    feed_url: str, site: str, since: datetime, contact: str, allow_private: bool, bounds: Bounds | None
) -> tuple[Article, ...]:
    from bot.feeds.fetch import Fetcher

    found: list[Article] = []
    async with Fetcher(contact=contact, allow_private=allow_private, bounds=bounds) as fetcher:
        for page in range(1, _MOST_PAGES + 1):
            try:
                answer = await fetcher.fetch(site, _posts_url(feed_url, since, page))
            except FeedError as fault:
                if page > 1 and fault.status == 400:  # rest_post_invalid_page_number: the page before was full
                    break
                raise
            posts = posts_in(answer.content, site=site, url=answer.url)
            found.extend(posts)
            if len(posts) < _PER_PAGE:
                break
    return tuple(found)


def _posts_url(feed_url: str, since: datetime, page: int) -> str:
    """https://developer.wordpress.org/rest-api/reference/posts/#list-posts; `after` is read in the site's own zone."""
    path = urlsplit(feed_url).path.rstrip("/").removesuffix("/feed")
    asked = {"after": f"{since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "per_page": _PER_PAGE, "page": page}
    return urljoin(feed_url, f"{path}/wp-json/wp/v2/posts?{urlencode(asked | {'_fields': _FIELDS}, safe=':,')}")


def posts_in(content: bytes, *, site: str, url: str) -> tuple[Article, ...]:
    """The articles of one page of the API's answer. Pure. Raises FeedError(site) where it is none."""
    try:
        posts = json.loads(content)
    except (ValueError, RecursionError) as exc:
        raise FeedError(site, f"{shown(url)} gives no JSON: the site's REST API is switched off") from exc
    if not isinstance(posts, list):
        raise FeedError(site, f"{shown(url)} gives no list of posts: the site's REST API is restricted")
    articles = (as_article(found, site=site, base=url) for found in _found(posts))
    return tuple(article for article in articles if article.link or article.guid)


def _found(posts: list[Any]) -> Iterator[Found]:
    for post in posts:
        if not isinstance(post, dict) or _hidden(post):
            continue
        yield Found(
            title=_rendered(post, "title"),
            link=_text(post.get("link")),
            guid=_rendered(post, "guid"),
            body=_rendered(post, "content"),
            excerpt=_rendered(post, "excerpt"),
            published=_gmt(_text(post.get("date_gmt"))),
        )


def _hidden(post: Mapping[str, Any]) -> bool:
    """Behind a password: there is a title, and no text that the public may read."""
    content = post.get("content")
    return isinstance(content, dict) and content.get("protected") is True


def _rendered(post: Mapping[str, Any], name: str) -> str:
    value = post.get(name)
    return _text(value.get("rendered")) if isinstance(value, dict) else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _gmt(moment: str) -> str:
    """`date_gmt` has no zone of its own."""
    return f"{moment}Z" if moment and not moment.endswith("Z") else moment
