"""`PlatformSpec`, the description of a platform that the rest of the program uses; and the types in it. Pure data.

Each platform defines its own in its package's `__init__.py`. Every command that reads bot.toml imports that file. So,
for a quick start, neither it nor this module imports client libraries, tables or patterns: functions import them when
they are called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from bot.drawing.look import Look
    from bot.platforms.http import PlatformSession
    from bot.sandbox.accounts import StandIn

MarkKind = Literal["link", "hashtag", "mention", "cashtag"]

PRINTABLE = r"[!-~]*"
"""The pattern of every platform's tokens: printable ASCII without blanks."""


class Mark(NamedTuple):
    """A part of a text that a platform makes clickable: `text[start:end]`."""

    kind: MarkKind
    start: int
    end: int


class DisplayLink(NamedTuple):
    """A link as followers see it: only `visible`. `before` and `after`, the rest of the URL, are hidden."""

    before: str
    visible: str
    after: str


def no_stray_links(text: str) -> tuple[str, ...]:
    """For a platform of which it is not known what it makes links of."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """A platform's limits for posts, and its prices."""

    length: int
    """The length of the longest text that it accepts, as `length_of` counts."""
    length_of: Callable[[str], int]
    """The platform's own way to count the length of a text."""
    counting_note: str = ""
    """A sentence for editors about what does not count as one character; "" where everything does."""
    sentences: int = 3
    """The largest number of sentences in a summary that reads well there."""
    cashtags: int | None = None
    """The largest number of cashtags ($AAPL) that it accepts in a post; None: any number."""
    mentions: bool = False
    """Whether it tells the person that a text has an @name of. The names in an article then lose their @."""
    stray_links: Callable[[str], tuple[str, ...]] = no_stray_links
    """What it would make a link of in a text although it is surely none, such as the name of a file."""
    shown: int | None = None
    """About how many characters of a post a wide screen shows without "See more"; None: all."""
    link_is_beside: bool = False
    """Whether a post's link is sent beside its text too, and shown as a card, so that the text may go without."""
    price_with_url: Decimal = Decimal(0)
    """US dollars for one post with a URL, as posts have unless an account's `link = "never"`."""
    price_without_url: Decimal = Decimal(0)
    """US dollars for one post without any URL."""
    price_of_lookup: Decimal = Decimal(0)
    """US dollars for one lookup on the account's timeline, at the most."""
    price_of_examination: Decimal = Decimal(0)
    """US dollars for one `examine`, at the most."""
    price_of_deletion: Decimal = Decimal(0)
    """US dollars for deleting one post, at the most."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Where a long text is cut with "See more"."""

    screen: Literal["phone", "desktop"]
    characters: int
    """About how many characters are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """One variable of an account in .env."""

    name: str
    """Without the account's prefix, such as "API_KEY"."""
    where: str
    """Where to get it; a sentence or two, for .env.example, the .env of `bot init`, and messages."""
    is_optional: bool = False
    is_of_app: bool = False
    """It belongs to the app, not to the account: getting an account's keys needs it, and leaves it as it is."""
    is_public: bool = False
    """It is part of permalinks and other URLs, so it is not hidden in logs."""
    shape: str = PRINTABLE
    """The pattern of the whole value; it must also match the empty value."""
    form: str = ""
    """The pattern of values as the platform gives them out today, to notice a value in the wrong line; "" for any."""
    form_in_words: str = ""
    """The same for people, such as "digits only"; "" where `form` is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A setting of an account that one platform alone has: a key of the account's table with the platform's name.

    It is one of `choices`, or a number within `number_within`, or, where neither is given, a table from tags to texts.
    """

    name: str
    default: str | int | Mapping[str, str]
    choices: tuple[str, ...] = ()
    number_within: tuple[int, int] | None = None
    """The smallest and the largest number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRules:
    """How a platform makes a link card of a page: the meta tags that it reads, and its limits for pictures."""

    platform: str
    """The platform's name, for messages."""
    crawler: str
    """The user agent by which robots.txt knows its crawler."""
    title: tuple[str, ...]
    """The meta tags read for the title, in order of preference; "title" is the page's <title>."""
    description: tuple[str, ...]
    image: tuple[str, ...]
    smallest_image: tuple[int, int] = (0, 0)
    """Pixels, width and height; a smaller picture is not shown."""
    wide_image: tuple[int, int] = (0, 0)
    """Pixels; a picture of at least this size has the full width of the card."""
    most_image_bytes: int = 8_000_000
    card_tag: str = ""
    """The meta tag that requests a card; "" where none is needed."""
    wide_card: str = ""
    """The value of `card_tag` that requests a wide picture."""
    instead_of_card_tag: tuple[str, ...] = ()
    """Where `card_tag` is missing, a page with all of these tags gets a card with a small picture."""
    follows_og_url: bool = False
    """Whether it makes the card of the page that `og:url` names instead of the linked one."""
    wants_declared_size: bool = False
    """Whether a picture without a declared size is not shown to the first followers."""
    is_made_here: bool = False
    """Whether this program reads the page and sends the card with the post, because the platform reads no page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The link card of a post, for a platform to which the program sends it."""

    title: str
    description: str = ""
    picture: bytes = field(default=b"", repr=False)
    """The picture's file; b"" for none."""
    media_type: str = ""
    """Such as "image/png"; "" where there is no picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a platform may use for a post beside its text and its link."""

    language: str = ""
    """Of the article: BCP 47, such as "ja" or "pt-BR"; "" where it is not known."""
    tags: tuple[str, ...] = ()
    """The article's categories and tags."""
    options: Mapping[str, object] = field(default_factory=dict)
    """The account's own settings on this platform, by the names of its `Option`s; one that is missing has its
    default."""
    card: Card | None = None
    """None where the platform makes the card itself, and where the page gives none."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that the platform has the post: `remote_id` is its id there, `permalink` its URL."""

    remote_id: str
    permalink: str
    posted_at: datetime | None = field(default=None, compare=False)
    """Aware, in UTC, as the timeline says; None where that was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What a platform says of an account whose keys it accepts. Times are aware, in UTC."""

    account: str
    """The account as people call it there, such as "@moderntokyonews"."""
    granted: tuple[str, ...] = ()
    """What the keys may do and whose they are; phrases for people."""
    missing_rights: tuple[str, ...] = ()
    """Rights without which posts are refused, as the platform calls them."""
    faults: tuple[str, ...] = ()
    """What else keeps posts from going out, each with its remedy."""
    warnings: tuple[str, ...] = ()
    """What a person should see to, each with its remedy."""
    notes: tuple[str, ...] = ()
    """What is worth knowing, and needs nobody."""
    token_ends_at: datetime | None = None
    """None: it does not end, or the platform does not say."""
    access_ends_at: datetime | None = None
    """When the person who gave consent has to give it again; None: never, or not known."""

    @property
    def can_post(self) -> bool:
        """Whether nothing is known that keeps posts from going out."""
        return not self.missing_rights and not self.faults


class Dialogue(Protocol):
    """The person for whom `authorise` gets keys. Each method may raise whatever ends the dialogue."""

    def say(self, text: str) -> None:
        """Show a paragraph. It must hold no secret."""
        ...

    def ask(self, question: str) -> str:
        """The answer, which is shown while it is typed. Not empty."""
        ...

    def ask_secret(self, name: str) -> str:
        """The value of the secret of that name (see `Secret`), which is not shown while it is typed. Not empty."""
        ...

    def ask_hidden(self, question: str) -> str:
        """An answer that is secret, and is not shown while it is typed. Not empty."""
        ...

    def choose(self, question: str, options: Sequence[str]) -> int:
        """The index of the option that the person chooses."""
        ...


class Platform(Protocol):
    """One account on one platform."""

    @property
    def notice(self) -> str:
        """A warning for the operator after a successful call; "" for none."""
        ...

    def publish(self, text: str, link: str) -> Receipt:
        """Send one post, without a retry. `link` is the article's URL, which is in `text` too; "" for none.

        Raises RetryLater, Refused, AccountHalted or OutcomeUnknown, and nothing else.
        """
        ...

    def find(self, text: str, link: str, since: datetime) -> Receipt | None:
        """Look the post up among the account's posts since `since` (aware, in UTC); None: not found.

        If no post has the same text, one with a link to the same article is taken: the headline may have been corrected
        since. Not found is no proof of absence. Raises RetryLater or AccountHalted, and nothing else.
        """
        ...


class PlatformThatPrepares(Platform, Protocol):
    """One account on a platform whose spec `prepares`: a post goes out there in two steps, the second repeatable.

    What is prepared has a key, which is stored before the post is published. The same key again is the same post.
    """

    def prepare(self, text: str, link: str, *, key: str) -> str:
        """Prepare a post, which no follower sees, and return its key.

        `key` is the one from an earlier call for this post, which is not out: it is used again where it can be, and the
        new text and link with it; "" where there is none. Raises what `publish` raises.
        """
        ...

    def publish_prepared(self, key: str, text: str, link: str) -> Receipt:
        """Let followers see what was prepared, with the same text and link.

        It may be repeated without harm, also where an earlier call for that key is still on its way. Raises what
        `publish` raises.
        """
        ...

    def find_prepared(self, key: str, text: str, link: str) -> Receipt | None:
        """The post that was made of that key; None proves that none is out, and that another call does no harm.

        Raises RetryLater or AccountHalted, and nothing else.
        """
        ...


class PlatformWithDetails(Platform, Protocol):
    """One account on a platform whose spec says that it `uses_details`."""

    def with_details(self, details: Details) -> Platform:
        """The same account, for sending a post with these details. It can do what this one can."""
        ...


class PlatformThatDeletes(Platform, Protocol):
    """One account on a platform whose spec says that it `deletes`."""

    def delete(self, remote_id: str, sent_at: datetime) -> None:
        """Delete that post of the account, which was sent at that time (aware). One that is gone already is deleted.

        It may be repeated without harm. Raises RetryLater, Refused, AccountHalted or OutcomeUnknown, and nothing else.
        """
        ...


class PlatformThatRewrites(Platform, Protocol):
    """One account on a platform whose spec says that it `rewrites`."""

    def rewrite(self, remote_id: str, text: str) -> None:
        """Give that post of the account another text, in place.

        It may be repeated without harm. Raises RetryLater, Refused, AccountHalted or OutcomeUnknown, and nothing else.
        """
        ...


def no_notes(details: Details) -> tuple[str, ...]:
    """For a platform where a post is its text alone."""
    return ()


def no_marks(text: str) -> tuple[Mark, ...]:
    """For a platform that makes nothing clickable, or whose rules are unknown."""
    return ()


def whole_link(url: str) -> DisplayLink:
    """For a platform that shows a link in full."""
    return DisplayLink("", url, "")


class Cautions(Protocol):
    """Finds what an editor should know about a text: what the platform refuses, or makes clickable by accident."""

    def __call__(self, text: str, marks: Sequence[Mark], *, link: str, appeal: str) -> tuple[str, ...]:
        """Messages. `marks` are those of `text`; links in `link` and `appeal`, the post's own, are intended."""
        ...


def no_cautions(text: str, marks: Sequence[Mark], *, link: str, appeal: str) -> tuple[str, ...]:
    """For a platform that refuses nothing beyond its length."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformSpec:
    """Everything that the program knows about one platform."""

    name: str
    """As in bot.toml and in every JSON document; the folder has the same name."""
    title: str
    """Its name for people, such as "Facebook"."""
    aliases: tuple[str, ...] = ()
    """Older names, which bot.toml may still use. The variables and the template of an older name are read where those
    of the name itself are missing."""
    package: str
    """`__name__` of the package with its files, among them `post.html.j2` and `post.css`, the look of its posts."""

    limits: Limits
    limits_for: Callable[[Details], Limits] | None = None
    """Its limits for a post with these details, where they depend on the account's settings or on the article; None:
    always `limits`. Whatever composes, checks or shows a post uses these."""
    notes_for: Callable[[Details], tuple[str, ...]] = no_notes
    """What an editor should know of a post with these details, beside its text."""
    folds: tuple[Fold, ...] = ()
    """Where it cuts long texts; empty: nowhere."""
    folds_are_sure: bool = False
    """Whether the platform itself documents its folds."""
    marks_of: Callable[[str], tuple[Mark, ...]] = no_marks
    """What it makes clickable in a text sent through its API, in order, without overlaps."""
    display_link: Callable[[str], DisplayLink] = whole_link
    """Returns a link as followers see it."""
    cautions: Cautions = no_cautions
    forbids_identical_texts: bool = False
    """Whether it forbids the same text on two accounts of one owner."""
    absence_is_proof: bool
    """Whether its timeline lists every post, so that a post not found in several lookups was never stored."""
    prepares: bool = False
    """Whether its client can post in two steps, so that none is ever uncertain; see `PlatformThatPrepares`."""
    uses_details: bool = False
    """Whether its client sends a post's details; see `PlatformWithDetails`."""
    deletes: bool = False
    """Whether its client can delete a post; see `PlatformThatDeletes`."""
    rewrites: bool = False
    """Whether its client can change the text of a post; see `PlatformThatRewrites`."""
    card: CardRules

    how_to_begin: str
    """How to get an app there, with URLs; lines of at most 110 characters."""
    secrets: tuple[Secret, ...]
    options: tuple[Option, ...] = ()
    """The settings that its accounts have there alone."""
    starter_account: str = ""
    """The name of its account in the bot.toml of `bot init`; "" for no account."""

    client: Callable[[Mapping[str, str], PlatformSession], Platform]
    """Opens an account, from its secrets (named without the prefix) and the session for its calls."""
    stand_in: Callable[[], StandIn]
    """Its stand-in for the sandbox."""

    examine: Callable[[Mapping[str, str], PlatformSession], Examination] | None = None
    """Asks the platform what it says of an account, from its secrets; None where there is no way to.

    Raises RetryLater where nothing was learned, and AccountHalted where the keys are not accepted; nothing else.
    """
    authorise: Callable[[Mapping[str, str], PlatformSession, Dialogue], Mapping[str, str]] | None = None
    """Gets an account's keys in a dialogue with a person; returns its secrets by name, those that are new or changed.

    The mapping holds the secrets that are known already; any may be missing. None where there is no way to. Raises
    RetryLater and AccountHalted.
    """
    renew: Callable[[Mapping[str, str], PlatformSession], Mapping[str, str]] | None = None
    """Asks for a token that lasts longer, without a person; returns the secrets that change. None: there is no way to.

    Raises RetryLater and AccountHalted. Whether the new one is better shows `examine`.
    """
    probe: Callable[[Mapping[str, str], PlatformSession], str] | None = None
    """Finds out, from an account's secrets, whether it can post in two steps; returns "", or why it cannot.

    Followers see nothing of it. Raises RetryLater where nothing was learned, and AccountHalted. None, where the spec
    `prepares`: every account can. Where there is a probe, an account posts in one step until it has succeeded.
    """
    post_at: Callable[[str], Receipt | None] | None = None
    """Reads from an address which post it leads to, and from when that is where the address tells; None where it is no
    address of a post there. None instead: nobody can tell. The platform is not asked."""
    clock_url: str = ""
    """A URL that answers any request, free of charge, with the platform's time in its Date header; "" for none."""

    @property
    def prefix(self) -> str:
        """The prefix of its variables in .env, where an account has no other."""
        return self.name.upper()

    def has_link(self, text: str) -> bool:
        """Whether it makes a link of something in the text."""
        return any(mark.kind == "link" for mark in self.marks_of(text))

    def look(self) -> Look:
        """How it draws its posts."""
        from bot.drawing.look import Look

        return Look(
            platform=self.name,
            template=self.file("post.html.j2"),
            style=self.file("post.css"),
            marks_of=self.marks_of,
            display_link=self.display_link,
            shown=self.limits.shown,
        )

    def file(self, name: str) -> str:
        """The text of a file in its package; "" where there is no such file."""
        path = files(self.package).joinpath(name)
        return path.read_text("utf-8") if path.is_file() else ""
