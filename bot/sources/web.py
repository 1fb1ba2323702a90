"""All that the desk asks of the web, as one object; `bot.desk.Web` says what each of it is."""

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
    """Sites, their pages and their hubs, asked over HTTP by one client.

    The client is loaded and started by the first question. To be closed in the end; safe to use from several threads.
    Every question raises StoppedError soon after `policy.stop` has become true, and SettingsError where the
    certificates that the environment names cannot be read.
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
        """End what is still asked, and close every connection."""
        with self._lock:
            if self._started is not None:
                self._started.close()

    def look(self, requests: Sequence[PollRequest]) -> Iterator[Sequence[PollResult]]:
        """One look for each request: those that are there at the same time, at once; a site's fault is in its look.

        The caller may take its time with them: meanwhile at most `bounds.at_once` further looks wait, and no other
        site is asked. A caller that stops early stops the asking.
        """
        if not requests:
            return
        # Loads the parsers, which is nothing for those who ask nothing.
        from bot.sources.poller import PollRound

        yield from PollRound(self._client(), requests).results()

    def discover(self, urls: Sequence[str]) -> list[tuple[FeedCandidate, ...] | FeedError]:
        """The feeds of each site, the best first, or why it has none."""
        return self._run(partial(discover_all, urls=urls, bounds=self._policy.bounds))

    def catch_up(self, feed_url: str, site: str, since: datetime) -> tuple[Article, ...]:
        """What the site has published since then, from its REST API. Raises FeedError, mostly as it has none."""
        return self._run(partial(articles_since, feed_url=feed_url, site=site, since=since))

    def follow(self, requests: Sequence[FollowRequest]) -> list[FollowResult]:
        """What has become of articles; a site's fault is in its answer."""
        return self._run(partial(follow_articles, requests=requests))

    def look_at_sitemaps(self, requests: Sequence[PollRequest]) -> list[PollResult]:
        """What news sitemaps show, in the order of the requests; a fault is in its look."""
        return self._run(partial(look_at_sitemaps, requests=requests, bounds=self._policy.bounds))

    def ask_hubs(self, requests: Sequence[HubRequest]) -> list[FeedError | None]:
        """Why each hub refuses; None where it has taken the request."""
        return self._run(partial(ask_hubs, requests=requests))

    def read_page(self, url: str, site: str) -> Article:
        """The article whose own page is at that address. Raises FeedError."""
        return self._run(partial(fetch_article, url=url, site=site))

    def read_bodies(self, pages: Sequence[tuple[str, str]]) -> list[str | FeedError]:
        """For each name of a site and address of an article its body from there, or why there is none."""
        return self._run(partial(fetch_bodies, pages=pages, bounds=self._policy.bounds))

    def read_cards(self, urls: Sequence[str], rules: Sequence[CardRules]) -> dict[str, CardPage | FeedError]:
        """For each link what its card is made of, or why that cannot be read.

        Read are the pictures that a platform with one of `rules` would show.
        """
        return self._run(partial(fetch_card_pages, urls=urls, rules=rules))

    def is_gone(self, url: str) -> bool:
        """Whether the page at that address says that it is not there."""
        return self._run(partial(page_is_gone, url=url))

    def _run(self, ask: Callable[[Fetcher], Coroutine[Any, Any, T]]) -> T:
        return self._client().run(ask)

    def _client(self) -> WebClient:
        # Loads the HTTP client (0.2 s), which is nothing for a command that asks nothing.
        from bot.sources.http.client import WebClient

        with self._lock:
            if self._started is None:
                self._started = WebClient(self._policy)
            return self._started
