"""A desk with a real database, and fakes where the network would be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.article import Article
from bot.desk import Desk
from bot.desk.deliver.publish import next_publish_at
from bot.desk.deliver.reconcile import next_reconcile_at, reconcile_due
from bot.desk.ingest.collect import Collected, collect, next_collect_at, sites_to_ask
from bot.errors import FeedError, PublishError
from bot.outbox.rules.delivery import Delivery, Status
from bot.outbox.store.processes import Owner
from bot.platforms import Receipt
from bot.settings import Account, Settings
from bot.settings.loading import settings_from_text
from bot.sources.discovery import FeedCandidate
from bot.sources.types import Hub, PollRequest, PollResult, Validators
from bot.sources.websub.hub import HubRequest
from bot.sources.wordpress import FollowRequest, FollowResult
from bot.wiring import open_desk
from tests.desk.sending import publish_due
from tests.sources.conftest import local_site, saved

__all__ = ["local_site", "saved"]

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

BOT_TOML = """
database = "sqlite:///bot.db"
timezone = "UTC"

[watch]
every = "2m"
max_age = "24h"
hold = "5m"
burst = 3

[appeal]
text = "Please support News with a donation: news.example/donate"
short = "Support us."

[[sites]]
name = "News"
url = "https://news.example"

[[accounts]]
name = "x"
platform = "twitter"
gap = "20m"

[[accounts]]
name = "page"
platform = "facebook"
gap = "0s"
"""


@dataclass
class Clock:
    """A clock that stands still until it is set."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass
class SitesThatShow:
    """Sites whose feeds hold what a test has put there."""

    shown: dict[str, list[Article] | FeedError] = field(default_factory=dict)
    requests: list[PollRequest] = field(default_factory=list)
    """The questions to feeds, in their order."""
    pages_polled: list[str] = field(default_factory=list)
    """Addresses of sites that were polled, and are no feeds."""
    is_feed: bool = False
    """The addresses of the sites are those of their feeds."""
    without_feed: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    """Addresses of pages that answer 404."""
    pages_asked: list[str] = field(default_factory=list)
    validators: Validators = field(default_factory=Validators)
    """What every answer gives."""

    hint: timedelta | None = None
    others: list[Article] | None = None
    """What the sites' REST API gives; None: they have none."""

    def discover(self, urls: Sequence[str]) -> list[list[FeedCandidate] | FeedError]:
        return [
            FeedError(url, "no feed was found")
            if url in self.without_feed
            else [
                FeedCandidate(url if self.is_feed else f"{url}/feed/", "", "", articles=1, newest=None, has_bodies=True)
            ]
            for url in urls
        ]

    def catch_up(self, feed: str, site: str, since: datetime) -> list[Article]:
        if self.others is None:
            raise FeedError(site, f"{feed} has no REST API")
        return [one for one in self.others if one.published and one.published > since]

    def read_page(self, url: str, site: str) -> Article:
        raise FeedError(site, f"{url} cannot be read")

    def is_gone(self, url: str) -> bool:
        self.pages_asked.append(url)
        return url in self.gone

    pages: dict[str, str] = field(default_factory=dict)
    """Bodies that articles have on their own pages, by their links."""
    bodies_asked: list[str] = field(default_factory=list)

    def read_bodies(self, pages: Sequence[tuple[str, str]]) -> list[str | FeedError]:
        self.bodies_asked.extend(url for _, url in pages)
        return [self.pages.get(url, FeedError(site, f"{url} answers 503")) for site, url in pages]

    hub: Hub | None = None
    """The hub that every feed names."""
    hub_fault: FeedError | None = None
    hub_requests: list[HubRequest] = field(default_factory=list)

    def ask_hubs(self, requests: Sequence[HubRequest]) -> list[FeedError | None]:
        self.hub_requests.extend(requests)
        return [self.hub_fault for _ in requests]

    sitemaps: dict[str, list[Article] | FeedError] = field(default_factory=dict)
    sitemap_requests: list[PollRequest] = field(default_factory=list)

    def look_at_sitemaps(self, requests: Sequence[PollRequest]) -> list[PollResult]:
        self.sitemap_requests.extend(requests)
        looks = []
        for request in requests:
            found = self.sitemaps.get(request.site, [])
            if isinstance(found, FeedError):
                looks.append(PollResult(request.site, request.url, fault=found))
            else:
                looks.append(PollResult(request.site, request.url, articles=tuple(found)))
        return looks

    api: dict[int, Article] | FeedError = field(default_factory=lambda: FeedError("News", "no API", status=404))
    """What the sites' REST API says of posts, by their numbers."""
    withdrawn: set[int] = field(default_factory=set)
    followed: list[FollowRequest] = field(default_factory=list)

    def follow(self, requests: Sequence[FollowRequest]) -> list[FollowResult]:
        self.followed.extend(requests)
        if isinstance(self.api, FeedError):
            return [FollowResult(request.site, fault=self.api) for request in requests]
        return [
            FollowResult(
                request.site,
                {number: self.api[number] for number in request.posts if number in self.api},
                frozenset(self.withdrawn & request.posts.keys()),
            )
            for request in requests
        ]

    def look(self, requests: Sequence[PollRequest]) -> Iterator[list[PollResult]]:
        pages = [request for request in requests if not (self.is_feed or request.url.endswith("/feed/"))]
        for page in pages:
            self.pages_polled.append(page.url)
            yield [PollResult(page.site, page.url, fault=FeedError(page.site, "it is a page", no_feed=True))]
        feeds = [request for request in requests if request not in pages]
        self.requests.extend(feeds)
        for request in feeds:
            found = self.shown.get(request.site, [])
            if isinstance(found, FeedError):
                yield [PollResult(request.site, request.url, validators=request.validators, fault=found)]
            else:
                look = PollResult(
                    request.site,
                    request.url,
                    articles=tuple(found),
                    validators=self.validators,
                    hint=self.hint,
                    hub=self.hub,
                )
                yield [look]


@dataclass
class PlatformThatAnswers:
    """A platform that takes every post, but for the answers that a test has put before that."""

    name: str
    clock: Clock
    answers: list[PublishError] = field(default_factory=list)
    look_answers: list[PublishError] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    links: list[tuple[datetime, str]] = field(default_factory=list)
    """When what was posted, as the timeline shows it."""
    notice: str = ""
    on_timeline: bool = False
    looks: list[datetime] = field(default_factory=list)
    before_answer: Callable[[], None] = lambda: None

    def publish(self, text: str, link: str) -> Receipt:
        self.before_answer()
        if self.answers:
            raise self.answers.pop(0)
        self.sent.append(text)
        self.links.append((self.clock(), link))
        return self._receipt(len(self.links))

    def find(self, text: str, link: str, since: datetime) -> Receipt | None:
        self.looks.append(since)
        if self.look_answers:
            raise self.look_answers.pop(0)
        for number, (posted_at, posted) in enumerate(self.links, 1):
            if posted_at >= since and posted == link:
                return replace(self._receipt(number), posted_at=posted_at)
        return self._receipt(len(self.links)) if self.on_timeline else None

    def _receipt(self, number: int) -> Receipt:
        return Receipt(str(number), f"https://{self.name}.example/{number}")


@dataclass
class World:
    """The desk, and the fakes by which a test moves what is around it."""

    desk: Desk
    clock: Clock
    sites: SitesThatShow
    platforms: dict[str, PlatformThatAnswers]
    told: list[tuple[str, dict[str, object]]]
    fakes: dict[str, object]
    """What stands in the desk for the network, the clock and chance, by its names there."""

    def account(self, name: str) -> Account:
        return next(account for account in self.desk.settings.accounts if account.name == name)

    def events(self) -> list[str]:
        return [event for event, _ in self.told]

    def show(self, *articles: Article, site: str = "News") -> Collected:
        """The site's feed holds these from now on, and every site is asked."""
        self.sites.shown[site] = list(articles)
        return collect(self.desk, self.desk.settings.sites)

    def live(self, **span: float) -> None:
        """Do what the scheduler does while that time goes by."""
        end = self.clock() + timedelta(**span)
        wake_at = dict.fromkeys(self.desk.settings.accounts, self.clock())
        while self.clock() <= end:
            if (due := sites_to_ask(self.desk)) and collect(self.desk, due).decisions:
                wake_at = dict.fromkeys(wake_at, self.clock())
            for account in [account for account, at in wake_at.items() if at <= self.clock()]:
                reconcile_due(self.desk, account)
                publish_due(self.desk, account)
                times = (next_publish_at(self.desk, account), next_reconcile_at(self.desk, account))
                wake_at[account] = min(filter(None, times), default=self.clock() + timedelta(hours=1))
            first = min(filter(None, (next_collect_at(self.desk), *wake_at.values())))
            self.clock.at = max(first, self.clock() + timedelta(seconds=1))
        self.clock.at = end

    def deliveries(self, *statuses: Status) -> list[Delivery]:
        return self.desk.outbox.listed(statuses or list(Status))

    def posted(self) -> list[tuple[str, str]]:
        """(account, link) of everything that any platform was given."""
        return [(name, link) for name, platform in self.platforms.items() for _, link in platform.links]

    @contextmanager
    def restarted(self) -> Iterator[World]:
        """Another process opens the database, in the same world."""
        with open_desk(self.desk.settings, {}, lambda event, /, **_: None) as real:
            yield replace(self, desk=replace(real, **self.fakes, me=Owner("this host", 2, "successor")))  # type: ignore[arg-type]

    def with_settings(self, **changed: object) -> World:
        return replace(self, desk=replace(self.desk, settings=replace(self.desk.settings, **changed)))  # type: ignore[arg-type]


@pytest.fixture
def article() -> Callable[..., Article]:
    def make(number: int = 1, **changed: object) -> Article:
        facts = {
            "site": "News",
            "title": f"Ministers agree on plan number {number}",
            "link": f"https://news.example/{number}",
            "guid": f"guid-{number}",
            "body": f"<p>The ministers met on Monday and agreed on plan {number}. It begins in May.</p>",
            "published": NOON + timedelta(minutes=number),
            "language": "en",
        }
        return Article(**facts | changed)  # type: ignore[arg-type]

    return make


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return settings_from_text(BOT_TOML, tmp_path / "bot.toml", {"BOT_DATABASE": database_url})


@pytest.fixture
def world(settings: Settings) -> Iterator[World]:
    with _opened(settings) as world:
        yield world


@pytest.fixture(scope="session")
def open_world() -> Callable[[Settings], AbstractContextManager[World]]:
    """For a test that wants settings of its own, or a world for longer."""
    return _opened


@contextmanager
def _opened(settings: Settings) -> Iterator[World]:
    clock, sites, told = Clock(), SitesThatShow(), []
    platforms = {account.name: PlatformThatAnswers(account.name, clock) for account in settings.accounts}

    fakes = {
        "web": sites,
        "platform_of": lambda account: platforms[account.name],
        "announce": lambda event, /, **values: told.append((event, values)),
        "now": clock,
        "chance": lambda: 0.5,
    }
    with open_desk(settings, {}, lambda event, /, **_: None) as real:
        desk = replace(real, **fakes, me=Owner("this host", 1, "me"))
        yield World(desk, clock, sites, platforms, told, fakes)
