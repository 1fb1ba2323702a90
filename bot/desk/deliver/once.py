"""One round of everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.desk import Desk
from bot.desk.deliver.absence import note_absence
from bot.desk.deliver.changing import change_due
from bot.desk.deliver.publish import publish_due
from bot.desk.deliver.reconcile import reconcile_due, take_over_abandoned
from bot.desk.ingest.collect import Collected, collect
from bot.desk.ingest.follow import follow_changes
from bot.desk.ingest.pages import read_pages
from bot.desk.ingest.recheck import ask_about_missing, recheck_due
from bot.desk.ingest.sitemaps import look_at_sitemaps, sitemaps_to_ask
from bot.desk.open_edits import put_back_abandoned
from bot.desk.presence import begin_work, end_work
from bot.desk.upkeep import Upkeep
from bot.outbox.rules.delivery import Status


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
    halted: tuple[str, ...]
    """Accounts on which nothing goes out before somebody has acted, each with what to do."""

    @property
    def partly(self) -> bool:
        """Some site, delivery or account failed, and the rest went on."""
        return bool(self.faults or self.failed or self.unsure or self.halted)


def once(desk: Desk) -> Outcome:
    """Ask every site, look for what is unsure, publish what is due."""
    begin_work(desk, "once")
    note_absence(desk)
    collected = collect(desk, desk.settings.sites)
    look_at_sitemaps(desk, sitemaps_to_ask(desk))
    while read_pages(desk):
        pass
    ask_about_missing(desk)
    follow_changes(desk)
    ended: list[Status] = []
    desk.processes.beat(desk.me)
    put_back_abandoned(desk)
    for account in desk.settings.accounts:
        take_over_abandoned(desk, account)
        reconcile_due(desk, account)
        change_due(desk, account)
    # No more rounds than there are posts to send: a site that shows something new at each of them would never end.
    for _ in range(1 + len(desk.outbox.listed((Status.QUEUED,)))):
        checked = recheck_due(desk)
        sent = [status for account in desk.settings.accounts for status in publish_due(desk, account)]
        if not (checked or sent):
            break
        ended += sent
    Upkeep(desk).do_due()
    end_work(desk)
    return Outcome(
        asked=collected.asked,
        new=sum(1 for decision in collected.decisions if decision.deliveries),
        sent=ended.count(Status.SENT),
        failed=ended.count(Status.FAILED),
        unsure=ended.count(Status.UNSURE),
        waiting=len(desk.outbox.listed((Status.QUEUED, Status.HELD))),
        faults=faults_of(collected),
        halted=tuple(_halted(desk)),
    )


def _halted(desk: Desk) -> Iterator[str]:
    for account in desk.settings.accounts:
        if remedy := desk.accounts.state(account.name).halted:
            yield f"account {account.name} is halted: {remedy}"


def faults_of(collected: Collected) -> tuple[str, ...]:
    """Which sites could not be asked or read, and why."""
    return tuple(f"{fault.site}: {fault}" for fault in collected.faults)
