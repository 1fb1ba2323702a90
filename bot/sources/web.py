"""`WebSources`: every request to sites, their pages and hubs, as one object. It implements `bot.desk.Web`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from bot.article import Article
from bot.errors import FeedError
from bot.sources.discovery import FeedCandidate, discover_all
from bot.sources.page.article import fetch_article, page_is_gone
from bot.sources.page.body import fetch_bodies
from bot.sources.page.card import CardPage, CardRules
from bot.sources.page.card_page import fetch_card_pages
from bot.sources.sitemap.read import look_at_sitemaps
from bot.sources.types import PollRequest, PollResult, WebPolicy
from bot.sources.websub.hub import HubRequest, ask_hubs
from bot.sources.wordpress import FollowRequest, FollowResult, articles_since, follow_articles

if TYPE_CHECKING:
    from bot.sources.http.client import WebClient
    from bot.sources.http.fetch import Fetcher

__all__ = ["WebSources"]

T = TypeVar("T")


class WebSources:
    """Sends requests to sites, their pages and their hubs through one HTTP client.

    The client is imported and started by the first request. Must be closed; may be used from several threads. Every
    request raises StoppedError soon after `policy.stop` returns true, and SettingsError where the certificates named by
    the environment cannot be read.
    """

    def __init__(self, policy: WebPolicy) -> None:
        self._policy = policy
        self._lock = threading.Lock()
        self._started: WebClient | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Cancel all running requests and close every connection."""
        with self._lock:
            if self._started is not None:
                self._started.close()

    def look(self, requests: Sequence[PollRequest]) -> Iterator[Sequence[PollResult]]:
        """Poll feeds: one result for each request, in lists of those that arrive together. A fault is in its result.

        The caller may be slow: at most `bounds.at_once` results wait for it, and no other site is polled meanwhile.
        Closing the iterator early cancels the remaining polls.
        """
        if not requests:
            return
        # Imported here for a quick start: the parsers take 0.1 s, and most commands do not need them.
        from bot.sources.poller import PollRound

        yield from PollRound(self._client(), requests).results()

    def discover(self, urls: Sequence[str]) -> list[tuple[FeedCandidate, ...] | FeedError]:
        """The feeds of each site, the best first, or the reason why it has none."""
        return self._run(partial(discover_all, urls=urls, bounds=self._policy.bounds))

    def catch_up(self, feed_url: str, site: str, since: datetime) -> tuple[Article, ...]:
        """The articles that a WordPress site has published since `since` (aware), from its REST API.

        Raises FeedError, mostly because the site has no such API.
        """
        return self._run(partial(articles_since, feed_url=feed_url, site=site, since=since))

    def follow(self, requests: Sequence[FollowRequest]) -> list[FollowResult]:
        """Later edits and withdrawals of articles. A fault is in the result of its site."""
        return self._run(partial(follow_articles, requests=requests))

    def look_at_sitemaps(self, requests: Sequence[PollRequest]) -> list[PollResult]:
        """Poll news sitemaps: one result for each request, in their order. A fault is in its result."""
        return self._run(partial(look_at_sitemaps, requests=requests, bounds=self._policy.bounds))

    def ask_hubs(self, requests: Sequence[HubRequest]) -> list[FeedError | None]:
        """Send requests to WebSub hubs. For each, why the hub refuses; None where it has accepted the request."""
        return self._run(partial(ask_hubs, requests=requests))

    def read_page(self, url: str, site: str) -> Article:
        """The article whose own page is at `url`. Raises FeedError."""
        return self._run(partial(fetch_article, url=url, site=site))

    def read_bodies(self, pages: Sequence[tuple[str, str]]) -> list[str | FeedError]:
        """For each (site name, URL of an article), its body as HTML, or the reason why there is none."""
        return self._run(partial(fetch_bodies, pages=pages, bounds=self._policy.bounds))

    def read_cards(self, urls: Sequence[str], rules: Sequence[CardRules]) -> dict[str, CardPage | FeedError]:
        """For each link what its card is made of, or the reason why that cannot be read.

        The pictures fetched are those that a platform with one of `rules` would show.
        """
        return self._run(partial(fetch_card_pages, urls=urls, rules=rules))

    def is_gone(self, url: str) -> bool:
        """Whether the page at `url` answers 404 or 410."""
        return self._run(partial(page_is_gone, url=url))

    def _run(self, ask: Callable[[Fetcher], Coroutine[Any, Any, T]]) -> T:
        return self._client().run(ask)

    def _client(self) -> WebClient:
        # Imported here for a quick start: the HTTP client takes 0.2 s, which most commands do not need.
        from bot.sources.http.client import WebClient

        with self._lock:
            if self._started is None:
                self._started = WebClient(self._policy)
            return self._started
