"""Publish: empty the outbox into the platforms, one post at a time for each account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.desk import Desk
from bot.desk.composing import post_for
from bot.desk.deliver.absence import is_out_already, note_absence
from bot.desk.freshness import is_checked
from bot.desk.pace import LANES, slot_of
from bot.desk.review import next_release_at, release_due
from bot.errors import ComposeError, PublishError, ReplacedError, TemplateError
from bot.outbox.rules.delivery import Delivery, Settlement, Status, settle_failure
from bot.outbox.rules.pacing import Slot
from bot.platforms import PLATFORMS, Platform
from bot.settings import Account

CLAIM_HOLDS_FOR = timedelta(seconds=30)
"""From the claim to the call, which follow each other within milliseconds unless the process was frozen."""

CLAIM_IS_OLD = "the bot was frozen before it could send the post, so that nothing was sent; it waits as before"

TEMPLATE_WAIT = timedelta(minutes=5)
"""How long an account waits whose template is broken: long enough to mend it, short enough to forget."""


def publish_due(desk: Desk, account: Account, *, stop: Callable[[], bool] = lambda: False) -> list[Status]:
    """Send what this account may post now, breaking news first, else oldest article first; say what became of each.

    Only what has been checked is sent; see `recheck`. `stop` is asked before each post. Raises StoreError; every
    outcome of a call is recorded, and none is raised.
    """
    ended: list[Status] = []
    release_due(desk, account)
    while not stop():
        delivery = _next(desk, account)
        if delivery is None or not is_checked(desk, delivery):
            break
        try:
            status = _send(desk, account, delivery)
        except ReplacedError:
            note_absence(desk)
            continue
        if status is None:
            break
        ended.append(status)
    return ended


def next_publish_at(desk: Desk, account: Account) -> datetime | None:
    """When there is next something to send for the account; None: not before somebody or something changes that."""
    times = [released_at] if (released_at := next_release_at(desk, account)) else []
    for breaking in LANES:
        due_at = desk.outbox.next_due_at(account.name, breaking=breaking)
        if due_at and (slot := slot_of(desk, account, desk.now(), breaking=breaking)).at:
            times.append(max(due_at, slot.at))
    return min(times, default=None)


def waits_for_check(desk: Desk, account: Account) -> bool:
    """Whether the account could send a post now that has not been checked yet."""
    delivery = _next(desk, account)
    return delivery is not None and not is_checked(desk, delivery)


def text_of(desk: Desk, account: Account, delivery: Delivery) -> str:
    """What the delivery would send now: an editor's text as it stands, else the post composed afresh.

    Raises ComposeError and TemplateError.
    """
    if delivery.edited:
        return delivery.text
    article = desk.articles.article(delivery.article_id).whole
    recurring = desk.sources.feed(article.site).facts.recurring
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


def _send(desk: Desk, account: Account, delivery: Delivery) -> Status | None:
    """Send one delivery; None where this account cannot send now. Raises ReplacedError before anything is sent."""
    try:
        text = text_of(desk, account, delivery)
    except ComposeError as exc:
        desk.outbox.fail(delivery, str(exc))
        desk.announce("delivery.failed", **_fields(delivery), reason=str(exc))
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
        owner=str(desk.me),
        cost=PLATFORMS[account.platform].limits.price_with_url,
        now=desk.now(),
        pace=account.pace,
        timezone=desk.settings.timezone,
    )
    if claimed is None:
        return None
    desk.announce("delivery.sending", **_fields(claimed), attempt=claimed.attempts)
    return _call(desk, platform, claimed) if _may_still_call(desk, claimed) else None


def _may_still_call(desk: Desk, delivery: Delivery) -> bool:
    """Whether the claim still holds, asked immediately before the call.

    A process that was frozen since, as a suspended machine is, may wake up when another has taken over its delivery.
    """
    if not desk.outbox.is_still_claimed(delivery):
        desk.announce("delivery.taken_over", **_fields(delivery))
        return False
    age = desk.now() - (delivery.claimed_at or desk.now())
    if age > CLAIM_HOLDS_FOR:
        desk.outbox.unclaim(delivery, CLAIM_IS_OLD, now=desk.now())
        desk.announce("delivery.taken_over", **_fields(delivery))
        return False
    return True


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
    desk.announce("delivery.sent", **_fields(delivery), permalink=receipt.permalink)
    if platform.notice:
        desk.announce("account.notice", account=delivery.account, notice=platform.notice)
    return Status.SENT


def _was_unsure(desk: Desk, delivery: Delivery) -> bool:
    return any(attempt.outcome == "outcome-unknown" for attempt in desk.outbox.attempts_at(delivery.id))


def _announce_failure(desk: Desk, delivery: Delivery, settlement: Settlement) -> None:
    fields = _fields(delivery) | {"reason": settlement.reason}
    if settlement.account_halted:
        desk.announce("account.halted", **fields)
    elif settlement.status is Status.QUEUED:
        desk.announce("delivery.retry_later", **fields, at=settlement.due_at)
    else:
        desk.announce(f"delivery.{settlement.status}", **fields)


def _fields(delivery: Delivery) -> dict[str, object]:
    return {"delivery": delivery.id, "account": delivery.account, "title": delivery.title}
