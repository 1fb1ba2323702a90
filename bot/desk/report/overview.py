"""What waits in the outbox and why, and the state of all sites and accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.actions import Action
from bot.desk import Desk
from bot.desk.composing import post_for
from bot.desk.ingest.sitemaps import sitemap_states
from bot.desk.pace import LANES, slot_of
from bot.desk.review import waits_for_an_editor
from bot.errors import ComposeError, TemplateError
from bot.outbox.rules.delivery import OPEN, Delivery, Status, actions_for
from bot.outbox.rules.pacing import Slot, month_start
from bot.outbox.rules.states import SourceState
from bot.settings import Account
from bot.sources.schedule import has_gone_quiet

if TYPE_CHECKING:
    from bot.outbox.store.subscriptions import Subscription

CHANGED_LATELY = timedelta(days=7)
"""A post is listed as changed for this long after it was sent."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that has not gone out, or has failed."""

    delivery: Delivery
    goes_out_at: datetime | None
    """The earliest time; None if a person must act first."""
    why: str
    """What it waits for."""
    first_line: str = ""
    """The first line of the post as it would go out now, or why there is none; "" if it was not asked for."""

    @property
    def actions(self) -> tuple[Action, ...]:
        """What an editor can do to it."""
        return actions_for(self.delivery)


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
    asked_at: datetime | None
    answered_at: datetime | None
    next_look_at: datetime | None
    """When it is polled next; None if never again."""
    newest_article_at: datetime | None
    """When the newest article in its feed was published."""
    gone: bool
    """The site says that its feed is gone for good, and is not polled until bot.toml has another address."""
    fault: str
    """What went wrong at the last poll, and what to do about it; "" if nothing did."""
    faults: int
    """How many polls in a row have failed."""
    hub: HubOverview | None
    """None if its feed names no hub, or if `watch.callback` is not set, so that none is used."""


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
    budget: Decimal | None


@dataclass(frozen=True, slots=True)
class Stranded:
    """Deliveries that wait for an account that bot.toml no longer has, and so would wait for ever."""

    account: str
    deliveries: tuple[int, ...]
    """Their IDs."""

    @property
    def remedy(self) -> str:
        """What the problem is, and what to change in bot.toml, in words."""
        number = len(self.deliveries)
        return (
            f"{number} post{'s wait' if number > 1 else ' waits'} for the account {self.account}, which bot.toml no "
            "longer has: name it again"
        )

    @property
    def actions(self) -> tuple[Action, ...]:
        """What can be done instead."""
        return (Action("skip", deliveries=self.deliveries),)


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


def waiting(desk: Desk, accounts: Sequence[Account]) -> list[Waiting]:
    """Everything in these accounts' outbox, in the order in which it would be sent; failed deliveries last."""
    now = desk.now()
    slots = {
        (account.name, breaking): slot_of(desk, account, now, breaking=breaking)
        for account in accounts
        for breaking in LANES
    }
    by_name = {account.name: account for account in accounts}
    deliveries = desk.outbox.listed((*OPEN, Status.FAILED), accounts=list(by_name))
    return [
        _waiting(by_name[delivery.account], delivery, slots[delivery.account, delivery.breaking], now)
        for delivery in deliveries
    ]


def queue(desk: Desk, accounts: Sequence[Account], site: str = "") -> list[Waiting]:
    """What waits for these accounts, with the first lines of the posts; only articles of `site` if that is not ""."""
    by_name = {account.name: account for account in accounts}
    return [
        replace(row, first_line=_first_line(desk, by_name[row.delivery.account], row.delivery))
        for row in waiting(desk, accounts)
        if not site or row.delivery.site == site
    ]


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
            *(replace(_site(state), hub=hubs.get(state.site)) for state in sites),
            *(replace(_site(state), name=f"{state.site}, sitemap") for state in sitemaps),
        ),
        tuple(state.site for state in sites if _is_quiet(state, desk.now())),
        tuple(_account(desk, account, counts.get(account.name, {})) for account in desk.settings.accounts),
        stranded(desk),
        tuple(desk.outbox.changed_after_sending(names, since=desk.now() - CHANGED_LATELY)),
    )


def stranded(desk: Desk) -> tuple[Stranded, ...]:
    """The deliveries of accounts that bot.toml no longer has."""
    account_names = {account.name for account in desk.settings.accounts}
    ids_by_account: dict[str, list[int]] = {}
    for delivery in desk.outbox.listed(OPEN):
        if delivery.account not in account_names:
            ids_by_account.setdefault(delivery.account, []).append(delivery.id)
    return tuple(Stranded(name, tuple(sorted(ids))) for name, ids in sorted(ids_by_account.items()))


def _waiting(account: Account, delivery: Delivery, slot: Slot, now: datetime) -> Waiting:
    if delivery.status is Status.HELD:
        release_at = None if waits_for_an_editor(account) else delivery.release_at
        goes_out_at = max(release_at, slot.at) if release_at and slot.at else None
        return Waiting(delivery, goes_out_at, delivery.reason)
    if delivery.status is not Status.QUEUED:
        return Waiting(delivery, delivery.look_at, _reason(delivery))
    if slot.at is None or slot.at > max(now, delivery.due_at):
        return Waiting(delivery, slot.at, slot.reason)
    why = "watch.hold: its newsroom may still correct it" if delivery.due_at > now else "it is due"
    return Waiting(delivery, delivery.due_at, delivery.reason or why)


def _site(state: SourceState) -> SiteOverview:
    return SiteOverview(
        name=state.site,
        feed_url=state.feed_url,
        asked_at=state.asked_at,
        answered_at=state.answered_at,
        next_look_at=None if state.gone else state.next_poll_at,
        newest_article_at=state.newest_article_at,
        gone=state.gone,
        fault=state.fault,
        faults=state.faults,
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
        budget=account.pace.budget,
    )


def _first_line(desk: Desk, account: Account, delivery: Delivery) -> str:
    try:
        is_composed_anew = not delivery.edited and delivery.status in {Status.HELD, Status.QUEUED, Status.FAILED}
        text = _composed_text(desk, account, delivery) if is_composed_anew else delivery.text
    except (ComposeError, TemplateError) as exc:
        return f"no post can be made of it: {exc}"
    return next(iter(text.strip().splitlines()), "")


def _composed_text(desk: Desk, account: Account, delivery: Delivery) -> str:
    """The text that would be sent now, from what is stored: no site is read."""
    article = desk.articles.article(delivery.article_id).whole
    recurring = desk.sources.feed(article.site).facts.recurring
    return post_for(desk.settings, desk.templates, article, account, recurring).text


def _reason(delivery: Delivery) -> str:
    if delivery.status is Status.SENDING:
        return "is going out now"
    return delivery.reason
