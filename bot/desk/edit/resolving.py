"""Recording that a post, of which nobody knew whether it went out, stands on the platform at an address."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from bot.article import canonical_url
from bot.desk import Desk
from bot.errors import NotThatPost
from bot.outbox.rules.delivery import RESOLVE_SENT, Delivery, actions_for, refuse_move
from bot.platforms import PLATFORMS, Receipt
from bot.settings import host_of

CLOCKS_DIFFER_BY = timedelta(minutes=10)
"""How far our clock and the platform's may be apart."""


def resolve_sent(desk: Desk, delivery_id: int, url: str) -> Delivery:
    """Record that an editor has found a post on the platform, at `url`, that the bot was unsure about.

    Raises DeliveryNotFound, WrongStatus, and NotThatPost where the address cannot be that of this post.
    """
    delivery = desk.outbox.delivery(delivery_id)
    receipt = receipt_at(desk, delivery, url)
    desk.outbox.settle_sent(
        delivery, (receipt.remote_id, receipt.permalink), now=desk.now(), act=RESOLVE_SENT.name, by=desk.actor
    )
    return desk.outbox.delivery(delivery_id)


def receipt_at(desk: Desk, delivery: Delivery, url: str) -> Receipt:
    """The proof that the delivery's post is at that address, as far as the address tells. No platform is asked.

    Raises WrongStatus, and NotThatPost where the address cannot be that of this post.
    """
    if delivery.status not in RESOLVE_SENT.allowed:
        raise refuse_move(RESOLVE_SENT, delivery)
    account = next((account for account in desk.settings.accounts if account.name == delivery.account), None)
    receipt = _read(desk, delivery, url, account.platform if account else "")
    _require_own(desk, delivery, receipt, url)
    return receipt


def _read(desk: Desk, delivery: Delivery, url: str, platform: str) -> Receipt:
    """What the address says; `platform` is the account's, "" where bot.toml has the account no more."""
    if not _is_address(url):
        raise _refusal(delivery, f"{url} is no address of a page; copy that of the post, https://…")
    if desk.settings.sandbox and url.startswith(f"{desk.settings.sandbox}/"):
        return Receipt(url.rstrip("/").rsplit("/", 1)[-1], url)
    if desk.settings.site_at(url) or canonical_url(url) == canonical_url(delivery.link):
        raise _refusal(delivery, f"{url} is a page of the newsroom's own, and not a post about it")
    title = PLATFORMS[platform].title if platform in PLATFORMS else "its platform"
    elsewhere = (
        spec.title
        for name, spec in PLATFORMS.items()
        if name != platform and spec.post_at is not None and spec.post_at(url)
    )
    if platform and (other := next(elsewhere, "")):
        raise _refusal(delivery, f"{url} is a post on {other}, and {delivery.account} is on {title}")
    post_at = PLATFORMS[platform].post_at if platform in PLATFORMS else None
    if post_at is None:
        return Receipt(url.rstrip("/").rsplit("/", 1)[-1], url)
    receipt = post_at(url)
    if receipt is None:
        raise _refusal(delivery, f"{url} leads to no post on {title}; open the post there, and copy its own address")
    return Receipt(receipt.remote_id, url, receipt.posted_at)


def _require_own(desk: Desk, delivery: Delivery, receipt: Receipt, url: str) -> None:
    """Raises NotThatPost where the post at the address is another one."""
    other = desk.outbox.delivery_at(url) or desk.outbox.delivery_with_post(receipt.remote_id, account=delivery.account)
    if other and other.id != delivery.id:
        raise _refusal(delivery, f"{url} is the post of delivery {other.id}, about “{other.sent_title or other.title}”")
    began_at = min((attempt.started_at for attempt in desk.outbox.attempts_at(delivery.id)), default=None)
    if receipt.posted_at and began_at and receipt.posted_at < began_at - CLOCKS_DIFFER_BY:
        zone = desk.settings.timezone
        raise _refusal(
            delivery,
            f"{url} is of {receipt.posted_at.astimezone(zone):%Y-%m-%d %H:%M}, before the bot first tried to send the "
            f"post, {began_at.astimezone(zone):%Y-%m-%d %H:%M}",
        )


def _is_address(url: str) -> bool:
    try:
        return urlsplit(url).scheme in {"http", "https"} and bool(host_of(url))
    except ValueError:
        return False


def _refusal(delivery: Delivery, why: str) -> NotThatPost:
    return NotThatPost(f"delivery {delivery.id} stays unsure: {why}", actions=actions_for(delivery))
