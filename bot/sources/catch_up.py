"""Finds the articles that have passed through a feed without being seen, as during an outage.

The feed's own older pages are asked first: they leave out what the feed leaves out. Where there are none, WordPress's
REST API is, and of its posts only those are taken that are surely the feed's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from bot.article import Article, canonical_url
from bot.errors import FeedError
from bot.sources.older_pages import next_page, numbered_page
from bot.sources.types import Answer, Bounds, CatchUpRequest
from bot.sources.wordpress import Post, api_root, number_text, posts_since, without_feed

if TYPE_CHECKING:
    from bot.sources.http.fetch import Fetcher

__all__ = ["missed_articles", "surely_of_feed"]

_MOST_PAGES = 4
_OF_ALL = frozenset({"feed", "paged"})
"""Parameters of WordPress that do not select articles."""
_STRICT = frozenset({"categories", "lang", "section"})
"""Features of a post that tell one feed of a site from another: one that the feed has not shown may be another's."""


async def missed_articles(fetcher: Fetcher, request: CatchUpRequest, bounds: Bounds) -> tuple[Article, ...]:
    """The articles that the feed has shown between the polls, as far as they can be found, without those of `shown`.

    Raises FeedError(site) where nothing can tell.
    """
    # Imported in functions for a quick start of commands that send no request: aiohttp takes 0.2 s.
    from bot.sources.http.refusals import own_fault

    try:
        feed = await fetcher.fetch(request.site, request.feed_url)
        older = await _in_older_pages(fetcher, request, feed, bounds)
        if any(_is_before(article, request.since) for article in older):
            return older
        try:
            return (*older, *await _by_api(fetcher, request, feed, older))
        except FeedError:
            if older:
                return older
            raise
    except FeedError:
        raise
    except Exception as exc:
        raise own_fault(request.site, request.feed_url, exc) from exc


def _is_before(article: Article, moment: datetime) -> bool:
    return article.published is not None and article.published <= moment


async def _in_older_pages(
    fetcher: Fetcher, request: CatchUpRequest, feed: Answer, bounds: Bounds
) -> tuple[Article, ...]:
    """What the older pages of the feed show, until they reach back to `since`, end, or show nothing new."""
    names, older, page = _names(request.shown), list[Article](), feed
    for number in range(2, _MOST_PAGES + 2):
        url = next_page(page.content, page.links, page.url) or numbered_page(request.feed_url, number)
        try:
            page = await fetcher.fetch(request.site, url)
            if not _is_same_feed(url, page.url):
                break
            articles = await asyncio.to_thread(_parse, page, request.site, bounds)
        except FeedError:
            break
        new = [article for article in articles if not _names([article]) & names]
        older += new
        names |= _names(new)
        if not new or any(_is_before(article, request.since) for article in new):
            break
    return tuple(older)


def _is_same_feed(asked: str, answered: str) -> bool:
    """Whether a page of a feed still is one where the site has led from `asked` to it.

    WordPress leads the pages of a category's feed that it does not know to those of the whole site's.
    """
    return urlsplit(asked).path.rstrip("/") == urlsplit(answered).path.rstrip("/")


def _parse(page: Answer, site: str, bounds: Bounds) -> tuple[Article, ...]:
    from bot.sources.parsing.feed import parse  # takes 0.1 s, and most commands do not need it

    return parse(page.content, site=site, url=page.url, content_type=page.content_type, bounds=bounds)


async def _by_api(
    fetcher: Fetcher, request: CatchUpRequest, feed: Answer, older: Sequence[Article]
) -> tuple[Article, ...]:
    """What WordPress's API lists and is surely of the feed. Raises FeedError(site) where nothing is sure."""
    root = api_root(feed.url, feed.links)
    listed = await posts_since(fetcher, root, request.site, request.since)
    posts = [post for post in listed if post.article.published and post.article.published > request.since]
    shown = (*request.shown, *older)
    missed = surely_of_feed(posts, shown, feed.url, root)
    if not missed and any(not _names([post.article]) & _names(shown) for post in posts):
        raise FeedError(
            request.site, "its REST API lists more than its feed shows, and does not tell what is the feed's"
        )
    languages = {article.language for article in request.shown}
    language = languages.pop() if len(languages) == 1 else ""
    return tuple(replace(article, language=article.language or language) for article in missed)


def surely_of_feed(posts: Sequence[Post], shown: Sequence[Article], feed_url: str, root: str) -> tuple[Article, ...]:
    """Of the posts that an API lists, the articles that the feed has shown before those that are `shown`. Pure.

    The API lists what the feed shows as well: from that it is learnt what the feed leaves out. Where it lists a post of
    the same time that the feed does not show, and that nothing tells from those that it does, nothing is sure.
    """
    posts = [post for post in posts if _is_selected(post, feed_url, root)]
    names = _names(shown)
    included = [post for post in posts if _names([post.article]) & names]
    others = [post for post in posts if not _names([post.article]) & names]
    dates = [post.article.published for post in included if post.article.published]
    if not dates:
        return ()
    left_out = [post for post in others if _is_within(post, min(dates), max(dates))]
    of_feed = _features(included)
    of_others = _features(left_out) - of_feed
    if not all(post.features & of_others for post in left_out):
        return ()
    return tuple(
        post.article
        for post in others
        if post.article.published
        and post.article.published < min(dates)
        and not post.features & of_others
        and {feature for feature in post.features if feature[0] in _STRICT} <= of_feed
    )


def _is_within(post: Post, oldest: datetime, newest: datetime) -> bool:
    return post.article.published is not None and oldest <= post.article.published <= newest


def _features(posts: Iterable[Post]) -> frozenset[tuple[str, str]]:
    return frozenset[tuple[str, str]]().union(*(post.features for post in posts))


def _is_selected(post: Post, feed_url: str, root: str) -> bool:
    """Whether the post is one of those that the feed's address asks for, as far as that can be known.

    A feed of the whole site stands at the root of its installation. What a parameter or another path selects is known
    for the number of a category, and for a path that all articles of the selection have too.
    """
    parts = urlsplit(feed_url)
    for name, values in parse_qs(parts.query).items():
        if name == "cat" and values[0].isdecimal():
            if ("categories", number_text(int(values[0]))) not in post.features:
                return False
        elif name not in _OF_ALL:
            return False
    path, installation = without_feed(parts.path), urlsplit(root).path.rstrip("/").removesuffix("/wp-json")
    return path == installation.rstrip("/") or urlsplit(post.article.link).path.startswith(f"{path}/")


def _names(articles: Iterable[Article]) -> set[str]:
    """The guids and addresses by which articles of a feed and of an API are the same."""
    names = {article.guid for article in articles} | {canonical_url(article.link) for article in articles}
    return names - {""}
