"""What is asked of a site, what it answers, and what one look at it gives. Plain data: no HTTP client is loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.article import Article
from bot.errors import FeedError
from bot.sources.stopping import go_on

__all__ = ["Answer", "Bounds", "Hub", "PollRequest", "PollResult", "Validators", "WebPolicy"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one site may cost: `[bounds]`, and what no newsroom needs to set."""

    seconds: float = 30.0
    """For one answer with all its redirects, from the first connection to the last byte."""
    wire_bytes: int = 10 * 10**6
    """As sent, compressed or not."""
    content_bytes: int = 20 * 10**6
    """After decompression."""
    redirects: int = 5
    entries: int = 500
    """Of one feed, from its top. WordPress gives 10, news agencies up to 200."""
    entry_bytes: int = 10**6
    """Of one text of one article; what is longer is cut."""
    nesting: int = 100
    """Elements within elements; a feed has about 10, and an article that is spelt out in XHTML 30."""
    at_once: int = 100
    """Sites in flight. An event loop that reads feeds between its sockets wants about this many."""
    per_host: int = 2


@dataclass(frozen=True, slots=True)
class WebPolicy:
    """How the web is asked, whatever is asked for."""

    contact: str = ""
    """Where a site's owner can ask about us; it goes into the User-Agent, as RFC 9110, 10.1.5 asks."""
    allow_private: bool = False
    """Whether addresses that are not of the public internet may be asked too."""
    bounds: Bounds = field(default_factory=Bounds)
    stop: Callable[[], bool] = go_on
    """Once it is true, nothing is waited for any more."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site gave with its last answer, to be sent back verbatim, to that address only."""

    etag: str = ""
    last_modified: str = ""
    url: str = ""
    """The address that gave them, after redirects; "" where that is the address asked."""
    digest: str = ""
    """SHA-256 of the content: a site that knows no 304 often sends the same bytes again."""

    def headers_for(self, url: str, *, asked: str) -> dict[str, str]:
        """The conditional headers for `url`, to which `asked` has led (RFC 9110, section 13.1)."""
        if url != (self.url or asked):
            return {}
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered, with success."""

    url: str
    """Where the content came from, after redirects."""
    unchanged: bool
    """The site says (304) that the content is as it was; `content` is empty."""
    content: bytes
    """Decompressed."""
    content_type: str
    links: tuple[str, ...]
    """The Link headers, verbatim."""
    validators: Validators
    moved_to: str
    """The address to ask from now on, where the site says that it has moved for good (301, 308); else ""."""
    ask_again_at: datetime | None
    """The earliest time (aware UTC) at which the site will have something newer, where it says so."""


@dataclass(frozen=True, slots=True)
class Hub:
    """Where a site tells of new articles by itself: https://www.w3.org/TR/websub/."""

    url: str
    topic: str
    """The address of the feed as its hub knows it."""


@dataclass(frozen=True, slots=True)
class PollRequest:
    """A site's feed, to be asked once."""

    site: str
    url: str
    validators: Validators = field(default_factory=Validators)
    """What its last answer gave."""
    since: datetime | None = None
    """Where a sitemap lists others: when they were first looked at (aware UTC). Older articles are left out."""


@dataclass(frozen=True, slots=True)
class PollResult:
    """What one look at one site's feed gave: its articles, or "unchanged", or a fault."""

    site: str
    url: str
    """As it was asked."""
    articles: tuple[Article, ...] = ()
    """In the feed's order, mostly newest first."""
    unchanged: bool = False
    """Nothing in the feed is other than at the last look."""
    validators: Validators = field(default_factory=Validators)
    """To be kept for the next look. After a fault these are the ones of the request."""
    moved_to: str = ""
    """The address to ask from now on, where the site says that it has moved for good; else ""."""
    ask_again_at: datetime | None = None
    """Not before this (aware UTC), where the site says so."""
    hub: Hub | None = None
    """Where the site tells of new articles by itself (WebSub), if it does."""
    hint: timedelta | None = None
    """How often its feed says that it is worth asking; None where it says nothing, or was not sent."""
    fault: FeedError | None = None
    """Why there is nothing; its text says what to do."""
    partial_fault: FeedError | None = None
    """Why some of it is missing, where it was put together of several answers."""
