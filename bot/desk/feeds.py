"""Feeds: the address of each site's feed, found once and remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.desk import Desk
from bot.errors import FeedError
from bot.feeds.answer import FeedRequest
from bot.outbox.records import SourceState
from bot.settings import Site


def with_feeds(
    desk: Desk, sites: Sequence[Site], states: Mapping[str, SourceState]
) -> dict[str, SourceState | FeedError]:
    """For each site its state with the address of its feed, or why it has none. Nothing is remembered yet."""
    unknown = [site for site in sites if not (_is_known(site, states.get(site.name)) and states[site.name].feed_url)]
    discovered = dict(zip(unknown, desk.web.discover([site.url for site in unknown]), strict=True)) if unknown else {}
    found: dict[str, SourceState | FeedError] = {}
    for site in sites:
        feeds = discovered.get(site)
        if feeds is None:
            found[site.name] = states[site.name]
        elif isinstance(feeds, FeedError):
            feeds.site = site.name  # it was found under an address
            found[site.name] = feeds
        else:
            desk.announce("site.feed_found", site=site.name, feed=feeds[0].url)
            state = at_address(states.get(site.name, SourceState(site=site.name)), site.url)
            found[site.name] = replace(state, feed_url=feeds[0].url)
    return found


def requests_for(desk: Desk, sites: Sequence[Site]) -> tuple[list[FeedRequest], list[FeedError]]:
    """What to ask for the whole feeds of these sites, and why some cannot be asked."""
    found = with_feeds(desk, sites, desk.sources.feeds())
    requests = [FeedRequest(name, one.feed_url) for name, one in found.items() if isinstance(one, SourceState)]
    return requests, [one for one in found.values() if isinstance(one, FeedError)]


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


def _is_known(site: Site, state: SourceState | None) -> bool:
    return state is not None and state.url == site.url
