"""When a post would go out, and why then. It uses the same rules as sending."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.actions import Action
from bot.article import Article
from bot.desk import Desk
from bot.desk.doubts import why_advertising
from bot.desk.ingest.rules import article_rules, followed_by, followers, languages_for
from bot.desk.ingest.seen import seen_alone
from bot.desk.pace import forecasts
from bot.desk.review import why_not_by_itself
from bot.outbox.rules.candidates import Candidate
from bot.outbox.rules.delivery import Delivery, Status, actions_for
from bot.outbox.rules.forecast import Forecast, WaitingPost
from bot.outbox.rules.known import KnownArticle
from bot.outbox.rules.lifetime import latest_moment
from bot.outbox.rules.new_articles import PlannedDelivery, decide_new_articles
from bot.outbox.rules.pacing import next_slot
from bot.outbox.rules.states import SourceState
from bot.settings import Account, Settings

if TYPE_CHECKING:
    from bot.outbox.store.articles import StoredArticle


@dataclass(frozen=True, slots=True)
class Outlook:
    """When a post goes out."""

    at: datetime | None
    """In UTC: the earliest time, or when it was sent; None if it does not go out by itself."""
    why: str
    """Why at that time, or why not."""
    delivery: int | None = None
    """The ID of the delivery; None if it has none yet."""
    actions: tuple[Action, ...] = ()
    """What an editor can do, if it does not go out by itself."""


def outlook(desk: Desk, account: Account, article: Article) -> Outlook:
    """When this account would post this article, whether it is stored or not. Nothing is stored."""
    recognised = desk.articles.recognise(article.site, [seen_alone(article)], now=desk.now())
    if row := recognised.row_of(article):
        return _outlook_of_stored(desk, account, desk.articles.article(row.id))
    (candidate,), before = recognised.candidates, desk.sources.feed(article.site)
    planned = _planned_delivery(desk.settings, account, candidate, before, desk.now(), recognised.recent)
    if isinstance(planned, Outlook):
        return planned
    order_at = planned.order_at(article, desk.now())
    planned_post = WaitingPost(
        id=_NO_ID,
        due_at=planned.release_at or planned.due_at,
        order_at=order_at,
        expires_at=latest_moment(order_at, desk.settings.timezone) + desk.settings.watch.max_age,
        breaking=planned.breaking,
    )
    foreseen = forecasts(desk, account, [planned_post])[_NO_ID]
    return Outlook(foreseen.at, _reason(desk.settings, _with_posts_before(foreseen), planned))


def outlook_of_delivery(desk: Desk, account: Account, delivery: Delivery) -> Outlook:
    """When this delivery goes out, or was sent."""
    if delivery.status is Status.SENT:
        return Outlook(delivery.sent_at, f"it is out: {delivery.permalink}", delivery.id)
    foreseen = forecasts(desk, account).get(delivery.id)
    if foreseen is None:
        why = why_not_by_itself(account, delivery) or _joined(delivery.status, delivery.reason)
        return Outlook(None, why, delivery.id, actions_for(delivery))
    pace = _with_posts_before(foreseen)
    if delivery.status is Status.HELD:
        return Outlook(foreseen.at, _joined(delivery.reason, pace), delivery.id)
    reason = pace or delivery.reason or ("watch.hold" if delivery.due_at > desk.now() else "it is due")
    return Outlook(foreseen.at, reason, delivery.id)


def outlooks_of(desk: Desk, deliveries: Iterable[Delivery]) -> list[Outlook]:
    """When each of these deliveries goes out; one of an account that bot.toml does not have any more never does."""
    accounts = {account.name: account for account in desk.settings.accounts}
    return [
        outlook_of_delivery(desk, accounts[delivery.account], delivery)
        if delivery.account in accounts
        else Outlook(None, f"bot.toml has no account {delivery.account}", delivery.id)
        for delivery in deliveries
    ]


def outlook_without_outbox(settings: Settings, account: Account, article: Article, now: datetime) -> Outlook:
    """When the account would post the article if its feed showed it now.

    Posts that were sent or wait are not counted, so no database is needed.
    """
    article = replace(article, guid=article.guid or "of a file")
    before = SourceState(site=article.site, baseline_at=article.published or now)
    planned = _planned_delivery(settings, account, Candidate(seen_alone(article)), before, now)
    if isinstance(planned, Outlook):
        return planned
    slot = next_slot(
        account.pace,
        now=planned.release_at or planned.due_at,
        timezone=settings.timezone,
        price=account.price_of(),
        breaking=planned.breaking,
    )
    return Outlook(slot.at, f"{_reason(settings, slot.reason, planned)}; other posts are not counted here")


_NO_ID = sys.maxsize
"""The ID of a delivery that is not stored yet: of those that may go out at once, it goes last."""


def _with_posts_before(foreseen: Forecast) -> str:
    """What holds the post back, and how many go out before it."""
    number = foreseen.posts_before if foreseen.reason else 0
    waiting = f"{number} {'post goes' if number == 1 else 'posts go'} out before it" if number else ""
    return _joined(waiting, foreseen.reason)


def _outlook_of_stored(desk: Desk, account: Account, stored: StoredArticle) -> Outlook:
    deliveries = (delivery for delivery in desk.outbox.deliveries_of(stored.id) if delivery.account == account.name)
    if delivery := next(deliveries, None):
        return outlook_of_delivery(desk, account, delivery)
    why_not = stored.not_posted or "the account did not follow the site when the article was found"
    return Outlook(None, why_not, actions=_post_anyway(stored.article))


def _post_anyway(article: Article) -> tuple[Action, ...]:
    """The action that posts an article although the rules say no."""
    return (Action("post", target=article.link),)


def _planned_delivery(
    settings: Settings,
    account: Account,
    candidate: Candidate,
    before: SourceState,
    now: datetime,
    recent: Sequence[KnownArticle] = (),
) -> PlannedDelivery | Outlook:
    """What a poll would decide for this account; an Outlook if the post would not go out by itself."""
    article = candidate.article
    own_url = next((site.url for site in settings.sites if site.name == article.site), "")
    accounts = followers(settings, article.site, followed_by(settings))
    decision = decide_new_articles(
        [candidate],
        accounts,
        article_rules(settings),
        before=replace(before, url=before.url or own_url),
        now=now,
        recent=recent,
        languages=languages_for(accounts, [article]),
        doubt_about=why_advertising,
    )[0]
    if decision.not_posted:
        return Outlook(None, decision.not_posted, actions=_post_anyway(article))
    planned = next((delivery for delivery in decision.deliveries if delivery.account == account.name), None)
    if planned is not None and planned.status is Status.SKIPPED:
        return Outlook(None, planned.reason, actions=_post_anyway(article))
    if planned is None:
        return Outlook(None, f"this account does not follow {article.site}")
    waits_for_editor = planned.status is Status.HELD and planned.release_at is None
    return Outlook(None, planned.reason) if waits_for_editor else planned


def _reason(settings: Settings, pace: str, planned: PlannedDelivery) -> str:
    """Why the post goes out then: it is reviewed first, the account's pace, or else `watch.hold`."""
    minutes = round(settings.watch.hold.total_seconds() / 60)
    hold_text = f"it is held for {minutes} min in case the newsroom corrects it" if minutes else "at once"
    return _joined(planned.reason, pace) or hold_text


def _joined(*reasons: str) -> str:
    return "; ".join(filter(None, reasons))
