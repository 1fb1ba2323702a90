"""Outlook: when a post would go out, and why then, by the rules that sending itself follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.article import Article, identities
from bot.desk import Desk
from bot.desk.collect import followers, intake_rules, sightings_of
from bot.desk.publish import slot_of
from bot.outbox.delivery import Delivery, Status
from bot.outbox.intake import Newcomer, PlannedDelivery, take_in
from bot.outbox.pacing import Slot, day_start, month_start, next_slot
from bot.outbox.records import SiteState
from bot.platforms import PLATFORMS
from bot.settings import Account, Settings

if TYPE_CHECKING:
    from bot.outbox.archive import StoredArticle


@dataclass(frozen=True, slots=True)
class Outlook:
    """When a post goes out."""

    at: datetime | None
    """Aware UTC: the earliest, or when it went out; None: not by itself."""
    why: str
    """Why then, or why not."""
    delivery: int | None = None
    """Its ID, where it is in the outbox."""


def outlook(desk: Desk, account: Account, article: Article) -> Outlook:
    """Of a post about this article, which may be known or not; nothing is remembered."""
    stored = desk.archive.find(identities(article))
    if stored is not None:
        return _of_stored(desk, account, stored)
    before = desk.archive.site_state(article.site)
    planned = _planned(desk.settings, account, article, before, desk.now(), first_look=before.baseline_at is None)
    if isinstance(planned, Outlook):
        return planned
    slot = forecast(desk, account, due_at=planned.due_at, breaking=planned.breaking)
    return Outlook(slot.at, _with_hold(desk.settings, slot, planned))


def outlook_of_delivery(desk: Desk, account: Account, delivery: Delivery) -> Outlook:
    """Of a delivery, by its status."""
    if delivery.status is Status.SENT:
        return Outlook(delivery.sent_at, f"it is out: {delivery.permalink}", delivery.id)
    if delivery.status is not Status.QUEUED:
        return Outlook(None, ": ".join(filter(None, (delivery.status, delivery.reason))), delivery.id)
    slot = forecast(desk, account, due_at=delivery.due_at, breaking=delivery.breaking, own=delivery)
    reason = slot.reason or delivery.reason or ("watch.hold" if delivery.due_at > desk.now() else "it is due")
    return Outlook(slot.at, reason, delivery.id)


def outlook_without_outbox(settings: Settings, account: Account, article: Article, now: datetime) -> Outlook:
    """As if the site's feed showed the article now, and the account had posted nothing and had nothing to post."""
    planned = _planned(settings, account, article, SiteState(name=article.site), now, first_look=False)
    if isinstance(planned, Outlook):
        return planned
    price = PLATFORMS[account.platform].limits.price_with_url
    slot = next_slot(
        account.pace, now=planned.due_at, timezone=settings.timezone, price=price, breaking=planned.breaking
    )
    return Outlook(slot.at, f"{_with_hold(settings, slot, planned)}; other posts are not counted here")


def forecast(
    desk: Desk, account: Account, *, due_at: datetime, breaking: bool = False, own: Delivery | None = None
) -> Slot:
    """When a post that is due at `due_at` goes out, after those that wait before it.

    What becomes due meanwhile, a post that fails and an editor's hand can make it another time.
    """
    now, zone = desk.now(), desk.settings.timezone
    ahead = _ahead(desk.outbox.listed((Status.QUEUED,), accounts=[account.name]), due_at, breaking, own)
    due = [*(one.due_at for one in ahead), due_at]
    slot = slot_of(desk, account, max(now, due[0]), breaking=breaking)
    activity = desk.outbox.activity(account.name, day_began=day_start(now, zone), month_began=month_start(now, zone))
    price = PLATFORMS[account.platform].limits.price_with_url
    posted = [now] * activity.sent_today
    spent = {month_start(now, zone): activity.spent_this_month}
    for due_next in due[1:]:
        if slot.at is None:
            break
        posted.append(slot.at)
        month = month_start(slot.at, zone)
        spent[month] = spent.get(month, 0 * price) + price
        at = max(slot.at, due_next)
        slot = next_slot(
            account.pace,
            now=at,
            timezone=zone,
            last_at=slot.at,
            sent_today=sum(one >= day_start(at, zone) for one in posted),
            spent_this_month=spent.get(month_start(at, zone), 0 * price),
            price=price,
            breaking=breaking,
        )
    waiting = f"{len(ahead)} {'post waits' if len(ahead) == 1 else 'posts wait'} before it" if ahead else ""
    return Slot(slot.at, "; ".join(filter(None, (waiting, slot.reason))), slot.over_budget)


def _ahead(queued: Sequence[Delivery], due_at: datetime, breaking: bool, own: Delivery | None) -> list[Delivery]:
    """Breaking news goes first, then what is due first, then the older article."""
    place = (not breaking, due_at, *((own.order_at, own.id) if own else ()))
    return [one for one in queued if (not one.breaking, one.due_at, one.order_at, one.id) < place]


def _of_stored(desk: Desk, account: Account, stored: StoredArticle) -> Outlook:
    mine = (one for one in desk.outbox.deliveries_of(stored.id) if one.account == account.name)
    if delivery := next(mine, None):
        return outlook_of_delivery(desk, account, delivery)
    why_not = stored.not_posted or "the account did not follow the site when the article was found"
    return Outlook(None, f"{why_not}; `bot post URL` sends it all the same")


def _planned(
    settings: Settings, account: Account, article: Article, before: SiteState, now: datetime, *, first_look: bool
) -> PlannedDelivery | Outlook:
    """What a look at the site would decide for this account; an Outlook where it would not go out by itself."""
    intake = take_in(
        [Newcomer(sightings_of([article])[0])],
        followers(settings, article.site),
        intake_rules(settings),
        before=before,
        first_look=first_look,
        now=now,
    )[0]
    if intake.not_posted:
        return Outlook(None, f"{intake.not_posted}; `bot post URL` sends it all the same")
    planned = next((one for one in intake.deliveries if one.account == account.name), None)
    if planned is None:
        return Outlook(None, f"this account does not follow {article.site}")
    return Outlook(None, planned.reason) if planned.status is Status.HELD else planned


def _with_hold(settings: Settings, slot: Slot, planned: PlannedDelivery) -> str:
    hold = f"{int(settings.watch.hold.total_seconds()) // 60} min" if settings.watch.hold else ""
    return slot.reason or (f"it is held for {hold} in case the newsroom corrects it" if hold else "at once")
