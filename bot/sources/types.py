"""The data types of polling: requests, answers, results, and limits. Importing them loads no HTTP client."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.article import Article
from bot.errors import FeedError
from bot.sources.stopping import go_on

__all__ = ["Answer", "Bounds", "CatchUpRequest", "Hub", "PollRequest", "PollResult", "Validators", "WebPolicy"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits for reading one site: those of `[bounds]` in bot.toml, and some that no newsroom needs to set."""

    seconds: float = 30.0
    """For one answer including redirects, from the first connection to the last byte."""
    wire_bytes: int = 10 * 10**6
    """Size of an answer as sent, compressed or not."""
    content_bytes: int = 20 * 10**6
    """Size of an answer after decompression."""
    redirects: int = 5
    entries: int = 500
    """Articles read of one feed, the newest. WordPress feeds have 10, those of news agencies up to 200."""
    entry_bytes: int = 10**6
    """Size of one text of an article; a longer one is cut."""
    nesting: int = 100
    """Depth of nested elements. A feed has about 10 levels, one with articles in XHTML 30."""
    at_once: int = 100
    """Sites polled at the same time. About this many keep an event loop busy that also parses the feeds."""
    per_host: int = 2
    """Requests to one host at the same time."""


@dataclass(frozen=True, slots=True)
class WebPolicy:
    """How requests are made, whatever they are for."""

    contact: str = ""
    """Where a site's owner can reach the operator; sent in the User-Agent, as RFC 9110, section 10.1.5 recommends."""
    allow_private: bool = False
    """Whether addresses outside the public internet may be connected to."""
    bounds: Bounds = field(default_factory=Bounds)
    stop: Callable[[], bool] = go_on
    """Once it returns true, running requests are abandoned with StoppedError."""
    private_remedy: str = "set watch.allow_private = true in bot.toml if that is meant"
    """What a message says to do where an address outside the public internet was refused."""


@dataclass(frozen=True, slots=True)
class Validators:
    """The cache validators of a site's last answer, to be sent back verbatim, to the same URL only."""

    etag: str = ""
    last_modified: str = ""
    url: str = ""
    """The URL that sent them, after redirects; "" where that is the URL requested."""
    digest: str = ""
    """SHA-256 of the content: a site that never answers 304 often sends the same bytes again. "" where ETag and
    Last-Modified are not to be believed, for they were the same for another content; then they are not sent."""

    def headers_for(self, url: str, *, requested_url: str) -> dict[str, str]:
        """The conditional headers for `url`, to which `requested_url` has redirected (RFC 9110, section 13.1)."""
        if url != (self.url or requested_url) or not self.digest:
            return {}
        conditions = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in conditions.items() if value}

    def belie(self, before: Validators) -> bool:
        """Whether they are the same as `before`, those of the last answer, and the content is another.

        An ETag alone counts where there is one, for servers compare no more (RFC 9110, section 13.2.2).
        """
        if (self.etag or self.last_modified) == "" or self.digest == before.digest:
            return False
        is_same = self.etag == before.etag if self.etag or before.etag else self.last_modified == before.last_modified
        return is_same and self.url == before.url


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer of a site."""

    url: str
    """Where the content came from, after redirects."""
    unchanged: bool
    """The content is the same as at the last poll: by a 304, with `content` empty, or by an equal digest."""
    content: bytes
    """Decompressed."""
    content_type: str
    links: tuple[str, ...]
    """The Link headers, verbatim."""
    validators: Validators
    moved_to: str
    """The URL to use from now on, after a permanent redirect (301, 308); else ""."""
    ask_again_at: datetime | None
    """The earliest time (aware, in UTC) for the next request, if the answer gives one."""


@dataclass(frozen=True, slots=True)
class Hub:
    """A WebSub hub, which notifies subscribers of new articles: https://www.w3.org/TR/websub/."""

    url: str
    topic: str
    """The URL under which the hub knows the feed."""


@dataclass(frozen=True, slots=True)
class PollRequest:
    """One poll of a site's feed or news sitemap, to be made."""

    site: str
    url: str
    validators: Validators = field(default_factory=Validators)
    """Those of its last answer."""
    conditional: bool = True
    """Whether "unchanged" is believed; a site whose ETag is stuck would answer so for ever."""
    finds_feed: bool = False
    """Whether the feed is looked for where the address is that of a page."""
    since: datetime | None = None
    """For a sitemap index: when it was first polled (aware, in UTC). Older articles are left out."""


@dataclass(frozen=True, slots=True)
class CatchUpRequest:
    """What a site has published between two polls of its feed is to be found."""

    site: str
    feed_url: str
    since: datetime
    """Aware, in UTC: when the newest article of the earlier poll was published."""
    shown: tuple[Article, ...]
    """What the later poll has shown."""


@dataclass(frozen=True, slots=True)
class PollResult:
    """The result of one poll: articles, or "unchanged", or a fault."""

    site: str
    url: str
    """As requested."""
    articles: tuple[Article, ...] = ()
    """In the feed's order, mostly newest first."""
    unchanged: bool = False
    """The feed is the same as at the last poll."""
    validators: Validators = field(default_factory=Validators)
    """To be kept for the next poll. After a fault they are those of the request."""
    moved_to: str = ""
    """The URL to use from now on, after a permanent redirect; else ""."""
    ask_again_at: datetime | None = None
    """The earliest time (aware, in UTC) for the next request, if the site gives one."""
    hub: Hub | None = None
    """The feed's WebSub hub, if it names one."""
    hint: timedelta | None = None
    """The poll interval that the feed itself recommends; None where it names none, or was not sent."""
    fault: FeedError | None = None
    """Why the poll failed; its text says what to do."""
    partial_fault: FeedError | None = None
    """Why some articles are missing, where several answers were merged (a sitemap index)."""
