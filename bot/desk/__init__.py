"""THE USE CASES: collect · compose · preview · publish · reconcile, and what editors ask for.

Each is a function that takes the desk, which holds the parts that the use cases work with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.article import Article
    from bot.desk.alert.digest import Digest
    from bot.desk.keys import AccountKeys
    from bot.errors import FeedError
    from bot.health.alerting import News
    from bot.outbox.rules.acts import Actor
    from bot.outbox.rules.states import AlertText
    from bot.outbox.store.accounts import Accounts
    from bot.outbox.store.acts import Acts
    from bot.outbox.store.alerts import Alerts, OpenAlert
    from bot.outbox.store.articles import Articles
    from bot.outbox.store.changes import Changes
    from bot.outbox.store.credentials import CredentialsBook
    from bot.outbox.store.deliveries import Outbox
    from bot.outbox.store.findings import Findings
    from bot.outbox.store.following import Following
    from bot.outbox.store.forgetting import Forgetting
    from bot.outbox.store.notes import Notes
    from bot.outbox.store.open_edits import OpenEdits
    from bot.outbox.store.processes import Owner, Processes
    from bot.outbox.store.sources import Sources
    from bot.outbox.store.subscriptions import Subscriptions
    from bot.platforms import Platform
    from bot.settings import Account, Settings
    from bot.sources.page.article import PageArticle
    from bot.sources.page.card import CardPage, CardRules
    from bot.sources.types import CatchUpRequest, PollRequest, PollResult
    from bot.sources.websub.hub import HubRequest
    from bot.sources.wordpress import FollowRequest, FollowResult
    from bot.writing.templates import Templates


class Web(Protocol):
    """What is asked of sites, of their pages and of their hubs."""

    def look(self, requests: Sequence[PollRequest]) -> Iterator[Sequence[PollResult]]:
        """One look for each request, those together that are there; a fault is in its look, and none is raised."""
        ...

    def catch_up(self, request: CatchUpRequest) -> Sequence[Article]:
        """What the site has published between two polls, from its feed's older pages or another source.

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

    def read_page(self, url: str, site: str) -> PageArticle:
        """The article whose own page is at that address. Raises FeedError."""
        ...

    def read_bodies(self, pages: Sequence[tuple[str, str]]) -> Sequence[str | FeedError]:
        """Names of sites and addresses of articles → the body of each from its own page, or why there is none."""
        ...

    def read_cards(self, urls: Sequence[str], rules: Sequence[CardRules]) -> Mapping[str, CardPage | FeedError]:
        """Addresses → what a link card with these rules is made of, or why that cannot be read."""
        ...

    def is_gone(self, url: str) -> bool:
        """Whether the page at that address says that it is not there; asked where a feed has dropped an article."""
        ...


class Announce(Protocol):
    """Tells whoever listens what has happened: the log, and in the demo the screen."""

    def __call__(self, event: str, /, **values: object) -> None: ...


class Messenger(Protocol):
    """Writes to people, by the addresses below [alerts]."""

    def write(self, settings: Settings, news: News, now: datetime) -> AlertText:
        """What a message says of this news, without any secret."""
        ...

    def write_digest(self, settings: Settings, digest: Digest) -> AlertText:
        """What a message says of the last day or week, without any secret."""
        ...

    def write_trial(self, settings: Settings) -> AlertText:
        """What a message says that only shows whether an address works."""
        ...

    def send(self, settings: Settings, address: str, alerts: Sequence[OpenAlert]) -> None:
        """Send these, as one message, to an address as bot.toml has it. May take half a minute.

        Raises AlertError where it is not taken, and SettingsError where the address cannot be used.
        """
        ...

    def fault(self, settings: Settings, address: str) -> str:
        """Why nothing can be sent to the address, such as a missing secret; "" where nothing speaks against it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The parts of the program. `bot.wiring` builds it; tests hand in parts of their own."""

    settings: Settings
    read_templates: Callable[[], Templates]
    """The templates of the settings, read when they are first asked for. Raises TemplateError."""
    articles: Articles
    sources: Sources
    following: Following
    subscriptions: Subscriptions
    outbox: Outbox
    changes: Changes
    open_edits: OpenEdits
    accounts: Accounts
    acts: Acts
    processes: Processes
    credentials: CredentialsBook
    notes: Notes
    forgetting: Forgetting
    findings: Findings
    alerts: Alerts
    messenger: Messenger
    web: Web
    platform_of: Callable[[Account], Platform]
    """Raises SettingsError where a secret is missing."""
    keys: AccountKeys
    announce: Announce
    now: Callable[[], datetime]
    chance: Callable[[], float]
    """A number in [0, 1), to spread what would happen at once."""
    me: Owner
    """This process, as the owner of the deliveries that it sends."""
    actor: Actor
    """The person for whom `desk.edit` acts. What the bot does by itself is recorded as its own all the same."""

    @property
    def templates(self) -> Templates:
        """What posts are made of. Raises TemplateError."""
        return self.read_templates()
