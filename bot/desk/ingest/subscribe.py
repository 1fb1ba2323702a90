"""Subscribe: sites whose feed names a hub tell of new articles by themselves, where `watch.callback` is set (WebSub).

Polling stays. A push makes the next look come now, and no more than that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.desk import Desk
from bot.sources.types import Hub
from bot.sources.websub.hub import LEASE_SECONDS, HubRequest, is_signed

if TYPE_CHECKING:
    from bot.outbox.store.subscriptions import Subscription

ASK_AGAIN = timedelta(hours=6)
"""After a hub that refuses, or takes a subscription and does not confirm it."""
RENEWED_AFTER = 0.8
"""Of the lease, so that there is time to ask again."""
SHORTEST_LEASE = timedelta(hours=1)
"""A hub that grants less is asked to renew as if it had granted this; meanwhile its site is polled, as always."""
LONGEST_LEASE = timedelta(days=90)
NOT_WITHIN = timedelta(seconds=10)
"""A hub that pushes all the time costs its site no more than that."""


def subscribe_due(desk: Desk) -> int:
    """Ask hubs for what is to be subscribed to, renewed or ended; return how many requests. Raises StoreError."""
    now, watched = desk.now(), {site.name for site in desk.settings.sites}
    desk.subscriptions.agree({named for named in desk.sources.hubs() if named[0] in watched}, now=now)
    due = desk.subscriptions.due(now=now)
    for subscription in due:  # before the hub is asked, which may confirm at once
        desk.subscriptions.ask_again(subscription.token, now + ASK_AGAIN)
    requests = [_request(desk, subscription) for subscription in due]
    for subscription, fault in zip(due, desk.web.ask_hubs(requests) if requests else (), strict=True):
        if fault is not None:
            desk.subscriptions.refused(subscription.token, str(fault))
            desk.announce("site.hub_refused", site=subscription.site, hub=subscription.hub, fault=str(fault))
    return len(due)


def _request(desk: Desk, subscription: Subscription) -> HubRequest:
    callback = f"{desk.settings.watch.callback.rstrip('/')}/{subscription.token}"
    return HubRequest(
        subscription.site, Hub(subscription.hub, subscription.topic), callback, subscription.secret, subscription.wanted
    )


@dataclass(frozen=True, slots=True)
class HubDesk:
    """What hubs are answered. Every method raises StoreError."""

    desk: Desk
    wake: Callable[[], None]
    """Called when a site's next look has come."""

    def confirms(self, token: str, *, mode: str, topic: str, lease_seconds: int | None) -> bool:
        """Whether what a hub asks back about was meant; it is remembered then (section 5.3).

        A hub that does not say for how long it pushes is taken to grant what was asked for.
        """
        subscription = self.desk.subscriptions.find(token)
        if subscription is None or subscription.topic != topic:
            return False
        if mode == "subscribe" and subscription.wanted:
            self._confirm(subscription, _lease(lease_seconds))
            return True
        if mode == "unsubscribe" and not subscription.wanted:
            self.desk.subscriptions.end(token)
            self.desk.announce("site.unsubscribed", site=subscription.site, hub=subscription.hub)
            return True
        return False

    def denied(self, token: str, reason: str) -> bool:
        """A hub will not push, or pushes no more (section 5.2). Whether the subscription is one of ours."""
        subscription = self.desk.subscriptions.find(token)
        if subscription is not None:
            fault = reason or "it gives no reason"
            self.desk.subscriptions.denied(token, fault)
            self.desk.announce("site.hub_refused", site=subscription.site, hub=subscription.hub, fault=fault)
        return subscription is not None

    def knows(self, token: str) -> bool:
        """Whether anything is subscribed to under this token."""
        subscription = self.desk.subscriptions.find(token)
        return subscription is not None and subscription.wanted

    def pushed(self, token: str, body: bytes, signature: str) -> None:
        """Let the next look come now, if the hub has signed its push (section 7)."""
        desk, subscription = self.desk, self.desk.subscriptions.find(token)
        if subscription is None:
            return
        if not is_signed(body, subscription.secret, signature):
            desk.announce(
                "site.push_ignored",
                site=subscription.site,
                hub=subscription.hub,
                reason="it is not signed with our secret",
            )
        elif desk.subscriptions.look_now(subscription.site, now=desk.now(), not_within=NOT_WITHIN):
            desk.announce("site.pushed", site=subscription.site, hub=subscription.hub)
            self.wake()

    def _confirm(self, subscription: Subscription, lease: timedelta) -> None:
        now = self.desk.now()
        renew_at = now + max(lease, SHORTEST_LEASE) * RENEWED_AFTER
        self.desk.subscriptions.confirm(subscription.token, lease_until=now + lease, renew_at=renew_at)
        self.desk.announce("site.subscribed", site=subscription.site, hub=subscription.hub, until=now + lease)


def _lease(seconds: int | None) -> timedelta:
    """How long a hub pushes that says so; one that says nothing, or zero, grants what was asked for."""
    return min(timedelta(seconds=seconds or LEASE_SECONDS), LONGEST_LEASE)
