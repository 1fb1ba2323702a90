"""The settings as dataclasses, complete and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from bot.outbox.rules.delivery import LOOKS
from bot.outbox.rules.pacing import Pace
from bot.outbox.rules.wanted import WantedRule
from bot.platforms import PLATFORMS
from bot.sources.types import Bounds
from bot.writing.appeal import Appeal
from bot.writing.link import Campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """How sites are polled for new articles: `[watch]` in bot.toml."""

    every: timedelta = timedelta(minutes=2)
    """The interval between two polls of a site; a site may ask for a longer one."""
    slowest: timedelta = timedelta(0)
    """Sites that publish seldom are polled less often, but at least at this interval.

    A value that is not longer than `every` turns this off.
    """
    max_age: timedelta = timedelta(hours=24)
    """Older articles are stored but never posted; a post that has not gone out by this age is skipped."""
    max_age_approved: timedelta = timedelta(days=3)
    """So long after an editor has approved a post, or after the time that the editor gave it, it may go out."""
    hold: timedelta = timedelta(minutes=5)
    """An article waits for this long before it is posted, and is then read again."""
    burst: int = 5
    """If a poll finds more new articles of a site than this, they are held for an editor."""
    callback: str = ""
    """The public URL at which hubs reach this program (WebSub); "" to use no hubs."""
    listen: tuple[str, int] = ("127.0.0.1", 8650)
    """Host and port at which it listens for hubs, behind the newsroom's web server."""
    hints: bool = False
    """Whether a feed may ask to be polled less often (`ttl`, `sy:updatePeriod`)."""
    allow_private: bool = False
    """Whether feeds may be at private or loopback addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconcile:
    """How the bot finds out whether a post was published, if the platform did not answer: `[reconcile]`."""

    looks: tuple[timedelta, ...] = LOOKS
    """The waits before each reading of the account's timeline; never empty.

    A post that the last reading does not show counts as not published.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaking:
    """Which articles ignore their accounts' gap and quiet hours: `[breaking]`."""

    tags: tuple[str, ...] = ()
    """Categories or tags, in upper or lower case; an article needs one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site that is watched: one `[[sites]]`."""

    name: str
    url: str
    """The URL of the site, or of its feed."""
    sitemap: str = ""
    """The URL of its news sitemap, or of an index that lists it, which is read beside the feed; "" for none."""
    hashtags: tuple[str, ...] = ()
    """Without the leading "#"."""
    updated_is_published: bool = False
    """Whether an article of which only the last change is dated came out then, as long as its feed dates none anew."""
    wanted: WantedRule = field(default_factory=WantedRule)
    """`only` and `never`: which of its articles accounts post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account on a platform: one `[[accounts]]`."""

    name: str
    platform: str
    """A key of `bot.platforms.PLATFORMS`."""
    alias: str = ""
    """The older name of the platform, if bot.toml uses one; else ""."""
    secrets: str
    """The prefix of its variables in .env, without the underscore after it."""
    other_secrets: tuple[str, ...] = ()
    """Prefixes of variables that are read if those of `secrets` are missing, in this order."""
    sites: tuple[str, ...] = ()
    """The names of the sites whose articles it posts; empty means all."""
    wanted: WantedRule = field(default_factory=WantedRule)
    """`only` and `never`: which articles of its sites it posts."""
    template: str
    """The name of a file in the templates' folder."""
    review: bool = False
    """Whether every post waits for an editor."""
    review_after: timedelta | None = None
    """After this long a waiting post goes out if nobody objects; None if an editor must approve it."""
    pace: Pace = field(default_factory=Pace)
    newest_first: bool = False
    """Whether the newest article goes first where several are due; else the oldest."""
    delete_retracted: bool = False
    """Whether a post is deleted by itself when its site takes the article back."""
    with_link: bool = True
    """Whether its posts lead to the article; where not, they cost less on a platform that charges for links."""
    options: Mapping[str, object] = field(default_factory=dict, hash=False)
    """The settings that its platform alone has: the table with the platform's name, each key with its default."""

    @property
    def secret_names(self) -> dict[str, str]:
        """From each secret of its platform, such as "API_KEY", to its variable, such as "SPORTS_API_KEY"."""
        return {secret.name: f"{self.secrets}_{secret.name}" for secret in PLATFORMS[self.platform].secrets}

    def variables_of(self, secret: str) -> tuple[str, ...]:
        """The variables that may hold this secret; the first one that is set counts."""
        return tuple(f"{prefix}_{secret}" for prefix in (self.secrets, *self.other_secrets))

    @property
    def variables(self) -> frozenset[str]:
        """All variables that are read for this account."""
        return frozenset(name for secret in self.secret_names for name in self.variables_of(secret))

    @property
    def platform_in_links(self) -> str:
        """What `{platform}` is replaced by in a campaign.

        It is the name in bot.toml, even if that is an older one, so that the newsroom's statistics stay comparable.
        """
        return self.alias or self.platform

    def price_of(self, text: str = "") -> Decimal:
        """US dollars for a post with that text, or for what it posts as a rule."""
        spec = PLATFORMS[self.platform]
        return spec.limits.price_with_url if self.with_link or spec.has_link(text) else spec.limits.price_without_url

    def posts_about(self, site: str) -> bool:
        """Whether it posts articles of this site."""
        return not self.sites or site in self.sites


@dataclass(frozen=True, slots=True)
class DigestTime:
    """When a summary of what was posted goes out, in the newsroom's zone: `[alerts] digest`."""

    at: time
    weekday: int | None = None
    """0 is Monday; None: every day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerts:
    """Who is told when something needs a person: `[alerts]`."""

    to: tuple[str, ...] = ()
    """Addresses as bot.toml has them, such as "mailto://desk@example.org". A "${NAME}" in one stands for a secret."""
    held_to: tuple[str, ...] = ()
    """Who is told of posts that are held for an editor; empty: whoever `to` names."""
    digest: DigestTime | None = None
    """None: no summary is sent."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """All of them, each once."""
        return tuple(dict.fromkeys((*self.to, *self.held_to)))


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthChecks:
    """How others see from outside that the bot is well: `[health]`."""

    ping: str = ""
    """A URL that is asked each time work has been done, so that whoever owns it notices when it is not; "" for none."""
    listen: tuple[str, int] | None = None
    """Host and port at which `bot run` answers /healthz and /metrics; None: it does not."""
    paid_checks: bool = False
    """Whether the bot asks a platform about its accounts by itself each day where that costs money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backups:
    """When the database is copied, and where to: `[backup]`."""

    every: timedelta | None = None
    """None: only when somebody asks for it."""
    folder: Path
    """Absolute."""
    keep: int = 7
    """So many of the copies that were made by themselves are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that bot.toml and the BOT_ variables say, made by `load_settings`; without the accounts' secrets."""

    path: Path
    """The path of bot.toml, as it was given."""
    folder: Path
    """The absolute path of bot.toml's folder, which holds .env too."""
    database: str = field(repr=False)
    """An SQLAlchemy URL, with an absolute path for SQLite. It may hold a password."""
    timezone: ZoneInfo
    """The zone of quiet hours, of days and months, and of times that are shown."""
    templates: Path
    """The absolute path of the folder with the newsroom's own templates."""
    contact: str = ""
    """A URL or e-mail address for the User-Agent header, so that a site's operator can reach somebody."""
    sandbox: str = ""
    """The URL of a local sandbox that gets all posts; "" to post to the real platforms."""
    watch: Watch = Watch()
    bounds: Bounds = field(default_factory=Bounds)
    """How much time, data and memory one site may cost: `[bounds]`."""
    reconcile: Reconcile = Reconcile()
    breaking: Breaking = Breaking()
    alerts: Alerts = Alerts()
    health: HealthChecks = HealthChecks()
    backups: Backups
    keep: timedelta | None = None
    """What is known of an article is forgotten after so long, but for its names, by which it is never posted again;
    None: nothing is forgotten."""
    campaign: Campaign | None = None
    """None if links are posted without campaign parameters."""
    appeals: tuple[Appeal, ...]
    """Never empty."""
    sites: tuple[Site, ...]
    accounts: tuple[Account, ...]
    origins: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """From a key, such as "watch.every" or "accounts[mtt].gap", to where its value was written."""

    @property
    def database_file(self) -> Path | None:
        """The SQLite file; None for a database server."""
        scheme, _, path = self.database.partition(":///")
        return self.folder / unquote(path.partition("?")[0]) if scheme.startswith("sqlite") and path else None

    def site_at(self, url: str) -> Site | None:
        """The site whose host is that of the URL; None if there is none."""
        host = host_of(url)
        return next((site for site in self.sites if host and host_of(site.url) == host), None)

    def origin(self, key: str) -> str:
        """Where the value of `key` comes from: "bot.toml, line 7", "BOT_WATCH__EVERY" or "default".

        Keys are written as in messages: `watch.every`, `accounts[mtt].gap`, `appeals[1].text`.
        """
        return self.origins.get(key, "default")


def host_of(url: str) -> str:
    """The host of a URL, without "www."; "" if it has none."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
