"""What is known of an article that has a row, as far as the rules about new articles ask for it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.article import Article

BASELINE = "it stood on the site already at the first look, which is the baseline and is never posted"


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """What decides about an article that has a row."""

    id: int
    site: str
    not_posted: str
    missing_since: datetime | None = None
    title: str = ""
    link: str = ""
    guid: str = ""
    published: datetime | None = None
    first_seen_at: datetime | None = None
    is_posted: bool = False
    """A post about it is out."""
    dated_by_change: bool = False
    """`published` is when it was last changed, as its feed gave it at the first look at the article."""


def published_or_seen(article: Article | KnownArticle, seen_at: datetime) -> datetime:
    """An article without a date, or with one that lies ahead, is as old as our first look at it."""
    return min(article.published or seen_at, seen_at)
