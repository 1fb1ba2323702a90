"""Publish: empty the outbox into the platforms, one post at a time for each account."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.desk import Desk
from bot.desk.composing import link_of, post_for
from bot.desk.deliver.absence import is_out_already, note_absence
from bot.desk.deliver.client import client_for
from bot.desk.deliver.expiry import skip_last_month, skip_too_old
from bot.desk.deliver.two_steps import goes_out_in_two_steps, publish_prepared
from bot.desk.freshness import is_checked
from bot.desk.pace import LANES, LOOKED_THROUGH, slot_of
from bot.desk.review import next_release_at, release_due
from bot.errors import ComposeError, PublishError, ReplacedError, StoreError, TemplateError
from bot.outbox.rules.delivery import Delivery, Settlement, Status, settle_failure
from bot.outbox.rules.pacing import Slot
from bot.platforms import Platform
from bot.settings import Account

CLAIM_HOLDS_FOR = timedelta(seconds=30)
"""From the claim to the call, which follow each other within milliseconds unless the process was frozen."""

CLAIM_IS_OLD = "the bot was frozen before it could send the post, so that nothing was sent; it waits as before"

TEMPLATE_WAIT = timedelta(minutes=5)
"""How long an account waits whose template is broken: long enough to mend it, short enough to forget."""


def never(_site: str = "") -> bool:
    """The default of `stop` and of `is_awaited`."""
    return False


def publish_due(
    desk: Desk, account: Account, *, stop: Callable[[], bool] = never, is_awaited: Callable[[str], bool] = never
) -> list[Status]:
    """Send what this account may post now, breaking news first, else in the account's order; say what became of each.

    What is no news any more is skipped. Only what has been checked is sent; see `recheck`. What could not be checked is
    passed over, so that a site which does not answer holds up no other's posts, unless `is_awaited` says that the check
    of its site is still to be waited for. `stop` is asked before each post. Raises StoreError; every outcome of a call
    is recorded, and none is raised.
    """
    ended: list[Status] = []
    release_due(desk, account)
    skip_too_old(desk, account)
    while not stop():
        delivery = _next(desk, account, is_awaited)
        if delivery is None:
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
        slot = slot_of(desk, account, desk.now(), breaking=breaking) if due_at else None
        if due_at and slot and (free_at := slot.at or slot.renews_at):
            times.append(max(due_at, free_at))
    return min(times, default=None)


def waits_for_check(desk: Desk, account: Account, is_awaited: Callable[[str], bool]) -> bool:
    """Whether the account could send a post now, were it checked."""
    could_go_out = any(_due_now(desk, account, most=1))
    return could_go_out and _next(desk, account, is_awaited) is None


def text_of(desk: Desk, account: Account, delivery: Delivery) -> str:
    """What the delivery would send now: an editor's text as it stands, else the post composed afresh.

    Raises ComposeError and TemplateError.
    """
    if delivery.edited:
        return delivery.text
    article = desk.articles.article(delivery.article_id).whole
    recurring = desk.sources.feed(article.site).facts.recurring
    return post_for(desk.settings, desk.templates, article, account, recurring).text


def _next(desk: Desk, account: Account, is_awaited: Callable[[str], bool]) -> Delivery | None:
    """The delivery that the account may send now: the first that is checked."""
    for delivery in _due_now(desk, account, most=LOOKED_THROUGH):
        if is_checked(desk, delivery):
            return delivery
        if is_awaited(delivery.site):
            return None
    return None


def _due_now(desk: Desk, account: Account, *, most: int) -> Iterator[Delivery]:
    """What the account may send now, but for the check: first breaking news, at most so many of each lane."""
    now = desk.now()
    for breaking in LANES:
        first = desk.outbox.first_due(account.name, now=now, breaking=breaking, newest_first=account.newest_first)
        if first is None:
            continue
        slot = slot_of(desk, account, now, breaking=breaking)
        if slot.over_budget:
            _note_budget(desk, account, slot)
            return
        if slot.at and slot.at <= now:
            if _note_budget(desk, account, slot):
                skip_last_month(desk, account)
                yield from _due_now(desk, account, most=most)
                return
            yield first
            # Read only where the first cannot go out, which is seldom.
            due = desk.outbox.due(
                account.name, now=now, breaking=breaking, newest_first=account.newest_first, most=most
            )
            yield from due[1:]


def _note_budget(desk: Desk, account: Account, slot: Slot) -> bool:
    """Note whether the budget holds the account back; whether it has done so until now, and does not any more.

    It is announced once, and not each time that the queue is read.
    """
    if account.pace.budget is None or slot.over_budget == desk.accounts.state(account.name).over_budget:
        return False
    desk.accounts.note_budget(account.name, over=slot.over_budget, now=desk.now())
    if slot.over_budget:
        desk.announce("account.waits", account=account.name, reason=slot.reason)
    return not slot.over_budget


def _send(desk: Desk, account: Account, delivery: Delivery) -> Status | None:
    """Send one delivery; None where this account cannot send now. Raises ReplacedError before anything is sent."""
    try:
        text = text_of(desk, account, delivery)
    except ComposeError as exc:
        return _fail(desk, delivery, str(exc))
    except TemplateError as exc:
        desk.accounts.wait(account.name, until=desk.now() + TEMPLATE_WAIT, reason=str(exc))
        desk.announce("account.waits", account=account.name, reason=str(exc))
        return None
    except StoreError:  # the database fails, and not the post
        raise
    except Exception as exc:  # noqa: BLE001 (whatever it is, the account's other posts do not wait for it)
        return _fail(desk, delivery, f"no post can be made of it, which is a fault of the bot: {exc!r}")
    if delivery.look_since:
        out = is_out_already(desk, account, delivery, text, delivery.look_since)
        if out is not False:
            return Status.SENT if out else None
        delivery = replace(delivery, look_since=None)
    # Before the claim: an account that cannot be opened has sent nothing.
    platform = client_for(desk, account, delivery)
    claimed = desk.outbox.claim(
        delivery,
        text=text,
        owner=str(desk.me),
        cost=account.price_of(text),
        price=account.price_of(),
        now=desk.now(),
        pace=account.pace,
        timezone=desk.settings.timezone,
        in_two_steps=goes_out_in_two_steps(desk, account, delivery),
    )
    if claimed is None:
        return None
    desk.announce("delivery.sending", **_fields(claimed), attempt=claimed.attempts)
    return _call(desk, account, platform, claimed) if _may_still_call(desk, claimed) else None


def _fail(desk: Desk, delivery: Delivery, reason: str) -> Status:
    desk.outbox.fail(delivery, reason, now=desk.now())
    desk.announce("delivery.failed", **_fields(delivery), reason=reason)
    return Status.FAILED


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


def _call(desk: Desk, account: Account, platform: Platform, delivery: Delivery) -> Status | None:
    """The call itself, between the committed intent and the committed outcome; None where another sends it now."""
    try:
        if delivery.post_key is None:
            receipt = platform.publish(delivery.text, link_of(account, delivery))
        elif (prepared := publish_prepared(desk, account, platform, delivery)) is not None:
            receipt = prepared
        else:
            desk.announce("delivery.taken_over", **_fields(delivery))
            return None
    except PublishError as exc:
        outcomes = [attempt.outcome for attempt in desk.outbox.attempts_at(delivery.id)]
        settlement = settle_failure(
            exc,
            now=desk.now(),
            attempts=delivery.attempts,
            unsure_before="outcome-unknown" in outcomes,
            absences=outcomes.count("absent"),
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
