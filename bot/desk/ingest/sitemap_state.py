"""What is known of the sites' sitemaps."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk import Desk
from bot.outbox.rules.states import SourceState
from bot.settings import Site


def sitemap_states(desk: Desk, sites: Sequence[Site]) -> dict[str, SourceState]:
    """By site, what is known of its sitemap; of one that was never asked only where it is, and its site's facts."""
    addresses = {site.name: site.sitemap for site in sites}
    known, feeds = desk.sources.sitemaps(addresses), desk.sources.feeds(addresses.keys())

    def unknown(site: str) -> SourceState:
        url, feed = addresses[site], feeds.get(site, SourceState(site=site))
        return SourceState(site=site, kind="sitemap", address=url, url=url, feed_url=url, facts=feed.facts)

    return {site: known.get(site) or unknown(site) for site in addresses}
