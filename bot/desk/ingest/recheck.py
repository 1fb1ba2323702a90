"""Recheck: the hold is there for corrections, so the site is asked once more when it ends, before the post goes out.

This is a step of its own in the clock's plan. Publishing sends only what has been checked, and asks no site.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from bot.article import Article
from bot.desk import Desk
from bot.desk.changed_articles import change_date
from bot.desk.freshness import is_checked, may_be_gone
from bot.desk.ingest.collect import collect
from bot.desk.ingest.follow import follow_articles
from bot.desk.ingest.pages import whole_article
from bot.desk.ingest.recording import announce_retracted
from bot.desk.ingest.rules import article_rules
from bot.desk.pace import LANES, LOOKED_THROUGH, slot_of
from bot.desk.review import release_due
from bot.errors import FeedError, WrongStatus
from bot.outbox.rules.age import why_too_old
from bot.outbox.rules.dating import is_surely_dated
from bot.outbox.rules.delivery import HOLD, Delivery, Status
from bot.outbox.store.articles import StoredArticle
from bot.outbox.store.corrections import FOLLOWED_FOR
from bot.settings import Account
from bot.sources.stopping import StoppedError

PAGE_IS_GONE = "its site has taken it back: it is not in the feed any more, and its page answers that it is gone"

OF_ITS_PAGE = "its feed gives it no date, and by that of its own page"
OLDER_THAN_ITS_CHANGE = "its {source} gives it the date of a change, and by that of its own page"
ONLY_CHANGED = "its feed says only when it was last changed, so it may be an old article: {page}"

DATES_ANEW = ", and on {day} its feed gave an article that was known another date, against `updated_is_published`"

ANOTHER_ZONE = timedelta(hours=14)
"""By so much two dates of one moment may differ where one of them is written without its zone."""

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
        _learn_date(desk, delivery)
        current = desk.outbox.delivery(delivery.id)
        if may_be_gone(desk, current, began) and desk.web.is_gone(current.link):
            _take_back(desk, current)
    desk.articles.note_checked([delivery.article_id for delivery in deliveries], at=began)


def _learn_date(desk: Desk, delivery: Delivery) -> None:
    """Where only its own page says when the article was published, take its date; if it is too old, skip its posts.

    A feed without dates that shows what is read most, or pins an old article, would else have it posted as news. So
    would a source that gives the dates of the last changes, as a news sitemap and Atom's `updated` may: an old article
    comes up in it when it is edited. Where Atom's is all there is, and the page has no date either, an editor is asked.
    """
    stored = desk.articles.article(delivery.article_id)
    article, stated = stored.article, stored.article.published
    if is_surely_dated(article) and not _is_of_sitemap(article):
        return
    try:
        published = desk.web.read_page(article.link, delivery.site).article.published
    except FeedError:
        _doubt_a_change(desk, stored, "its own page cannot be read")
        return
    if published is None:
        _doubt_a_change(desk, stored, "its own page gives no date")
    if published is None or published > stored.first_seen_at or (stated and stated - published <= ANOTHER_ZONE):
        return
    rules, feed = article_rules(desk.settings), desk.sources.feed(delivery.site)
    too_old = why_too_old(published, rules, feed, stored.first_seen_at)
    source = "sitemap" if _is_of_sitemap(article) else "feed"
    why = OF_ITS_PAGE if stated is None else OLDER_THAN_ITS_CHANGE.format(source=source)
    desk.articles.keep_date(stored.id, published, f"{why}: {too_old}" if too_old else "", now=desk.now())
    if too_old:
        desk.announce("article.too_old", site=delivery.site, title=delivery.title, link=delivery.link, reason=too_old)


def _doubt_a_change(desk: Desk, stored: StoredArticle, page: str) -> None:
    """Ask an editor about an article of which only the last change is dated, unless its site shows that it is new."""
    dated = change_date(desk, stored)
    if dated is None or dated.new_because:
        return
    reason = ONLY_CHANGED.format(page=page)
    if dated.redated_at and dated.updated_is_published:
        reason += DATES_ANEW.format(day=f"{dated.redated_at.astimezone(desk.settings.timezone):%Y-%m-%d}")
    _ask_an_editor(desk, article_id=stored.id, reason=reason)


def _ask_an_editor(desk: Desk, *, article_id: int, reason: str) -> None:
    """Hold what waits of the article, but for what an editor has let go."""
    for delivery in desk.outbox.deliveries_of(article_id):
        waits = delivery.status is Status.QUEUED or (delivery.status is Status.HELD and delivery.release_at)
        if waits and delivery.approved_until is None:
            with suppress(WrongStatus):  # it is going out, or an editor was faster
                desk.outbox.move(delivery.id, replace(HOLD, reason=reason), now=desk.now())
                desk.announce("delivery.held", delivery=delivery.id, account=delivery.account, by="date")


def _is_of_sitemap(article: Article) -> bool:
    """Whether a news sitemap has shown the article: it gives a title and an address, and a feed more than that."""
    return not (article.guid or article.body or article.excerpt)


def _take_back(desk: Desk, delivery: Delivery) -> None:
    """Retract the article whose page is gone, unless it was missing in its feed and a poll has shown it meanwhile."""
    was_missing = delivery.missing_since is not None
    retracted = desk.articles.retract(delivery.article_id, PAGE_IS_GONE, now=desk.now(), only_missing=was_missing)
    if retracted is not None:
        announce_retracted(desk, retracted)


def ask_about_missing(desk: Desk) -> int:
    """Ask the pages of articles that are posted, and that their feed has dropped, whether they were taken back.

    Each is asked once for each time that its feed drops it. Returns how many were asked. Raises StoreError.
    """
    began = desk.now()
    missing = desk.articles.missing_after_posting(since=began - FOLLOWED_FOR, most=AT_ONCE)
    for stored in missing:
        if desk.web.is_gone(stored.article.link):
            retracted = desk.articles.retract(stored.id, PAGE_IS_GONE, now=desk.now(), only_missing=True)
            if retracted is not None:
                announce_retracted(desk, retracted)
    desk.articles.note_checked([stored.id for stored in missing], at=began)
    return len(missing)


def _could_go_out(desk: Desk, account: Account) -> list[Delivery]:
    release_due(desk, account)
    now = desk.now()
    ready = []
    for breaking in LANES:
        due = desk.outbox.due(
            account.name, now=now, breaking=breaking, newest_first=account.newest_first, most=LOOKED_THROUGH
        )
        if due and (slot := slot_of(desk, account, now, breaking=breaking)).at and slot.at <= now:
            ready += due
    return ready
