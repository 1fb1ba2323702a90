"""What bot.toml says, as values that the rest of the program can rely on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from bot.outbox.rules.delivery import LOOKS
from bot.outbox.rules.pacing import Pace
from bot.platforms import PLATFORMS
from bot.sources.types import Bounds
from bot.writing.appeal import Appeal
from bot.writing.link import Campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """How sites are asked for new articles: `[watch]`."""

    every: timedelta = timedelta(minutes=2)
    """A site is asked this often; it may ask for longer."""
    slowest: timedelta = timedelta(0)
    """A site that publishes seldom is asked less often, but at least this often; no longer than `every`: all alike."""
    max_age: timedelta = timedelta(hours=24)
    """An older article is recorded, never posted."""
    hold: timedelta = timedelta(minutes=5)
    """An article waits this long before it is posted, and is then read again."""
    burst: int = 5
    """More new articles of a site in one look than this are held for an editor."""
    callback: str = ""
    """The public address at which hubs reach this program (WebSub); "" where it only asks."""
    listen: tuple[str, int] = ("127.0.0.1", 8650)
    """Host and port at which it listens for them, behind the newsroom's own web server."""
    hints: bool = False
    """A feed's own word on how often it is worth asking holds too (`ttl`, `sy:updatePeriod`)."""
    allow_private: bool = False
    """Feeds may live on private or loopback addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconcile:
    """How a post is looked for whose call had no answer: `[reconcile]`."""

    looks: tuple[timedelta, ...] = LOOKS
    """How long to wait before each look at the timeline; never empty. After the last one, not found is not posted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaking:
    """Which articles jump their accounts' gap and quiet hours: `[breaking]`."""

    tags: tuple[str, ...] = ()
    """Categories or tags, in any case; one of them is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A publication that is watched: one `[[sites]]`."""

    name: str
    url: str
    """A site's address, or that of a feed itself."""
    sitemap: str = ""
    """The address of its news sitemap, or of an index that lists it, which is asked beside the feed; "" for none."""
    hashtags: tuple[str, ...] = ()
    """As written in bot.toml, without a leading #."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account on a platform: one `[[accounts]]`."""

    name: str
    platform: str
    """A key of `bot.platforms.PLATFORMS`."""
    alias: str = ""
    """The older name by which bot.toml calls the platform; "" where it writes `platform` itself."""
    secrets: str
    """Prefix of its variables in .env, without the underscore that follows it."""
    other_secrets: tuple[str, ...] = ()
    """Prefixes of variables that are read where those of `secrets` are missing, the first first."""
    sites: tuple[str, ...] = ()
    """Names of the sites whose articles it posts; empty means all."""
    template: str
    """Name of a file in the folder of the templates."""
    review: bool = False
    """Every post waits for an editor."""
    review_after: timedelta | None = None
    """It waits so long, and goes out then if nobody objects; None: until an editor approves it."""
    pace: Pace = field(default_factory=Pace)

    @property
    def secret_names(self) -> dict[str, str]:
        """From each secret that its platform knows, such as "API_KEY", to its variable, such as "SPORTS_API_KEY"."""
        return {secret.name: f"{self.secrets}_{secret.name}" for secret in PLATFORMS[self.platform].secrets}

    def variables_of(self, secret: str) -> tuple[str, ...]:
        """The variables that may hold the secret of that name; the first that is set counts."""
        return tuple(f"{prefix}_{secret}" for prefix in (self.secrets, *self.other_secrets))

    @property
    def variables(self) -> frozenset[str]:
        """Every variable that is read for it."""
        return frozenset(name for secret in self.secret_names for name in self.variables_of(secret))

    @property
    def platform_in_links(self) -> str:
        """What `{platform}` stands for in a campaign: the name in bot.toml, so that statistics go on under it."""
        return self.alias or self.platform

    def posts_about(self, site: str) -> bool:
        """Whether articles of the site called `site` are for this account."""
        return not self.sites or site in self.sites


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that bot.toml and the BOT_ variables say. Made by `load_settings`; secrets are not in it."""

    path: Path
    """The bot.toml that was read, as it was named."""
    folder: Path
    """The absolute folder of bot.toml; .env stands there too."""
    database: str = field(repr=False)
    """SQLAlchemy URL; the path of an SQLite file is absolute. It may hold a password."""
    timezone: ZoneInfo
    """What quiet hours, days, months and shown times mean."""
    templates: Path
    """Absolute folder."""
    contact: str = ""
    """An address for the User-Agent, at which a site's operator finds a person."""
    sandbox: str = ""
    """Origin of a local sandbox that every account posts to instead; "" for the real platforms."""
    watch: Watch = Watch()
    bounds: Bounds = field(default_factory=Bounds)
    """How much one site may cost: `[bounds]`."""
    reconcile: Reconcile = Reconcile()
    breaking: Breaking = Breaking()
    campaign: Campaign | None = None
    """None: links are posted as they are."""
    appeals: tuple[Appeal, ...]
    """Never empty."""
    sites: tuple[Site, ...]
    accounts: tuple[Account, ...]
    origins: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """From a key such as "watch.every" or "accounts[mtt].gap" to where its value was written."""

    @property
    def database_file(self) -> Path | None:
        """The file that holds the database; None where a server does."""
        scheme, _, path = self.database.partition(":///")
        return self.folder / unquote(path.partition("?")[0]) if scheme.startswith("sqlite") and path else None

    def site_at(self, url: str) -> Site | None:
        """The site that lives at the host of that address; None where none does."""
        host = host_of(url)
        return next((site for site in self.sites if host and host_of(site.url) == host), None)

    def origin(self, key: str) -> str:
        """Where the value of `key` comes from: "bot.toml, line 7", "BOT_WATCH__EVERY" or "default".

        A key is written as in messages: `watch.every`, `accounts[mtt].gap`, `appeals[1].text`.
        """
        return self.origins.get(key, "default")


def host_of(url: str) -> str:
    """The host of an address, without "www."; "" where it has none."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
