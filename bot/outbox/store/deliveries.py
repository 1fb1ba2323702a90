"""The SQL about deliveries and the attempts at them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.errors import ConflictError, ReplacedError, StoreError, UnstorableError
from bot.outbox.rules.acts import BOT, Actor, Stamp
from bot.outbox.rules.delivery import (
    EDIT,
    LOOKED,
    NOT_CALLED,
    OPEN,
    WAITING,
    Attempt,
    Delivery,
    Move,
    Settlement,
    Status,
    halt_reason,
)
from bot.outbox.rules.pacing import Pace, Slot, day_start, month_start, slot_for
from bot.outbox.store.accounts import activity_of, halt_account, save_account, state_of
from bot.outbox.store.database import BUSY_SECONDS, Database
from bot.outbox.store.delivery_rows import (
    DUE,
    NOTE_KEY,
    SELECT,
    STILL_CLAIMED,
    add_attempt,
    change,
    change_all,
    change_to_claimed,
    change_to_sent,
    delivery_in,
    delivery_with,
    do_move,
    end_call,
    has_status,
    set_cost,
    standing,
)
from bot.outbox.store.last_call import LastCallCheck
from bot.outbox.store.processes import note_beat
from bot.outbox.store.tables import IS_DELETED, IS_FAILED, IS_OPEN, IS_SENT, articles, attempts, deliveries

_ACT_OF_SETTLEMENT = {Status.FAILED: "failed", Status.UNSURE: "unsure", Status.QUEUED: "postponed"}
"""What is recorded of a call that gave no receipt, by what it has made of the delivery."""

NO_LIMITS = Pace()
GREENWICH = ZoneInfo("UTC")

ADOPTED = "it stood on the timeline already, as this database did not know"

_AGAIN_AFTER = 0.2
"""Seconds, before what could not be recorded is tried once more."""


class Outbox:
    """All deliveries, in one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database, mark: Path | None = None) -> None:
        """`mark` is the file in which calls are noted where the database is on a server, and has no file of its own."""
        self._database = database
        file = database.file()
        self._last_call = LastCallCheck(file.with_name(f"{file.name}.last-call") if file else mark)
        self._never_called: set[tuple[int, int]] = set()
        """Deliveries and attempts whose claim may have been committed, though its transaction failed."""

    # Sending

    def first_due(
        self, account: str, *, now: datetime, breaking: bool = False, newest_first: bool = False
    ) -> Delivery | None:
        """Of the deliveries that are due in this lane of the account, the one to send next."""
        return next(iter(self.due(account, now=now, breaking=breaking, newest_first=newest_first, most=1)), None)

    def due(
        self, account: str, *, now: datetime, breaking: bool, newest_first: bool = False, most: int
    ) -> list[Delivery]:
        """The deliveries that are due in this lane of the account, in the order in which they go out; at most so many.

        The oldest article goes first, or the newest.
        """
        values = {"for_account": account, "breaking": breaking, "now": now, "most": most}
        return self._all(DUE[newest_first], values)

    def next_due_at(self, account: str, *, breaking: bool = False) -> datetime | None:
        """When the first of the queued deliveries in this lane of the account is due."""
        in_lane = sa.and_(standing(account, Status.QUEUED), deliveries.c.breaking == breaking)
        return self._time(sa.select(sa.func.min(deliveries.c.due_at)).where(in_lane))

    def claim(
        self,
        delivery: Delivery,
        *,
        text: str,
        owner: str,
        cost: Decimal,
        price: Decimal | None = None,
        now: datetime,
        pace: Pace = NO_LIMITS,
        timezone: ZoneInfo = GREENWICH,
        in_two_steps: bool = False,
    ) -> Delivery | None:
        """Commit the intent to send `text`, before the platform is called.

        `cost` is what that may cost, in US dollars; `price` what the account's posts cost as a rule, by which the
        budget is asked, as the forecast does; None: the same.

        None where another was faster, where an editor or another thread has changed the delivery since it was read, or
        where the account may not post now by its state and its pace. These are read in the same transaction: two
        processes that claim for one account do so one after the other.
        Raises ReplacedError where the database does not know of the last call that was made from this machine.
        """
        claimed: dict[str, Any] = {
            "status": Status.SENDING,
            "text": text,
            "sent_title": delivery.title,
            "look_since": None,
            "owner": owner,
            "claimed_at": now,
            "post_key": (delivery.post_key or "") if in_two_steps else None,
            "attempts": delivery.attempts + 1,
            "reason": "",
            "looks": 0,
            "look_at": None,
        }
        try:
            with self._database.writing() as connection:
                self._last_call.require(connection)
                slot = _slot_of(
                    connection, delivery, pace, now=now, timezone=timezone, price=cost if price is None else price
                )
                if slot.at is None or slot.at > now or not change_to_claimed(connection, delivery, claimed):
                    return None
                add_attempt(connection, delivery, started_at=now, cost=cost)
                note_beat(connection, owner)
        except ConflictError:
            # The account has another delivery in `sending`: one writer at a time.
            return None
        except ReplacedError:
            raise
        except StoreError:
            # Where the connection broke during the commit, only the database knows whether it took place.
            self._never_called.add((delivery.id, delivery.attempts + 1))
            raise
        self._never_called.discard((delivery.id, delivery.attempts + 1))
        self._last_call.note(delivery.id, delivery.attempts + 1)
        return replace(delivery, **claimed)

    def is_still_claimed(self, delivery: Delivery) -> bool:
        """Whether the claim is still this process's own: asked immediately before the platform is called.

        A process that was stopped after its claim, as a suspended machine is, may wake when another has taken over.
        """
        mine = {"its_id": delivery.id, "its_owner": delivery.owner, "its_attempts": delivery.attempts}
        try:
            with self._database.reading() as connection:
                return connection.execute(STILL_CLAIMED, mine).scalar_one() == 1
        except StoreError:  # no call is made then
            self._never_called.add((delivery.id, delivery.attempts))
            raise

    def note_key(self, delivery: Delivery, key: str) -> bool:
        """Commit the key of what was prepared for it, before it is published; False where the claim is lost."""
        mine = {"its_id": delivery.id, "its_owner": delivery.owner, "its_attempts": delivery.attempts}
        with self._database.writing() as connection:
            return connection.execute(NOTE_KEY, mine | {"post_key": key}).rowcount == 1

    def was_never_called(self, delivery: Delivery) -> bool:
        """Whether this process claimed it and made no call, because it could not know that the claim was committed."""
        return (delivery.id, delivery.attempts) in self._never_called

    def unclaim(self, delivery: Delivery, reason: str, *, now: datetime) -> None:
        """No call was made: it is queued again as if it had never been claimed, but for the attempt's number."""
        queued = {"status": Status.QUEUED, "reason": reason}
        with self._database.writing() as connection:
            if change(connection, delivery, queued, None, found_in=Status.SENDING):
                end_call(connection, delivery.id, NOT_CALLED, reason, now)
                set_cost(connection, delivery.id, Decimal(0))
        self._never_called.discard((delivery.id, delivery.attempts))

    def settle_sent(
        self, delivery: Delivery, receipt: tuple[str, str], *, now: datetime, act: str = "sent", by: Actor = BOT
    ) -> None:
        """The platform has it, whatever became of the row meanwhile; `receipt`: (remote id, permalink).

        `act` and `by` are what is recorded: that it was sent, or found, or that a person has said so.
        Raises ReplacedError where the database has no such delivery: another stands in its place since the call.
        """
        remote_id, permalink = receipt
        sent = {
            "status": Status.SENT,
            "sent_at": now,
            "remote_id": remote_id,
            "permalink": permalink,
            "reason": "",
            "look_at": None,
        }

        def record(connection: sa.Connection) -> None:
            if not change_to_sent(connection, delivery, sent, Stamp(act, now, by)):
                raise ReplacedError(f"the database does not know of the post that is out at {permalink}")
            end_call(connection, delivery.id, "sent", "", now)

        self._persist(record)

    def settle(self, delivery: Delivery, settlement: Settlement, *, now: datetime) -> None:
        """Record how the attempt ended, and hold the account back where the settlement says so."""
        changed: dict[str, Any] = {
            "status": settlement.status,
            "reason": settlement.reason,
            "look_at": settlement.look_at,
        }
        if settlement.due_at:
            changed["due_at"] = settlement.due_at
        if settlement.looks_first:
            changed["look_since"] = delivery.claimed_at

        def record(connection: sa.Connection) -> None:
            stamp = Stamp(_ACT_OF_SETTLEMENT[settlement.status], now)
            if change(connection, delivery, changed, stamp, found_in=Status.SENDING):
                end_call(connection, delivery.id, settlement.outcome, settlement.reason, now)
            if settlement.account_halted:
                remedy = halt_reason(settlement.reason, delivery_id=delivery.id, title=delivery.title)
                halt_account(connection, delivery.account, remedy, now)
            if settlement.account_waits_until:
                waits = {"waits_until": settlement.account_waits_until, "waits_for": settlement.reason}
                save_account(connection, {"name": delivery.account} | waits)

        self._persist(record)

    def _persist(self, record: Callable[[sa.Connection], None]) -> None:
        """Record how a call ended: again and again for a while where the database fails, for the call is made once."""
        give_up_at = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                with self._database.writing() as connection:
                    record(connection)
            except (ReplacedError, UnstorableError):
                raise
            except StoreError:
                if time.monotonic() > give_up_at:
                    raise
                time.sleep(_AGAIN_AFTER)
            else:
                return

    def fail(self, delivery: Delivery, reason: str, *, now: datetime) -> None:
        """No post can be made of it, so nothing was sent."""
        failed = {"status": Status.FAILED, "reason": reason}
        with self._database.writing() as connection:
            change(connection, delivery, failed, Stamp("failed", now), found_in=Status.QUEUED)

    def perhaps_too_old(self, account: str, *, published_before: datetime, now: datetime) -> list[Delivery]:
        """The account's queued deliveries of articles published before then, or whose approval is over."""
        is_old = sa.or_(
            sa.and_(deliveries.c.approved_until.is_(None), deliveries.c.order_at < published_before),
            deliveries.c.approved_until < now,
        )
        return self._all(SELECT.where(standing(account, Status.QUEUED), is_old).order_by(deliveries.c.id))

    def due_before(self, account: str, moment: datetime) -> list[Delivery]:
        """The account's queued deliveries that were due before that moment."""
        was_due = sa.and_(standing(account, Status.QUEUED), deliveries.c.due_at < moment)
        return self._all(SELECT.where(was_due).order_by(deliveries.c.id))

    def expire(self, delivery: Delivery, reason: str, *, now: datetime) -> bool:
        """Skip a queued delivery whose time is over; whether it is skipped: not where an editor has changed it."""
        with self._database.writing() as connection:
            skipped = {"status": Status.SKIPPED, "reason": reason}
            return change_to_claimed(connection, delivery, skipped, Stamp("expired", now))

    def next_release_at(self, account: str) -> datetime | None:
        """When the first of the account's held deliveries is queued by itself; None: an editor must approve them."""
        return self._time(sa.select(sa.func.min(deliveries.c.release_at)).where(standing(account, Status.HELD)))

    def release(self, account: str, reason: str, *, now: datetime) -> int:
        """Queue what the account has held for long enough; return how many."""
        held_out = standing(account, Status.HELD) & (deliveries.c.release_at <= now)
        queued = {"status": Status.QUEUED, "due_at": deliveries.c.release_at, "release_at": None, "reason": reason}
        with self._database.writing() as connection:
            return len(change_all(connection, held_out, queued, Stamp("released", now)))

    # A database that was restored from a backup

    def is_behind_its_mark(self) -> bool | None:
        """Whether a call was made that this database does not know of; None where there is no mark that could tell."""
        with self._database.reading() as connection:
            return self._last_call.is_behind(connection)

    def forget_mark(self) -> None:
        """What the mark had to say has been noted."""
        self._last_call.forget()

    # Finding out what became of a call

    def sending(self) -> list[Delivery]:
        """Deliveries whose call has not come back."""
        return self._all(SELECT.where(sa.text(IS_OPEN), has_status(Status.SENDING)))

    def abandon(self, delivery: Delivery, reason: str, *, look_at: datetime | None, now: datetime) -> bool:
        """A call whose process is gone is unsure; False where it came back after all."""
        unsure = {"status": Status.UNSURE, "reason": reason, "look_at": look_at}
        with self._database.writing() as connection:
            if abandoned := change(connection, delivery, unsure, Stamp("unsure", now), found_in=Status.SENDING):
                end_call(connection, delivery.id, "outcome-unknown", reason, now)
            return abandoned

    def first_to_look_for(self, account: str, *, now: datetime) -> Delivery | None:
        """The unsure delivery that it is time to look for on the account's timeline."""
        to_look_for = SELECT.where(standing(account, Status.UNSURE), deliveries.c.look_at <= now)
        due = self._all(to_look_for.order_by(deliveries.c.look_at, deliveries.c.id).limit(1))
        return next(iter(due), None)

    def next_lookup_at(self, account: str) -> datetime | None:
        """When to look next for one of the account's unsure deliveries."""
        return self._time(sa.select(sa.func.min(deliveries.c.look_at)).where(standing(account, Status.UNSURE)))

    def record_lookup(self, delivery: Delivery, detail: str, *, cost: Decimal, now: datetime) -> None:
        """The account's timeline has been read for it, which may cost US dollars; `detail` says what was found."""
        looked = {"ended_at": now, "outcome": LOOKED, "detail": detail}
        with self._database.writing() as connection:
            add_attempt(connection, delivery, started_at=now, cost=cost, **looked)

    def adopt(
        self, delivery: Delivery, receipt: tuple[str, str], *, posted_at: datetime, cost: Decimal, now: datetime
    ) -> None:
        """It has stood on the timeline since `posted_at`, though this database had not sent it.

        It counts as a post of that time, and as `cost` US dollars, which it did cost unless it was posted by hand.
        """
        remote_id, permalink = receipt
        sent = {"status": Status.SENT, "sent_at": posted_at, "remote_id": remote_id, "permalink": permalink}
        changed = sent | {"reason": "", "sent_title": delivery.title, "look_since": None}
        post = {"started_at": posted_at, "ended_at": now, "outcome": "sent", "detail": ADOPTED, "cost": cost}
        with self._database.writing() as connection:
            if change(connection, delivery, changed, Stamp("found", now), found_in=Status.QUEUED):
                add_attempt(connection, delivery, **post)

    def trust_absence(self, delivery: Delivery) -> None:
        """It does not stand on the timeline, so it may go out, unless something has changed since it was read."""
        with self._database.writing() as connection:
            change_to_claimed(connection, delivery, {"look_since": None})

    def postpone_lookup(self, delivery: Delivery, *, look_at: datetime, reason: str) -> None:
        """The timeline could not be read: this was no look."""
        self._change_from(Status.UNSURE, delivery, {"look_at": look_at, "reason": reason})

    def note_lookup(self, delivery: Delivery, *, look_at: datetime | None, reason: str) -> None:
        """It was not found this time: look again at `look_at`, or leave it to an editor."""
        changed = {"looks": delivery.looks + 1, "look_at": look_at, "reason": reason}
        self._change_from(Status.UNSURE, delivery, changed)

    def settle_absent(self, delivery: Delivery, reason: str, *, now: datetime) -> None:
        """The platform does not have it: it may go out again."""
        queued = {"status": Status.QUEUED, "due_at": now, "reason": reason, "look_at": None}
        with self._database.writing() as connection:
            if change(connection, delivery, queued, Stamp("absent", now), found_in=Status.UNSURE):
                end_call(connection, delivery.id, "absent", reason, now)

    # What editors ask for

    def delivery(self, delivery_id: int) -> Delivery:
        """Raises DeliveryNotFound."""
        with self._database.reading() as connection:
            return delivery_with(connection, delivery_id)

    def deliveries_of(self, article_id: int) -> list[Delivery]:
        """Every delivery of one article."""
        return self._all(SELECT.where(deliveries.c.article_id == article_id).order_by(deliveries.c.id))

    def delivery_at(self, permalink: str) -> Delivery | None:
        """The delivery whose post followers see at that address."""
        return next(iter(self._all(SELECT.where(deliveries.c.permalink == permalink).limit(1))), None)

    def delivery_with_post(self, remote_id: str, *, account: str) -> Delivery | None:
        """The delivery of that account whose post has that ID there, or that ID behind its Page's."""
        is_it = sa.or_(
            deliveries.c.remote_id == remote_id, deliveries.c.remote_id.endswith(f"_{remote_id}", autoescape=True)
        )
        of_account = sa.and_(deliveries.c.account == account, sa.text(IS_SENT))
        return next(iter(self._all(SELECT.where(of_account, is_it).limit(1))), None)

    def listed(self, statuses: Sequence[Status], *, accounts: Sequence[str] = (), site: str = "") -> list[Delivery]:
        """Deliveries in these statuses, of these accounts (of all where none is named), first due first."""
        query = SELECT.where(deliveries.c.status.in_(statuses))
        if set(statuses) <= set(OPEN):
            query = query.where(sa.text(IS_OPEN))
        if accounts:
            query = query.where(deliveries.c.account.in_(accounts))
        if site:
            query = query.where(articles.c.site == site)
        return self._all(query.order_by(deliveries.c.due_at, deliveries.c.order_at, deliveries.c.id))

    def latest_sent(
        self, limit: int, *, accounts: Sequence[str] = (), site: str = "", since: datetime | None = None
    ) -> list[Delivery]:
        """The last `limit` posts that are out, newest first; only those since then."""
        return self._latest(sa.text(IS_SENT), limit, accounts, site, since)

    def latest_posted(
        self, limit: int, *, accounts: Sequence[str] = (), site: str = "", since: datetime | None = None
    ) -> list[Delivery]:
        """The last `limit` posts that went out, newest first, and with them those that have been deleted since."""
        # Two queries, for SQLite sorts by an index only where all are sent.
        posts = [
            delivery
            for condition in (IS_SENT, IS_DELETED)
            for delivery in self._latest(sa.text(condition), limit, accounts, site, since)
        ]
        return sorted(posts, key=lambda post: (post.sent_at is not None, post.sent_at, post.id), reverse=True)[:limit]

    def _latest(
        self,
        condition: sa.ColumnElement[bool] | sa.TextClause,
        limit: int,
        accounts: Sequence[str],
        site: str,
        since: datetime | None,
    ) -> list[Delivery]:
        query = SELECT.where(condition)
        if since:
            query = query.where(deliveries.c.sent_at >= since)
        if accounts:
            query = query.where(deliveries.c.account.in_(accounts))
        if site:
            query = query.where(articles.c.site == site)
        return self._all(query.order_by(deliveries.c.sent_at.desc(), deliveries.c.id.desc()).limit(limit))

    def sent_since(self, since: datetime, *, accounts: Sequence[str]) -> list[Delivery]:
        """Posts of these accounts that went out since then, the oldest first."""
        query = SELECT.where(sa.text(IS_SENT), deliveries.c.account.in_(accounts), deliveries.c.sent_at >= since)
        return self._all(query.order_by(deliveries.c.sent_at, deliveries.c.id))

    def skipped_since(self, since: datetime, newest: int) -> list[Delivery]:
        """Of so many deliveries that were made last, those made since then that were skipped."""
        last_id = sa.select(sa.func.max(deliveries.c.id)).scalar_subquery()
        query = SELECT.where(
            deliveries.c.id > last_id - newest, deliveries.c.created_at >= since, has_status(Status.SKIPPED)
        )
        return self._all(query.order_by(deliveries.c.id))

    def changed_after_sending(self, accounts: Sequence[str], *, since: datetime) -> list[Delivery]:
        """Posts of these accounts since then whose article has another headline now, or was taken back.

        Not those of which an editor has seen that; see `Changes.tick_off`.
        """
        changed = sa.or_(articles.c.title != deliveries.c.sent_title, articles.c.retracted != "")
        is_seen = deliveries.c.ticked_off == articles.c.title + "\n" + articles.c.retracted  # as `seen_of` writes it
        query = SELECT.where(
            sa.text(IS_SENT), deliveries.c.account.in_(accounts), deliveries.c.sent_at >= since, changed, ~is_seen
        )
        return self._all(query.order_by(deliveries.c.sent_at, deliveries.c.id))

    def counts(self) -> dict[str, dict[Status, int]]:
        """How many deliveries each account has in each status."""
        query = sa.select(deliveries.c.account, deliveries.c.status, sa.func.count()).group_by(
            deliveries.c.account, deliveries.c.status
        )
        counts: dict[str, dict[Status, int]] = {}
        with self._database.reading() as connection:
            for account, status, count in connection.execute(query):
                counts.setdefault(account, {})[Status(status)] = count
        return counts

    def due_posts(self, *, now: datetime) -> dict[str, tuple[int, datetime]]:
        """By account, how many queued posts are due and have not gone out, and when the first of them was due."""
        due = sa.and_(sa.text(IS_OPEN), deliveries.c.status == Status.QUEUED, deliveries.c.due_at <= now)
        query = sa.select(deliveries.c.account, sa.func.count(), sa.func.min(deliveries.c.due_at)).where(due)
        with self._database.reading() as connection:
            rows = connection.execute(query.group_by(deliveries.c.account))
            return {account: (count, first_due_at) for account, count, first_due_at in rows}

    def failed(self) -> list[Delivery]:
        """What could not be posted and waits for a person, the oldest first."""
        return self._all(SELECT.where(sa.text(IS_FAILED)).order_by(deliveries.c.due_at, deliveries.c.id))

    def has_posted(self, account: str, remote_id: str, *, but_for: int) -> bool:
        """Whether that post of the account is one of this database's, of another delivery than `but_for`."""
        same_post = sa.and_(deliveries.c.account == account, deliveries.c.remote_id == remote_id)
        query = sa.select(sa.func.count()).where(same_post, sa.text(IS_SENT), deliveries.c.id != but_for)
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one() > 0

    def attempts_at(self, delivery_id: int) -> list[Attempt]:
        """Every call that was made for it, oldest first."""
        columns = [attempts.c[field.name] for field in fields(Attempt)]
        query = sa.select(*columns).where(attempts.c.delivery_id == delivery_id).order_by(attempts.c.number)
        with self._database.reading() as connection:
            return [Attempt(**row) for row in connection.execute(query).mappings()]

    def move(
        self,
        delivery_id: int,
        move: Move,
        *,
        now: datetime,
        at: datetime | None = None,
        approved_until: datetime | None = None,
        by: Actor = BOT,
    ) -> Delivery:
        """Do what an editor asks, or the bot itself does; return the delivery as it is then.

        What is queued is due now, or `at` that time; what is held is queued by itself then, or by an editor. It may go
        out until `approved_until`, however old its article is; None: as before.
        Raises DeliveryNotFound, and WrongStatus where its status does not allow the move.
        """
        release_at = at if move.to is Status.HELD else None
        changed: dict[str, Any] = {"status": move.to, "reason": move.reason, "release_at": release_at, "look_at": None}
        if approved_until:
            changed["approved_until"] = approved_until
        if move.to is Status.QUEUED:
            changed["due_at"] = at or now
        if move.to in WAITING:
            changed["look_since"] = _look_since(delivery_id)
        name = move.name if by.kind == "person" else str(move.to)
        return self._do(delivery_id, move, changed, Stamp(move.act or name, now, by))

    def rewrite(self, delivery_id: int, text: str, *, read_at: datetime, now: datetime, by: Actor = BOT) -> Delivery:
        """Send an editor's `text` as it stands; "" composes it afresh. The editor has read the article at `read_at`.

        Raises DeliveryNotFound and WrongStatus.
        """
        written = {"text": text, "edited": text != "", "edited_at": read_at if text else None}
        return self._do(delivery_id, EDIT, written, Stamp(EDIT.name, now, by))

    def _do(self, delivery_id: int, move: Move, changed: dict[str, Any], stamp: Stamp) -> Delivery:
        with self._database.writing() as connection:
            return do_move(connection, delivery_id, move, changed, stamp)

    def _change_from(self, found_in: Status, delivery: Delivery, changed: dict[str, Any]) -> None:
        with self._database.writing() as connection:
            change(connection, delivery, changed, None, found_in=found_in)

    def _time(self, query: sa.Select[Any]) -> datetime | None:
        with self._database.reading() as connection:
            at: datetime | None = connection.execute(query).scalar()
            return at

    def _all(self, query: sa.Select[Any], values: Mapping[str, Any] | None = None) -> list[Delivery]:
        with self._database.reading() as connection:
            return [delivery_in(row) for row in connection.execute(query, values).mappings()]


def _look_since(delivery_id: int) -> sa.ColumnElement[Any]:
    """Since when the delivery may stand on its timeline: of what was given up, since its first call.

    A refusal may have been a success all the same, so it is looked for before it is sent again.
    """
    first_call = sa.select(sa.func.min(attempts.c.started_at)).where(
        attempts.c.delivery_id == delivery_id, attempts.c.outcome != LOOKED
    )
    was_given_up = deliveries.c.status.in_((Status.FAILED, Status.SKIPPED))
    known = deliveries.c.look_since
    return sa.case((was_given_up, sa.func.coalesce(known, first_call.scalar_subquery())), else_=known)


def _slot_of(
    connection: sa.Connection, delivery: Delivery, pace: Pace, *, now: datetime, timezone: ZoneInfo, price: Decimal
) -> Slot:
    """When the delivery's account may post, by what is known in this transaction, which keeps others from claiming."""
    state = state_of(connection, delivery.account, locked=True)
    # What the pace does not limit is not added up.
    activity = activity_of(
        connection,
        delivery.account,
        day_began=now if pace.per_day is None else day_start(now, timezone),
        month_began=now if pace.budget is None else month_start(now, timezone),
    )
    return slot_for(pace, state, activity, now=now, timezone=timezone, price=price, breaking=delivery.breaking)
