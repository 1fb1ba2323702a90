"""Overview: what waits and why, and the state of the whole."""

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
"""How long a post whose article has changed since is shown."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that has not gone out."""

    delivery: Delivery
    goes_out_at: datetime | None
    """The earliest; None where it needs a person first."""
    why: str
    """What it waits for."""
    first_line: str = ""
    """Of the post as it would go out now, or why there can be none; "" where nobody asked."""

    @property
    def actions(self) -> tuple[Action, ...]:
        """What an editor can do to it."""
        return actions_for(self.delivery)


@dataclass(frozen=True, slots=True)
class HubOverview:
    """How the subscription to a site's news stands at its hub (WebSub)."""

    url: str
    subscribed_until: datetime | None
    """Until then the hub tells of new articles at once; None where it has not confirmed that."""
    ask_at: datetime | None
    """When it is asked next, again or to renew; None where `bot run` has not asked it yet."""
    fault: str
    """Why it refused when it was last asked; "" where it did not."""


@dataclass(frozen=True, slots=True)
class SiteOverview:
    """How a site stands."""

    name: str
    feed_url: str
    """"" where it has not been found yet."""
    asked_at: datetime | None
    answered_at: datetime | None
    next_look_at: datetime | None
    """None where it is never asked again."""
    newest_article_at: datetime | None
    """When the newest article that its feed has shown was published."""
    gone: bool
    """It says that its feed will never come back: it is not asked until bot.toml has another address."""
    fault: str
    """What went wrong at the last look, with its remedy; "" where nothing did."""
    faults: int
    """How many looks in a row went wrong."""
    hub: HubOverview | None
    """None where its feed names no hub, or none is asked because `watch.callback` is not set."""


@dataclass(frozen=True, slots=True)
class AccountOverview:
    """How an account stands."""

    name: str
    platform: str
    counts: dict[Status, int]
    halted: str
    """The remedy, in one sentence; "" while the account goes on."""
    paused: bool
    """By an editor."""
    held_back: str
    """What keeps it from posting now; "" where nothing does."""
    goes_on_at: datetime | None
    """When it goes on by itself; None where it may post now, or needs a person."""
    last_at: datetime | None
    spent_this_month: Decimal
    budget: Decimal | None


@dataclass(frozen=True, slots=True)
class Stranded:
    """Posts that wait for an account which bot.toml no longer has, and so for ever."""

    account: str
    deliveries: tuple[int, ...]

    @property
    def remedy(self) -> str:
        """What they are, and what to do in bot.toml, for a person to read."""
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
    """The state of the whole."""

    sandbox: str
    """Where posts go instead of to the platforms; "" in earnest."""
    sites: tuple[SiteOverview, ...]
    quiet: tuple[str, ...]
    """Names of the sites that publish nothing, against their habit."""
    accounts: tuple[AccountOverview, ...]
    stranded: tuple[Stranded, ...]
    changed: tuple[Delivery, ...]
    """Posts of late whose article has another headline now, or was taken back: an editor may want to correct them."""


def waiting(desk: Desk, accounts: Sequence[Account]) -> list[Waiting]:
    """Everything in these accounts' outbox, in the order in which it would go out, and what failed last."""
    now = desk.now()
    slots = {
        (account.name, breaking): slot_of(desk, account, now, breaking=breaking)
        for account in accounts
        for breaking in LANES
    }
    by_name = {account.name: account for account in accounts}
    found = desk.outbox.listed((*OPEN, Status.FAILED), accounts=list(by_name))
    return [_waiting(by_name[one.account], one, slots[one.account, one.breaking], now) for one in found]


def queue(desk: Desk, accounts: Sequence[Account], site: str = "") -> list[Waiting]:
    """What is waiting for these accounts, of that site where one is named, each with its first line."""
    by_name = {account.name: account for account in accounts}
    return [
        replace(row, first_line=_first_line(desk, by_name[row.delivery.account], row.delivery))
        for row in waiting(desk, accounts)
        if not site or row.delivery.site == site
    ]


def overview(desk: Desk) -> Overview:
    """How every site and account of the settings stands."""
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
    """The posts of which no account of bot.toml will ever take care."""
    known = {account.name for account in desk.settings.accounts}
    waiting_for: dict[str, list[int]] = {}
    for delivery in desk.outbox.listed(OPEN):
        if delivery.account not in known:
            waiting_for.setdefault(delivery.account, []).append(delivery.id)
    return tuple(Stranded(name, tuple(sorted(ids))) for name, ids in sorted(waiting_for.items()))


def _waiting(account: Account, delivery: Delivery, slot: Slot, now: datetime) -> Waiting:
    if delivery.status is Status.HELD:
        release_at = None if waits_for_an_editor(account) else delivery.release_at
        goes_out_at = max(release_at, slot.at) if release_at and slot.at else None
        return Waiting(delivery, goes_out_at, delivery.reason)
    if delivery.status is not Status.QUEUED:
        return Waiting(delivery, delivery.look_at, _told(delivery))
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
    """The hubs that these sites' feeds name, by the sites' names."""
    found = {(one.site, one.hub, one.topic): one for one in desk.subscriptions.listed() if one.wanted}
    now = desk.now()
    return {one.site: _hub(one.hub, found.get((one.site, one.hub, one.topic)), now) for one in sites if one.hub}


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
    free = slot.at is not None and slot.at <= now
    month = month_start(now, desk.settings.timezone)
    activity = desk.accounts.activity(account.name, day_began=now, month_began=month)
    return AccountOverview(
        name=account.name,
        platform=account.platform,
        counts=counts,
        halted=state.halted,
        paused=state.pause_at(now),
        held_back="" if free else slot.reason,
        goes_on_at=None if free else slot.at,
        last_at=activity.last_at,
        spent_this_month=activity.spent_this_month,
        budget=account.pace.budget,
    )


def _first_line(desk: Desk, account: Account, delivery: Delivery) -> str:
    try:
        is_composed_anew = not delivery.edited and delivery.status in {Status.HELD, Status.QUEUED, Status.FAILED}
        text = _composed(desk, account, delivery) if is_composed_anew else delivery.text
    except (ComposeError, TemplateError) as exc:
        return f"no post can be made of it: {exc}"
    return next(iter(text.strip().splitlines()), "")


def _composed(desk: Desk, account: Account, delivery: Delivery) -> str:
    """As `text_of`, of what is known already: no site is asked."""
    article = desk.articles.article(delivery.article_id).whole
    recurring = desk.sources.feed(article.site).facts.recurring
    return post_for(desk.settings, desk.templates, article, account, recurring).text


def _told(delivery: Delivery) -> str:
    if delivery.status is Status.SENDING:
        return "is going out now"
    return delivery.reason
