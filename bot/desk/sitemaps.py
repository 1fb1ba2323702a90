"""Sitemaps: what a site lists for Google News and does not show in its feed, where bot.toml names its news sitemap.

The feed comes first. A sitemap is a source of its own, with a baseline of its own, and adds what is new; it corrects
nothing and takes nothing back, for it holds no more than a title and an address. Where it is an index, some of the
sitemaps that it lists may fail; the articles of the others are taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.desk import Desk
from bot.desk.collect import announce_articles, answered, decide, note_fault
from bot.desk.intake import followed_by, intake_rules
from bot.desk.sightings import sightings_of
from bot.errors import FeedError
from bot.feeds.answer import FeedRequest, Look, Validators
from bot.outbox.records import SiteState
from bot.settings import Site


def sitemap_state(site: Site) -> str:
    """The name under which the state of a site's sitemap is kept; no site can have it, for it has two lines."""
    return f"{site.name}\n{site.sitemap}"


def sitemaps_to_ask(desk: Desk) -> list[Site]:
    """The sites whose sitemap is due, and whose feed has had its first look."""
    sites, now = [site for site in desk.settings.sites if site.sitemap], desk.now()
    states = _states(desk, sites)
    return [site for site in sites if _is_due(states, site, now)]


def look_at_sitemaps(desk: Desk, sites: Sequence[Site]) -> int:
    """Ask for the sitemaps of these sites now; return how many articles were new. Raises StoreError."""
    if not sites:
        return 0
    states = _states(desk, sites)
    before = {site.name: _state(states, site) for site in sites}
    looks = desk.sources.look_at_sitemaps([_request(site, before[site.name]) for site in sites])
    return sum(_note(desk, before[look.site], states[look.site], look) for look in looks)


def _states(desk: Desk, sites: Sequence[Site]) -> dict[str, SiteState]:
    """Those of the sites' feeds and of their sitemaps."""
    return desk.archive.site_states({name for site in sites for name in (site.name, sitemap_state(site))})


def _is_due(states: dict[str, SiteState], site: Site, now: datetime) -> bool:
    of_feed, state = states.get(site.name), _state(states, site)
    if of_feed is None or of_feed.baseline_at is None or state.gone:
        return False
    return state.next_look_at is None or state.next_look_at <= now or (state.asked_at or now) > now


def _state(states: dict[str, SiteState], site: Site) -> SiteState:
    name = sitemap_state(site)
    return states.get(name, SiteState(name=name, url=site.sitemap, feed_url=site.sitemap))


def _request(site: Site, state: SiteState) -> FeedRequest:
    given = Validators(state.etag, state.last_modified, state.validators_url, state.digest)
    return FeedRequest(site.name, state.feed_url or site.sitemap, given, since=state.baseline_at)


def _note(desk: Desk, before: SiteState, of_feed: SiteState, look: Look) -> int:
    if look.fault is not None:
        note_fault(desk, before, look.fault, ask_again_at=look.ask_again_at)
        return 0
    state = answered(desk, before, look)
    if look.partial_fault is not None:
        state = _with_partial_fault(desk, before, state, look.partial_fault)
    if look.unchanged:
        desk.archive.save_site(state)
        return 0
    return _record(desk, before, state, of_feed, look)


def _with_partial_fault(desk: Desk, before: SiteState, state: SiteState, fault: FeedError) -> SiteState:
    """The state with the fault, which is told when it is another than before. The next look comes no later for it.

    It counts as one however often it comes, or the first look that fails as a whole would bring the longest pause.
    """
    if str(fault) != before.fault:
        desk.announce("site.fault", site=state.site, fault=str(fault), faults=1)
    return replace(state, fault=str(fault), faults=1)


def _record(desk: Desk, before: SiteState, state: SiteState, of_feed: SiteState, look: Look) -> int:
    articles = look.articles
    if before.baseline_at is None:
        # What came up since the last look at the feed is no baseline: the feed has not been asked for it yet.
        seen_until = of_feed.answered_at or desk.now()
        articles = tuple(one for one in articles if one.published is None or one.published <= seen_until)
    of_site, followed = replace(before, name=look.site), followed_by(desk.settings)
    recorded = desk.archive.record_look(
        state,
        sightings_of(articles),
        lambda newcomers, first_look: decide(desk, of_site, newcomers, followed, first_look=first_look),
        rules=intake_rules(desk.settings),
        now=desk.now(),
    )
    if recorded.is_baseline:
        desk.announce("sitemap.baseline", site=look.site, articles=len(recorded.intakes))
        return 0
    announce_articles(desk, recorded.intakes)
    return len(recorded.intakes)
