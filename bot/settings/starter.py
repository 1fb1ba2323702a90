"""Writes the first bot.toml and .env for `bot init`, and makes the settings of the sample newsroom.

Both are made from one text, so that a new user gets what the sample shows.
"""

from __future__ import annotations

import os
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import SettingsError
from bot.platforms import PLATFORMS
from bot.settings.appeals import STARTER_SHORT, starter_text
from bot.settings.loading import settings_from_text
from bot.settings.sensitive_words import sensitive_words
from bot.settings.values import Account, Settings

_STARTER_PLATFORMS = {spec.name: spec for spec in PLATFORMS.values() if spec.starter_account}
"""The platforms for which a first bot.toml has an account."""


@dataclass(frozen=True, slots=True)
class Waits:
    """The times to wait in a first bot.toml, as they are written there."""

    every: str = "2m"
    hold: str = "5m"
    gap: str = "20m"
    quiet: str = "23:30-06:00"


REHEARSAL = Waits(every="2s", hold="10s", gap="1s", quiet="")
"""Short waits, for a trial with the sandbox while somebody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """What a first bot.toml says."""

    sites: Sequence[tuple[str, str]]
    """The name and URL of each site; at least one."""
    timezone: str = "UTC"
    contact: str = ""
    appeal: str = ""
    """The long form of the call to action; "" for a simple request that names the first site."""
    appeal_short: str = STARTER_SHORT
    languages: Sequence[str] = ("en",)
    """The primary subtags of the sites' languages: stories of death and disaster in them get no call to action."""
    hashtags: Sequence[str] = ()
    allow_private: bool = False
    """Whether the sites may be at private or loopback addresses."""
    sandbox: str = ""
    """The URL of a local sandbox that gets all posts; "" to post to the real platforms."""
    waits: Waits = Waits()
    accounts: Sequence[tuple[str, str]] = field(default_factory=lambda: [(name, name) for name in _STARTER_PLATFORMS])
    """The name and platform of each account; no platform twice, because its name is the prefix of the secrets."""


SAMPLE = Starter(
    sites=[("Modern Tokyo News", "https://moderntokyonews.com")],
    timezone="Asia/Tokyo",
    contact="https://moderntokyonews.com/contact",
    appeal="DONATIONS to SUPPORT MODERN TOKYO TIMES – please pay PayPal and DONATE to sawakoart@gmail.com",
    appeal_short="Support us: PayPal sawakoart@gmail.com",
    hashtags=["Japan"],
    accounts=[(spec.starter_account, spec.name) for spec in _STARTER_PLATFORMS.values()],
)
"""The newsroom that the sample articles come from."""


def sample_settings(folder: Path | None = None) -> Settings:
    """The settings for `bot demo`, and for `bot preview` if there is no bot.toml. Nothing is read or written.

    Paths in them start at `folder` (default: the working directory).
    """
    return settings_from_text(settings_text(SAMPLE), (folder or Path()) / "bot.toml", {})


def write_starter_files(folder: Path, starter: Starter, secrets: Mapping[str, str] | None = None) -> list[Path]:
    """Write bot.toml, and .env with a line for each of the accounts' secrets; `secrets` holds values that are known
    already.

    .env is created so that only its owner can read it. Raises SettingsError if a file exists or cannot be written, or
    if a name or URL cannot be used; then neither file is written. Returns the paths of both.
    """
    bot_toml, dotenv = folder / "bot.toml", folder / ".env"
    text = settings_text(starter)
    settings = settings_from_text(text, bot_toml, {})
    for path in (bot_toml, dotenv):
        if os.path.lexists(path):
            raise SettingsError(f"{path}: is there already and is left as it is; nothing was written. Edit it instead")
    paths: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content, mode in ((bot_toml, text, 0o644), (dotenv, secrets_text(settings.accounts, secrets), 0o600)):
            _create(path, content, mode)
            paths.append(path)
    except OSError as exc:
        for path in paths:
            path.unlink()
        raise SettingsError(f"{exc.filename or folder}: cannot be written ({exc.strerror}); nothing was") from exc
    return paths


def settings_text(starter: Starter) -> str:
    """A bot.toml with every key that most newsrooms need, each with a comment."""
    first_site = starter.sites[0][0] if starter.sites else ""
    waits = starter.waits
    appeal = starter.appeal or starter_text(first_site)
    top = f"""\
database  = "sqlite:///bot.db"      # or postgresql+psycopg://user@host/name
timezone  = {_quoted(starter.timezone):<23} # IANA name; what quiet hours and shown times mean
templates = "templates"             # wordings of your own; the shipped ones stand in for what is not there
contact   = {_quoted(starter.contact):<23} # your web or e-mail address; goes into the User-Agent
{_sandbox_line(starter.sandbox)}

[watch]
every   = {_quoted(waits.every):<10} # how often a site is asked; a site may ask for longer
# slowest = "15m"    # a site that publishes seldom is asked less often, down to this; for hundreds of sites
max_age = "24h"      # an older article is recorded, never posted; nor is a post that has waited for longer
hold    = {_quoted(waits.hold):<10} # an article waits this long before posting, then is read again
# callback = "https://news.example/websub"   # public address, led to `listen`: sites with a hub tell of news at once
# listen = "127.0.0.1:8650"
# hints = true       # a feed that says how often to ask it (ttl, sy:updatePeriod) is not asked more often
burst   = 5          # more new articles of a site in one look than this: held for an editor
allow_private = {"true" if starter.allow_private else "false"}   # true lets feeds live on private or loopback addresses

[appeal]             # the call to action: it stands whole on every post
text  = {_quoted(appeal)}
short = {_quoted(starter.appeal_short)}   # where the long form has no room
url   = ""           # optional donation page
never_with = [       # under these words in a title or tag, or a death in the first sentences, nobody is asked for money
{_word_list(sensitive_words(*starter.languages))}
]
{_appeals_by_language(starter.languages)}
# [breaking]         # articles under one of these categories or tags jump gap and quiet hours
# tags = ["Breaking"]

# [bounds]           # how much one site may cost; beyond it the site has a fault, and the others go on
# timeout   = "30s"  # for one answer, with all its redirects
# download  = "10MB" # as it is sent
# unpacked  = "20MB" # after decompression
# redirects = 5
# entries   = 500    # articles of one feed that are read, the newest
# entry     = "1MB"  # the body of one article; what is longer is cut
# nesting   = 100    # elements within elements

# [reconcile]        # where a platform's answer is lost, its timeline is read after each of these waits
# looks = ["20s", "2m", "10m", "30m"]

# [alerts]           # who is told when something is wrong; what is secret in an address stands in .env, here ${{NAME}}
# to      = ["mailto://desk@example.org"]   # or "https://…" for a webhook, "slack://…", "ntfy://…" and many others
# held_to = []       # who is told of posts that are held for an editor, where these are others
# digest  = "daily 08:00"   # what was posted, what was not and why, what waits, what it cost

# [campaign]         # what links tell the sites' statistics; {{platform}}, {{account}} and {{site}} are filled in
# source   = "{{platform}}"   # utm_source
# medium   = "social"       # utm_medium
# campaign = ""             # utm_campaign; nothing when empty
# content  = ""             # utm_content
"""
    sites = (_site_text(name, url, starter.hashtags) for name, url in starter.sites)
    accounts = (_account_text(name, platform, waits) for name, platform in starter.accounts)
    return "\n".join((top, *sites, *accounts))


def _appeals_by_language(languages: Sequence[str]) -> str:
    """A commented example of an appeal for each of several languages, which are those of the sites; else nothing."""
    if len(languages) < 2:
        return ""
    head = """
# It is written below articles in any language. To ask readers in their own, write one for each language (its code, or
# a list of codes) in place of [appeal], with texts of yours and with never_with:
"""
    tables = (f'# [[appeals]]\n# language = "{language}"\n# text = ""\n# short = ""\n' for language in languages)
    return head + "".join(tables)


def _word_list(words: Sequence[str]) -> str:
    """The words as lines of a TOML array."""
    unbroken = ", ".join(_quoted(word).replace(" ", "\xa0") for word in words)
    indent = "    "
    lines = textwrap.fill(
        unbroken,
        110,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,  # a text of TOML stands on one line
    )
    return lines.replace("\xa0", " ")


def secrets_text(accounts: Sequence[Account], values: Mapping[str, str] | None = None) -> str:
    """A .env with the accounts' secrets, each with where to get it; without a value if it has none in `values`."""
    return "\n".join((_SECRETS_HEAD, *(_account_secrets_text(account, values or {}) for account in accounts)))


_SECRETS_HEAD = """\
# The secrets of the accounts in bot.toml. Keep this file out of version control, and readable by you alone.
# A variable of the environment wins over its line here; NAME_FILE=/path names a file that holds the value.
# What stands as ${NAME} in an address below [alerts] in bot.toml is written here too, such as SMTP_PASSWORD=…
"""


_SITEMAP_EXAMPLE = "https://news.example/news-sitemap.xml"


def _site_text(name: str, url: str, hashtags: Sequence[str]) -> str:
    return f"""\
[[sites]]
name     = {_quoted(name)}
url      = {_quoted(url)}   # a site, or a feed itself
# sitemap = "{_SITEMAP_EXAMPLE}"   # its news sitemap, for what its feed does not show
hashtags = [{", ".join(map(_quoted, hashtags))}]
# never = {{tags = ["Sponsored"]}}   # articles that are not posted; also by authors, languages, words
"""


def _sandbox_line(origin: str) -> str:
    comment_mark, url = ("", origin) if origin else ("# ", "http://127.0.0.1:8640")
    return f"{comment_mark}sandbox = {_quoted(url)} # every account posts to this sandbox instead of its platform"


def _account_text(name: str, platform: str, waits: Waits) -> str:
    other_platforms = " or ".join(f'"{other}"' for other in PLATFORMS if other != platform)
    spec = PLATFORMS[platform]
    price = spec.limits.price_with_url
    budget = f"budget   = 30.00                # US dollars a calendar month; a post costs {price}\n" if price else ""
    return f"""\
[[accounts]]
name     = {_quoted(name)}
platform = {_quoted(platform):<20} # or {other_platforms}
secrets  = {_quoted(spec.prefix):<20} # prefix of the variables in .env
sites    = []                   # names; empty means all
# only   = {{tags = ["Sports"]}}   # the articles that it posts; also by authors, languages, words
template = {_quoted(f"{platform}.j2")}
review   = false                # true: every post waits for an editor; "30m": so long, then it goes out by itself
gap      = {_quoted(waits.gap):<20} # at least this long between two posts
{"" if waits.quiet else "# "}quiet    = {_quoted(waits.quiet or Waits().quiet):<20} # no posts then
per_day  = 24
{budget}"""


def _account_secrets_text(account: Account, values: Mapping[str, str]) -> str:
    spec = PLATFORMS[account.platform]
    head = "\n".join(f"# {line}" for line in spec.how_to_begin.splitlines())
    names = account.secret_names
    lines = [
        f"{_comment(secret.where)}\n{names[secret.name]}={values.get(names[secret.name], '')}"
        for secret in spec.secrets
    ]
    return "\n".join((head, "", *lines, ""))


def _comment(text: str) -> str:
    return textwrap.fill(
        text, 110, initial_indent="# ", subsequent_indent="# ", break_long_words=False, break_on_hyphens=False
    )


def _quoted(text: str) -> str:
    """The text as a TOML basic string (https://toml.io/en/v1.0.0#string)."""
    characters = "".join(_ESCAPED.get(letter, letter) for letter in text)
    return f'"{characters}"'


_ESCAPED = {'"': r"\"", "\\": r"\\"} | {chr(code): f"\\u{code:04x}" for code in (*range(0x20), 0x7F)}


def _create(path: Path, content: str, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib cannot open with a mode
        try:
            file.write(content)
            file.flush()
        except OSError:
            path.unlink()
            raise
