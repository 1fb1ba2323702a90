"""Publish: empty the outbox into the platforms, one post at a time for each account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.desk import Desk
from bot.desk.absence import is_out_already
from bot.desk.collect import announce_retracted, collect
from bot.desk.composing import post_for
from bot.desk.follow import follow_article
from bot.desk.pages import whole_article
from bot.errors import ComposeError, PublishError, TemplateError
from bot.outbox.corrections import FOLLOWED_FOR
from bot.outbox.delivery import Delivery, Settlement, Status, settle_failure
from bot.outbox.pacing import Slot, day_start, month_start, next_slot
from bot.platforms import PLATFORMS, Platform
from bot.settings import Account

LANES = (True, False)
"""Breaking news first, and then the rest."""

PAGE_IS_GONE = "its site has taken it back: it is not in the feed any more, and its page answers that it is gone"

NOBODY_OBJECTED = "review: nobody objected in time"

TEMPLATE_WAIT = timedelta(minutes=5)
"""How long an account waits whose template is broken: long enough to mend it, short enough to forget."""


def publish_due(desk: Desk, account: Account, *, stop: Callable[[], bool] = lambda: False) -> list[Status]:
    """Send what this account may post now, breaking news first, else oldest article first; say what became of each.

    `stop` is asked before each post. Raises StoreError; every outcome of a call is recorded, and none is raised.
    """
    ended: list[Status] = []
    _release(desk, account)
    while not stop():
        delivery = _next(desk, account)
        if delivery is None:
            break
        if _must_be_read_again(desk, delivery):
            _read_again(desk, delivery)
            continue
        if _is_taken_back(desk, delivery):
            announce_retracted(desk, desk.archive.retract(delivery.article_id, PAGE_IS_GONE, now=desk.now()))
            continue
        status = _send(desk, account, delivery)
        if status is None:
            break
        ended.append(status)
    return ended


def next_publish_at(desk: Desk, account: Account) -> datetime | None:
    """When there is next something to do for the account; None: not before somebody or something changes that."""
    times = [released_at] if (released_at := next_release_at(desk, account)) else []
    for breaking in LANES:
        due_at = desk.outbox.next_due_at(account.name, breaking=breaking)
        if due_at and (slot := slot_of(desk, account, desk.now(), breaking=breaking)).at:
            times.append(max(due_at, slot.at))
    return min(times, default=None)


def next_release_at(desk: Desk, account: Account) -> datetime | None:
    """When the first of the account's held posts goes out because nobody has objected; None: none does."""
    return None if waits_for_an_editor(account) else desk.outbox.next_release_at(account.name)


def waits_for_an_editor(account: Account) -> bool:
    """Whether bot.toml lets nothing of the account out by itself; what was to go out by itself before waits too."""
    return account.review and account.review_after is None


def _release(desk: Desk, account: Account) -> None:
    release_at, now = next_release_at(desk, account), desk.now()
    if release_at and release_at <= now:
        count = desk.outbox.release(account.name, NOBODY_OBJECTED, now=now)
        desk.announce("delivery.released", account=account.name, count=count)


def slot_of(desk: Desk, account: Account, now: datetime, *, breaking: bool = False) -> Slot:
    """When the account may post in that lane, and what holds it back until then."""
    state = desk.accounts.state(account.name)
    if state.halted:
        return Slot(None, f"halted: {state.halted}")
    if state.pause_at(now):
        return Slot(state.paused_until, "paused by an editor")
    zone = desk.settings.timezone
    activity = desk.accounts.activity(account.name, day_began=day_start(now, zone), month_began=month_start(now, zone))
    slot = next_slot(
        account.pace,
        now=now,
        timezone=zone,
        last_at=activity.last_at,
        sent_today=activity.sent_today,
        spent_this_month=activity.spent_this_month,
        # Every post has its link.
        price=PLATFORMS[account.platform].limits.price_with_url,
        breaking=breaking,
    )
    if slot.at and state.waits_until and state.waits_until > slot.at:
        return Slot(state.waits_until, state.waits_for)
    return slot


def text_of(desk: Desk, account: Account, delivery: Delivery) -> str:
    """What the delivery would send now: an editor's text as it stands, else the post composed afresh.

    Raises ComposeError and TemplateError.
    """
    if delivery.edited:
        return delivery.text
    article = whole_article(desk, delivery.article_id)
    recurring = desk.archive.site_state(article.site).recurring
    return post_for(desk.settings, desk.templates, article, account, recurring).text


def _next(desk: Desk, account: Account) -> Delivery | None:
    """The delivery that the account may send now."""
    now = desk.now()
    for breaking in LANES:
        delivery = desk.outbox.first_due(account.name, now=now, breaking=breaking)
        if delivery is None:
            continue
        slot = slot_of(desk, account, now, breaking=breaking)
        if slot.over_budget:
            _note_budget(desk, account, slot)
            return None
        if slot.at and slot.at <= now:
            _note_budget(desk, account, slot)
            return delivery
    return None


def _note_budget(desk: Desk, account: Account, slot: Slot) -> None:
    """The editor is told once that the budget holds the account back, not at every look at the queue."""
    if account.pace.budget is None or slot.over_budget == desk.accounts.state(account.name).over_budget:
        return
    desk.accounts.note_budget(account.name, over=slot.over_budget)
    if slot.over_budget:
        desk.announce("account.waits", account=account.name, reason=slot.reason)


def _must_be_read_again(desk: Desk, delivery: Delivery) -> bool:
    """The hold is there for corrections: the site is asked once more when it ends, and before the post goes out."""
    watched = any(site.name == delivery.site for site in desk.settings.sites)
    if not watched or delivery.edited or delivery.attempts:
        return False
    state = desk.archive.site_state(delivery.site)
    return not state.gone and (state.asked_at is None or state.asked_at < delivery.due_at)


def _read_again(desk: Desk, delivery: Delivery) -> None:
    collect(desk, [site for site in desk.settings.sites if site.name == delivery.site])
    follow_article(desk, delivery.article_id)


def _is_taken_back(desk: Desk, delivery: Delivery) -> bool:
    """Whether the article that no feed shows any more is gone from its own address too."""
    is_missing = (
        delivery.missing_since is not None
        or delivery.order_at < desk.now() - FOLLOWED_FOR
        or desk.archive.site_state(delivery.site).gone
    )
    return is_missing and desk.sources.is_gone(delivery.link)


def _send(desk: Desk, account: Account, delivery: Delivery) -> Status | None:
    """Send one delivery; None where this account cannot send now."""
    try:
        text = text_of(desk, account, delivery)
    except ComposeError as exc:
        desk.outbox.fail(delivery, str(exc))
        desk.announce("delivery.failed", **_told(delivery), reason=str(exc))
        return Status.FAILED
    except TemplateError as exc:
        desk.accounts.wait(account.name, until=desk.now() + TEMPLATE_WAIT, reason=str(exc))
        desk.announce("account.waits", account=account.name, reason=str(exc))
        return None
    if delivery.look_since and (out := is_out_already(desk, account, delivery, text, delivery.look_since)) is not False:
        return Status.SENT if out else None
    # Before the claim: an account that cannot be opened has sent nothing.
    platform = desk.platform_of(account)
    claimed = desk.outbox.claim(
        delivery,
        text=text,
        owner=desk.me,
        cost=PLATFORMS[account.platform].limits.price_with_url,
        now=desk.now(),
    )
    if claimed is None:
        return None
    desk.announce("delivery.sending", **_told(claimed), attempt=claimed.attempts)
    return _call(desk, platform, claimed)


def _call(desk: Desk, platform: Platform, delivery: Delivery) -> Status:
    """The call itself, between the committed intent and the committed outcome."""
    try:
        receipt = platform.publish(delivery.text, delivery.link)
    except PublishError as exc:
        settlement = settle_failure(
            exc,
            now=desk.now(),
            attempts=delivery.attempts,
            unsure_before=_was_unsure(desk, delivery),
            looks=desk.settings.reconcile.looks,
            chance=desk.chance(),
        )
        desk.outbox.settle(delivery, settlement, now=desk.now())
        _announce_failure(desk, delivery, settlement)
        return settlement.status
    desk.outbox.settle_sent(delivery, (receipt.remote_id, receipt.permalink), now=desk.now())
    desk.announce("delivery.sent", **_told(delivery), permalink=receipt.permalink)
    if platform.notice:
        desk.announce("account.notice", account=delivery.account, notice=platform.notice)
    return Status.SENT


def _was_unsure(desk: Desk, delivery: Delivery) -> bool:
    return any(attempt.outcome == "outcome-unknown" for attempt in desk.outbox.attempts_at(delivery.id))


def _announce_failure(desk: Desk, delivery: Delivery, settlement: Settlement) -> None:
    told = _told(delivery) | {"reason": settlement.reason}
    if settlement.account_halted:
        desk.announce("account.halted", **told)
    elif settlement.status is Status.QUEUED:
        desk.announce("delivery.retry_later", **told, at=settlement.due_at)
    else:
        desk.announce(f"delivery.{settlement.status}", **told)


def _told(delivery: Delivery) -> dict[str, object]:
    return {"delivery": delivery.id, "account": delivery.account, "title": delivery.title}
