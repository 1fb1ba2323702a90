"""The settings as dataclasses, complete and checked."""

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
    """How sites are polled for new articles: `[watch]` in bot.toml."""

    every: timedelta = timedelta(minutes=2)
    """The interval between two polls of a site; a site may ask for a longer one."""
    slowest: timedelta = timedelta(0)
    """Sites that publish seldom are polled less often, but at least at this interval.

    A value that is not longer than `every` turns this off.
    """
    max_age: timedelta = timedelta(hours=24)
    """Older articles are stored but never posted."""
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
    leave_out: tuple[str, ...] = ()
    """Categories or tags, in upper or lower case: no account posts an article that has one of them."""


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
    leave_out: tuple[str, ...] = ()
    """Categories or tags, in upper or lower case: it posts no article that has one of them."""
    template: str
    """The name of a file in the templates' folder."""
    review: bool = False
    """Whether every post waits for an editor."""
    review_after: timedelta | None = None
    """After this long a waiting post goes out if nobody objects; None if an editor must approve it."""
    pace: Pace = field(default_factory=Pace)

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

    def posts_about(self, site: str) -> bool:
        """Whether it posts articles of this site."""
        return not self.sites or site in self.sites


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
