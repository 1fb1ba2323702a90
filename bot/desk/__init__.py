"""THE USE CASES: collect · compose · preview · publish · reconcile, and what editors ask for.

Each is a function that takes the desk, which holds the parts that the use cases work with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.article import Article
    from bot.errors import FeedError
    from bot.outbox.store.accounts import Accounts
    from bot.outbox.store.articles import Articles
    from bot.outbox.store.deliveries import Outbox
    from bot.outbox.store.following import Following
    from bot.outbox.store.processes import Owner, Processes
    from bot.outbox.store.sources import Sources
    from bot.outbox.store.subscriptions import Subscriptions
    from bot.platforms import Platform
    from bot.settings import Account, Settings
    from bot.sources.discovery import FeedCandidate
    from bot.sources.types import PollRequest, PollResult
    from bot.sources.websub.hub import HubRequest
    from bot.sources.wordpress import FollowRequest, FollowResult
    from bot.writing.templates import Templates


class Web(Protocol):
    """What is asked of sites, of their pages and of their hubs."""

    def look(self, requests: Sequence[PollRequest]) -> Iterator[Sequence[PollResult]]:
        """One look for each request, those together that are there; a fault is in its look, and none is raised."""
        ...

    def discover(self, urls: Sequence[str]) -> Sequence[Sequence[FeedCandidate] | FeedError]:
        """Addresses of sites → the feeds of each, the best first, or why it has none."""
        ...

    def catch_up(self, feed_url: str, site: str, since: datetime) -> Sequence[Article]:
        """What the site has published since then, from another source than its feed.

        Raises FeedError, mostly because there is none.
        """
        ...

    def follow(self, requests: Sequence[FollowRequest]) -> Sequence[FollowResult]:
        """Articles of sites → what has become of them; a site's fault is in its answer."""
        ...

    def look_at_sitemaps(self, requests: Sequence[PollRequest]) -> Sequence[PollResult]:
        """News sitemaps of sites → what each shows, in their order; a fault is in its look."""
        ...

    def ask_hubs(self, requests: Sequence[HubRequest]) -> Sequence[FeedError | None]:
        """What is asked of hubs → why each refuses; None where it has taken the request."""
        ...

    def read_page(self, url: str, site: str) -> Article:
        """The article whose own page is at that address. Raises FeedError."""
        ...

    def read_bodies(self, pages: Sequence[tuple[str, str]]) -> Sequence[str | FeedError]:
        """Names of sites and addresses of articles → the body of each from its own page, or why there is none."""
        ...

    def is_gone(self, url: str) -> bool:
        """Whether the page at that address says that it is not there; asked where a feed has dropped an article."""
        ...


class Announce(Protocol):
    """Tells whoever listens what has happened: the log, and in the demo the screen."""

    def __call__(self, event: str, /, **values: object) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The parts of the program. `bot.wiring` builds it; tests hand in parts of their own."""

    settings: Settings
    templates: Templates
    articles: Articles
    sources: Sources
    following: Following
    subscriptions: Subscriptions
    outbox: Outbox
    accounts: Accounts
    processes: Processes
    web: Web
    platform_of: Callable[[Account], Platform]
    """Raises SettingsError where a secret is missing."""
    announce: Announce
    now: Callable[[], datetime]
    chance: Callable[[], float]
    """A number in [0, 1), to spread what would happen at once."""
    me: Owner
    """This process, as the owner of the deliveries that it sends."""
