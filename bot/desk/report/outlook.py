"""When a post would go out, and why then. It uses the same rules as sending."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from bot.actions import Action
from bot.article import Article, identities
from bot.desk import Desk
from bot.desk.ingest.rules import article_rules, followed_by, followers
from bot.desk.ingest.seen import unfit
from bot.desk.pace import slot_of
from bot.outbox.rules.delivery import Delivery, Status, actions_for
from bot.outbox.rules.new_articles import (
    Candidate,
    PlannedDelivery,
    SeenArticle,
    decide_new_articles,
    left_out_for,
    published_or_seen,
)
from bot.outbox.rules.pacing import Slot, day_start, month_start, next_slot
from bot.outbox.rules.states import SourceState
from bot.platforms import PLATFORMS
from bot.settings import Account, Settings

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

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
    stored = desk.articles.find(identities(article))
    if stored is not None:
        return _outlook_of_stored(desk, account, stored)
    source_state = desk.sources.feed(article.site)
    planned = _planned_delivery(desk.settings, account, article, source_state, desk.now())
    if isinstance(planned, Outlook):
        return planned
    place = _Place(
        not planned.breaking, planned.release_at or planned.due_at, published_or_seen(article, desk.now()), _NO_ID
    )
    slot = forecast(desk, account, place)
    return Outlook(slot.at, _reason(desk.settings, slot, planned))


def outlook_of_delivery(desk: Desk, account: Account, delivery: Delivery) -> Outlook:
    """When this delivery goes out, or was sent."""
    if delivery.status is Status.SENT:
        return Outlook(delivery.sent_at, f"it is out: {delivery.permalink}", delivery.id)
    if delivery.release_at and delivery.status is Status.HELD:
        slot = forecast(desk, account, _place_of(delivery)._replace(due_at=delivery.release_at))
        return Outlook(slot.at, _joined(delivery.reason, slot.reason), delivery.id)
    if delivery.status is not Status.QUEUED:
        return Outlook(None, _joined(delivery.status, delivery.reason), delivery.id, actions_for(delivery))
    slot = forecast(desk, account, _place_of(delivery))
    reason = slot.reason or delivery.reason or ("watch.hold" if delivery.due_at > desk.now() else "it is due")
    return Outlook(slot.at, reason, delivery.id)


def outlook_without_outbox(settings: Settings, account: Account, article: Article, now: datetime) -> Outlook:
    """When the account would post the article if its feed showed it now.

    Posts that were sent or wait are not counted, so no database is needed.
    """
    article = replace(article, guid=article.guid or "of a file")
    planned = _planned_delivery(settings, account, article, SourceState(site=article.site, baseline_at=now), now)
    if isinstance(planned, Outlook):
        return planned
    price = PLATFORMS[account.platform].limits.price_with_url
    slot = next_slot(
        account.pace,
        now=planned.release_at or planned.due_at,
        timezone=settings.timezone,
        price=price,
        breaking=planned.breaking,
    )
    return Outlook(slot.at, f"{_reason(settings, slot, planned)}; other posts are not counted here")


class _Place(NamedTuple):
    """A place in an account's queue, lowest first: breaking news, then what is due first, then the older article."""

    is_ordinary: bool
    due_at: datetime
    order_at: datetime
    id: float


_NO_ID = inf
"""The ID of a delivery that is not stored yet."""


def _place_of(delivery: Delivery) -> _Place:
    return _Place(not delivery.breaking, delivery.due_at, delivery.order_at, delivery.id)


def forecast(desk: Desk, account: Account, place: _Place) -> Slot:
    """When a post at that place in the queue goes out, after all that are before it.

    It may go out at another time if more posts become due, a post fails, or an editor changes the queue.
    """
    now, zone, breaking = desk.now(), desk.settings.timezone, not place.is_ordinary
    queued = desk.outbox.listed((Status.QUEUED,), accounts=[account.name])
    earlier = sorted(other for other in map(_place_of, queued) if other < place)
    first_due_time, *later_due_times = (other.due_at for other in (*earlier, place))
    slot = slot_of(desk, account, max(now, first_due_time), breaking=breaking)
    activity = desk.accounts.activity(account.name, day_began=day_start(now, zone), month_began=month_start(now, zone))
    sent_times = [now] * activity.sent_today
    spent = {month_start(now, zone): activity.spent_this_month}
    for due_at in later_due_times:
        if slot.at is not None:
            slot = _next_after(slot.at, due_at, account, zone, sent_times, spent, breaking=breaking)
    waiting = f"{len(earlier)} {'post waits' if len(earlier) == 1 else 'posts wait'} before it" if earlier else ""
    return Slot(slot.at, _joined(waiting, slot.reason), slot.over_budget)


def _next_after(
    sent_at: datetime,
    due_at: datetime,
    account: Account,
    zone: ZoneInfo,
    sent_times: list[datetime],
    spent: dict[datetime, Decimal],
    *,
    breaking: bool,
) -> Slot:
    """When the next post goes out if one is sent at `sent_at`.

    That one is added to `sent_times` and to `spent`, the US dollars by month.
    """
    price = PLATFORMS[account.platform].limits.price_with_url
    sent_times.append(sent_at)
    spent[month_start(sent_at, zone)] = spent.get(month_start(sent_at, zone), Decimal(0)) + price
    at = max(sent_at, due_at)
    return next_slot(
        account.pace,
        now=at,
        timezone=zone,
        last_at=sent_at,
        sent_today=sum(time >= day_start(at, zone) for time in sent_times),
        spent_this_month=spent.get(month_start(at, zone), Decimal(0)),
        price=price,
        breaking=breaking,
    )


def _outlook_of_stored(desk: Desk, account: Account, stored: StoredArticle) -> Outlook:
    deliveries = (delivery for delivery in desk.outbox.deliveries_of(stored.id) if delivery.account == account.name)
    if delivery := next(deliveries, None):
        return outlook_of_delivery(desk, account, delivery)
    why_not = (
        stored.not_posted
        or _left_out(desk.settings, account, stored.article)
        or "the account did not follow the site when the article was found"
    )
    return Outlook(None, why_not, actions=_post_anyway(stored.article))


def _left_out(settings: Settings, account: Account, article: Article) -> str:
    """Why the account leaves the article out by its tags; "" where it does not."""
    accounts = followers(settings, article.site, followed_by(settings))
    tags = [follower.left_out_tag(article) for follower in accounts if follower.account == account.name]
    return left_out_for(tags) if any(tags) else ""


def _post_anyway(article: Article) -> tuple[Action, ...]:
    """The action that posts an article although the rules say no."""
    return (Action("post", target=article.link),)


def _planned_delivery(
    settings: Settings, account: Account, article: Article, source_state: SourceState, now: datetime
) -> PlannedDelivery | Outlook:
    """What a poll would decide for this account; an Outlook if the post would not go out by itself."""
    decision = decide_new_articles(
        [Candidate(SeenArticle(article, identities(article), unfit(article)))],
        followers(settings, article.site, followed_by(settings)),
        article_rules(settings),
        before=source_state,
        now=now,
    )[0]
    if decision.not_posted:
        return Outlook(None, decision.not_posted, actions=_post_anyway(article))
    planned = next((delivery for delivery in decision.deliveries if delivery.account == account.name), None)
    if planned is None and (left_out := _left_out(settings, account, article)):
        return Outlook(None, left_out, actions=_post_anyway(article))
    if planned is None:
        return Outlook(None, f"this account does not follow {article.site}")
    waits_for_editor = planned.status is Status.HELD and planned.release_at is None
    return Outlook(None, planned.reason) if waits_for_editor else planned


def _reason(settings: Settings, slot: Slot, planned: PlannedDelivery) -> str:
    """Why the post goes out then: it is reviewed first, the account's pace, or else `watch.hold`."""
    minutes = round(settings.watch.hold.total_seconds() / 60)
    hold_text = f"it is held for {minutes} min in case the newsroom corrects it" if minutes else "at once"
    return _joined(planned.reason, slot.reason) or hold_text


def _joined(*reasons: str) -> str:
    return "; ".join(filter(None, reasons))
