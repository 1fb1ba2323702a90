"""The audit: compares what the sites show with what is stored, so that no article is missed without a reason."""

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
from bot.health.program import POLLS_MISSED, SHORTEST_SILENCE
from bot.outbox.rules.candidates import SeenArticle
from bot.outbox.rules.delivery import OPEN, Delivery, Status, actions_for
from bot.outbox.rules.states import SourceState


@dataclass(frozen=True, slots=True)
class Unexplained:
    """An article that was neither posted nor has a reason why not."""

    site: str
    title: str
    link: str
    published: datetime | None
    what: str
    """What is missing, in words."""
    actions: tuple[Action, ...]
    """What an editor can do about it."""


@dataclass(frozen=True, slots=True)
class Audit:
    """The result of an audit."""

    articles: int
    """How many articles of the wanted days the sites show."""
    not_looked_at: int
    """How many of them were published since the last poll, so that the next one will store them."""
    unexplained: tuple[Unexplained, ...]
    faults: tuple[str, ...]
    """Why sites could not be read."""


def audit(desk: Desk, *, days: int) -> Audit:
    """Read every site, and find the unexplained articles of the last `days` days. Nothing is stored.

    Raises StoreError.
    """
    states = desk.sources.feeds()
    faults: list[str] = []
    since = desk.now() - timedelta(days=days)
    seen_articles: list[SeenArticle] = []
    for poll in chain.from_iterable(poll_feeds(desk, desk.settings.sites, states, whole=True)):
        result = poll.look
        if result.fault:
            faults.append(f"{result.site}: {result.fault}")
        seen_articles += [
            seen_article
            for seen_article in with_identities(result.articles)
            if (seen_article.article.published or since) >= since
        ]
    unexplained: list[Unexplained] = []
    not_looked_at = 0
    for seen_article in seen_articles:
        article = seen_article.article
        if not _is_newer_than_poll(article, states.get(article.site)):
            unexplained += _unexplained(desk, seen_article)
        elif _is_overdue(desk, article):
            unexplained.append(_missed(article))
        else:
            not_looked_at += 1
    return Audit(len(seen_articles), not_looked_at, tuple(unexplained), tuple(faults))


def _is_newer_than_poll(article: Article, state: SourceState | None) -> bool:
    if state is None or state.answered_at is None:
        return True
    return article.published is not None and article.published > state.answered_at


def _is_overdue(desk: Desk, article: Article) -> bool:
    """Whether a bot that runs would have asked the site since the article came up."""
    longest = max(POLLS_MISSED * desk.settings.watch.every, SHORTEST_SILENCE)
    return article.published is not None and desk.now() - article.published > longest


def _missed(article: Article) -> Unexplained:
    what = "its site was last asked before it came up, and no bot has asked since: none runs, or it is held up"
    return Unexplained(
        article.site, article.title, article.link, article.published, what, (Action("run"), Action("once"))
    )


def _unexplained(desk: Desk, seen_article: SeenArticle) -> Iterator[Unexplained]:
    article = seen_article.article
    for what, actions in _what_is_missing(desk, seen_article):
        yield Unexplained(article.site, article.title, article.link, article.published, what, actions)


def _what_is_missing(desk: Desk, seen_article: SeenArticle) -> Iterator[tuple[str, tuple[Action, ...]]]:
    """What is missing for this article, and what to do about it; nothing if all is well."""
    stored_article = desk.articles.find_again(seen_article, now=desk.now())
    if stored_article is None:
        yield "its feed shows it, and no look has taken it in", (Action("once"),)
        return
    deliveries = desk.outbox.deliveries_of(stored_article.id)
    if not deliveries and not stored_article.not_posted:
        post_action = Action("post", target=stored_article.article.link)
        yield "it was seen, and has neither a delivery nor a reason", (post_action,)
    account_names = {account.name for account in desk.settings.accounts}
    for delivery in deliveries:
        if delivery.account not in account_names and delivery.status in OPEN:
            yield f"delivery {delivery.id} is {delivery.status} for {delivery.account}: {NO_SUCH_ACCOUNT}", ()
        elif _is_silent(delivery):
            yield f"delivery {delivery.id} is {delivery.status} without a reason", actions_for(delivery)


def _is_silent(delivery: Delivery) -> bool:
    """Whether a reason is missing. A delivery that is sent, or will be sent by itself, needs none."""
    return not delivery.reason and delivery.status in {Status.HELD, Status.UNSURE, Status.FAILED, Status.SKIPPED}
