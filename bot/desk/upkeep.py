"""Keeps accounts alive: asks their platforms about their tokens once a day, and renews what can be renewed.

What is learned is remembered in the database (`CredentialsRecord`), where health finds it. So a token that will end is
told before it does, and one that was revoked before the next post meets it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.desk import Desk
from bot.errors import AccountHalted, RetryLater, SettingsError
from bot.health.machine import CLOCK_OFF
from bot.outbox.store.credentials import CredentialsRecord, Probe
from bot.platforms import PLATFORMS
from bot.settings import Account

if TYPE_CHECKING:
    from bot.platforms.spec import Examination

CHECK_EVERY = timedelta(days=1)

RETRY_AFTER = timedelta(hours=1)
"""After a platform could not be asked; and while the clock is off, so that it is soon seen to be right again."""

LOOK_EVERY = timedelta(minutes=1)
"""How soon other keys in .env are noticed, and how soon after a start the first platform is asked."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Asking that has ended without an answer."""

    at: datetime
    mark: str
    """Of the keys."""


def is_due(
    record: CredentialsRecord | None,
    mark: str,
    *,
    now: datetime,
    started_at: datetime | None,
    failed: Attempt | None = None,
) -> bool:
    """Whether a platform is to be asked about an account now. Pure.

    Args:
        record: What it said the last time.
        mark: Of the keys as they are now.
        started_at: What was said before then is asked again; None: it counts for a day.
        failed: The last time that it could not be asked.
    """
    if failed is not None and failed.mark == mark and now - failed.at < RETRY_AFTER:
        return False
    if record is None or record.mark != mark:
        return True
    is_before_start = started_at is not None and record.checked_at < started_at
    return is_before_start or now - record.checked_at >= CHECK_EVERY


def record_of(account: str, mark: str, examination: Examination, now: datetime) -> CredentialsRecord:
    """What is remembered of an examination. Pure."""
    return CredentialsRecord(
        account=account,
        checked_at=now,
        token_ends_at=examination.token_ends_at,
        access_ends_at=examination.access_ends_at,
        missing_rights=examination.missing_rights,
        fault="; ".join(examination.faults),
        mark=mark,
    )


def costs(desk: Desk, account: Account) -> bool:
    """Whether asking about the account costs money."""
    return bool(PLATFORMS[account.platform].limits.price_of_examination) and not desk.settings.sandbox


class Upkeep:
    """One process's upkeep. `started_at` is when it began, from which on everything is asked once; None: only daily."""

    def __init__(self, desk: Desk, *, started_at: datetime | None = None) -> None:
        self._desk = desk
        self._started_at = started_at
        self._looked_at = started_at
        self._failed: dict[str, Attempt] = {}

    def look(self) -> None:
        """Do what is due, if a minute has passed since the last look; to be called often. Raises StoreError."""
        now = self._desk.now()
        if self._looked_at is not None and abs(now - self._looked_at) < LOOK_EVERY:
            return
        self._looked_at = now
        self.do_due()

    def do_due(self) -> None:
        """Ask about each account whose turn it is, and about the time. Raises StoreError."""
        records = self._desk.credentials.all()
        with_keys: list[Account] = []
        for account in self._desk.settings.accounts:
            try:
                mark = self._desk.keys.mark(account)
            except SettingsError:  # told by whoever needs the keys
                continue
            if mark:
                with_keys.append(account)
                self._keep_up(account, mark, records.get(account.name))
        self._check_clock(with_keys)

    def _keep_up(self, account: Account, mark: str, record: CredentialsRecord | None) -> None:
        desk = self._desk
        if PLATFORMS[account.platform].examine is None:
            return
        is_paid = costs(desk, account)
        if is_paid and not desk.settings.health.paid_checks:
            if record is not None and record.mark != mark:  # of other keys, which nobody will ask about
                desk.credentials.forget(account.name)
            return
        started_at = None if is_paid else self._started_at
        failed = self._failed.get(account.name)
        if not is_due(record, mark, now=desk.now(), started_at=started_at, failed=failed):
            return
        try:
            check_account(desk, account, mark)
        except RetryLater as exc:
            self._failed[account.name] = Attempt(desk.now(), mark)
            desk.announce("token.unchecked", account=account.name, reason=str(exc))
        except SettingsError as exc:
            self._failed[account.name] = Attempt(desk.now(), mark)
            desk.announce("token.unchecked", account=account.name, reason=str(exc))

    def _check_clock(self, accounts: Iterable[Account]) -> None:
        """Note how far this machine's clock is off, by the platforms of these accounts."""
        desk, now = self._desk, self._desk.now()
        note = desk.notes.all().get("clock-offset")
        failed = self._failed.get("")
        is_off = note is not None and abs(timedelta(seconds=float(note.value))) > CLOCK_OFF
        since = timedelta.max if note is None else now - note.noted_at
        is_first = note is None or (self._started_at is not None and note.noted_at < self._started_at)
        if not (is_first or since >= (RETRY_AFTER if is_off else CHECK_EVERY)):
            return
        if failed is not None and now - failed.at < RETRY_AFTER:
            return
        if not note_clock_offset(desk, accounts):
            self._failed[""] = Attempt(now, "")


def check_account(desk: Desk, account: Account, mark: str) -> Examination | None:
    """Ask the platform about the account, renew its token where that is possible, and remember what was said.

    Returns what it said; None where it does not accept the keys, which is remembered too. Raises RetryLater,
    SettingsError and StoreError.
    """
    try:
        examination = desk.keys.examine(account)
    except AccountHalted as exc:
        desk.credentials.save(CredentialsRecord(account=account.name, checked_at=desk.now(), fault=str(exc), mark=mark))
        desk.announce("token.fault", account=account.name, reason=str(exc))
        return None
    if examination.token_ends_at is not None and examination.can_post:
        examination, mark = _renewed(desk, account, examination, mark)
    if examination.can_post:
        _prove(desk, account)
    desk.credentials.save(record_of(account.name, mark, examination, desk.now()))
    if examination.can_post:
        desk.announce("token.checked", account=account.name, ends=examination.token_ends_at)
    else:
        reason = "; ".join((*examination.faults, *(f"it lacks {right}" for right in examination.missing_rights)))
        desk.announce("token.fault", account=account.name, reason=reason)
    return examination


def probe_account(desk: Desk, account: Account) -> Probe:
    """Try whether the account can post in two steps, and remember it: from the next post on it does, or does not.

    Raises RetryLater, where what was known stays, AccountHalted, SettingsError and StoreError.
    """
    probe = Probe(account.name, desk.now(), desk.keys.probe(account))
    desk.credentials.save_probe(probe)
    desk.announce("account.probed", account=account.name, refusal=probe.refusal)
    return probe


def _renewed(desk: Desk, account: Account, before: Examination, mark: str) -> tuple[Examination, str]:
    """The examination and the mark of a token that lasts longer, if the platform gives one; else those of before."""
    try:
        values = desk.keys.renew(account)
        if not values:
            return before, mark
        desk.keys.write(account, values)
    except (RetryLater, AccountHalted, SettingsError) as exc:
        desk.announce("token.not_renewed", account=account.name, ends=before.token_ends_at, reason=str(exc))
        return before, mark
    try:
        after = desk.keys.examine(account)
    except (RetryLater, AccountHalted) as exc:
        desk.keys.take_back(account)
        desk.announce("token.not_renewed", account=account.name, ends=before.token_ends_at, reason=str(exc))
        return before, mark
    if not (after.can_post and _lasts_longer(after, before)):
        desk.keys.take_back(account)
        return before, mark
    desk.announce("token.renewed", account=account.name, ends=after.token_ends_at)
    return after, desk.keys.mark(account)


def _lasts_longer(after: Examination, before: Examination) -> bool:
    if after.token_ends_at is None or before.token_ends_at is None:
        return after.token_ends_at is None
    return after.token_ends_at > before.token_ends_at


def _prove(desk: Desk, account: Account) -> None:
    try:
        desk.keys.prove(account)
    except SettingsError as exc:  # the older value stays as a comment, which hurts nothing
        desk.announce("token.unproven", account=account.name, reason=str(exc))


def note_clock_offset(desk: Desk, accounts: Iterable[Account]) -> bool:
    """Note how far this machine's clock is ahead of the platforms of these accounts: of the furthest one.

    Returns whether any of them has told its time. Raises StoreError.
    """
    offsets: list[timedelta] = []
    for platform in dict.fromkeys(account.platform for account in accounts):
        try:
            offset = desk.keys.clock_offset(platform)
        except RetryLater:
            continue
        if offset is not None:
            offsets.append(offset)
    if offsets:
        furthest = max(offsets, key=abs)
        desk.notes.write("clock-offset", f"{furthest.total_seconds():.0f}", now=desk.now())
    return bool(offsets)
