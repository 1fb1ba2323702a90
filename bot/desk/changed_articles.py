"""What is known of articles of which only the last change is dated, for the recheck and for who asks about one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.desk import Desk
from bot.outbox.rules.change_dates import why_new
from bot.outbox.store.articles import StoredArticle


@dataclass(frozen=True, slots=True)
class ChangeDate:
    """What the date of its last change says of an article whose own page gives no date either."""

    new_because: str
    """Why it is taken for new; "" where an editor is asked."""
    redated_at: datetime | None
    """When its feed first gave an article that was known another date; None: it never has."""
    updated_is_published: bool
    """What the settings say of its site."""


def change_date(desk: Desk, stored: StoredArticle) -> ChangeDate | None:
    """What the date of the article's last change says; None where its feed says when it was published."""
    article = stored.article
    if not article.dated_by_change:
        return None
    feed, by_settings = desk.sources.feed(article.site), updated_is_published(desk, article.site)
    recent = desk.articles.recent(article.site)
    new_because = why_new(article, stored.first_seen_at, recent, feed, updated_is_published=by_settings)
    return ChangeDate(new_because, feed.redated_at, by_settings)


def updated_is_published(desk: Desk, site: str) -> bool:
    """What the settings say of the site."""
    return any(watched.updated_is_published for watched in desk.settings.sites if watched.name == site)
