"""Sitemaps: what a site lists for Google News and does not show in its feed, where bot.toml names its news sitemap.

The feed comes first. A sitemap is a source of its own, with a baseline of its own, and adds what is new; it corrects
nothing and takes nothing back, for it holds no more than a title and an address. Where it is an index, some of the
sitemaps that it lists may fail; the articles of the others are taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from bot.desk import Desk
from bot.desk.ingest.poll_state import PollOutcome, after_answer, after_fault, request_of
from bot.desk.ingest.recording import own_fault_of, record
from bot.desk.ingest.rules import followed_by
from bot.desk.ingest.seen import with_identities
from bot.desk.ingest.sitemap_state import sitemap_states
from bot.errors import FeedError
from bot.outbox.rules.states import SourceState
from bot.settings import Site
from bot.sources.types import PollRequest, PollResult


def sitemaps_to_ask(desk: Desk) -> list[Site]:
    """The sites whose sitemap is due, and whose feed has had its first poll."""
    sites, now = [site for site in desk.settings.sites if site.sitemap], desk.now()
    feeds, states = desk.sources.feeds({site.name for site in sites}), sitemap_states(desk, sites)
    return [site for site in sites if _is_due(feeds.get(site.name), states[site.name], now)]


def look_at_sitemaps(desk: Desk, sites: Sequence[Site]) -> int:
    """Ask for the sitemaps of these sites now; return how many articles were new. Raises StoreError."""
    if not sites:
        return 0
    feeds, states = desk.sources.feeds({site.name for site in sites}), sitemap_states(desk, sites)
    looks = desk.web.look_at_sitemaps([_request(states[site.name]) for site in sites])
    followed = cache(lambda: followed_by(desk.settings))
    outcomes = [_outcome(desk, states[look.site], feeds[look.site], look) for look in looks]
    return sum(len(decisions) for decisions in record(desk, outcomes, followed))


def _is_due(feed: SourceState | None, state: SourceState, now: datetime) -> bool:
    if feed is None or feed.baseline_at is None:
        return False
    return state.next_poll_at is None or state.next_poll_at <= now or (state.asked_at or now) > now


def _request(state: SourceState) -> PollRequest:
    return request_of(state, state.address, since=state.baseline_at)


def _outcome(desk: Desk, before: SourceState, feed: SourceState, look: PollResult) -> PollOutcome:
    """What the poll is to change; whatever its content sets off is a fault of that sitemap alone."""
    if look.fault is not None:
        return after_fault(desk, before, look.fault, ask_again_at=look.ask_again_at)
    try:
        return _outcome_of_answer(desk, before, feed, look)
    except Exception as exc:  # noqa: BLE001 (whatever one site sets off here, the others are recorded)
        return after_fault(desk, before, own_fault_of(before.site, look.url, exc))


def _outcome_of_answer(desk: Desk, before: SourceState, feed: SourceState, look: PollResult) -> PollOutcome:
    outcome = after_answer(desk, before, look)
    if look.partial_fault is not None:
        outcome = _with_partial_fault(before, outcome, look.partial_fault)
    if look.unchanged:
        return outcome
    articles = look.articles
    if before.baseline_at is None:
        # What came up since the last poll of the feed is no baseline: the feed has not been asked for it yet.
        seen_until = feed.answered_at or desk.now()
        articles = tuple(
            article for article in articles if article.published is None or article.published <= seen_until
        )
    return replace(outcome, seen=with_identities(articles))


def _with_partial_fault(before: SourceState, outcome: PollOutcome, fault: FeedError) -> PollOutcome:
    """The outcome with the fault, which is told when it is another than before. The next poll comes no later for it.

    It counts as one however often it comes, or the first poll that fails as a whole would bring the longest pause.
    """
    is_new = str(fault) != before.fault
    event = ("site.fault", {"site": before.site, "fault": str(fault), "faults": 1})
    after = replace(outcome.state, fault=str(fault), faults=1, fault_since=before.fault_since or outcome.state.asked_at)
    return replace(outcome, state=after, events=(*outcome.events, event) if is_new else outcome.events)
