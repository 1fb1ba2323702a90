"""Outlook: when a post would go out, and why then, by the rules that sending itself follows."""

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
from bot.desk.pace import slot_of
from bot.outbox.rules.delivery import Delivery, Status, actions_for
from bot.outbox.rules.new_articles import (
    Candidate,
    PlannedDelivery,
    SeenArticle,
    decide_new_articles,
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
    """Aware UTC: the earliest, or when it went out; None: not by itself."""
    why: str
    """Why then, or why not."""
    delivery: int | None = None
    """Its ID, where it is in the outbox."""
    actions: tuple[Action, ...] = ()
    """What an editor can do, where it does not go out by itself."""


def outlook(desk: Desk, account: Account, article: Article) -> Outlook:
    """Of a post about this article, which may be known or not; nothing is remembered."""
    stored = desk.articles.find(identities(article))
    if stored is not None:
        return _of_stored(desk, account, stored)
    before = desk.sources.feed(article.site)
    planned = _planned(desk.settings, account, article, before, desk.now())
    if isinstance(planned, Outlook):
        return planned
    place = _Place(
        not planned.breaking, planned.release_at or planned.due_at, published_or_seen(article, desk.now()), _LAST
    )
    slot = forecast(desk, account, place)
    return Outlook(slot.at, _with_hold(desk.settings, slot, planned))


def outlook_of_delivery(desk: Desk, account: Account, delivery: Delivery) -> Outlook:
    """Of a delivery, by its status."""
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
    """As if the site's feed showed the article now, and the account had posted nothing and had nothing to post."""
    article = replace(article, guid=article.guid or "of a file")
    planned = _planned(settings, account, article, SourceState(site=article.site, baseline_at=now), now)
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
    return Outlook(slot.at, f"{_with_hold(settings, slot, planned)}; other posts are not counted here")


class _Place(NamedTuple):
    """In the queue of an account: breaking news first, then what is due first, then the older article."""

    is_ordinary: bool
    due_at: datetime
    order_at: datetime
    id: float


_LAST = inf
"""The ID of what has none yet."""


def _place_of(delivery: Delivery) -> _Place:
    return _Place(not delivery.breaking, delivery.due_at, delivery.order_at, delivery.id)


def forecast(desk: Desk, account: Account, place: _Place) -> Slot:
    """When a post at that place goes out, after those that wait before it.

    What becomes due meanwhile, a post that fails and an editor's hand can make it another time.
    """
    now, zone, breaking = desk.now(), desk.settings.timezone, not place.is_ordinary
    queued = desk.outbox.listed((Status.QUEUED,), accounts=[account.name])
    ahead = sorted(one for one in map(_place_of, queued) if one < place)
    first, *rest = (one.due_at for one in (*ahead, place))
    slot = slot_of(desk, account, max(now, first), breaking=breaking)
    activity = desk.accounts.activity(account.name, day_began=day_start(now, zone), month_began=month_start(now, zone))
    posted = [now] * activity.sent_today
    spent = {month_start(now, zone): activity.spent_this_month}
    for due_at in rest:
        if slot.at is not None:
            slot = _next_after(slot.at, due_at, account, zone, posted, spent, breaking=breaking)
    waiting = f"{len(ahead)} {'post waits' if len(ahead) == 1 else 'posts wait'} before it" if ahead else ""
    return Slot(slot.at, _joined(waiting, slot.reason), slot.over_budget)


def _next_after(
    sent_at: datetime,
    due_at: datetime,
    account: Account,
    zone: ZoneInfo,
    posted: list[datetime],
    spent: dict[datetime, Decimal],
    *,
    breaking: bool,
) -> Slot:
    """When the next post goes out if one goes out at `sent_at`, which is noted in `posted` and `spent` (by month)."""
    price = PLATFORMS[account.platform].limits.price_with_url
    posted.append(sent_at)
    spent[month_start(sent_at, zone)] = spent.get(month_start(sent_at, zone), Decimal(0)) + price
    at = max(sent_at, due_at)
    return next_slot(
        account.pace,
        now=at,
        timezone=zone,
        last_at=sent_at,
        sent_today=sum(one >= day_start(at, zone) for one in posted),
        spent_this_month=spent.get(month_start(at, zone), Decimal(0)),
        price=price,
        breaking=breaking,
    )


def _of_stored(desk: Desk, account: Account, stored: StoredArticle) -> Outlook:
    mine = (one for one in desk.outbox.deliveries_of(stored.id) if one.account == account.name)
    if delivery := next(mine, None):
        return outlook_of_delivery(desk, account, delivery)
    why_not = stored.not_posted or "the account did not follow the site when the article was found"
    return Outlook(None, why_not, actions=_all_the_same(stored.article))


def _all_the_same(article: Article) -> tuple[Action, ...]:
    return (Action("post", target=article.link),)


def _planned(
    settings: Settings, account: Account, article: Article, before: SourceState, now: datetime
) -> PlannedDelivery | Outlook:
    """What a look at the site would decide for this account; an Outlook where it would not go out by itself."""
    decision = decide_new_articles(
        [Candidate(SeenArticle(article, identities(article)))],
        followers(settings, article.site, followed_by(settings)),
        article_rules(settings),
        before=before,
        now=now,
    )[0]
    if decision.not_posted:
        return Outlook(None, decision.not_posted, actions=_all_the_same(article))
    planned = next((one for one in decision.deliveries if one.account == account.name), None)
    if planned is None:
        return Outlook(None, f"this account does not follow {article.site}")
    waits_for_editor = planned.status is Status.HELD and planned.release_at is None
    return Outlook(None, planned.reason) if waits_for_editor else planned


def _with_hold(settings: Settings, slot: Slot, planned: PlannedDelivery) -> str:
    """Why then: a review, the pace of the account, or else the hold."""
    minutes = round(settings.watch.hold.total_seconds() / 60)
    held = f"it is held for {minutes} min in case the newsroom corrects it" if minutes else "at once"
    return _joined(planned.reason, slot.reason) or held


def _joined(*reasons: str) -> str:
    return "; ".join(filter(None, reasons))
