"""What becomes of the articles that a look at a site has found. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.article import Article
from bot.outbox.delivery import Status


@dataclass(frozen=True, slots=True)
class IntakeRules:
    """The part of `[watch]` that decides about a new article."""

    max_age: timedelta
    hold: timedelta
    burst: int


@dataclass(frozen=True, slots=True)
class Follower:
    """An account that follows the site."""

    account: str
    review: bool
    """Every post of it waits for an editor."""


@dataclass(frozen=True, slots=True)
class PlannedDelivery:
    """A delivery that is to be made with its article."""

    account: str
    status: Status
    due_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Intake:
    """A new article, and either its deliveries or the rule by which it has none."""

    article: Article
    deliveries: tuple[PlannedDelivery, ...]
    not_posted: str


def take_in(
    new_articles: Sequence[Article],
    followers: Sequence[Follower],
    rules: IntakeRules,
    *,
    first_look: bool,
    now: datetime,
) -> tuple[Intake, ...]:
    """What becomes of `new_articles`, which no earlier look has shown, oldest first."""
    reasons = [_why_not(article, followers, rules, first_look=first_look, now=now) for article in new_articles]
    wanted = reasons.count("")
    burst = wanted if wanted > rules.burst else 0
    intakes = [
        Intake(article, () if reason else _plan(followers, rules, burst, now), reason)
        for article, reason in zip(new_articles, reasons, strict=True)
    ]
    return tuple(sorted(intakes, key=lambda intake: published_or_seen(intake.article, now)))


def published_or_seen(article: Article, seen_at: datetime) -> datetime:
    """An article without a date, or with one that lies ahead, is as old as our first look at it."""
    return min(article.published or seen_at, seen_at)


def _why_not(
    article: Article, followers: Sequence[Follower], rules: IntakeRules, *, first_look: bool, now: datetime
) -> str:
    if first_look:
        return "it stood on the site already at the first look, which is the baseline and is never posted"
    if not article.link:
        return "its feed gives it no link"
    if not article.title:
        return "its feed gives it no title"
    age = now - published_or_seen(article, now)
    if age > rules.max_age:
        return f"it was {_spell(age)} old when first seen, and watch.max_age is {_spell(rules.max_age)}"
    if not followers:
        return "no account follows this site"
    return ""


def _plan(followers: Sequence[Follower], rules: IntakeRules, burst: int, now: datetime) -> tuple[PlannedDelivery, ...]:
    due_at = now + rules.hold
    planned = []
    for follower in followers:
        reason = ""
        if burst:
            reason = f"burst: {burst} new articles in one look, and watch.burst is {rules.burst}"
        elif follower.review:
            reason = "review: every post of this account waits for an editor"
        planned.append(PlannedDelivery(follower.account, Status.HELD if reason else Status.QUEUED, due_at, reason))
    return tuple(planned)


def _spell(span: timedelta) -> str:
    """A duration as bot.toml writes it, to the largest unit of which there are two or more."""
    seconds = int(span.total_seconds())
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
