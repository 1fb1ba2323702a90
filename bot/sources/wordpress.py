"""What a WordPress site's feed does not show, from its REST API (https://developer.wordpress.org/rest-api/).

The feed is the first source, and the only one of most sites. The API tells what passed through the feed unseen, what
was edited or taken back after it had left the feed, and what a featured image shows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin, urlsplit

from bot.article import Article
from bot.errors import FeedError
from bot.sources.parsing.dates import read_date
from bot.sources.parsing.item import ParsedItem, as_article
from bot.sources.parsing.json_value import is_small_json, read_json, read_json_sandboxed
from bot.sources.parsing.sandboxed import SandboxedError
from bot.sources.parsing.sanitize import shown
from bot.sources.parsing.wellformed import TooDeepError
from bot.sources.types import Answer, Bounds

if TYPE_CHECKING:
    from bot.sources.http.fetch import Fetcher

__all__ = ["FollowRequest", "Followed", "articles_since", "follow_articles", "posts_in"]

MOST_FOLLOWED = 100
"""Posts of one site at a time: as many as a page of the API holds."""

_PER_PAGE = 50
"""The API gives up to 100; a page of 50 whole articles is half a megabyte."""

_MOST_PAGES = 4
_MOST_MEMBERS = 1_000
_FIELDS = "id,date_gmt,guid,link,title,content,excerpt"
# Both are needed for `_embed`: https://developer.wordpress.org/rest-api/using-the-rest-api/global-parameters/#_embed
_FIELDS_AND_IMAGE = f"{_FIELDS},_links,_embedded"
_CLOCKS_DIFFER_BY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class FollowRequest:
    """Articles of one site whose further fate is asked for."""

    site: str
    feed_url: str
    posts: Mapping[int, str]
    """At most `MOST_FOLLOWED`: from an article's number in WordPress to its address."""
    since: datetime | None
    """Those that were edited after this are wanted whole; None: all are."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What has become of them."""

    site: str
    edited: Mapping[int, Article] = field(default_factory=dict)
    """As they are now."""
    withdrawn: frozenset[int] = frozenset()
    """No longer there for the public."""
    fault: FeedError | None = None
    """Why nothing is known, mostly because the site offers no API."""


async def articles_since(fetcher: Fetcher, feed_url: str, site: str, since: datetime) -> tuple[Article, ...]:
    """The site's articles that were published after `since` (aware), newest first, at most 200.

    The API is looked for above the address of the feed (`…/feed/`). Its articles have the feed's guids, so both are
    known to be one. Raises FeedError(site) where the site offers none, as many do.
    """
    found: list[Article] = []
    after = f"{since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"  # without a zone it is read in the site's own
    for page in range(1, _MOST_PAGES + 1):
        url = _posts_url(feed_url, after=after, per_page=_PER_PAGE, page=page, _fields=_FIELDS)
        try:
            answer = await fetcher.fetch(site, url)
        except FeedError as fault:
            if page > 1 and fault.status == 400:  # rest_post_invalid_page_number: the page before was full
                break
            raise
        posts = await asyncio.to_thread(posts_in, answer.content, site=site, url=answer.url)
        found.extend(posts)
        if len(posts) < _PER_PAGE:
            break
    return tuple(found)


async def follow_articles(fetcher: Fetcher, requests: Sequence[FollowRequest]) -> list[Followed]:
    """What has become of each request's articles, in the order of `requests`; all sites are asked at once."""
    return await asyncio.gather(*(_followed(fetcher, request) for request in requests))


async def _followed(fetcher: Fetcher, request: FollowRequest) -> Followed:
    from bot.sources.http.refusals import own_fault

    try:
        listed_at = await _changed_at(fetcher, request)
        changed_at = {number: at for number, at in listed_at.items() if number in request.posts}
        since = request.since and request.since - _CLOCKS_DIFFER_BY
        wanted = [number for number, at in changed_at.items() if since is None or at is None or at > since]
        edited = await _whole(fetcher, request, wanted) if wanted else {}
        # A cache may give posts that nobody asked for, whatever the query is: then being absent tells nothing.
        is_answered = len(changed_at) == len(listed_at)
        absent = [number for number in request.posts if number not in changed_at] if is_answered else []
        gone = await asyncio.gather(*(_is_withdrawn(fetcher, request, number) for number in absent))
    except FeedError as fault:
        return Followed(request.site, fault=fault)
    except Exception as exc:  # noqa: BLE001 (whatever one site sets off here, the others are asked)
        return Followed(request.site, fault=own_fault(request.site, request.feed_url, exc))
    return Followed(request.site, edited, frozenset(one for one, is_gone in zip(absent, gone, strict=True) if is_gone))


async def _changed_at(fetcher: Fetcher, request: FollowRequest) -> dict[int, datetime | None]:
    """The posts that the API lists, and when each was last changed: of those asked for, what the public may see.

    One small answer tells both edits and withdrawals; `modified_after` would tell the first alone.
    """
    url = _posts_url(request.feed_url, include=_listed(request.posts), per_page=100, _fields="id,modified_gmt")
    answer = await fetcher.fetch(request.site, url)
    posts = await asyncio.to_thread(_posts, answer.content, request.site, answer.url)
    return {post["id"]: read_date(_gmt(_text(post.get("modified_gmt")))) for post in posts}


async def _whole(fetcher: Fetcher, request: FollowRequest, wanted: Collection[int]) -> dict[int, Article]:
    url = _posts_url(
        request.feed_url,
        include=_listed(wanted),
        per_page=100,
        _fields=_FIELDS_AND_IMAGE,
        _embed="wp:featuredmedia",
    )
    answer = await fetcher.fetch(request.site, url)
    return await asyncio.to_thread(_whole_in, answer, request.site, wanted)


def _whole_in(answer: Answer, site: str, wanted: Collection[int]) -> dict[int, Article]:
    posts = [post for post in _posts(answer.content, site, answer.url) if post["id"] in wanted and not _is_hidden(post)]
    return {post["id"]: as_article(_found(post), site=site, base=answer.url) for post in posts}


async def _is_withdrawn(fetcher: Fetcher, request: FollowRequest, number: int) -> bool:
    """Whether a post that is missing from the list was there once, and is not for the public any more.

    The API answers 401 for what is in the bin, a draft or private. For what is deleted it answers 404, as for an
    article of another kind than a post; so there the article's own page decides.
    """
    status = await _status(fetcher, request.site, _posts_url(request.feed_url, number, _fields="id"))
    if status == 404:
        return await _status(fetcher, request.site, request.posts[number]) in {404, 410}
    return status in {401, 403, 410}


async def _status(fetcher: Fetcher, site: str, url: str) -> int:
    """The HTTP status of an answer; 0 where there is none."""
    try:
        await fetcher.fetch(site, url)
    except FeedError as fault:
        return fault.status
    return 200


def _posts_url(feed_url: str, number: int | None = None, **asked: str | int) -> str:
    """https://developer.wordpress.org/rest-api/reference/posts/"""
    path = urlsplit(feed_url).path.rstrip("/").removesuffix("/feed")
    one = f"/{number}" if number is not None else ""
    return urljoin(feed_url, f"{path}/wp-json/wp/v2/posts{one}?{urlencode(asked, safe=':,')}")


def _listed(numbers: Iterable[int]) -> str:
    return ",".join(map(str, sorted(numbers)))


def posts_in(content: bytes, *, site: str, url: str) -> tuple[Article, ...]:
    """The articles of one page of the API's answer. Pure. Raises FeedError(site) where it is none."""
    posts = [post for post in _listed_posts(content, site, url) if not _is_hidden(post)]
    articles = (as_article(_found(post), site=site, base=url) for post in posts)
    return tuple(article for article in articles if article.link or article.guid)


def _posts(content: bytes, site: str, url: str) -> list[dict[str, Any]]:
    """Those with a number, by which they can be told apart."""
    return [post for post in _listed_posts(content, site, url) if isinstance(post.get("id"), int)]


def _listed_posts(content: bytes, site: str, url: str) -> Iterator[dict[str, Any]]:
    try:
        posts = _value(content)
    except (ValueError, TooDeepError, SandboxedError) as exc:
        message = f"{shown(url)} gives no JSON: the site's REST API is switched off"
        raise FeedError(site, message, status=200) from exc
    if not isinstance(posts, list):
        raise FeedError(site, f"{shown(url)} gives no list of posts: the site's REST API is restricted", status=200)
    return (post for post in posts if isinstance(post, dict))


def _value(content: bytes) -> object:
    """Raises ValueError, TooDeepError or SandboxedError."""
    bounds = Bounds()
    if is_small_json(content):
        return read_json(content, bounds.nesting)
    return read_json_sandboxed(content, most=_MOST_MEMBERS, longest=bounds.entry_bytes, deepest=bounds.nesting)


def _found(post: Mapping[str, Any]) -> ParsedItem:
    image = _featured_image(post)
    details = image.get("media_details")
    sizes = details if isinstance(details, dict) else {}
    return ParsedItem(
        title=_rendered(post, "title"),
        link=_text(post.get("link")),
        guid=_rendered(post, "guid"),
        body=_rendered(post, "content"),
        excerpt=_rendered(post, "excerpt"),
        published=_gmt(_text(post.get("date_gmt"))),
        image=_text(image.get("source_url")),
        image_alt=_text(image.get("alt_text")),
        image_width=_pixels(sizes.get("width")),
        image_height=_pixels(sizes.get("height")),
    )


def _featured_image(post: Mapping[str, Any]) -> Mapping[str, Any]:
    """https://developer.wordpress.org/rest-api/reference/media/#schema"""
    embedded = post.get("_embedded")
    media = embedded.get("wp:featuredmedia") if isinstance(embedded, dict) else None
    first = media[0] if isinstance(media, list) and media else None
    return first if isinstance(first, dict) else {}


def _pixels(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 100_000 else None


def _is_hidden(post: Mapping[str, Any]) -> bool:
    """Behind a password: there is a title, and no text that the public may read."""
    content = post.get("content")
    return isinstance(content, dict) and content.get("protected") is True


def _rendered(post: Mapping[str, Any], name: str) -> str:
    value = post.get(name)
    return _text(value.get("rendered")) if isinstance(value, dict) else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _gmt(moment: str) -> str:
    """A `…_gmt` has no zone of its own."""
    return f"{moment}Z" if moment and not moment.endswith("Z") else moment
