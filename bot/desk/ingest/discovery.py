"""Feeds: where the feed of each site is.

A site's own address is polled first, as if it were its feed. Only where it is a page is the feed looked for from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.desk import Desk
from bot.errors import FeedError
from bot.outbox.rules.states import SourceState
from bot.settings import Site
from bot.sources.discovery import is_comments_feed
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
    pages = [site for site in sites if not known[site.name].feed_url and is_comments_feed(site.url)]
    requests = [_request(known[site.name], site.url, whole) for site in sites if site not in pages]
    by_name = {site.name: site for site in sites}
    for looks in desk.web.look(requests):
        pages += [by_name[look.site] for look in looks if _is_page(known[look.site], look)]
        if polls := [Poll(known[look.site], look) for look in looks if not _is_page(known[look.site], look)]:
            yield polls
    if pages:
        yield from _poll_from_pages(desk, pages, known, whole)


def _is_page(before: SourceState, look: PollResult) -> bool:
    """Whether the site's own address, polled for the first time, has turned out to be no feed."""
    return not before.feed_url and look.fault is not None and look.fault.no_feed


def _poll_from_pages(
    desk: Desk, sites: Sequence[Site], known: Mapping[str, SourceState], whole: bool
) -> Iterator[list[Poll]]:
    """Look for the feeds of the sites whose addresses are pages, and poll them."""
    discovered: dict[str, SourceState] = {}
    without_feed: list[Poll] = []
    for site, feeds in zip(sites, desk.web.discover([site.url for site in sites]), strict=True):
        before = known[site.name]
        if isinstance(feeds, FeedError):
            feeds.site = site.name  # discovery knows only the address
            without_feed.append(Poll(before, PollResult(site.name, site.url, fault=feeds)))
        else:
            desk.announce("site.feed_found", site=site.name, feed=feeds[0].url)
            discovered[site.name] = replace(before, feed_url=feeds[0].url)
    if without_feed:
        yield without_feed
    for looks in desk.web.look([_request(state, "", whole) for state in discovered.values()]):
        yield [Poll(discovered[look.site], look) for look in looks]


def _request(state: SourceState, own_address: str, whole: bool) -> PollRequest:
    """Ask for the site's feed, or for its own address where its feed is not known."""
    kept = Validators(state.etag, state.last_modified, state.validators_url, state.digest)
    return PollRequest(state.site, state.feed_url or own_address, Validators() if whole else kept)


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
        gone=False,
        faults=0,
    )
