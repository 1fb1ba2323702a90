"""What becomes of the articles that a poll shows. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.article import Article
from bot.outbox.rules.age import (
    OLDER_THAN_BASELINE,
    age_of,
    has_come_up_now,
    may_all_be_late,
    may_be_late,
    why_ahead,
    why_old,
    why_too_old,
)
from bot.outbox.rules.article_rules import ArticleRules, Follower
from bot.outbox.rules.bursts import all_unknown, too_many_in_an_hour, too_many_together
from bot.outbox.rules.candidates import Candidate
from bot.outbox.rules.delivery import Status
from bot.outbox.rules.known import BASELINE, KnownArticle, published_or_seen
from bot.outbox.rules.lifetime import spell
from bot.outbox.rules.links import domain_of, is_public_link, same_host
from bot.outbox.rules.states import SourceState
from bot.outbox.rules.wanted import AS_STATED, Languages, why_unwanted

DATED_BEFORE_BASELINE = "it has come up only now, and is dated before the first look at its site"

NEW_OR_OLD = "it has no date and has come up last in its feed, of which nobody can tell yet which end is the new one"

LOST = (
    "the database was lost or emptied, so nobody knows whether this was posted before: look at the account's timeline"
)


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
    dates_allow = may_all_be_late([candidate.article for candidate in candidates], before, now)
    reasons = [
        _why_not(candidate, accounts, rules, before, now, dates_allow=dates_allow) or _left_out(by_account)
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
    dates_allow: bool,
) -> str:
    if before.baseline_at is None and not _is_lost(before):
        return BASELINE
    if candidate.seen_article.incomplete:
        return candidate.seen_article.incomplete
    old = why_old(candidate, rules, before, now)
    if old == OLDER_THAN_BASELINE and may_be_late(candidate, before, now, dates_allow=dates_allow):
        old = ""
    if old and not has_come_up_now(candidate, before, now):
        return old
    if not wanting and candidate.first_site:
        return f"{candidate.first_site} showed it first, and every account here follows {candidate.first_site} too"
    return "" if wanting else "no account follows this site"


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
    if published is not None and age_of(published, rules, now) > rules.max_age:
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
    if published is None or has_come_up_now(candidate, before, now):
        return False
    return why_too_old(published, rules, before, now) == OLDER_THAN_BASELINE
