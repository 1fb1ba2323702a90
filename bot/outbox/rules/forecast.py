"""The forecast: when each post of an account's outbox will go out, by playing the outbox forward. Pure.

It sends by the rules by which `bot.desk.deliver.publish` sends. What cannot be foreseen is left out: new articles,
failures, and what editors are yet to do. Every datetime is aware.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from heapq import heapify, heappop, heappush
from zoneinfo import ZoneInfo

from bot.outbox.rules.lifetime import is_left_from_last_month
from bot.outbox.rules.pacing import Pace, Slot, day_start, month_start, slot_for
from bot.outbox.rules.states import AccountState, Activity

LANES = (True, False)
"""Breaking news first, and then the rest."""


@dataclass(frozen=True, slots=True)
class WaitingPost:
    """A post that goes out by itself."""

    id: int
    due_at: datetime
    """Not before then: when it is due; for one that is held, when it is queued by itself."""
    order_at: datetime
    """The article's date."""
    expires_at: datetime
    """Later than that it is too old, and is skipped."""
    is_approved: bool = False
    """Whether an editor wants it to go out, whichever month pays for it."""
    breaking: bool = False


@dataclass(frozen=True, slots=True)
class PostingAccount:
    """What the times of an account's posts depend on besides the posts."""

    pace: Pace
    state: AccountState
    activity: Activity
    """What it has done until now, in the day and the month of now."""
    price: Decimal
    """Of one post, in US dollars."""
    timezone: ZoneInfo
    newest_first: bool = False
    """Whether the newest article goes first where several are due; else the oldest."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a post goes out."""

    at: datetime | None
    """None where it does not go out by itself."""
    reason: str
    """Why not sooner, or why not at all; "" where it goes out as soon as it is due."""
    posts_before: int = 0
    """So many others of the account go out before it."""


def forecast(posts: Iterable[WaitingPost], account: PostingAccount, *, now: datetime) -> dict[int, Forecast]:
    """By ID, when each of these posts goes out. They must be all that wait for the account."""
    lanes = {breaking: _Lane(account.newest_first) for breaking in LANES}
    outbox = _Outbox(account, lanes, began_at=now, clock=now, is_over_budget=account.state.over_budget)
    for post in posts:
        outbox.lanes[post.breaking].add(post)
    while outbox.take_next() or outbox.wait():
        pass
    outbox.leave_the_rest()
    return outbox.forecasts


@dataclass(slots=True)
class _Lane:
    """The posts of one lane that have not gone out yet."""

    newest_first: bool
    due: list[tuple[float, int, WaitingPost]] = field(default_factory=list)
    """A heap, in the order in which they go out."""
    later: list[tuple[datetime, int, WaitingPost]] = field(default_factory=list)
    """A heap of those that are not due yet, the first due first."""
    reason: str = ""
    """Why the lane had to wait before `clock`."""

    def add(self, post: WaitingPost) -> None:
        heappush(self.later, (post.due_at, post.id, post))

    def note_time(self, clock: datetime) -> None:
        while self.later and self.later[0][0] <= clock:
            _, _, post = heappop(self.later)
            published = post.order_at.timestamp()
            heappush(self.due, (-published if self.newest_first else published, post.id, post))

    def posts(self) -> list[WaitingPost]:
        return [post for _, _, post in (*self.due, *self.later)]


@dataclass(slots=True)
class _Outbox:
    """An account's outbox, played forward to the moment `clock`."""

    account: PostingAccount
    lanes: dict[bool, _Lane]
    began_at: datetime
    clock: datetime
    is_over_budget: bool
    """Whether the post that was to go out last would have passed the budget."""
    sent_at: list[datetime] = field(default_factory=list)
    forecasts: dict[int, Forecast] = field(default_factory=dict)

    def take_next(self) -> bool:
        """Send or skip the post whose turn it is; whether there is one that need not wait."""
        for lane in self.lanes.values():
            lane.note_time(self.clock)
        for breaking, lane in self.lanes.items():
            if not lane.due:
                continue
            slot = self._slot(breaking)
            if slot.over_budget:
                self.is_over_budget = True
                return False
            if slot.at is not None and slot.at <= self.clock:
                self._take(lane)
                return True
        return False

    def wait(self) -> bool:
        """Let the time pass until something can go out that cannot now; whether there is such a time."""
        times: list[datetime] = []
        for breaking, lane in self.lanes.items():
            slot = self._slot(breaking)
            lane.reason = slot.reason
            if lane.due and (free_at := slot.at or slot.renews_at):
                times.append(free_at)
            if lane.later:
                times.append(max(lane.later[0][0], slot.at or self.clock))
        self.clock = min(times, default=self.clock)
        return bool(times)

    def leave_the_rest(self) -> None:
        """What is left does not go out by itself."""
        for lane in self.lanes.values():
            for post in lane.posts():
                self.forecasts[post.id] = Forecast(None, lane.reason, len(self.sent_at))

    def _take(self, lane: _Lane) -> None:
        if self.is_over_budget:
            self._leave_last_month()
            return
        _, _, post = heappop(lane.due)
        if post.expires_at < self.clock:
            self.forecasts[post.id] = Forecast(None, _joined(lane.reason, "it is too old by then, and is skipped"))
            return
        reason = lane.reason if post.due_at < self.clock else ""
        self.forecasts[post.id] = Forecast(self.clock, reason, len(self.sent_at))
        self.sent_at.append(self.clock)

    def _leave_last_month(self) -> None:
        """The budget allows posts again: those that it has kept back from an earlier month are skipped."""
        self.is_over_budget = False
        for lane in self.lanes.values():
            kept = []
            for place in lane.due:
                post = place[-1]
                if is_left_from_last_month(
                    post.due_at, self.clock, self.account.timezone, is_approved=post.is_approved
                ):
                    self.forecasts[post.id] = Forecast(None, _joined(lane.reason, "what waits till then is skipped"))
                else:
                    kept.append(place)
            heapify(kept)
            lane.due = kept

    def _slot(self, breaking: bool) -> Slot:
        return slot_for(
            self.account.pace,
            self.account.state,
            self._activity(),
            now=self.clock,
            timezone=self.account.timezone,
            price=self.account.price,
            breaking=breaking,
        )

    def _activity(self) -> Activity:
        """What the account will have done by then."""
        before, zone = self.account.activity, self.account.timezone
        day, month = day_start(self.clock, zone), month_start(self.clock, zone)
        sent_today = sum(at >= day for at in self.sent_at)
        sent_this_month = sum(at >= month for at in self.sent_at)
        return Activity(
            last_at=self.sent_at[-1] if self.sent_at else before.last_at,
            sent_today=sent_today + (before.sent_today if day == day_start(self.began_at, zone) else 0),
            spent_this_month=sent_this_month * self.account.price
            + (before.spent_this_month if month == month_start(self.began_at, zone) else 0),
        )


def _joined(*reasons: str) -> str:
    return "; ".join(filter(None, reasons))
