"""Decides what people are told of the findings, and when. Pure.

    states (what was told so far) + Health (what is the case now) ──▶ decide ──▶ the new states, and the messages

- One message tells that a finding begins, and one that it is over. Reminders follow after a day and then weekly, but
  none of what is only worth knowing.
- What is broken is told at once. Anything else is gathered for ten minutes, and all of it is one message.
- An address gets no message within ten minutes of the one before.
- What ends before it was told is not told. What comes back within ten minutes has never ended.
- What gets worse is told again; so is what gathers more, such as held posts, but not within an hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.health.finding import ORDER, Finding, Health, Kind, Severity
from bot.outbox.rules.states import FindingState

GATHERED_FOR = timedelta(minutes=10)
"""So long a finding that is not broken waits for others, to be told with them."""

BETWEEN_MESSAGES = timedelta(minutes=10)
"""At least so long lies between two messages to one address."""

ENDED_FOR = timedelta(minutes=10)
"""A finding that comes back sooner has never ended."""

GROWN_AFTER = timedelta(hours=1)
"""That a finding has gathered more is told no sooner than this after it was told last."""

FIRST_REMINDER, LATER_REMINDERS = timedelta(days=1), timedelta(days=7)

HELD: frozenset[Kind] = frozenset({"posts-held"})
"""Kinds of findings that are for editors, where `[alerts] held_to` names their addresses."""

HAPPENED: frozenset[Kind] = frozenset({"was-away"})
"""Kinds of findings that are over when they are found, so that nobody has to be told of their end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Addresses, and which findings they are told of."""

    addresses: tuple[str, ...]
    held: bool
    """Whether they are told of posts that are held for an editor,"""
    rest: bool
    """and whether of all else."""
    last_at: datetime | None = None
    """When a message to one of them was last written, if it was."""

    def carries(self, key: str) -> bool:
        """Whether they are told of the finding with this key."""
        return self.held if kind_of(key) in HELD else self.rest


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What one message tells. Findings stand in the order of `Health`, the worst first."""

    begun: tuple[Finding, ...] = ()
    """What is new, or has become worse or more."""
    lasting: tuple[Finding, ...] = ()
    """What was told long ago and goes on."""
    ended: tuple[FindingState, ...] = ()
    """What is over; `ended_at` is not None."""

    def __bool__(self) -> bool:
        return bool(self.begun or self.lasting or self.ended)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is to be remembered, and what is to be told."""

    states: tuple[FindingState, ...]
    """Instead of those before; what is missing here is forgotten."""
    messages: tuple[tuple[Route, News], ...]


def kind_of(key: str) -> str:
    """The kind of the finding with that key."""
    return key.partition(" ")[0]


def routes(
    to: Sequence[str], held_to: Sequence[str], last_at: Mapping[str, datetime] | None = None
) -> tuple[Route, ...]:
    """Who is told what, by the addresses of bot.toml. `last_at`: when each of them was last written to."""
    times = last_at or {}

    def route(addresses: Sequence[str], *, held: bool, rest: bool) -> Route:
        last = max((times[address] for address in addresses if address in times), default=None)
        return Route(addresses=tuple(addresses), held=held, rest=rest, last_at=last)

    if not held_to:
        return (route(to, held=True, rest=True),)
    return route(to, held=False, rest=True), route(held_to, held=True, rest=False)


def with_beginnings(health: Health, began_at: Mapping[str, datetime]) -> Health:
    """The health, where each finding that does not know since when it is so says since when it was judged so.

    `began_at` are the keys of findings that last, and when each was first judged so.
    """
    return replace(
        health,
        findings=tuple(
            finding if finding.since else replace(finding, since=began_at.get(finding.key))
            for finding in health.findings
        ),
    )


def decide(
    states: Iterable[FindingState],
    health: Health,
    to: Sequence[Route],
    *,
    gathered_for: timedelta = GATHERED_FOR,
) -> Decision:
    """What is to be told now, and what is to be remembered.

    Args:
        states: Those of the decision before.
        to: No address stands in two of them, or the second gets its message ten minutes after the first.
        gathered_for: How long to wait for more; no time at all where nobody decides again within minutes.
    """
    followed = {state.key: state for state in _follow({state.key: state for state in states}, health)}
    messages: list[tuple[Route, News]] = []
    written_to: set[str] = set()
    for route in to:
        if not route.addresses or _is_too_soon(route, health.at) or written_to.intersection(route.addresses):
            continue
        news = _news(route, followed, health, gathered_for)
        if news:
            messages.append((route, news))
            written_to.update(route.addresses)
            _note_told(news, followed, health.at)
    lasting = _keys(health)
    kept = (state for state in followed.values() if state.key in lasting or not _is_forgotten(state, to, health))
    return Decision(states=tuple(kept), messages=tuple(messages))


def _keys(health: Health) -> set[str]:
    return {finding.key for finding in health.findings}


def _follow(states: Mapping[str, FindingState], health: Health) -> Iterator[FindingState]:
    """The states after this judgement, before anything is told."""
    for finding in health.findings:
        state = states.get(finding.key)
        if state is None or (state.told_at is None and _has_ended(state, health.at)):
            yield _begun(finding, health.at)
        elif state.told_at is None:
            yield replace(_begun(finding, health.at), began_at=state.began_at)
        else:
            yield replace(state, what=finding.what, ended_at=None)
    lasting = _keys(health)
    for state in states.values():
        if state.key not in lasting:
            yield replace(state, ended_at=state.ended_at or health.at)


def _begun(finding: Finding, now: datetime) -> FindingState:
    return FindingState(
        key=finding.key, severity=finding.severity, what=finding.what, began_at=now, newest=finding.newest
    )


def _has_ended(state: FindingState, now: datetime) -> bool:
    """Whether it ended so long ago that it does not count as the same when it comes back."""
    return state.ended_at is not None and now - state.ended_at >= ENDED_FOR


def _is_too_soon(route: Route, now: datetime) -> bool:
    # A message that lies ahead was written before the clock was put back.
    return route.last_at is not None and timedelta(0) <= now - route.last_at < BETWEEN_MESSAGES


def _news(route: Route, states: Mapping[str, FindingState], health: Health, gathered_for: timedelta) -> News:
    """What is to be told to the route now; nothing, where nothing of it is due."""
    now = health.at
    of_route = [
        (_dated(finding, states[finding.key]), states[finding.key])
        for finding in health.findings
        if route.carries(finding.key)
    ]
    cleared = (state for state in states.values() if route.carries(state.key) and _is_to_be_cleared(state, now))
    news = News(
        begun=tuple(finding for finding, state in of_route if _is_news(finding, state, now)),
        lasting=tuple(finding for finding, state in of_route if _is_to_be_reminded_of(finding, state, now)),
        ended=tuple(cleared),
    )
    may_wait = (_may_wait(states[finding.key], now, gathered_for) for finding in news.begun)
    return News() if not (news.lasting or news.ended) and all(may_wait) else news


def _dated(finding: Finding, state: FindingState) -> Finding:
    return finding if finding.since else replace(finding, since=state.began_at)


def _is_news(finding: Finding, state: FindingState, now: datetime) -> bool:
    if state.told_at is None:
        return True
    is_worse = ORDER.index(finding.severity) < ORDER.index(Severity(state.severity))
    return is_worse or (finding.newest > state.newest and now - state.told_at >= GROWN_AFTER)


def _may_wait(state: FindingState, now: datetime, gathered_for: timedelta) -> bool:
    """Whether it may still be gathered with others; what has got worse or more has been told before, and may not."""
    is_broken = state.severity == Severity.BROKEN
    return state.told_at is None and not is_broken and now - state.began_at < gathered_for


def _is_to_be_reminded_of(finding: Finding, state: FindingState, now: datetime) -> bool:
    if state.told_at is None or finding.severity is Severity.NOTE or _is_news(finding, state, now):
        return False
    return now - state.told_at >= (FIRST_REMINDER if state.times_told == 1 else LATER_REMINDERS)


def _is_to_be_cleared(state: FindingState, now: datetime) -> bool:
    return state.told_at is not None and _has_ended(state, now) and kind_of(state.key) not in HAPPENED


def _note_told(news: News, states: dict[str, FindingState], now: datetime) -> None:
    for finding in news.begun:
        state = states[finding.key]
        severity = min(finding.severity, Severity(state.severity), key=ORDER.index)
        states[finding.key] = replace(state, severity=severity, newest=finding.newest, told_at=now, times_told=1)
    for finding in news.lasting:
        state = states[finding.key]
        states[finding.key] = replace(state, newest=finding.newest, told_at=now, times_told=state.times_told + 1)
    for state in news.ended:
        del states[state.key]


def _is_forgotten(state: FindingState, to: Sequence[Route], health: Health) -> bool:
    """Whether a finding that has ended needs not be remembered: nobody is to be told of its end."""
    if not _has_ended(state, health.at):
        return False
    is_for_nobody = not any(route.addresses and route.carries(state.key) for route in to)
    return state.told_at is None or kind_of(state.key) in HAPPENED or is_for_nobody
