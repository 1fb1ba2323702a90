"""The state of all sites and accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.desk import Desk
from bot.desk.changed_articles import updated_is_published
from bot.desk.deliver.two_steps import posts_in_two_steps
from bot.desk.ingest.poll_state import waits_as_asked
from bot.desk.ingest.sitemap_state import sitemap_states
from bot.desk.pace import slot_of
from bot.desk.report.moved_feed import MovedFeed, moved_feed
from bot.desk.report.stranded import Stranded, stranded
from bot.outbox.rules.changes import CHANGED_LATELY
from bot.outbox.rules.delivery import Delivery, Status
from bot.outbox.rules.pacing import month_at_this_pace, month_start
from bot.outbox.rules.states import SourceState
from bot.platforms import PLATFORMS
from bot.settings import Account
from bot.sources.schedule import has_gone_quiet

if TYPE_CHECKING:
    from bot.outbox.store.subscriptions import Subscription


@dataclass(frozen=True, slots=True)
class HubOverview:
    """The state of the subscription to a site at its hub (WebSub, https://www.w3.org/TR/websub/)."""

    url: str
    subscribed_until: datetime | None
    """Until then the hub announces new articles at once; None if it has not confirmed the subscription."""
    ask_at: datetime | None
    """When the hub is asked next, again or to renew; None if `bot run` has not asked it yet."""
    fault: str
    """Why it refused the last request; "" if it did not."""


@dataclass(frozen=True, slots=True)
class SiteOverview:
    """The state of a site."""

    name: str
    feed_url: str
    """"" if the feed has not been found yet."""
    moved: MovedFeed | None
    """Where its feed is now, if that is not where it is asked; else None."""
    redated_at: datetime | None
    """When its feed first gave a known article a new date, if the settings say that it never does; else None."""
    asked_at: datetime | None
    answered_at: datetime | None
    next_look_at: datetime | None
    """When it is polled next; None if that was never planned."""
    waits_as_asked: bool
    """It is polled later than the settings say, because its last answer asks for that."""
    newest_article_at: datetime | None
    """When the newest article in its feed was published."""
    gone: bool
    """The site says that its feed is gone for good; it is polled once a day, in case that is not so."""
    fault: str
    """What went wrong at the last poll, and what to do about it; "" if nothing did."""
    faults: int
    """How many polls in a row have failed."""
    fault_since: datetime | None
    """When the first of these failed; None if none did."""
    hub: HubOverview | None
    """None if its feed names no hub, or if `watch.callback` is not set, so that none is used."""


@dataclass(frozen=True, slots=True)
class TwoSteps:
    """Whether an account posts in two steps, on a platform that may allow it: a lost answer leaves nothing unsure."""

    is_used: bool
    probed_at: datetime | None
    """When it was last tried; None if it never was."""
    refusal: str
    """Why the platform does not allow it; "" if it does, or if that was never tried."""


@dataclass(frozen=True, slots=True)
class AccountOverview:
    """The state of an account."""

    name: str
    platform: str
    counts: dict[Status, int]
    halted: str
    """What a person must do before it posts again; "" if it is not halted."""
    paused: bool
    """Whether an editor has paused it."""
    held_back: str
    """Why it cannot post now; "" if it can."""
    goes_on_at: datetime | None
    """When it can post again by itself; None if it can now, or a person must act first."""
    last_at: datetime | None
    spent_this_month: Decimal
    month_at_this_pace: Decimal | None
    """US dollars that the whole month will cost if it goes on like this; None on its first day."""
    budget: Decimal | None
    two_steps: TwoSteps | None
    """None if its platform has no such way."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of all sites and accounts."""

    sandbox: str
    """The URL of the sandbox that gets the posts instead of the platforms; "" if there is none."""
    sites: tuple[SiteOverview, ...]
    quiet: tuple[str, ...]
    """Names of the sites that have published nothing for unusually long."""
    accounts: tuple[AccountOverview, ...]
    stranded: tuple[Stranded, ...]
    changed: tuple[Delivery, ...]
    """Recent posts whose article was changed or retracted since; an editor may want to correct them."""


def overview(desk: Desk) -> Overview:
    """The state of all sites and accounts in the settings."""
    states, counts = desk.sources.feeds(), desk.outbox.counts()
    names = [account.name for account in desk.settings.accounts]
    sites = tuple(states.get(site.name, SourceState(site=site.name, url=site.url)) for site in desk.settings.sites)
    with_sitemap = [site for site in desk.settings.sites if site.sitemap]
    sitemaps = [state for state in sitemap_states(desk, with_sitemap).values() if state.version]
    hubs = _hubs(desk, sites) if desk.settings.watch.callback else {}
    return Overview(
        desk.settings.sandbox,
        (
            *(replace(_site(desk, state), hub=hubs.get(state.site)) for state in sites),
            *(replace(_site(desk, state), name=f"{state.site}, sitemap") for state in sitemaps),
        ),
        tuple(state.site for state in sites if _is_quiet(state, desk.now())),
        tuple(_account(desk, account, counts.get(account.name, {})) for account in desk.settings.accounts),
        stranded(desk),
        tuple(desk.outbox.changed_after_sending(names, since=desk.now() - CHANGED_LATELY)),
    )


def _site(desk: Desk, state: SourceState) -> SiteOverview:
    return SiteOverview(
        name=state.site,
        feed_url=state.feed_url,
        moved=moved_feed(state),
        redated_at=state.redated_at if updated_is_published(desk, state.site) else None,
        asked_at=state.asked_at,
        answered_at=state.answered_at,
        next_look_at=state.next_poll_at,
        waits_as_asked=waits_as_asked(desk, state),
        newest_article_at=state.newest_article_at,
        gone=state.gone,
        fault=state.fault,
        faults=state.faults,
        fault_since=state.fault_since,
        hub=None,
    )


def _hubs(desk: Desk, sites: Sequence[SourceState]) -> dict[str, HubOverview]:
    """The hubs that the sites' feeds name, by the sites' names."""
    wanted = (subscription for subscription in desk.subscriptions.listed() if subscription.wanted)
    subscriptions = {(subscription.site, subscription.hub, subscription.topic): subscription for subscription in wanted}
    now = desk.now()
    return {
        site.site: _hub(site.hub, subscriptions.get((site.site, site.hub, site.topic)), now)
        for site in sites
        if site.hub
    }


def _hub(url: str, subscription: Subscription | None, now: datetime) -> HubOverview:
    if subscription is None:
        return HubOverview(url, None, None, "")
    until = subscription.lease_until if subscription.leased_at(now) else None
    return HubOverview(url, until, subscription.ask_at, subscription.fault)


def _is_quiet(site: SourceState, now: datetime) -> bool:
    gap = timedelta(seconds=site.usual_gap) if site.usual_gap else None
    return has_gone_quiet(site.newest_article_at, gap, now)


def _account(desk: Desk, account: Account, counts: dict[Status, int]) -> AccountOverview:
    now = desk.now()
    slot, state = slot_of(desk, account, now), desk.accounts.state(account.name)
    can_post = slot.at is not None and slot.at <= now
    month = month_start(now, desk.settings.timezone)
    activity = desk.accounts.activity(account.name, day_began=now, month_began=month)
    return AccountOverview(
        name=account.name,
        platform=account.platform,
        counts=counts,
        halted=state.halted,
        paused=state.pause_at(now),
        held_back="" if can_post else slot.reason,
        goes_on_at=None if can_post else slot.at,
        last_at=activity.last_at,
        spent_this_month=activity.spent_this_month,
        month_at_this_pace=month_at_this_pace(activity.spent_this_month, now, desk.settings.timezone),
        budget=account.pace.budget,
        two_steps=_two_steps(desk, account),
    )


def _two_steps(desk: Desk, account: Account) -> TwoSteps | None:
    if not PLATFORMS[account.platform].prepares:
        return None
    probe = desk.credentials.probe_of(account.name)
    return TwoSteps(
        is_used=posts_in_two_steps(desk, account),
        probed_at=probe.probed_at if probe else None,
        refusal=probe.refusal if probe else "",
    )
