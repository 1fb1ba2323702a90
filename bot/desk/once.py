"""One round of everything: what `bot once` does, and what it would do."""

from __future__ import annotations

from dataclasses import dataclass

from bot.desk import Desk
from bot.desk.absence import note_absence
from bot.desk.collect import Collected, collect, look_without_recording
from bot.desk.follow import follow_changes
from bot.desk.pages import as_they_would_be_posted, read_pages
from bot.desk.preview import Known, preview
from bot.desk.publish import publish_due
from bot.desk.recheck import recheck_due
from bot.desk.reconcile import reconcile_due, take_over_abandoned
from bot.desk.sitemaps import look_at_sitemaps, sitemaps_to_ask
from bot.outbox.delivery import Status


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one round has done."""

    asked: int
    new: int
    sent: int
    failed: int
    unsure: int
    waiting: int
    faults: tuple[str, ...]

    @property
    def partly(self) -> bool:
        """Some site or delivery failed, and the rest went on."""
        return bool(self.faults or self.failed or self.unsure)


@dataclass(frozen=True, slots=True)
class WouldPost:
    """A post that a round would queue."""

    account: str
    title: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class NotPosted:
    """A new article that a round would record without posting it."""

    site: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class DryRun:
    """What one round would do."""

    posts: tuple[WouldPost, ...]
    not_posted: tuple[NotPosted, ...]
    faults: tuple[str, ...]


def once(desk: Desk) -> Outcome:
    """Ask every site, look for what is unsure, publish what is due."""
    note_absence(desk)
    collected = collect(desk, desk.settings.sites)
    look_at_sitemaps(desk, sitemaps_to_ask(desk))
    while read_pages(desk):
        pass
    follow_changes(desk)
    ended: list[Status] = []
    desk.processes.beat(desk.me)
    for account in desk.settings.accounts:
        take_over_abandoned(desk, account)
        reconcile_due(desk, account)
    # No more rounds than there are posts to send: a site that shows something new at each of them would never end.
    for _ in range(1 + len(desk.outbox.listed((Status.QUEUED,)))):
        checked = recheck_due(desk)
        sent = [status for account in desk.settings.accounts for status in publish_due(desk, account)]
        if not (checked or sent):
            break
        ended += sent
    return Outcome(
        asked=collected.asked,
        new=sum(1 for intake in collected.intakes if intake.deliveries),
        sent=ended.count(Status.SENT),
        failed=ended.count(Status.FAILED),
        unsure=ended.count(Status.UNSURE),
        waiting=len(desk.outbox.listed((Status.QUEUED, Status.HELD))),
        faults=_faults(collected),
    )


def dry_run(desk: Desk) -> DryRun:
    """Ask every site, and say what would be queued; neither the database nor a platform is touched."""
    collected = look_without_recording(desk)
    accounts = {account.name: account for account in desk.settings.accounts}
    posts, not_posted = [], []
    wanted = [intake.article for intake in collected.intakes if intake.deliveries]
    whole = dict(zip(wanted, as_they_would_be_posted(desk, wanted), strict=True))
    for intake in collected.intakes:
        article = whole.get(intake.article, intake.article)
        if intake.not_posted:
            not_posted.append(NotPosted(article.site, article.title, intake.not_posted))
        known = Known(recurring=desk.sources.feed(article.site).facts.recurring)
        for planned in intake.deliveries:
            one = preview(desk.settings, desk.templates, article, [accounts[planned.account]], known).accounts[0]
            when = planned.reason or f"from {planned.due_at.astimezone(desk.settings.timezone):%Y-%m-%d %H:%M}"
            posts.append(WouldPost(planned.account, article.title, when, one.post.text if one.post else one.fault))
    return DryRun(tuple(posts), tuple(not_posted), _faults(collected))


def _faults(collected: Collected) -> tuple[str, ...]:
    return tuple(f"{fault.site}: {fault}" for fault in collected.faults)
