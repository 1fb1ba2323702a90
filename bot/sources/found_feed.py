"""What a feed is that was found at a site: its news, a podcast, a section, comments; and which is the best. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from bot.article import Article
from bot.errors import FeedError
from bot.sources.parsing.decode import decoded
from bot.sources.parsing.sanitize import one_line, text_of_markup
from bot.sources.types import Answer

if TYPE_CHECKING:
    from bot.sources.parsing.feed import Reading

__all__ = [
    "FeedCandidate",
    "FoundFeed",
    "best_first",
    "described",
    "is_comments_feed",
    "shows_comments",
    "title_of",
]

_TITLES = 20


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed of a site, as it was downloaded and read."""

    url: str
    answer: Answer
    reading: Reading

    @property
    def articles(self) -> tuple[Article, ...]:
        return self.reading.articles


@dataclass(frozen=True, slots=True)
class FeedCandidate:
    """A feed of a site that could be read."""

    url: str
    title: str
    """The feed's own title."""
    site_title: str
    """The name of the site: its page's og:site_name, else the title of the feed."""
    articles: int
    newest: datetime | None
    """Aware, in UTC; None where no article has a date."""
    has_bodies: bool
    """Whether it holds whole articles, which make better posts than excerpts do."""
    titles: str = ""
    """The titles of its newest articles, to tell its language by."""
    language: str = ""
    """As it declares it (BCP 47); "" where it does not."""


def title_of(answer: Answer) -> str:
    return _feed_title(decoded(answer.content[:16_384], answer.content_type))


def described(feeds: Iterable[FoundFeed], site_title: str) -> tuple[FeedCandidate, ...]:
    return tuple(_candidate(feed, title_of(feed.answer), site_title) for feed in feeds)


def _candidate(feed: FoundFeed, title: str, site_title: str) -> FeedCandidate:
    return FeedCandidate(
        url=feed.url,
        title=title,
        site_title=site_title or title,
        articles=len(feed.articles),
        newest=max((article.published for article in feed.articles if article.published), default=None),
        has_bodies=_has_bodies(feed),
        titles="\n".join(article.title for article in feed.articles[:_TITLES]),
        language=next((article.language for article in feed.articles if article.language), ""),
    )


def best_first(tried: Iterable[FoundFeed | FeedError | None], *, by_bodies: bool) -> Sequence[FoundFeed]:
    """Feeds of the whole site before those of a section, then news before podcasts, then feeds with articles.

    Of equals those with whole articles come first, where `by_bodies`; else their order stays.
    """
    return sorted(
        (feed for feed in tried if isinstance(feed, FoundFeed)),
        key=lambda feed: (
            _is_of_section(feed.url),
            not feed.articles,
            _is_podcast(feed),
            by_bodies and not _has_bodies(feed),
        ),
    )


def _has_bodies(feed: FoundFeed) -> bool:
    return any(article.body for article in feed.articles)


def _is_of_section(url: str) -> bool:
    return re.search(r"/(?:category|categories|tag|tags|author|topic|topics|section)/", urlsplit(url).path) is not None


_ENCLOSURE = re.compile(rb"<(?:enclosure|link|(?:\w+:)?content)\s[^<>]*+|\"mime_type\"\s*+:\s*+\"[^\"]*+")
_APPLE = b"http://www.itunes.com/dtds/podcast-1.0.dtd"
"""The namespace of https://podcasters.apple.com/support/823-podcast-requirements."""
_LONG_TEXT = 1_500
"""Characters of HTML. Notes to an episode are shorter, as a rule."""
_SOUND_OR_FILM = (b"audio/", b"video/")


def _is_podcast(feed: FoundFeed) -> bool:
    """Whether each of its articles comes with sound or film, and is not a text that is also read aloud."""
    content = feed.answer.content
    if _APPLE not in content and any(len(article.body) > _LONG_TEXT for article in feed.articles):
        return False
    enclosures = (match[0] for match in _ENCLOSURE.finditer(content))
    playable = sum(any(kind in enclosure for kind in _SOUND_OR_FILM) for enclosure in enclosures)
    return 0 < len(feed.articles) <= playable


_COMMENTS_PATHS = frozenset({"comments", "replies"})


def is_comments_feed(url: str) -> bool:
    """Whether the URL looks like a feed of readers' comments, which are not articles.

    In WordPress, whatever its language, that is /comments/feed/, ?feed=comments-rss2 or ?withcomments=1.
    """
    parts = urlsplit(url)
    if not _COMMENTS_PATHS.isdisjoint(parts.path.lower().split("/")):
        return True
    query = parse_qsl(parts.query, keep_blank_values=True)
    return any(name == "withcomments" or (name == "feed" and value.startswith("comments")) for name, value in query)


_COMMENT_FRAGMENT = re.compile(r"(?:comments?|respond|reply|c)[-_]?[0-9a-f]++", re.IGNORECASE)
"""Of an address of one comment, in all languages: `comment-7` (WordPress, Drupal, Movable Type, Disqus), `c7` (Blogger,
Serendipity, Textpattern, Dotclear)."""
_IN_REPLY_TO = re.compile(rb"<(?:\w+:)?in-reply-to[\s/>]")
"""https://www.rfc-editor.org/rfc/rfc4685"""


def shows_comments(articles: Sequence[Article], content: bytes) -> bool:
    """Whether most of what a feed shows are readers' comments, by their addresses or by what they reply to."""
    fragments = (article.link.partition("#")[2] for article in articles)
    comments = sum(_COMMENT_FRAGMENT.fullmatch(fragment) is not None for fragment in fragments)
    replies = sum(1 for _ in _IN_REPLY_TO.finditer(content))
    return bool(articles) and max(comments, replies) * 2 > len(articles)


_TITLE = re.compile(r"<(?:\w++:)?title[^<>]*+>")
_JSON_TITLE = re.compile(r'"title"\s*+:\s*+"((?:[^"\\]|\\.)*+)"')


def _feed_title(head: str) -> str:
    """The feed's own title as plain text. Decoded twice: RSS puts HTML into XML."""
    if head.lstrip().startswith("{"):
        match = _JSON_TITLE.search(head)
        title = match[1] if match else ""
    else:
        title = _title_element(head)
    return one_line(text_of_markup(text_of_markup(title)), 200)


def _title_element(head: str) -> str:
    """The content of the first title element, not decoded; "" where there is none or it has no end."""
    match = _TITLE.search(head)
    end = head.find("</", match.end()) if match else -1
    return head[match.end() : end].strip().removeprefix("<![CDATA[").removesuffix("]]>") if match and end > 0 else ""
