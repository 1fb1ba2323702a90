"""What editors do to deliveries and articles: approve, hold, skip, retry, and post one article at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import chain

from bot.actions import Action
from bot.article import Article, identities
from bot.desk import Desk
from bot.desk.ingest.discovery import poll_feeds
from bot.desk.ingest.rules import article_rules
from bot.desk.ingest.seen import with_identities
from bot.errors import FeedError
from bot.outbox.rules.delivery import (
    LOOKED,
    NOT_CALLED,
    RETRY,
    SCHEDULED,
    Delivery,
    Move,
    Status,
    actions_to_send,
)
from bot.outbox.rules.new_articles import PlannedDelivery, may_stand_since
from bot.settings import Account
from bot.sources.page.article import PageArticle
from bot.sources.parsing.sanitize import printable_url
from bot.sources.types import PollRequest

SHOWN_WITHIN = timedelta(minutes=2)
"""From a call to when the account's timeline surely shows its post; no platform says how long it takes."""

LOOKED_FOR_FIRST = "its account's timeline is read before it is sent again, two minutes after the last try"

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class QueuedArticle:
    """An article that an editor has queued, and its deliveries."""

    article: Article
    queued: tuple[Delivery, ...]
    already: tuple[Delivery, ...]
    """Deliveries that existed before, in any status: an article is posted only once to an account."""
    undo: tuple[Action, ...]
    """The actions that undo it; empty if nothing was queued."""

    @property
    def actions(self) -> tuple[Action, ...]:
        """What lets those go out that existed before."""
        return tuple(chain.from_iterable(map(actions_to_send, self.already)))


def move_delivery(desk: Desk, delivery_id: int, move: Move, *, at: datetime | None = None) -> Delivery:
    """Move the delivery to another status.

    `at` is when a queued delivery goes out (default: now), or when a held one goes out by itself (default: never).
    What an editor lets go out may do so for `watch.max_age_approved` from then on.
    A post that was called for a moment ago waits until its timeline would show it, had the call been a success.
    Raises DeliveryNotFound and WrongStatus.
    """
    if move.name == RETRY.name and (shown_at := _shown_at(desk, delivery_id)) > (at or desk.now()):
        move, at = replace(move, reason=LOOKED_FOR_FIRST), shown_at
    elif at and move.to is Status.QUEUED:
        move = replace(move, reason=SCHEDULED)
    lets_it_go = at is not None or move.to is Status.QUEUED
    approved_until = _approved_until(desk, at) if lets_it_go else None
    delivery = desk.outbox.move(delivery_id, move, now=desk.now(), at=at, approved_until=approved_until, by=desk.actor)
    desk.announce(f"delivery.{delivery.status}", delivery=delivery.id, account=delivery.account, by="editor")
    return delivery


def _approved_until(desk: Desk, at: datetime | None) -> datetime:
    """Until when a post may go out that an editor lets go at that time; None: now."""
    return (at or desk.now()) + desk.settings.watch.max_age_approved


def _shown_at(desk: Desk, delivery_id: int) -> datetime:
    """When a timeline would show a post of the delivery's last call."""
    attempts = desk.outbox.attempts_at(delivery_id)
    calls = [attempt.started_at for attempt in attempts if attempt.outcome not in (LOOKED, NOT_CALLED)]
    return max(calls, default=EPOCH) + SHOWN_WITHIN


def article_at(desk: Desk, url: str) -> PageArticle:
    """The article at that URL: from the database or its site's feed, or else from its own page.

    What is known, or stands in a feed, is an article. Raises FeedError if none of them can be read, or gives a title.
    """
    site = (desk.settings.site_at(url) or desk.settings.sites[0]).name
    # A short address of WordPress ("?p=123") is the guid of its article.
    names = frozenset(identities(Article(site=site, title="", link=url, guid=url)))
    stored = desk.articles.find(names)
    if stored and (stored.article.body or stored.article.excerpt):
        return PageArticle(stored.article, says_article=True)
    feed = desk.sources.feed(site).feed_url
    looks = chain.from_iterable(desk.web.look([PollRequest(site, feed)] if feed else []))
    in_feed = (article for look in looks for article in look.articles if not names.isdisjoint(identities(article)))
    if article := next(in_feed, None):
        return PageArticle(article, says_article=True)
    page = desk.web.read_page(url, site)
    if not page.article.title:
        raise FeedError(site, f"{printable_url(url)} gives no headline: is it the article's own page?")
    return page


def queue_article(
    desk: Desk, article: Article, accounts: Sequence[Account], *, at: datetime | None = None
) -> QueuedArticle:
    """Queue the article for these accounts, to go out now or at `at`. `watch.hold` and `watch.max_age` are ignored.

    The accounts' own gap, quiet hours and limits still apply.
    """
    now = desk.now()
    breaking = article_rules(desk.settings).is_breaking(article)
    look_since = may_stand_since(article, desk.sources.feed(article.site))
    planned = [
        PlannedDelivery(
            account.name,
            Status.QUEUED,
            at or now,
            SCHEDULED if at else "",
            breaking=breaking,
            look_since=look_since,
            approved_until=_approved_until(desk, at),
        )
        for account in accounts
    ]
    seen_article = with_identities([article])[0]
    stored = desk.articles.find_again(seen_article, now=desk.now())
    existing = desk.outbox.deliveries_of(stored.id) if stored else []
    article_id = desk.articles.add(seen_article, planned, now=now, by=desk.actor)
    existing_ids = {delivery.id for delivery in existing}
    names = {account.name for account in accounts}
    queued = [delivery for delivery in desk.outbox.deliveries_of(article_id) if delivery.id not in existing_ids]
    already = tuple(delivery for delivery in existing if delivery.account in names)
    undo = (Action("skip", deliveries=tuple(delivery.id for delivery in queued)),) if queued else ()
    return QueuedArticle(article, tuple(queued), already, undo)


def article_of_delivery(desk: Desk, delivery: Delivery) -> Article:
    """The article that the delivery is about, as its feed gives it."""
    return desk.articles.article(delivery.article_id).article


def latest_articles(desk: Desk) -> list[Article]:
    """The newest article of each site; all sites are asked now. Raises FeedError if no site can be read."""
    polls = poll_feeds(desk, desk.settings.sites, desk.sources.feeds(), whole=True)
    looks = [poll.look for poll in chain.from_iterable(polls)]
    faults = [look.fault for look in looks if look.fault]
    if len(faults) == len(desk.settings.sites):
        raise faults[0]
    return [look.articles[0] for look in looks if look.articles]
