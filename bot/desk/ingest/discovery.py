"""Feeds: where the feed of each site is.

A site's own address is polled first, as if it were its feed. Where it is a page, the feed is found from there in the
same poll.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.desk import Desk
from bot.desk.ingest.poll_state import request_of
from bot.outbox.rules.states import SourceState
from bot.settings import Site
from bot.sources.types import PollRequest, PollResult, Validators


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll of one site's feed that has come back."""

    before: SourceState
    """What was known of the feed; its `feed_url` is "" where this was the first poll of the site's own address."""
    look: PollResult


def poll_feeds(
    desk: Desk, sites: Sequence[Site], states: Mapping[str, SourceState], *, whole: bool = False
) -> Iterator[list[Poll]]:
    """One poll for each site, those together that are there; a fault is in its look. Nothing is remembered yet.

    Args:
        states: By site, what is known of its feed.
        whole: Ask for the whole feed, also where it is what the last poll gave.
    """
    known = {site.name: at_address(states.get(site.name, SourceState(site=site.name)), site.url) for site in sites}
    for looks in desk.web.look([_request(known[site.name], site.url, whole) for site in sites]):
        yield [Poll(known[look.site], look) for look in looks]


def _request(state: SourceState, own_address: str, whole: bool) -> PollRequest:
    """Ask for the site's feed, or for its own address where its feed is not known."""
    request = request_of(state, own_address, finds_feed=not state.feed_url)
    return replace(request, validators=Validators()) if whole else request


def at_address(state: SourceState, url: str) -> SourceState:
    """The state, where nothing is known yet of what is at that address."""
    if state.url == url:
        return state
    return replace(
        state,
        url=url,
        feed_url="",
        etag="",
        last_modified="",
        validators_url="",
        digest="",
        moved_to="",
        moved_since=None,
        gone=False,
        faults=0,
        fault_since=None,
    )
