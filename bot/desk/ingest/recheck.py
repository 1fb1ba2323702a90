"""Recheck: the hold is there for corrections, so the site is asked once more when it ends, before the post goes out.

This is a step of its own in the clock's plan. Publishing sends only what has been checked, and asks no site.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk import Desk
from bot.desk.freshness import is_checked, may_be_gone
from bot.desk.ingest.collect import collect
from bot.desk.ingest.follow import follow_articles
from bot.desk.ingest.pages import whole_article
from bot.desk.ingest.recording import announce_retracted
from bot.desk.pace import LANES, LOOKED_THROUGH, slot_of
from bot.desk.review import release_due
from bot.outbox.rules.delivery import Delivery
from bot.settings import Account
from bot.sources.stopping import StoppedError

PAGE_IS_GONE = "its site has taken it back: it is not in the feed any more, and its page answers that it is gone"

AT_ONCE = 20
"""Articles of one site in one round; the others come in the rounds that follow."""


def recheck_due(desk: Desk) -> int:
    """Ask about all articles of which a post could go out now; return how many were checked. Raises StoreError."""
    return sum(len(due) for site, due in unchecked_by_site(desk).items() if try_recheck(desk, site, due))


def try_recheck(desk: Desk, site: str, deliveries: Sequence[Delivery]) -> bool:
    """Whether the site could be asked; where not, that is announced, and holds up no other site's posts.

    Raises StoppedError.
    """
    try:
        recheck(desk, site, deliveries)
    except StoppedError:
        raise
    except Exception as exc:  # noqa: BLE001 (whatever it is; it is asked again in the next round)
        desk.announce("job.failed", job=f"recheck {site}", error=str(exc))
        return False
    return True


def unchecked_by_site(desk: Desk) -> dict[str, list[Delivery]]:
    """By the site to be asked, a delivery of each article of which a post could go out now, were it checked."""
    unchecked: dict[str, dict[int, Delivery]] = {}
    for account in desk.settings.accounts:
        for delivery in _could_go_out(desk, account):
            if not is_checked(desk, delivery):
                unchecked.setdefault(delivery.site, {})[delivery.article_id] = delivery
    return {site: list(deliveries.values())[:AT_ONCE] for site, deliveries in unchecked.items()}


def recheck(desk: Desk, site: str, deliveries: Sequence[Delivery]) -> None:
    """Ask the site what has become of these deliveries' articles. Raises StoreError."""
    began = desk.now()
    asked_at = desk.sources.feed(site).asked_at
    if asked_at is None or asked_at < max(delivery.due_at for delivery in deliveries):
        collect(desk, [watched for watched in desk.settings.sites if watched.name == site])
    follow_articles(desk, [delivery.article_id for delivery in deliveries])
    for delivery in deliveries:
        whole_article(desk, delivery.article_id)
        current = desk.outbox.delivery(delivery.id)
        if may_be_gone(desk, current, began) and desk.web.is_gone(current.link):
            _take_back(desk, current)
    desk.articles.note_checked([delivery.article_id for delivery in deliveries], at=began)


def _take_back(desk: Desk, delivery: Delivery) -> None:
    """Retract the article whose page is gone, unless it was missing in its feed and a poll has shown it meanwhile."""
    was_missing = delivery.missing_since is not None
    retracted = desk.articles.retract(delivery.article_id, PAGE_IS_GONE, now=desk.now(), only_missing=was_missing)
    if retracted is not None:
        announce_retracted(desk, retracted)


def _could_go_out(desk: Desk, account: Account) -> list[Delivery]:
    release_due(desk, account)
    now = desk.now()
    ready = []
    for breaking in LANES:
        due = desk.outbox.due(account.name, now=now, breaking=breaking, most=LOOKED_THROUGH)
        if due and (slot := slot_of(desk, account, now, breaking=breaking)).at and slot.at <= now:
            ready += due
    return ready
