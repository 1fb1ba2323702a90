"""Posting in two steps, where a platform allows it: prepare what no follower sees, commit its key, then publish it.

The second step may be repeated, and whether it was done can be read for sure. So a lost answer is settled without a
person, and without a second post. `PlatformThatPrepares` says what platforms promise.
"""

from __future__ import annotations

from typing import cast

from bot.desk import Desk
from bot.desk.composing import link_of
from bot.errors import OutcomeUnknown, Refused, RetryLater
from bot.outbox.rules.delivery import Delivery
from bot.platforms import PLATFORMS, Platform, Receipt
from bot.platforms.spec import PlatformThatPrepares
from bot.settings import Account

NOTHING_PREPARED = "it was still being prepared, so that no follower has seen anything of it; it is sent now"

NOT_PUBLISHED = "it was prepared and not published, as its platform says; it is published now"


def goes_out_in_two_steps(desk: Desk, account: Account, delivery: Delivery) -> bool:
    """Whether the delivery is prepared first. Where that has to be tried, not before it has succeeded.

    What has been prepared once goes on in this way, for a call that publishes it may still be on its way.
    """
    return bool(delivery.post_key) or posts_in_two_steps(desk, account)


def posts_in_two_steps(desk: Desk, account: Account) -> bool:
    """Whether the account's posts are prepared first."""
    spec = PLATFORMS[account.platform]
    if not spec.prepares or spec.probe is None:
        return spec.prepares
    probe = desk.credentials.probe_of(account.name)
    return probe is not None and not probe.refusal


def publish_prepared(desk: Desk, account: Account, client: Platform, delivery: Delivery) -> Receipt | None:
    """Send a delivery that is claimed for two steps; None where another process has taken it over meanwhile.

    `client` is the account's, for this delivery. Raises what `Platform.publish` raises, and StoreError;
    OutcomeUnknown only where nobody knows whether the second step was done.
    """
    if delivery.post_key and (receipt := find_prepared(desk, account, delivery)):
        return receipt
    platform, link = cast("PlatformThatPrepares", client), link_of(account, delivery)
    try:
        key = platform.prepare(delivery.text, link, key=delivery.post_key or "")
    except OutcomeUnknown as exc:
        if exc.is_refusal and delivery.attempts > 1:  # the same again would go on for ever
            raise Refused(str(exc)) from exc
        raise RetryLater(f"it was not published, only prepared, if at all: {exc}") from exc
    if not desk.outbox.note_key(delivery, key):
        return None
    return platform.publish_prepared(key, delivery.text, link)


def find_prepared(desk: Desk, account: Account, delivery: Delivery) -> Receipt | None:
    """The post of a delivery that goes out in two steps; None: it is not out. Raises RetryLater and AccountHalted."""
    if not delivery.post_key:
        return None
    platform = cast("PlatformThatPrepares", desk.platform_of(account))
    receipt = platform.find_prepared(delivery.post_key, delivery.text, link_of(account, delivery))
    return receipt if receipt and is_own_post(desk, delivery, receipt) else None


def is_own_post(desk: Desk, delivery: Delivery, receipt: Receipt) -> bool:
    """Whether a post that was found for a delivery may be that one's.

    A post that another delivery has sent is not: the entries of a live blog share one link. Nor is one of its own that
    was deleted, which the timeline may show for a while.
    """
    is_deleted = receipt.remote_id == delivery.remote_id
    return not (is_deleted or desk.outbox.has_posted(delivery.account, receipt.remote_id, but_for=delivery.id))


def why_absent(delivery: Delivery) -> str:
    """A sentence about a delivery that goes out in two steps, and was found not to be out. Pure."""
    return NOT_PUBLISHED if delivery.post_key else NOTHING_PREPARED
