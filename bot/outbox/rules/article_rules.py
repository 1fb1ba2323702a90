"""What the settings say about new articles, and the accounts that post them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, timedelta, tzinfo

from bot.article import Article
from bot.outbox.rules.wanted import WantedRule


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
