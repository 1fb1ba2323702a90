"""Collect: ask sites what is new, and remember it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import chain

from bot.desk import Desk
from bot.desk.composing import recurring_in
from bot.desk.ingest.discovery import Poll, at_address, poll_feeds
from bot.desk.ingest.poll_state import PollOutcome, after_answer, after_fault
from bot.desk.ingest.recording import decide, own_fault_of, record
from bot.desk.ingest.rules import followed_by
from bot.desk.ingest.seen import with_identities
from bot.errors import FeedError
from bot.outbox.rules.feed_gap import oldest_behind_gap
from bot.outbox.rules.new_articles import Decision
from bot.outbox.rules.states import SourceState
from bot.settings import Site
from bot.sources.schedule import usual_gap
from bot.sources.stopping import StoppedError
from bot.sources.types import CatchUpRequest, PollResult

ARTICLES_COMPARED = 8
"""For the lines that stand in most of a site's articles."""
FEWEST_COMPARED = 3
LINES_HOLD_FOR = timedelta(days=1)

HANDFUL = 20
"""So many sites are asked at once when a process begins to work."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What one round of polls has given."""

    asked: int
    faults: tuple[FeedError, ...]
    decisions: tuple[Decision, ...]
    """Of a recorded poll without bodies, and without the baseline: ten thousand sites show a gigabyte of them."""


def sites_to_ask(desk: Desk) -> list[Site]:
    """The sites whose next poll is due."""
    not_due = desk.sources.not_due(now=desk.now())
    return [site for site in desk.settings.sites if not_due.get(site.name) != site.url]


def next_collect_at(desk: Desk) -> datetime | None:
    """When the first of the polls is due that are still to come; None where there is none."""
    return desk.sources.next_poll_at(now=desk.now())


def spread_polls(desk: Desk) -> None:
    """Where many sites are due at once, as new ones are and all after a pause, spread their polls over `watch.every`.

    To be done when a process begins to work. A handful is asked at once all the same. Raises StoreError.
    """
    later = sites_to_ask(desk)[HANDFUL:]
    if not later:
        return
    states, now = desk.sources.feeds(), desk.now()
    spread = []
    for number, site in enumerate(later, 1):
        state = at_address(states.get(site.name, SourceState(site=site.name)), site.url)
        spread.append(replace(state, next_poll_at=now + desk.settings.watch.every * number / len(later)))
    desk.sources.save(spread)


def collect(desk: Desk, sites: Sequence[Site], *, stop: Callable[[], bool] = lambda: False) -> Collected:
    """Ask these sites now; one that cannot be asked, read or recorded never stops the others.

    `stop` is asked after each lot of answers. Raises StoreError.
    """
    states = desk.sources.feeds({site.name for site in sites})
    # For ten thousand sites it takes longer than a poll, and is wanted where there is something new.
    followed = cache(lambda: followed_by(desk.settings))
    faults: list[FeedError] = []
    decisions: list[Decision] = []
    for polls in poll_feeds(desk, sites, states):
        outcomes = [_outcome(desk, poll) for poll in polls]
        faults.extend(outcome.fault for outcome in outcomes if outcome.fault is not None)
        decisions.extend(chain.from_iterable(record(desk, outcomes, followed)))
        if stop():
            break
    return Collected(len(sites), tuple(faults), tuple(decisions))


def poll_without_recording(desk: Desk) -> Collected:
    """What `collect` would find at every site, as far as one poll tells; nothing is remembered."""
    followed = followed_by(desk.settings)
    faults: list[FeedError] = []
    decisions: list[Decision] = []
    for poll in chain.from_iterable(poll_feeds(desk, desk.settings.sites, desk.sources.feeds(), whole=True)):
        if poll.look.fault is not None:
            faults.append(poll.look.fault)
            continue
        recognised = desk.articles.recognise(poll.before.site, with_identities(poll.look.articles), now=desk.now())
        decisions.extend(decide(desk, poll.before, recognised, followed))
    return Collected(len(desk.settings.sites), tuple(faults), tuple(decisions))


def _outcome(desk: Desk, poll: Poll) -> PollOutcome:
    """What the poll is to change; whatever its content sets off is a fault of that site alone."""
    before, look = poll.before, poll.look
    if look.fault is not None:
        return after_fault(desk, before, look.fault, ask_again_at=look.ask_again_at)
    if look.unchanged:
        return after_answer(desk, before, look)
    try:
        look = _with_missed(desk, before, look)
        recurring = _recurring_lines(desk, before, look)
        habit = _with_habit(before, [article.published for article in look.articles], desk.now())
        outcome = after_answer(desk, habit, look)
        return replace(outcome, before=before, seen=with_identities(look.articles), recurring=recurring)
    except StoppedError:
        raise
    except Exception as exc:  # noqa: BLE001 (whatever one site sets off here, the others are recorded)
        return after_fault(desk, before, own_fault_of(before.site, look.url, exc))


def _with_missed(desk: Desk, before: SourceState, look: PollResult) -> PollResult:
    """The poll, with the articles that have passed through the feed since the last one without being seen."""
    newest = before.newest_article_at
    oldest = oldest_behind_gap([article.published for article in look.articles], newest) if newest else None
    if newest is None or oldest is None:
        return look
    try:
        others = desk.web.catch_up(CatchUpRequest(before.site, look.url, newest, look.articles))
    except FeedError as fault:
        desk.announce("site.missed", site=before.site, since=newest, fault=str(fault))
        return look
    missed = [article for article in others if article.published and newest < article.published < oldest]
    desk.announce("site.caught_up", site=before.site, since=newest, articles=len(missed))
    return replace(look, articles=(*look.articles, *missed))


def _recurring_lines(desk: Desk, before: SourceState, look: PollResult) -> frozenset[str] | None:
    """The lines that the site's articles have in common, where it is time to look for them; else None.

    Only a post has a use for them, and it is the site's later articles that are posted.
    """
    if before.baseline_at is None or len(look.articles) < FEWEST_COMPARED:
        return None
    looked_at = before.facts.recurring_at
    if looked_at is not None and timedelta(0) <= desk.now() - looked_at < LINES_HOLD_FOR:
        return None
    return recurring_in(look.articles[:ARTICLES_COMPARED])


def _with_habit(state: SourceState, shown: Iterable[datetime | None], now: datetime) -> SourceState:
    """The state with what the dates of the articles that a poll has shown tell of how often the site publishes."""
    dates = [date for date in shown if date and date <= now]
    if not dates:
        return state
    gap = usual_gap(dates)
    return replace(state, newest_article_at=max(dates), usual_gap=int(gap.total_seconds()) if gap else state.usual_gap)
