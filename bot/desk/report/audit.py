"""Audit: what the sites show of late, held against what the outbox knows, so that nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from bot.actions import Action
from bot.article import Article
from bot.desk import Desk
from bot.desk.ingest.discovery import poll_feeds
from bot.desk.ingest.seen import with_identities
from bot.desk.report.explain import NO_SUCH_ACCOUNT
from bot.outbox.rules.delivery import OPEN, Delivery, Status, actions_for
from bot.outbox.rules.new_articles import SeenArticle
from bot.outbox.rules.states import SourceState


@dataclass(frozen=True, slots=True)
class Unexplained:
    """An article that has neither been posted nor has a reason."""

    site: str
    title: str
    link: str
    published: datetime | None
    what: str
    """What is missing."""
    actions: tuple[Action, ...]
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What holding the sites' feeds against the outbox has given."""

    articles: int
    """Shown by the sites, of the days that were asked for."""
    not_looked_at: int
    """Published since the last look, so that the next one takes them in."""
    unexplained: tuple[Unexplained, ...]
    faults: tuple[str, ...]
    """Sites that could not be asked."""


def audit(desk: Desk, *, days: int) -> Audit:
    """Ask every site what it shows of the last `days` days; nothing is remembered. Raises StoreError."""
    states = desk.sources.feeds()
    faults: list[str] = []
    since = desk.now() - timedelta(days=days)
    shown: list[SeenArticle] = []
    for poll in chain.from_iterable(poll_feeds(desk, desk.settings.sites, states, whole=True)):
        look = poll.look
        if look.fault:
            faults.append(f"{look.site}: {look.fault}")
        shown += [seen for seen in with_identities(look.articles) if (seen.article.published or since) >= since]
    looked_at = [seen for seen in shown if not _is_newer_than_look(seen.article, states.get(seen.article.site))]
    found = [one for seen in looked_at for one in _unexplained(desk, seen)]
    return Audit(len(shown), len(shown) - len(looked_at), tuple(found), tuple(faults))


def _is_newer_than_look(article: Article, state: SourceState | None) -> bool:
    if state is None or state.answered_at is None:
        return True
    return article.published is not None and article.published > state.answered_at


def _unexplained(desk: Desk, seen: SeenArticle) -> Iterator[Unexplained]:
    article = seen.article
    for what, actions in _what_is_missing(desk, seen):
        yield Unexplained(article.site, article.title, article.link, article.published, what, actions)


def _what_is_missing(desk: Desk, seen: SeenArticle) -> Iterator[tuple[str, tuple[Action, ...]]]:
    stored = desk.articles.find(seen.identities)
    if stored is None:
        yield "its feed shows it, and no look has taken it in", (Action("once"),)
        return
    deliveries = desk.outbox.deliveries_of(stored.id)
    if not deliveries and not stored.not_posted:
        post_it = Action("post", target=stored.article.link)
        yield "it was seen, and has neither a delivery nor a reason", (post_it,)
    known = {account.name for account in desk.settings.accounts}
    for delivery in deliveries:
        if delivery.account not in known and delivery.status in OPEN:
            yield f"delivery {delivery.id} is {delivery.status} for {delivery.account}: {NO_SUCH_ACCOUNT}", ()
        elif _is_silent(delivery):
            yield f"delivery {delivery.id} is {delivery.status} without a reason", actions_for(delivery)


def _is_silent(delivery: Delivery) -> bool:
    """Only what goes out by itself, or is out, needs no reason."""
    return not delivery.reason and delivery.status in {Status.HELD, Status.UNSURE, Status.FAILED, Status.SKIPPED}
