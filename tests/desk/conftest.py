"""A desk with a real database, and fakes where the network would be."""

from __future__ import annotations

from collections import Counter
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
from bot.desk.report.moved_feed import MovedFeed
from bot.desk.report.overview import overview
from bot.errors import FeedError, PublishError
from bot.outbox.rules.delivery import Delivery, Status
from bot.outbox.rules.states import SourceState
from bot.outbox.store.processes import Owner
from bot.platforms import Receipt
from bot.settings import Account, Settings, Site
from bot.settings.loading import settings_from_text
from bot.sources.page.article import PageArticle
from bot.sources.page.card import CardPage, CardRules, card_page_of_html
from bot.sources.types import CatchUpRequest, Hub, PollRequest, PollResult, Validators
from bot.sources.websub.hub import HubRequest
from bot.sources.wordpress import FollowRequest, FollowResult
from bot.wiring import open_desk
from tests.desk.sending import publish_due
from tests.sources.conftest import LocalSite, local_site, saved

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
platform = "x"
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
    ask_again_at: datetime | None = None
    """Until when every answer is fresh."""
    others: list[Article] | None = None
    """What the older pages of the sites' feeds give; None: they have none."""
    catch_ups: list[CatchUpRequest] = field(default_factory=list)

    def catch_up(self, request: CatchUpRequest) -> list[Article]:
        self.catch_ups.append(request)
        if self.others is None:
            raise FeedError(request.site, f"{request.feed_url} has no older pages")
        return [one for one in self.others if one not in request.shown]

    page_dates: dict[str, datetime] = field(default_factory=dict)
    """When articles were published as their own pages say, by their links; no other page can be read."""

    def read_page(self, url: str, site: str) -> PageArticle:
        if url not in self.page_dates:
            raise FeedError(site, f"{url} cannot be read")
        return PageArticle(Article(site=site, title="", link=url, published=self.page_dates[url]), says_article=True)

    heads: dict[str, str] = field(default_factory=dict)
    """The HTML heads of articles' own pages, of which cards are made, by their links; no other page can be read."""

    def read_cards(self, urls: Sequence[str], rules: Sequence[CardRules]) -> dict[str, CardPage | FeedError]:
        return {
            url: card_page_of_html(self.heads[url], url) if url in self.heads else FeedError("", f"{url} answers 503")
            for url in urls
        }

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
        feeds = []
        for request in requests:
            if self.is_feed or request.url.endswith("/feed/"):
                feeds.append(request)
                continue
            assert request.finds_feed
            self.pages_polled.append(request.url)
            if request.url in self.without_feed:
                fault = FeedError(request.site, "no feed was found", no_feed=True)
                yield [PollResult(request.site, request.url, fault=fault)]
            else:
                feeds.append(replace(request, url=f"{request.url}/feed/"))
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
                    ask_again_at=self.ask_again_at,
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

    change_answers: list[PublishError] = field(default_factory=list)
    """What it answers to the next requests to delete or change a post; else it does it."""
    changes: list[tuple[str, ...]] = field(default_factory=list)
    """What was asked of its posts: ("delete", id) or ("rewrite", id, text)."""

    def delete(self, remote_id: str, sent_at: datetime) -> None:
        self._change("delete", remote_id)

    def rewrite(self, remote_id: str, text: str) -> None:
        self._change("rewrite", remote_id, text)

    def _change(self, *asked: str) -> None:
        self.changes.append(asked)
        if self.change_answers:
            raise self.change_answers.pop(0)

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


class WatchedSite:
    """A desk whose only site is the local one."""

    def __init__(self, settings, site: LocalSite) -> None:
        self._settings, self._site = settings, site
        self.events: list[tuple[str, dict[str, object]]] = []

    def __enter__(self) -> WatchedSite:
        watch = replace(self._settings.watch, allow_private=True)
        self._opened = open_desk(replace(self._settings, watch=watch), {}, self._note)
        self._desk = self._opened.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.__exit__(None, None, None)

    def _note(self, event: str, /, **values: object) -> None:
        self.events.append((event, values))

    def at(self, path: str) -> Desk:
        """The desk, where bot.toml gives that address."""
        sites = (Site(name="News", url=self._site.url + path),)
        return replace(self._desk, settings=replace(self._desk.settings, sites=sites))

    def poll(self, path: str) -> Collected:
        desk = self.at(path)
        return collect(desk, desk.settings.sites)

    def state(self) -> SourceState:
        return self._desk.sources.feed("News")

    def moved(self, path: str) -> MovedFeed | None:
        """Where `bot status` says that the feed has moved to."""
        (site,) = overview(self.at(path)).sites
        return site.moved

    def feed_url(self) -> str:
        return self.state().feed_url

    def downloads(self) -> Counter[str]:
        return Counter(path for path, _ in self._site.asked)


@pytest.fixture
def feed(saved) -> bytes:
    return saved("wordpress.rss.xml")


@pytest.fixture
def watched(settings, local_site: LocalSite) -> Iterator[WatchedSite]:
    with WatchedSite(settings, local_site) as opened:
        yield opened
