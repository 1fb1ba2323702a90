"""What every platform says about itself: one `PlatformSpec`, which all the rest of the program reads. Pure data.

A platform's folder makes its own in `__init__.py`. That file is read by every command that reads bot.toml, so neither
it nor this one imports a client library, a table of characters or a pattern: functions import them when called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from bot.platforms.http import PlatformSession
    from bot.sandbox.accounts import StandIn

MarkKind = Literal["link", "hashtag", "mention", "cashtag"]

PRINTABLE = r"[!-~]*"
"""The pattern of printable ASCII without blanks: what every token of every platform is."""


class Mark(NamedTuple):
    """A part of a text that a platform makes clickable: `text[start:end]`."""

    kind: MarkKind
    start: int
    end: int


class DisplayLink(NamedTuple):
    """A link as followers see it: `before` and `after` are there for those who copy it, and are not seen."""

    before: str
    visible: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a platform allows and charges."""

    length: int
    """The longest text that it takes, as `length_of` counts."""
    length_of: Callable[[str], int]
    """The platform's own count of a text."""
    counting_note: str = ""
    """A sentence for an editor who counts characters: what counts more or less than one; "" where nothing does."""
    sentences: int = 3
    """At most so many sentences of summary read well there."""
    cashtags: int | None = None
    """It refuses a post with more marks such as $AAPL than that; None: it does not mind them."""
    price_with_url: Decimal = Decimal(0)
    """US dollars for one post with a URL, which every post of this program has."""
    price_of_lookup: Decimal = Decimal(0)
    """US dollars for one lookup on the account's timeline, at the most that is to be expected."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Where followers see "See more" in the place of the rest of a long text."""

    screen: Literal["phone", "desktop"]
    characters: int
    """About so many are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """One variable of an account in .env."""

    name: str
    """Without the account's prefix, such as "API_KEY"."""
    where: str
    """Where a person gets it; a sentence or two, for .env.example, the .env of `bot init`, and messages."""
    is_optional: bool = False
    is_public: bool = False
    """It stands in permalinks and addresses: to hide it would only spoil the logs."""
    shape: str = PRINTABLE
    """The pattern that the whole of its value matches; the empty value must match too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRules:
    """How a platform makes a card of the page that a post links to: the tags it reads, and what it asks of them."""

    platform: str
    """What people call it, for the messages."""
    crawler: str
    """The user agent by which robots.txt knows its crawler."""
    title: tuple[str, ...]
    """The names of the meta tags that may give the title, the first first; "title" is the page's <title>."""
    description: tuple[str, ...]
    image: tuple[str, ...]
    smallest_image: tuple[int, int] = (0, 0)
    """Pixels, width and height; below that it shows no picture."""
    wide_image: tuple[int, int] = (0, 0)
    """From that size on the picture takes the whole width of the card."""
    most_image_bytes: int = 8_000_000
    card_tag: str = ""
    """The meta tag that asks for a card; "" where none is needed."""
    wide_card: str = ""
    """The value of `card_tag` that asks for a wide picture."""
    instead_of_card_tag: tuple[str, ...] = ()
    """Where `card_tag` is missing, all of these make a card with a small picture."""
    follows_og_url: bool = False
    """It makes the card of the page that `og:url` names, whatever the link was."""
    wants_declared_size: bool = False
    """A picture whose size the page does not declare is not shown to the first followers."""


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


def no_marks(text: str) -> tuple[Mark, ...]:
    """For a platform that makes nothing clickable, or of which that is not known."""
    return ()


def whole_link(url: str) -> DisplayLink:
    """For a platform that shows a link as it is."""
    return DisplayLink("", url, "")


class Cautions(Protocol):
    """What an editor should know of a text: what the platform refuses, or marks though nobody meant it."""

    def __call__(self, text: str, marks: Sequence[Mark], *, link: str, appeal: str) -> tuple[str, ...]:
        """`marks` are those of `text`; `link` and `appeal` are the post's own, and the links in them are meant."""
        ...


def no_cautions(text: str, marks: Sequence[Mark], *, link: str, appeal: str) -> tuple[str, ...]:
    """For a platform that refuses nothing beyond its length."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformSpec:
    """All that the program knows of one platform."""

    name: str
    """As bot.toml and every JSON document write it; the folder has the same name."""
    title: str
    """What people call it."""
    aliases: tuple[str, ...] = ()
    """Older names by which a bot.toml may call it."""
    variables: str = ""
    """The prefix of its variables in the .env of `bot init`; "": its name in capitals."""
    package: str
    """The package that holds its files, `preview.html.j2` and `preview.css` among them: `__name__`."""

    limits: Limits
    folds: tuple[Fold, ...] = ()
    """Empty: a text within the limit is shown whole."""
    folds_are_sure: bool = False
    """The platform itself says where it folds."""
    marks_of: Callable[[str], tuple[Mark, ...]] = no_marks
    """What it makes clickable in a text that comes through its API, in order; no two overlap."""
    display_link: Callable[[str], DisplayLink] = whole_link
    """A link of a text as followers see it."""
    cautions: Cautions = no_cautions
    forbids_identical_texts: bool = False
    """It forbids the same text on two accounts of one owner."""
    absence_is_proof: bool
    """Its timeline lists every post, so that one which several lookups have not found was never stored."""
    card: CardRules

    how_to_begin: str
    """What must be done there before any secret exists, with the address; lines of at most 110 characters."""
    secrets: tuple[Secret, ...]
    starter_account: str = ""
    """The name of its account in the sample's bot.toml; "": `bot init` writes no account for it."""

    client: Callable[[Mapping[str, str], PlatformSession], Platform]
    """Opens an account by its secrets, named without the prefix, over a session that bounds every call."""
    stand_in: Callable[[], StandIn]
    """What stands in for it in the sandbox."""

    @property
    def prefix(self) -> str:
        """The first part of the names of its variables in .env, as documented."""
        return self.variables or self.name.upper()

    def file(self, name: str) -> str:
        """The text of a file in its package; "" where there is none of that name."""
        path = files(self.package).joinpath(name)
        return path.read_text("utf-8") if path.is_file() else ""
