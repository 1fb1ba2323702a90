"""`WebSources`: every request to sites, their pages and hubs, as one object. It implements `bot.desk.Web`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from bot.article import Article
    from bot.errors import FeedError
    from bot.sources.found_feed import FeedCandidate
    from bot.sources.http.client import WebClient
    from bot.sources.http.fetch import Fetcher
    from bot.sources.page.article import PageArticle
    from bot.sources.page.card import CardPage, CardRules
    from bot.sources.types import CatchUpRequest, PollRequest, PollResult, WebPolicy
    from bot.sources.websub.hub import HubRequest
    from bot.sources.wordpress import FollowRequest, FollowResult

__all__ = ["WebSources"]

T = TypeVar("T")


class WebSources:
    """Sends requests to sites, their pages and their hubs through one HTTP client.

    Whatever asks the web is imported, and the client started, by the first request that needs it: commands such as
    `bot status` hold this object and ask nothing. Must be closed; may be used from several threads. Every
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
        from bot.sources.poller import PollRound

        yield from PollRound(self._client(), requests).results()

    def discover(self, urls: Sequence[str]) -> list[tuple[FeedCandidate, ...] | FeedError]:
        """The feeds of each site, the best first, or the reason why it has none."""
        from bot.sources.discovery import discover_all

        return self._run(partial(discover_all, urls=urls, bounds=self._policy.bounds))

    def catch_up(self, request: CatchUpRequest) -> tuple[Article, ...]:
        """The articles that a site has published between two polls of its feed, from the feed's older pages or an API.

        Raises FeedError, mostly because the site has neither.
        """
        from bot.sources.catch_up import missed_articles

        return self._run(partial(missed_articles, request=request, bounds=self._policy.bounds))

    def follow(self, requests: Sequence[FollowRequest]) -> list[FollowResult]:
        """Later edits and withdrawals of articles. A fault is in the result of its site."""
        from bot.sources.wordpress import follow_articles

        return self._run(partial(follow_articles, requests=requests))

    def look_at_sitemaps(self, requests: Sequence[PollRequest]) -> list[PollResult]:
        """Poll news sitemaps: one result for each request, in their order. A fault is in its result."""
        from bot.sources.sitemap.read import look_at_sitemaps

        return self._run(partial(look_at_sitemaps, requests=requests, bounds=self._policy.bounds))

    def ask_hubs(self, requests: Sequence[HubRequest]) -> list[FeedError | None]:
        """Send requests to WebSub hubs. For each, why the hub refuses; None where it has accepted the request."""
        from bot.sources.websub.hub import ask_hubs

        return self._run(partial(ask_hubs, requests=requests))

    def read_page(self, url: str, site: str) -> PageArticle:
        """The article whose own page is at `url`. Raises FeedError."""
        from bot.sources.page.article import fetch_article

        return self._run(partial(fetch_article, url=url, site=site))

    def read_bodies(self, pages: Sequence[tuple[str, str]]) -> list[str | FeedError]:
        """For each (site name, URL of an article), its body as HTML, or the reason why there is none."""
        from bot.sources.page.body import fetch_bodies

        return self._run(partial(fetch_bodies, pages=pages, bounds=self._policy.bounds))

    def read_cards(self, urls: Sequence[str], rules: Sequence[CardRules]) -> dict[str, CardPage | FeedError]:
        """For each link what its card is made of, or the reason why that cannot be read.

        The pictures fetched are those that a platform with one of `rules` would show.
        """
        from bot.sources.page.card_page import fetch_card_pages

        return self._run(partial(fetch_card_pages, urls=urls, rules=rules))

    def is_gone(self, url: str) -> bool:
        """Whether the page at `url` answers 404 or 410."""
        from bot.sources.page.article import page_is_gone

        return self._run(partial(page_is_gone, url=url))

    def _run(self, ask: Callable[[Fetcher], Coroutine[Any, Any, T]]) -> T:
        return self._client().run(ask)

    def _client(self) -> WebClient:
        from bot.sources.http.client import WebClient

        with self._lock:
            if self._started is None:
                self._started = WebClient(self._policy)
            return self._started
