"""Reads a WordPress site's REST API for what its feed does not show: https://developer.wordpress.org/rest-api/

The feed is the first source, and for most sites the only one. The API adds the edits and withdrawals of articles that
are no longer in the feed, the text alternatives of images, and, where the feed has no older pages, the articles that
left it before they were seen (`catch_up.py`). No answer is trusted to be what was asked for: many a cache gives one
answer to every query.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from bot import http_headers
from bot.article import Article
from bot.errors import FeedError
from bot.sources.parsing.bounds import TooDeepError
from bot.sources.parsing.dates import read_date
from bot.sources.parsing.item import ParsedItem, as_article, web_address
from bot.sources.parsing.json_value import is_small_json, read_json, read_json_sandboxed
from bot.sources.parsing.sandboxed import SandboxedError
from bot.sources.parsing.sanitize import printable_url
from bot.sources.types import Answer, Bounds

if TYPE_CHECKING:
    from bot.sources.http.fetch import Fetcher

__all__ = [
    "FollowRequest",
    "FollowResult",
    "Post",
    "api_root",
    "follow_articles",
    "number_text",
    "posts_in",
    "posts_since",
    "without_feed",
]

MOST_FOLLOWED = 100
"""Posts in one FollowRequest: as many as one page of the API holds."""

_PER_PAGE = 50
"""The API allows up to 100; a page of 50 whole articles is half a megabyte."""

_MOST_PAGES = 4
_MOST_MEMBERS = 1_000
_FIELDS = "id,status,date_gmt,guid,link,title,content,excerpt"
_FEATURES = ("categories", "tags", "author", "lang")
"""`lang` is what plug-ins for several languages add, such as Polylang."""
# Both are needed for `_embed`: https://developer.wordpress.org/rest-api/using-the-rest-api/global-parameters/#_embed
_FIELDS_AND_IMAGE = f"{_FIELDS},_links,_embedded"
_FIELDS_OF_NEWS = f"{_FIELDS},{','.join(_FEATURES)},_links,_embedded"
_MOST_FEATURES = 200
_CLOCKS_DIFFER_BY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class FollowRequest:
    """Articles of one site to be checked for edits and withdrawals."""

    site: str
    feed_url: str
    posts: Mapping[int, str]
    """From an article's post number in WordPress to its URL; at most `MOST_FOLLOWED`."""
    since: datetime | None
    """Articles edited after this time are fetched; None: all are."""


@dataclass(frozen=True, slots=True)
class FollowResult:
    """The edits and withdrawals of the articles of a FollowRequest, by post number."""

    site: str
    edited: Mapping[int, Article] = field(default_factory=dict)
    """Edited articles, as they are now."""
    withdrawn: frozenset[int] = frozenset()
    """Articles that are no longer public."""
    fault: FeedError | None = None
    """Why nothing is known, mostly because the site offers no API."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post as the API gives it."""

    article: Article
    features: frozenset[tuple[str, str]]
    """Its categories, tags, author and language, each as ("categories", "12"), and the section in its address."""


async def posts_since(fetcher: Fetcher, root: str, site: str, since: datetime) -> tuple[Post, ...]:
    """The posts that the API at `root` lists as published after `since` (aware), newest first, at most 200.

    Nothing says that these are the posts that the site's feed shows, or that it has listened to the question. Raises
    FeedError(site) where the site has no such API, as is common.
    """
    posts: list[Post] = []
    after = f"{since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"  # without a zone, WordPress reads it in the site's own
    for page in range(1, _MOST_PAGES + 1):
        url = _posts_url(
            root, after=after, per_page=_PER_PAGE, page=page, _fields=_FIELDS_OF_NEWS, _embed="wp:term,author"
        )
        try:
            answer = await fetcher.fetch(site, url)
        except FeedError as fault:
            if page > 1 and fault.status == 400:  # rest_post_invalid_page_number: the page before was full
                break
            raise
        found = await asyncio.to_thread(posts_in, answer.content, site=site, url=answer.url)
        known = {post.article.link for post in posts}
        posts.extend(post for post in found if post.article.link not in known)
        if len(found) < _PER_PAGE:
            break
    return tuple(posts)


async def follow_articles(fetcher: Fetcher, requests: Sequence[FollowRequest]) -> list[FollowResult]:
    """The edits and withdrawals for each request, in the order of `requests`. All sites are requested at once."""
    return await asyncio.gather(*(_follow(fetcher, request) for request in requests))


async def _follow(fetcher: Fetcher, request: FollowRequest) -> FollowResult:
    # Imported in functions for a quick start of commands that send no request: aiohttp takes 0.2 s.
    from bot.sources.http.refusals import own_fault

    try:
        root, listed_at = await _listed(fetcher, request)
        changed_at = {number: at for number, at in listed_at.items() if number in request.posts}
        since = request.since and request.since - _CLOCKS_DIFFER_BY
        edited_numbers = [
            number for number, modified in changed_at.items() if since is None or modified is None or modified > since
        ]
        edited = await _edited_articles(fetcher, request, root, edited_numbers) if edited_numbers else {}
        # A cache may give posts that nobody asked for, whatever the query is: then being absent tells nothing.
        is_answered = len(changed_at) == len(listed_at)
        absent = [number for number in request.posts if number not in changed_at] if is_answered else []
        withdrawn = await asyncio.gather(*(_is_withdrawn(fetcher, request, root, number) for number in absent))
    except FeedError as fault:
        return FollowResult(request.site, fault=fault)
    except Exception as exc:  # noqa: BLE001 (an unforeseen fault at one site must not stop the others)
        return FollowResult(request.site, fault=own_fault(request.site, request.feed_url, exc))
    return FollowResult(
        request.site,
        edited,
        frozenset(number for number, is_withdrawn in zip(absent, withdrawn, strict=True) if is_withdrawn),
    )


async def _listed(fetcher: Fetcher, request: FollowRequest) -> tuple[str, dict[int, datetime | None]]:
    """The URL of the API, and what `_changed_at` tells.

    Where there is no API at the usual place, the Link header of the site's feed may tell where it is.
    """
    root = api_root(request.feed_url)
    try:
        return root, await _changed_at(fetcher, request, root)
    except FeedError as fault:
        if fault.status not in {200, 404}:
            raise
        answer = await fetcher.fetch(request.site, request.feed_url)
        stated_root = api_root(answer.url, answer.links)
        if stated_root == root:
            raise
    return stated_root, await _changed_at(fetcher, request, stated_root)


async def _changed_at(fetcher: Fetcher, request: FollowRequest, root: str) -> dict[int, datetime | None]:
    """When each of the posts that the API lists was last changed: of those asked for, those that are out.

    So one small answer shows edits and withdrawals; the API's parameter `modified_after` would show edits alone.
    """
    url = _posts_url(root, include=_comma_separated(request.posts), per_page=100, _fields="id,status,modified_gmt")
    answer = await fetcher.fetch(request.site, url)
    posts = await asyncio.to_thread(_posts, answer.content, request.site, answer.url)
    return {post["id"]: read_date(_with_zone(_text(post.get("modified_gmt")))) for post in posts if _is_out(post)}


async def _edited_articles(
    fetcher: Fetcher, request: FollowRequest, root: str, numbers: Collection[int]
) -> dict[int, Article]:
    url = _posts_url(
        root,
        include=_comma_separated(numbers),
        per_page=100,
        _fields=_FIELDS_AND_IMAGE,
        _embed="wp:featuredmedia",
    )
    answer = await fetcher.fetch(request.site, url)
    return await asyncio.to_thread(_articles_in, answer, request.site, numbers)


def _articles_in(answer: Answer, site: str, numbers: Collection[int]) -> dict[int, Article]:
    listed = _posts(answer.content, site, answer.url)
    posts = [post for post in listed if post["id"] in numbers and not _is_hidden(post)]
    return {post["id"]: as_article(_item_from_post(post), site=site, base=answer.url) for post in posts}


async def _is_withdrawn(fetcher: Fetcher, request: FollowRequest, root: str, number: int) -> bool:
    """Whether a post that is missing from the API's list is no longer public.

    The API answers 401 for a post that is in the bin, a draft or private. It answers 404 for a deleted one, but also
    for an article that is not of the type "post"; then the article's own page decides.
    """
    status = await _status(fetcher, request.site, _posts_url(root, number, _fields="id"))
    if status == 404:
        return await _status(fetcher, request.site, request.posts[number]) in {404, 410}
    return status in {401, 403, 410}


async def _status(fetcher: Fetcher, site: str, url: str) -> int:
    """The HTTP status of the answer; 0 where none came."""
    try:
        await fetcher.fetch(site, url)
    except FeedError as fault:
        return fault.status
    return 200


_API_RELATION = "https://api.w.org/"
"""https://developer.wordpress.org/rest-api/using-the-rest-api/discovery/"""


def api_root(feed_url: str, link_headers: Iterable[str] = ()) -> str:
    """The URL of the API: the one that the Link headers of the site's feed name, or else the one at the usual place.

    That is beside the feed; a site without permalinks, whose feed is at `/?feed=rss2`, takes the way in a parameter.
    """
    for link in http_headers.links(link_headers):
        if _API_RELATION in link.rels and (root := web_address(link.address, feed_url)):
            return root
    parts = urlsplit(feed_url)
    if "feed" in parse_qs(parts.query):
        return urljoin(feed_url, f"{parts.path or '/'}?rest_route=/")
    return urljoin(feed_url, f"{without_feed(parts.path)}/wp-json/")


_FEED_PATH = re.compile(r"/(?:feed(?:/(?:rss2?|rdf|atom))?|rss2?|rdf|atom)/?\Z")
"""https://developer.wordpress.org/advanced-administration/wordpress/feeds/"""


def without_feed(path: str) -> str:
    """The path of what a feed in WordPress is the feed of, without a slash at its end."""
    return _FEED_PATH.sub("", path).rstrip("/")


def _posts_url(root: str, number: int | None = None, **parameters: str | int) -> str:
    """https://developer.wordpress.org/rest-api/reference/posts/"""
    post_path = f"/{number}" if number is not None else ""
    mark = "&" if "?" in root else "?"
    return f"{root.rstrip('/')}/wp/v2/posts{post_path}{mark}{urlencode(parameters, safe=':,')}"


def _comma_separated(numbers: Iterable[int]) -> str:
    return ",".join(map(str, sorted(numbers)))


def posts_in(content: bytes, *, site: str, url: str) -> tuple[Post, ...]:
    """The posts in one page of the API's answers. Pure. Raises FeedError(site) where it is not one."""
    listed = [post for post in _posts_in_answer(content, site, url) if not _is_hidden(post)]
    posts = (_post(post, site, url) for post in listed)
    return tuple(post for post in posts if post.article.link or post.article.guid)


def _post(post: Mapping[str, Any], site: str, url: str) -> Post:
    article = as_article(_item_from_post(post), site=site, base=url)
    named = ((name, value) for name in _FEATURES for value in islice(_values(post.get(name)), _MOST_FEATURES))
    section = [("section", part)] if (part := section_of(article.link)) else []
    return Post(article, frozenset((*named, *section)))


def _values(value: object) -> Iterator[str]:
    """A number or a text, or each of a list of them, as text."""
    for element in value if isinstance(value, list) else [value]:
        if isinstance(element, int) and not isinstance(element, bool):
            yield number_text(element)
        elif isinstance(element, str) and element:
            yield element


def number_text(number: int) -> str:
    """A number of a category or the like, of any length, as text to be compared; Python limits decimal digits."""
    return hex(number)


def section_of(link: str) -> str:
    """The first part of the path in an article's address, such as a language or a category; "" where it has none.

    A year is no section, and neither is the only part.
    """
    try:
        parts = [part for part in urlsplit(link).path.split("/") if part]
    except ValueError:
        return ""
    return parts[0].lower() if len(parts) > 1 and not parts[0].isdecimal() else ""


def _posts(content: bytes, site: str, url: str) -> list[dict[str, Any]]:
    """The posts of an answer that have a number."""
    return [post for post in _posts_in_answer(content, site, url) if _is_number(post.get("id"))]


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _posts_in_answer(content: bytes, site: str, url: str) -> Iterator[dict[str, Any]]:
    try:
        posts = _json_value(content)
    except (ValueError, TooDeepError, SandboxedError) as exc:
        message = f"{printable_url(url)} gives no JSON: the site's REST API is switched off"
        raise FeedError(site, message, status=200) from exc
    if not isinstance(posts, list):
        raise FeedError(
            site, f"{printable_url(url)} gives no list of posts: the site's REST API is restricted", status=200
        )
    return (post for post in posts if isinstance(post, dict))


def _json_value(content: bytes) -> object:
    """The JSON value of `content`. Raises ValueError, TooDeepError or SandboxedError."""
    bounds = Bounds()
    if is_small_json(content):
        return read_json(content, bounds.nesting)
    return read_json_sandboxed(content, most=_MOST_MEMBERS, longest=bounds.entry_bytes, deepest=bounds.nesting)


def _item_from_post(post: Mapping[str, Any]) -> ParsedItem:
    image = _featured_image(post)
    details = image.get("media_details")
    sizes = details if isinstance(details, dict) else {}
    return ParsedItem(
        title=_rendered(post, "title"),
        link=_text(post.get("link")),
        guid=_rendered(post, "guid"),
        body=_rendered(post, "content"),
        excerpt=_rendered(post, "excerpt"),
        author=next(_names(post, "author"), ""),
        published=_with_zone(_text(post.get("date_gmt"))),
        tags=tuple(islice(_names(post, "wp:term"), _MOST_FEATURES)),
        image=_text(image.get("source_url")),
        image_alt=_text(image.get("alt_text")),
        image_width=_pixels(sizes.get("width")),
        image_height=_pixels(sizes.get("height")),
    )


def _featured_image(post: Mapping[str, Any]) -> Mapping[str, Any]:
    """https://developer.wordpress.org/rest-api/reference/media/#schema"""
    media = _embedded(post, "wp:featuredmedia")
    first = media[0] if media else None
    return first if isinstance(first, dict) else {}


def _embedded(post: Mapping[str, Any], name: str) -> list[Any]:
    embedded = post.get("_embedded")
    value = embedded.get(name) if isinstance(embedded, dict) else None
    return value if isinstance(value, list) else []


def _names(post: Mapping[str, Any], relation: str) -> Iterator[str]:
    """The names of what is embedded: of the author, or of categories and tags, which come in a list for each kind."""
    for element in _embedded(post, relation):
        for named in element if isinstance(element, list) else [element]:
            if isinstance(named, dict) and (name := _text(named.get("name"))):
                yield name


def _pixels(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 100_000 else None


def _is_hidden(post: Mapping[str, Any]) -> bool:
    """Whether the post is not out, or has a password: then its title is public, but its text is not."""
    content = post.get("content")
    return not _is_out(post) or (isinstance(content, dict) and content.get("protected") is True)


def _is_out(post: Mapping[str, Any]) -> bool:
    """Whether the post is published; a plug-in may let the API show drafts, and what is scheduled."""
    return bool(post.get("status", "publish") == "publish")


def _rendered(post: Mapping[str, Any], name: str) -> str:
    value = post.get(name)
    return _text(value.get("rendered")) if isinstance(value, dict) else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _with_zone(moment: str) -> str:
    """A `…_with_zone` time with the zone that WordPress leaves out."""
    return f"{moment}Z" if moment and not moment.endswith("Z") else moment
