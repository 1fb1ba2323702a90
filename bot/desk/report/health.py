"""Reads what has to be known to judge how the bot is doing, and judges it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from bot import __version__
from bot.alerts.address import shown
from bot.desk import Desk
from bot.desk.review import waits_for_an_editor
from bot.health import Health, health_of
from bot.health.alerting import with_beginnings
from bot.health.facts import (
    AccountFacts,
    Away,
    Credentials,
    Facts,
    FeedFacts,
    MachineFacts,
    UndeliveredAlert,
    WaitingPosts,
    Worker,
)
from bot.outbox.rules.changes import CHANGED_LATELY
from bot.outbox.rules.delivery import Delivery, Status
from bot.outbox.rules.lifetime import has_expired
from bot.outbox.rules.pacing import day_start, month_start, slot_for
from bot.outbox.rules.states import AccountState, SourceState
from bot.outbox.store.credentials import CredentialsRecord
from bot.outbox.store.notes import Note
from bot.platforms import PLATFORMS
from bot.settings import Account
from bot.settings.fingerprint import changed_at, fingerprint
from bot.sources.schedule import has_gone_quiet

EXPIRED_LATELY = timedelta(days=3)
"""What was skipped because its time was over is told for so long after its article was found."""

FREE_FOR = timedelta(minutes=30)
"""For so long an account could have posted before its posts are said to be stuck."""

_NEWEST = 2_000
"""Articles that were seen last, among which those are looked for on which nobody has decided."""


def health(desk: Desk, *, missing_secrets: Sequence[str] = ()) -> Health:
    """How the bot is doing. `missing_secrets` are faults of .env, where somebody has looked. Raises StoreError."""
    return judgement_of(desk, missing_secrets=missing_secrets)[1]


def judgement_of(desk: Desk, *, missing_secrets: Sequence[str] = ()) -> tuple[Facts, Health]:
    """The same, with what it rests on. Raises StoreError."""
    facts = facts_of(desk, missing_secrets=missing_secrets)
    return facts, with_beginnings(health_of(facts), desk.findings.began_at())


def facts_of(desk: Desk, *, missing_secrets: Sequence[str] = ()) -> Facts:
    """What has to be known to judge how the bot is doing. Raises StoreError."""
    now, notes = desk.now(), desk.notes.all()
    undecided = desk.articles.undecided(_NEWEST)
    fault = notes.get("settings-fault")
    return Facts(
        now=now,
        version=__version__,
        settings=fingerprint(desk.settings),
        settings_changed_at=changed_at(desk.settings),
        settings_fault=fault.value if fault else "",
        missing_secrets=tuple(missing_secrets),
        every=desk.settings.watch.every,
        workers=tuple(Worker(**asdict(process)) for process in desk.processes.workers()),
        accounts=tuple(_accounts(desk, now)),
        posts=tuple(_posts(desk, now)),
        feeds=tuple(_feeds(desk, now)),
        unexplained=tuple(title for title, _ in undecided),
        unexplained_since=min((first_seen_at for _, first_seen_at in undecided), default=None),
        machine=_machine(desk),
        away=_away(notes.get("away")),
        undelivered=tuple(_undelivered(desk)),
    )


def _away(note: Note | None) -> Away | None:
    return Away(since=datetime.fromisoformat(note.value), until=note.noted_at) if note else None


def _undelivered(desk: Desk) -> Iterator[UndeliveredAlert]:
    backlogs = desk.alerts.undelivered()
    for address in desk.settings.alerts.addresses:
        fault, backlog = desk.messenger.fault(desk.settings, address), backlogs.get(address)
        if fault:
            yield UndeliveredAlert(address=shown(address), fault=fault)
        elif backlog:
            yield UndeliveredAlert(
                address=shown(address), fault=backlog.fault, since=backlog.since, attempts=backlog.attempts
            )


def _accounts(desk: Desk, now: datetime) -> Iterator[AccountFacts]:
    due, credentials = desk.outbox.due_posts(now=now), desk.credentials.all()
    for account in desk.settings.accounts:
        state, (count, oldest_due_at) = desk.accounts.state(account.name), due.get(account.name, (0, None))
        zone = desk.settings.timezone
        activity = desk.accounts.activity(account.name, day_began=now, month_began=month_start(now, zone))
        waits = state.waits_until is not None and state.waits_until > now
        yield AccountFacts(
            name=account.name,
            platform=PLATFORMS[account.platform].title,
            halted=state.halted,
            halted_at=state.halted_at,
            paused=state.pause_at(now),
            paused_until=state.paused_until,
            paused_at=state.paused_at,
            waits_for=state.waits_for if waits else "",
            due=count,
            oldest_due_at=oldest_due_at,
            is_free=bool(count) and _has_been_free(desk, account, state, now),
            spent=activity.spent_this_month,
            budget=account.pace.budget,
            price=account.price_of(),
            credentials=_credentials(credentials.get(account.name)),
        )


def _credentials(record: CredentialsRecord | None) -> Credentials | None:
    if record is None:
        return None
    return Credentials(
        checked_at=record.checked_at,
        token_ends_at=record.token_ends_at,
        access_ends_at=record.access_ends_at,
        missing_rights=record.missing_rights,
        fault=record.fault,
    )


def _has_been_free(desk: Desk, account: Account, state: AccountState, now: datetime) -> bool:
    """Whether the account could have posted now, and half an hour ago, and has not posted since."""
    zone = desk.settings.timezone
    for at in (now - FREE_FOR, now):
        activity = desk.accounts.activity(
            account.name, day_began=day_start(at, zone), month_began=month_start(at, zone)
        )
        slot = slot_for(account.pace, state, activity, now=at, timezone=zone, price=account.price_of())
        has_posted_since = activity.last_at is not None and activity.last_at > now - FREE_FOR
        if slot.at is None or slot.at > at or has_posted_since:
            return False
    return True


def _posts(desk: Desk, now: datetime) -> Iterator[WaitingPosts]:
    accounts = {account.name: account for account in desk.settings.accounts}
    waiting = desk.outbox.listed((Status.HELD, Status.QUEUED, Status.UNSURE))
    failed = [delivery for delivery in desk.outbox.failed() if delivery.account in accounts]
    changed = desk.outbox.changed_after_sending(list(accounts), since=now - CHANGED_LATELY)
    stuck = {change.delivery_id: change.fault for change in desk.changes.stuck()}
    needing = {
        "held": [delivery for delivery in waiting if _is_held_for_a_person(delivery, accounts)],
        "unsure": [delivery for delivery in waiting if delivery.needs_editor],
        "failed": failed,
        "outdated": [delivery for delivery in (*waiting, *failed) if delivery.is_outdated],
        "changed": changed,
        "unchanged": [replace(desk.outbox.delivery(id_), reason=fault) for id_, fault in stuck.items()],
        "expired": [
            delivery
            for delivery in desk.outbox.skipped_since(now - EXPIRED_LATELY, _NEWEST)
            if has_expired(delivery.reason)
        ],
    }
    for status, deliveries in needing.items():
        for of_account in _by_account(deliveries).values():
            if of_account[0].account in accounts:
                yield _waiting_posts(status, of_account)
    for of_account in _by_account([delivery for delivery in waiting if delivery.account not in accounts]).values():
        yield _waiting_posts("held", of_account, is_known_account=False)


def _is_held_for_a_person(delivery: Delivery, accounts: Mapping[str, Account]) -> bool:
    account = accounts.get(delivery.account)
    goes_by_itself = delivery.release_at is not None and not (account and waits_for_an_editor(account))
    return delivery.status is Status.HELD and not goes_by_itself


def _by_account(deliveries: Sequence[Delivery]) -> dict[str, list[Delivery]]:
    by_account: dict[str, list[Delivery]] = {}
    for delivery in sorted(deliveries, key=lambda delivery: delivery.id):
        by_account.setdefault(delivery.account, []).append(delivery)
    return by_account


def _waiting_posts(status: str, deliveries: Sequence[Delivery], *, is_known_account: bool = True) -> WaitingPosts:
    first = deliveries[0]
    return WaitingPosts(
        account=first.account,
        status=status,  # type: ignore[arg-type]  # a key of the table above
        deliveries=tuple(delivery.id for delivery in deliveries),
        since=_since(status, first),
        title=first.title,
        reason={"changed": first.retracted, "outdated": ""}.get(status, first.reason),
        is_known_account=is_known_account,
    )


def _since(status: str, delivery: Delivery) -> datetime:
    """Since when the delivery needs a person, or is worth one's knowing."""
    corrected_at = delivery.corrected_at if status == "outdated" else None
    return corrected_at or delivery.sent_at or delivery.claimed_at or delivery.created_at


def _feeds(desk: Desk, now: datetime) -> Iterator[FeedFacts]:
    states = desk.sources.feeds()
    for site in desk.settings.sites:
        yield _feed(states.get(site.name, SourceState(site=site.name)), now)
    sitemaps = desk.sources.sitemaps({site.name: site.sitemap for site in desk.settings.sites if site.sitemap})
    for state in sitemaps.values():
        yield _feed(state, now, name=f"the sitemap of {state.site}")


def _feed(state: SourceState, now: datetime, *, name: str = "") -> FeedFacts:
    gap = timedelta(seconds=state.usual_gap) if state.usual_gap else None
    return FeedFacts(
        name=name or state.site,
        asked_at=state.asked_at,
        fault=state.fault,
        faults=state.faults,
        fault_since=state.fault_since,
        is_gone=state.gone,
        moved_to=state.moved_to,
        moved_at=state.moved_since,
        silent_since=state.newest_article_at if has_gone_quiet(state.newest_article_at, gap, now) else None,
        usual_gap=gap,
    )


def _machine(desk: Desk) -> MachineFacts:
    notes, file = desk.notes.all(), desk.settings.database_file
    backup, fault, offset = notes.get("backup"), notes.get("backup-fault"), notes.get("clock-offset")
    free = size = None
    if file is not None:
        with suppress(OSError):
            free, size = shutil.disk_usage(file.parent).free, file.stat().st_size
    return MachineFacts(
        disk_free=free,
        database_size=size,
        began_at=desk.articles.first_seen_at(),
        backup_at=backup.noted_at if backup else None,
        backup_every=desk.settings.backups.every,
        backup_fault=fault.value if fault else "",
        is_server=file is None,
        clock_offset=timedelta(seconds=float(offset.value)) if offset else None,
    )
