"""What becomes of the articles that a poll shows. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal

from bot.article import Article, Identity
from bot.outbox.rules.bursts import CLOSE, all_unknown, too_many_in_an_hour, too_many_together
from bot.outbox.rules.delivery import Status
from bot.outbox.rules.known import BASELINE, KnownArticle, published_or_seen
from bot.outbox.rules.lifetime import latest_moment, spell
from bot.outbox.rules.links import domain_of, is_public_link, same_host
from bot.outbox.rules.states import SourceState
from bot.outbox.rules.wanted import AS_STATED, Languages, WantedRule, why_unwanted

OLDER_THAN_BASELINE = "it was published before the first look at its site, and what is older than that is never posted"
DATED_BEFORE_BASELINE = "it has come up only now, and is dated before the first look at its site"
AT_THE_OLD_END = "it has no date, and has come up at that end of its feed where the oldest articles stand"
NEW_OR_OLD = "it has no date and has come up last in its feed, of which nobody can tell yet which end is the new one"
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

CACHED_FOR = timedelta(hours=1)
"""So long an article may be out before its feed shows it, because something between the two keeps an older copy."""

LONGEST_DRAFT = timedelta(days=7)
"""An article whose date is that of its draft is rarely older; an older one that comes up on top has been pinned."""

AHEAD = timedelta(days=1)
"""A date further ahead than this is no mistake about a time zone."""


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
        # A text changes with every edit, and an edited article must not be a new one.
        is_named = any(name.kind not in ("fingerprint", "text") for name in self.identities)
        return "" if is_named else NOT_KNOWN_AGAIN


Place = Literal["top", "between", "bottom", "unclear", ""]
"""Where an article has come up in its feed, whichever way that runs: at the end where new ones do, between what was
known, or at the other end; "unclear": behind all that was known, where nothing tells which way the feed runs; "" where
nothing of it was known.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article of a poll that is to be decided on."""

    seen_article: SeenArticle
    first_site: str = ""
    """The other site that has shown this article before; "" for one that no site has shown."""
    like: str | None = None
    """The headline of an article that may be the same one; None where there is none."""
    like_site: str = ""
    """The other site that has shown that one; "" for its own."""
    place: Place = ""
    own_domain: str = ""
    """The domain to which what its site has shown until now leads, where its link leads to another; else ""."""

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
    timezone: tzinfo = UTC
    """The newsroom's, in which a day begins and ends."""
    allow_private: bool = False
    """Sites may live on addresses that the public cannot reach, and link to themselves there."""

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
    wanted: tuple[WantedRule, ...] = ()
    """What the settings say of the articles of this site that it posts; () means all."""


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
    approved_until: datetime | None = None
    """Until then it may go out, as an editor has decided; None: no editor has."""

    def order_at(self, article: Article, now: datetime) -> datetime:
        """The article's date, which lies ahead only where the post waits for it."""
        waits_for_date = self.release_at is not None and self.release_at == article.published
        return self.release_at if self.release_at and waits_for_date else published_or_seen(article, now)


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
    recent: Sequence[KnownArticle] = (),
    languages: Languages = AS_STATED,
    doubt_about: Callable[[Article], str] = lambda _: "",
) -> tuple[Decision, ...]:
    """What becomes of `candidates`, oldest first.

    Of two articles with no date, or with one, the later among the candidates is the older.

    Args:
        before: The state in which the last poll has left their source.
        recent: What their site has shown of late, newest first.
        languages: Those of the candidates, where a follower's rules name languages.
        doubt_about: Why an editor is to see an article before anything of it is posted; "" where nothing speaks for
            that. It takes time, so it is asked only about what would be posted.
    """
    wanting = [_wanting(candidate, followers) for candidate in candidates]
    unwanted = [
        {follower.account: why_unwanted(candidate.article, follower.wanted, languages) for follower in accounts}
        for candidate, accounts in zip(candidates, wanting, strict=True)
    ]
    may_be_late = _may_all_be_late([candidate.article for candidate in candidates], before, now)
    reasons = [
        _why_not(candidate, accounts, rules, before, now, may_be_late=may_be_late) or _left_out(by_account)
        for candidate, accounts, by_account in zip(candidates, wanting, unwanted, strict=True)
    ]
    wanted = [candidate.article for candidate, reason in zip(candidates, reasons, strict=True) if not reason]
    bursting = too_many_together(wanted, rules.burst, before, now)
    bursting |= too_many_in_an_hour(wanted, recent, rules.burst, before, now)
    if before.kind == "feed" and not any(candidate.place for candidate in candidates):
        bursting |= all_unknown(wanted, recent, before, now)
    held_for = bursting | {article: doubt for article in wanted if (doubt := doubt_about(article))}
    decisions = [
        Decision(
            candidate.article,
            ()
            if reason
            else _plan(candidate, accounts, by_account, rules, held_for.get(candidate.article, ""), before, now),
            reason,
        )
        for candidate, accounts, by_account, reason in zip(candidates, wanting, unwanted, reasons, strict=True)
    ]
    decisions.reverse()
    decisions.sort(key=lambda decision: published_or_seen(decision.article, now))
    return tuple(decisions)


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
    candidate: Candidate,
    wanting: Sequence[Follower],
    rules: ArticleRules,
    before: SourceState,
    now: datetime,
    *,
    may_be_late: bool,
) -> str:
    if before.baseline_at is None and not _is_lost(before):
        return BASELINE
    if candidate.seen_article.incomplete:
        return candidate.seen_article.incomplete
    old = _why_old(candidate, rules, before, now)
    if old == OLDER_THAN_BASELINE and _may_be_late(candidate, before, now, may_be_late=may_be_late):
        old = ""
    if old and not _has_come_up_now(candidate, before, now):
        return old
    if not wanting and candidate.first_site:
        return f"{candidate.first_site} showed it first, and every account here follows {candidate.first_site} too"
    return "" if wanting else "no account follows this site"


def _why_old(candidate: Candidate, rules: ArticleRules, before: SourceState, now: datetime) -> str:
    """Why the article is too old to be posted; "" where it is not."""
    published = candidate.article.published
    if published is None:
        return AT_THE_OLD_END if candidate.place == "bottom" and before.kind == "feed" else ""
    return why_too_old(published, rules, before, now)


def why_too_old(published: datetime, rules: ArticleRules, before: SourceState, now: datetime) -> str:
    """Why an article with that date, first seen at `now`, is not posted; "" where it is new."""
    age = _age(published, rules, now)
    if age > rules.max_age:
        return f"it was {spell(age)} old when first seen, and watch.max_age is {spell(rules.max_age)}"
    return OLDER_THAN_BASELINE if _was_out_before_baseline(now - age, before, now) else ""


def _was_out_before_baseline(published: datetime, before: SourceState, now: datetime) -> bool:
    """Whether the feed could have shown the article at the first look, and a newer one was out by now.

    A feed without a newest article was empty then; of a sitemap it is not kept which its newest is. A first look that
    lies ahead was made by a clock that was wrong, and tells nothing.
    """
    baseline, newest = before.baseline_at, before.newest_article_at
    if baseline is None or before.kind != "feed" or baseline > now:
        return False
    return published < baseline - CACHED_FOR and (newest is None or published < newest)


def _may_be_late(candidate: Candidate, before: SourceState, now: datetime, *, may_be_late: bool) -> bool:
    """Whether an article that is dated before the first look may have come out since: its date may be that of its
    draft, or its site's clock may stand in another zone. `may_be_late` is what the dates of all say of that.
    """
    if candidate.place == "between":
        return _is_close(before, now)
    return candidate.place == "top" or (candidate.place == "" and may_be_late)


def _may_all_be_late(articles: Sequence[Article], before: SourceState, now: datetime) -> bool:
    """Whether all articles of a feed that was empty until now may have come out since the last look.

    Their dates lie no further apart than the two looks, in whatever zone the site's clock stands. What has been out for
    hours and comes up at once, as from a cold cache, lies further apart.
    """
    dates = [article.published for article in articles if article.published]
    if before.newest_article_at is not None or before.answered_at is None or not dates:
        return False
    return max(dates) - min(dates) <= now - before.answered_at + CACHED_FOR


def _is_close(before: SourceState, now: datetime) -> bool:
    """Whether the last look was a moment ago, so that what it did not show has come up just now."""
    return before.answered_at is not None and now - before.answered_at <= CLOSE


def _age(published: datetime, rules: ArticleRules, now: datetime) -> timedelta:
    return now - min(latest_moment(published, rules.timezone), now)


def _has_come_up_now(candidate: Candidate, before: SourceState, now: datetime) -> bool:
    """Whether the article stands where new ones come up, though its date is that of its draft."""
    published = candidate.article.published
    return (
        candidate.place == "top"
        and before.kind == "feed"  # a sitemap has no order
        and published is not None
        and now - published <= LONGEST_DRAFT
        and _is_close(before, now)
    )


def _left_out(unwanted: Mapping[str, str]) -> str:
    """Why no account posts the article, where the settings leave it out for each; else ""."""
    reasons = dict.fromkeys(unwanted.values())
    return "" if "" in reasons else "; ".join(reasons)


def _plan(
    candidate: Candidate,
    wanting: Sequence[Follower],
    unwanted: Mapping[str, str],
    rules: ArticleRules,
    held_for: str,
    before: SourceState,
    now: datetime,
) -> tuple[PlannedDelivery, ...]:
    article = candidate.article
    planned = []
    for follower in wanting:
        held, until = _why_held(_as_to(candidate, follower), rules, held_for, before, now)
        if left_out := unwanted[follower.account]:
            planned.append(PlannedDelivery(follower.account, Status.SKIPPED, now + rules.hold, left_out))
            continue
        reason, release_at = held, until
        if held:
            release_at = None if follower.review and follower.review_after is None else until
        elif follower.review_after is not None:
            reason = f"review: it goes out {spell(follower.review_after)} after it was seen, if nobody objects"
            release_at = now + max(rules.hold, follower.review_after)
        elif follower.review:
            reason = "review: every post of this account waits for an editor"
        planned.append(
            PlannedDelivery(
                follower.account,
                Status.HELD if reason else Status.QUEUED,
                max(now + rules.hold, until or now),
                reason,
                release_at,
                breaking=rules.is_breaking(article),
                look_since=may_stand_since(article, before),
            )
        )
    return tuple(planned)


def _as_to(candidate: Candidate, follower: Follower) -> Candidate:
    """The candidate as it is for that account, which has no post about what a site shows that it does not follow."""
    is_foreign = candidate.like_site and candidate.like_site not in follower.follows
    return replace(candidate, like=None, like_site="") if is_foreign else candidate


def _why_held(
    candidate: Candidate, rules: ArticleRules, held_for: str, before: SourceState, now: datetime
) -> tuple[str, datetime | None]:
    """Why an editor is asked ("" where nobody is), and when the post goes out by itself."""
    article = candidate.article
    published, link = article.published, article.link
    if _is_lost(before):
        return LOST, None
    if candidate.like is not None:
        return f"it may be an article that is known already, by another name: “{candidate.like}”", None
    if candidate.own_domain:
        return (
            f"its link leads to {domain_of(link)}, and what its site has shown before to {candidate.own_domain}",
            None,
        )
    if published is None and candidate.place == "unclear" and before.kind == "feed":
        return NEW_OR_OLD, None
    if published is not None and _age(published, rules, now) > rules.max_age:
        return f"it has come up only now, and is dated {spell(now - published)} ago", None
    if _is_dated_before_baseline(candidate, rules, before, now):
        return DATED_BEFORE_BASELINE, None
    if not (is_public_link(link) or (rules.allow_private and same_host(link, before.url))):
        return f"its link leads to an address that the public cannot reach: {link}", None
    if held_for:
        return held_for, None
    if published is not None and (ahead := why_ahead(published, rules, now)):
        return ahead, published
    return "", None


def _is_dated_before_baseline(candidate: Candidate, rules: ArticleRules, before: SourceState, now: datetime) -> bool:
    """Whether an editor is to say if the article is new. What has come up on top between two looks is."""
    published = candidate.article.published
    if published is None or _has_come_up_now(candidate, before, now):
        return False
    return why_too_old(published, rules, before, now) == OLDER_THAN_BASELINE


def why_ahead(published: datetime, rules: ArticleRules, now: datetime) -> str:
    """Why an article with that date waits until then; "" where it does not."""
    return (
        f"its date lies ahead: {published.astimezone(rules.timezone):%Y-%m-%d %H:%M}" if published - now > AHEAD else ""
    )
