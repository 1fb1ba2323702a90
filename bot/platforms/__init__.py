"""STEP 4: posts leave here.

A platform is a class with the two verbs of `Platform`. To add one, write its module, and add a line to `PLATFORMS`.
This file imports no client library, so that preview and settings can read the table at no cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from importlib import import_module
from typing import Literal, Protocol

from bot.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Limits:
    """What a platform allows and charges, as data."""

    length: int
    """The longest text that it takes, counted as `counted_as` says."""
    counted_as: Literal["weighted", "utf16"]
    """`weighted`: twitter-text v3; `utf16`: UTF-16 code units."""
    sentences: int
    """At most so many sentences of summary read well there."""
    price: Decimal = Decimal(0)
    """US dollars for one post without a URL."""
    price_with_url: Decimal = Decimal(0)
    """US dollars for one post with a URL."""
    price_of_alt_text: Decimal = Decimal(0)
    """US dollars for the description of one picture."""
    price_of_look: Decimal = Decimal(0)
    """US dollars for one look at the timeline, at the most that is to be expected."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Where followers see "See more" in the place of the rest of a long text."""

    screen: Literal["phone", "desktop"]
    characters: int
    """About so many are shown."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The platform has the post. `remote_id` is its id there, `permalink` the address where followers see it."""

    remote_id: str
    permalink: str
    posted_at: datetime | None = field(default=None, compare=False)
    """Aware UTC, as its timeline says; None where that was not read."""


class Platform(Protocol):
    """One account on one platform."""

    @property
    def notice(self) -> str:
        """What a person should know after the last call, though it went well; "" when nothing."""
        ...

    def publish(self, text: str, link: str) -> Receipt:
        """Send one post, once, with no retry. `link` is the article's URL, which stands in `text` too.

        Raises RetryLater, Refused, AccountHalted or OutcomeUnknown, and nothing else.
        """
        ...

    def find(self, text: str, link: str, since: datetime) -> Receipt | None:
        """Look for that post among the account's own posts since `since` (aware UTC); None: not seen there.

        Where none has the same text, one that links to the same article is it: its headline may have been corrected
        since. Not seen is no proof of absence. Raises RetryLater or AccountHalted, and nothing else.
        """
        ...


@dataclass(frozen=True, slots=True)
class PlatformEntry:
    """A row of `PLATFORMS`."""

    title: str
    """What people call it."""
    implementation: str
    """`module:class`, imported when an account is opened."""
    secrets: tuple[str, ...]
    """The names of its variables in .env, without the account's prefix."""
    optional_secrets: tuple[str, ...]
    limits: Limits
    absence_is_proof: bool
    """Its timeline lists every post, so that one which several looks have not found was never stored."""
    marks: frozenset[Literal["link", "hashtag", "mention", "cashtag"]]
    """What it makes clickable in a text that comes through its API."""
    folds: tuple[Fold, ...] = ()
    """Empty: a text within the limit is shown whole."""
    folds_are_sure: bool = False
    """The platform itself says where it folds."""


PLATFORMS: dict[str, PlatformEntry] = {
    "twitter": PlatformEntry(
        title="X",
        implementation="bot.platforms.twitter:Twitter",
        secrets=("API_KEY", "API_SECRET", "ACCESS_TOKEN", "ACCESS_TOKEN_SECRET"),
        optional_secrets=(),
        # https://docs.x.com/fundamentals/counting-characters and https://docs.x.com/x-api/getting-started/pricing
        limits=Limits(
            length=280,
            counted_as="weighted",
            sentences=3,
            price=Decimal("0.015"),
            price_with_url=Decimal("0.200"),
            price_of_alt_text=Decimal("0.005"),
            # Each post returned costs 0.001, or 0.005 where another user owns the app. A look reaches back minutes,
            # or after a restored backup a day: 25 posts, or 5.
            price_of_look=Decimal("0.025"),
        ),
        absence_is_proof=True,
        marks=frozenset({"link", "hashtag", "mention", "cashtag"}),
    ),
    "facebook": PlatformEntry(
        title="Facebook",
        implementation="bot.platforms.facebook:Facebook",
        secrets=("PAGE_ID", "PAGE_TOKEN"),
        optional_secrets=("APP_ID", "APP_SECRET", "GRAPH_VERSION"),
        # Meta's reference gives no number; 63,206 is what every client uses, and the Graph API answers code 100 above.
        limits=Limits(length=63_206, counted_as="utf16", sentences=3),
        # "The API will return approximately 600 ranked, published posts per year":
        # https://developers.facebook.com/docs/graph-api/reference/page/feed/#limitations
        absence_is_proof=False,
        # A mention needs the id of a Page, as in @[1234]: https://developers.facebook.com/docs/pages-api/posts
        marks=frozenset({"link", "hashtag"}),
        # Meta says nothing. Those who measured it agree within a line, and line breaks bring it forward:
        # https://socialk.it/fr/tools/facebook-character-counter and https://boldlytype.com/blog/facebook-post-character-limit
        folds=(Fold("phone", 125), Fold("desktop", 477)),
    ),
}


def open_platform(platform: str, account: str, secrets: Mapping[str, str], *, sandbox: str = "") -> Platform:
    """The account called `account` on `platform`, ready to post.

    `secrets` are its variables without the prefix, such as "API_KEY"; `sandbox` is the URL of a local sandbox that
    is to stand in for the platform. Raises SettingsError that names every secret that is missing or cannot be one.
    """
    entry = PLATFORMS[platform]
    faults = [*_missing(entry, account, secrets), *_misshapen(entry, account, secrets)]
    if faults:
        raise SettingsError(*faults)
    session = import_module("bot.platforms.session").PlatformSession(sandbox=sandbox)
    module, _, name = entry.implementation.partition(":")
    opened: Platform = getattr(import_module(module), name)(secrets, session)
    return opened


def _missing(entry: PlatformEntry, account: str, secrets: Mapping[str, str]) -> Iterator[str]:
    for name in entry.secrets:
        if not secrets.get(name):
            yield f"account {account!r}: the variable …_{name} is missing or empty; .env.example says where to get it"


def _misshapen(entry: PlatformEntry, account: str, secrets: Mapping[str, str]) -> Iterator[str]:
    for name in (*entry.secrets, *entry.optional_secrets):
        if not re.fullmatch(_SHAPES.get(name, r"[!-~]*"), secrets.get(name, "")):
            yield f"account {account!r}: the variable …_{name} holds a character that no {name} has; copy it again"


_SHAPES = {"PAGE_ID": r"[\w.-]*", "GRAPH_VERSION": r"(v\d+\.\d+)?"}
"""What a variable must look like, where printable ASCII without blanks is not all that is known."""
