"""Freshness: whether a post's article has been checked at its site since the post became due."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.desk import Desk
from bot.outbox.rules.delivery import Delivery
from bot.outbox.store.corrections import FOLLOWED_FOR

PAGE_HOLDS_FOR = timedelta(minutes=10)
"""How long it is believed that the page of an article, which no feed shows any more, is there."""


def is_checked(desk: Desk, delivery: Delivery) -> bool:
    """Whether its site has been asked about the article since the post became due, and its page where no feed shows it.

    What an editor has written, or what was sent before, is not read again, unless its site has withdrawn the article.
    """
    checked_at, now = delivery.checked_at, desk.now()
    if delivery.retracted and (checked_at is None or checked_at <= delivery.due_at):
        return False  # when it was asked last, the article was gone
    stands_as_it_is = delivery.edited or delivery.attempts > 0 or not _is_watched(desk, delivery)
    if not stands_as_it_is and (checked_at is None or checked_at < delivery.due_at):
        return False
    page_was_asked = checked_at is not None and checked_at >= now - PAGE_HOLDS_FOR
    return page_was_asked or not may_be_gone(desk, delivery, now)


def _is_watched(desk: Desk, delivery: Delivery) -> bool:
    return any(site.name == delivery.site for site in desk.settings.sites)


def may_be_gone(desk: Desk, delivery: Delivery, now: datetime) -> bool:
    """Whether no feed tells any more that the article is there."""
    return (
        delivery.missing_since is not None
        or delivery.order_at < now - FOLLOWED_FOR
        or desk.sources.feed(delivery.site).gone
    )
