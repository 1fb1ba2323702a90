"""What editors ask for: approve, hold, skip, retry, resolve, and post one article now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from bot.actions import Action
from bot.article import Article, canonical_url, identities
from bot.desk import Desk
from bot.desk.ingest.discovery import poll_feeds
from bot.desk.ingest.rules import article_rules
from bot.desk.ingest.seen import with_identities
from bot.outbox.rules.delivery import RESOLVE_SENT, Delivery, Move, Status, refuse_move
from bot.outbox.rules.new_articles import PlannedDelivery, may_stand_since
from bot.outbox.store.articles import StoredArticle
from bot.settings import Account
from bot.sources.types import PollRequest

SCHEDULED = "scheduled by an editor"


@dataclass(frozen=True, slots=True)
class QueuedArticle:
    """What asking for one article now has come to."""

    article: Article
    queued: tuple[Delivery, ...]
    already: tuple[Delivery, ...]
    """Deliveries that it had before, whatever their status: an article goes to an account once."""
    undo: tuple[Action, ...]
    """What leads back; empty where nothing was queued."""


def move_delivery(desk: Desk, delivery_id: int, move: Move, *, at: datetime | None = None) -> Delivery:
    """Do what the editor asks; what is queued goes out now, or `at` that time; what is held goes out by itself then.

    Raises DeliveryNotFound and WrongStatus.
    """
    if at and move.to is Status.QUEUED:
        move = replace(move, reason=SCHEDULED)
    moved = desk.outbox.move(delivery_id, move, now=desk.now(), at=at)
    desk.announce(f"delivery.{moved.status}", delivery=moved.id, account=moved.account, by="editor")
    return moved


def resolve_sent(desk: Desk, delivery_id: int, permalink: str) -> Delivery:
    """An editor has found an unsure post on the platform. Raises DeliveryNotFound and WrongStatus."""
    delivery = desk.outbox.delivery(delivery_id)
    if delivery.status not in RESOLVE_SENT.allowed:
        raise refuse_move(RESOLVE_SENT, delivery)
    remote_id = permalink.rstrip("/").rsplit("/", 1)[-1]
    desk.outbox.settle_sent(delivery, (remote_id, permalink), now=desk.now())
    return desk.outbox.delivery(delivery_id)


def article_at(desk: Desk, url: str) -> Article:
    """The article at that address: as its site's feed gives it, else as its own page does.

    Raises FeedError where neither can be read.
    """
    wanted, site = canonical_url(url), (desk.settings.site_at(url) or desk.settings.sites[0]).name
    stored = _stored_at(desk, url)
    if stored and (stored.article.body or stored.article.excerpt):
        return stored.article
    feed = desk.sources.feed(site).feed_url
    looks = chain.from_iterable(desk.web.look([PollRequest(site, feed)] if feed else []))
    in_feed = (article for look in looks for article in look.articles if canonical_url(article.link) == wanted)
    return next(in_feed, None) or desk.web.read_page(url, site)


def queue_article(
    desk: Desk, article: Article, accounts: Sequence[Account], *, at: datetime | None = None
) -> QueuedArticle:
    """Queue the article for these accounts, now or `at` that time, past `hold` and `max_age`.

    Their own pace still holds.
    """
    now = desk.now()
    breaking = article_rules(desk.settings).is_breaking(article)
    look_since = may_stand_since(article, desk.sources.feed(article.site))
    planned = [
        PlannedDelivery(
            account.name, Status.QUEUED, at or now, SCHEDULED if at else "", breaking=breaking, look_since=look_since
        )
        for account in accounts
    ]
    seen_article = with_identities([article])[0]
    before = desk.articles.find(seen_article.identities)
    already = desk.outbox.deliveries_of(before.id) if before else []
    article_id = desk.articles.add(seen_article, planned, now=now)
    had = {delivery.id for delivery in already}
    wanted = {account.name for account in accounts}
    queued = [delivery for delivery in desk.outbox.deliveries_of(article_id) if delivery.id not in had]
    had_before = tuple(delivery for delivery in already if delivery.account in wanted)
    undo = (Action("skip", deliveries=tuple(delivery.id for delivery in queued)),) if queued else ()
    return QueuedArticle(article, tuple(queued), had_before, undo)


def article_of_delivery(desk: Desk, delivery: Delivery) -> Article:
    """The article that the delivery is about."""
    return desk.articles.article(delivery.article_id).article


def latest_articles(desk: Desk) -> list[Article]:
    """The newest article of each site, asked for now. Raises FeedError where no site can be read."""
    polls = poll_feeds(desk, desk.settings.sites, desk.sources.feeds(), whole=True)
    looks = [poll.look for poll in chain.from_iterable(polls)]
    faults = [look.fault for look in looks if look.fault]
    if len(faults) == len(desk.settings.sites):
        raise faults[0]
    return [look.articles[0] for look in looks if look.articles]


def _stored_at(desk: Desk, url: str) -> StoredArticle | None:
    return desk.articles.find(
        identity for identity in identities(Article(site="", title="", link=url)) if identity.kind == "url"
    )
