"""What becomes of the articles that a poll shows. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.article import Article, Identity
from bot.outbox.rules.delivery import Status
from bot.outbox.rules.states import SourceState

BASELINE = "it stood on the site already at the first look, which is the baseline and is never posted"
LOST = (
    "the database was lost or emptied, so nobody knows whether this was posted before: look at the account's timeline"
)
NO_LINK = "its feed gives it no link"
NO_TITLE = "its feed gives it no title"
SAYS_NOTHING = "its title says nothing: it is a draft's or a test's"
WITHHELD = "its site does not show it to everybody: it is private, or asks for a password"
NOT_KNOWN_AGAIN = "its feed gives it neither a guid nor an address of its own, so that it could not be known again"

CURABLE = frozenset({NO_LINK, NO_TITLE, NOT_KNOWN_AGAIN, SAYS_NOTHING, WITHHELD})
"""What a site may mend: an article that was recorded for one of these is decided on again when it is whole."""

TOGETHER = timedelta(hours=1)
"""New articles that came up within this of each other count as one burst. A look that is not late shows what has come
up since the one before, which is less; after an outage one look shows what many would have shown."""


@dataclass(frozen=True, slots=True)
class SeenArticle:
    """An article as a look has just shown it, and every identity by which it may be known."""

    article: Article
    identities: tuple[Identity, ...]
    unfit: str = ""
    """Why it is not to be posted by its own words, SAYS_NOTHING or WITHHELD; "" where nothing is wrong with them."""

    @property
    def published(self) -> datetime | None:
        return self.article.published

    @property
    def incomplete(self) -> str:
        """What keeps the article from being posted; "" where it is whole."""
        if not self.article.link:
            return NO_LINK
        if not self.article.title:
            return NO_TITLE
        if self.unfit:
            return self.unfit
        # A fingerprint changes with every edit, and an edited article must not be a new one.
        return "" if any(name.kind != "fingerprint" for name in self.identities) else NOT_KNOWN_AGAIN


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article of a poll that is to be decided on."""

    seen_article: SeenArticle
    first_site: str = ""
    """The other site that has shown this article before; "" for one that no site has shown."""

    @property
    def article(self) -> Article:
        return self.seen_article.article


@dataclass(frozen=True, slots=True)
class ArticleRules:
    """The part of the settings that decides about a new article."""

    max_age: timedelta
    hold: timedelta
    burst: int
    breaking_tags: frozenset[str] = frozenset()
    """Casefolded."""
    reviews: Mapping[str, timedelta] = field(default_factory=dict)
    """How long a post waits for an editor's objection, by account, where it goes out by itself then."""

    def review_time(self, account: str) -> timedelta:
        """How long a post of that account waits before it goes out by itself; never less than the hold."""
        return max(self.hold, self.reviews.get(account, self.hold))

    def is_breaking(self, article: Article) -> bool:
        """Whether the article jumps its account's gap and quiet hours."""
        return any(tag.casefold() in self.breaking_tags for tag in article.tags)


@dataclass(frozen=True, slots=True)
class Follower:
    """An account that follows the site."""

    account: str
    review: bool
    """Every post of it waits for an editor."""
    review_after: timedelta | None = None
    """It waits so long, and goes out then if nobody objects; None: until an editor approves it."""
    follows: frozenset[str] = frozenset()
    """The sites that it follows. What another of these has shown first has been decided on there."""
    leaves_out: frozenset[str] = frozenset()
    """Casefolded categories or tags; it posts no article that has one of them."""

    def left_out_tag(self, article: Article) -> str:
        """The article's tag for which this account does not post it; "" where it has none."""
        return next((tag for tag in article.tags if tag.casefold() in self.leaves_out), "")


@dataclass(frozen=True, slots=True)
class PlannedDelivery:
    """A delivery that is to be made with its article."""

    account: str
    status: Status
    due_at: datetime
    reason: str
    release_at: datetime | None = None
    """When it is queued by itself, though it is held; None: it waits for an editor."""
    breaking: bool = False
    look_since: datetime | None = None
    """It may stand on the account's timeline since then; None: it cannot."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A new article, and either its deliveries or the rule by which it has none."""

    article: Article
    deliveries: tuple[PlannedDelivery, ...]
    not_posted: str


def decide_new_articles(
    candidates: Sequence[Candidate],
    followers: Sequence[Follower],
    rules: ArticleRules,
    *,
    before: SourceState,
    now: datetime,
) -> tuple[Decision, ...]:
    """What becomes of `candidates`, oldest first. `before` is the state in which the last poll has left their source.

    Feeds begin with the newest, so of two articles with no date, or with one, the later in the feed is the older.
    """
    wanting = [_wanting(candidate, followers) for candidate in candidates]
    reasons = [
        _why_not(candidate, accounts, rules, before, now) or _left_out(candidate.article, accounts)
        for candidate, accounts in zip(candidates, wanting, strict=True)
    ]
    wanted = [candidate.article for candidate, reason in zip(candidates, reasons, strict=True) if not reason]
    bursting = _bursting(wanted, rules.burst, before, now)
    decisions = [
        Decision(
            candidate.article,
            () if reason else _plan(candidate.article, accounts, rules, bursting, before, now),
            reason,
        )
        for candidate, accounts, reason in zip(candidates, wanting, reasons, strict=True)
    ]
    decisions.reverse()
    decisions.sort(key=lambda decision: published_or_seen(decision.article, now))
    return tuple(decisions)


def published_or_seen(article: Article, seen_at: datetime) -> datetime:
    """An article without a date, or with one that lies ahead, is as old as our first look at it."""
    return min(article.published or seen_at, seen_at)


def may_stand_since(article: Article, before: SourceState) -> datetime | None:
    """Since when a post about the article may be out, where it went out while this database was not in use.

    What the first look afterwards shows may have; later, what is dated before the end of that time.
    """
    away_since, away_until = before.facts.away_since, before.facts.away_until
    if away_until is None:
        return None
    if before.answered_at is None or before.answered_at < away_until:
        return away_since
    return away_since if article.published and article.published < away_until else None


def _is_lost(before: SourceState) -> bool:
    """The database was in use before, and does not know this source any more: what it shows is no baseline."""
    return before.baseline_at is None and before.facts.away_until is not None


def _wanting(candidate: Candidate, followers: Sequence[Follower]) -> tuple[Follower, ...]:
    return tuple(follower for follower in followers if candidate.first_site not in follower.follows)


def _why_not(
    candidate: Candidate, wanting: Sequence[Follower], rules: ArticleRules, before: SourceState, now: datetime
) -> str:
    if before.baseline_at is None and not _is_lost(before):
        return BASELINE
    if candidate.seen_article.incomplete:
        return candidate.seen_article.incomplete
    age = now - published_or_seen(candidate.article, now)
    if age > rules.max_age:
        return f"it was {_spell(age)} old when first seen, and watch.max_age is {_spell(rules.max_age)}"
    if not wanting and candidate.first_site:
        return f"{candidate.first_site} showed it first, and every account here follows {candidate.first_site} too"
    return "" if wanting else "no account follows this site"


def _left_out(article: Article, wanting: Sequence[Follower]) -> str:
    """Why none of these accounts posts the article, where each leaves out one of its tags; else ""."""
    tags = dict.fromkeys(follower.left_out_tag(article) for follower in wanting)
    return "" if "" in tags else left_out_for(tags)


def left_out_for(tags: Iterable[str]) -> str:
    """The reason for which an article with these tags is not posted."""
    return f"the settings leave out what is filed under {' and '.join(tags)}"


def _bursting(wanted: Iterable[Article], burst: int, before: SourceState, now: datetime) -> dict[Article, int]:
    """Those that came up too many together, each with their number."""

    def came_up_at(article: Article) -> datetime:
        return max(published_or_seen(article, now), before.answered_at or now)

    in_order = sorted(wanted, key=came_up_at)
    bursting: set[Article] = set()
    for first in range(len(in_order) - burst):
        if came_up_at(in_order[first + burst]) - came_up_at(in_order[first]) <= TOGETHER:
            bursting.update(in_order[first : first + burst + 1])
    return dict.fromkeys(bursting, len(bursting))


def _plan(
    article: Article,
    wanting: Sequence[Follower],
    rules: ArticleRules,
    bursting: dict[Article, int],
    before: SourceState,
    now: datetime,
) -> tuple[PlannedDelivery, ...]:
    planned = []
    for follower in wanting:
        if follower.left_out_tag(article):
            continue
        reason, release_at = "", None
        if _is_lost(before):
            reason = LOST
        elif article in bursting:
            reason = f"burst: {bursting[article]} new articles at once, and watch.burst is {rules.burst}"
        elif follower.review_after is not None:
            reason = f"review: it goes out {_spell(follower.review_after)} after it was seen, if nobody objects"
            release_at = now + max(rules.hold, follower.review_after)
        elif follower.review:
            reason = "review: every post of this account waits for an editor"
        planned.append(
            PlannedDelivery(
                follower.account,
                Status.HELD if reason else Status.QUEUED,
                now + rules.hold,
                reason,
                release_at,
                breaking=rules.is_breaking(article),
                look_since=may_stand_since(article, before),
            )
        )
    return tuple(planned)


def _spell(span: timedelta) -> str:
    """A duration as bot.toml writes it, to the largest unit of which there are two or more."""
    seconds = int(span.total_seconds())
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
