"""Asks everything that the bot depends on how it is: accounts, sites, the machine. What would fail is said beforehand.

What the platforms say is remembered as `bot.desk.upkeep` does, so that health knows it too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from bot.actions import Action
from bot.article import Article, identities
from bot.desk import Desk
from bot.desk.report.checking import check_everything
from bot.desk.report.health import facts_of
from bot.desk.upkeep import check_account, note_clock_offset, probe_account
from bot.errors import AccountHalted, FeedError, RetryLater, SettingsError
from bot.health import Severity, machine
from bot.health.accounts import ENDS_SOON
from bot.health.finding import ORDER
from bot.health.words import counted, spoken
from bot.platforms import PLATFORMS
from bot.settings import Account, Settings, Site
from bot.sources.page.card import CardPage, link_card
from bot.sources.types import PollRequest, PollResult
from bot.sources.wordpress import FollowRequest

if TYPE_CHECKING:
    from bot.platforms.spec import Examination

ReadCards = Callable[[Sequence[str]], Mapping[str, CardPage | FeedError]]
"""Links of articles → what the link card of each is made of, or why that cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was found out about one thing."""

    part: Literal["settings", "account", "site", "machine", "alerts"]
    subject: str
    """The name of the account or the site; of the machine, what about it; "" for the settings."""
    severity: Severity | None = None
    """None: it is well."""
    what: str
    """One sentence without a full stop."""
    remedy: str = ""
    """"" where `what` says it, or nothing is to be done."""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """How everything is that the bot depends on."""

    at: datetime
    """Aware UTC."""
    results: tuple[Result, ...]

    @property
    def worst(self) -> Severity | None:
        """None where all is well."""
        severities = [result.severity for result in self.results if result.severity]
        return min(severities, key=ORDER.index, default=None)


def diagnose(desk: Desk, environ: Mapping[str, str], read_cards: ReadCards, *, probes: bool = False) -> Diagnosis:
    """Ask every account and every site, and look at this machine. `environ` may hold secrets. Raises StoreError.

    Args:
        probes: Try whether the accounts can post in two steps, where only that tells.
    """
    results = [*_settings(desk.settings, environ, desk.now())]
    for account in desk.settings.accounts:
        results += _account(desk, account)
        if probes and PLATFORMS[account.platform].probe is not None:
            results.append(_probe(desk, account))
    results += _sites(desk, read_cards)
    results += _machine(desk)
    results.append(_alerts(desk.settings))
    return Diagnosis(desk.now(), tuple(results))


def _settings(settings: Settings, environ: Mapping[str, str], now: datetime) -> Iterator[Result]:
    findings = check_everything(settings, environ, now)
    for fault in findings.faults:
        yield Result(part="settings", subject="", severity=Severity.BROKEN, what=fault)
    for warning in findings.warnings:
        yield Result(part="settings", subject="", severity=Severity.NOTE, what=warning)
    if not findings.faults:
        yield Result(part="settings", subject="", what="settings, secrets and templates can be used")


def _account(desk: Desk, account: Account) -> Iterator[Result]:
    title = PLATFORMS[account.platform].title
    if PLATFORMS[account.platform].examine is None:
        yield _of(account, f"{title} cannot be asked about an account before something is posted there", Severity.NOTE)
        return
    renew = (Action("auth", accounts=(account.name,)),)
    try:
        examination = check_account(desk, account, desk.keys.mark(account))
    except SettingsError as exc:
        yield _of(account, f"{title} was not asked: {exc.faults[0]}", Severity.BROKEN, actions=renew)
        return
    except RetryLater as exc:
        yield _of(account, str(exc), Severity.BROKEN, remedy="see whether the platform is well, and ask again")
        return
    if examination is None:
        fault = desk.credentials.all()[account.name].fault
        yield _of(account, fault, Severity.BROKEN, remedy="get new keys", actions=renew)
        return
    yield from of_examination(account, examination, desk.now())
    halted = desk.accounts.state(account.name).halted
    if halted and examination.can_post:
        yield _of(
            account,
            f"{title} accepts its keys, and it is still halted: {halted}",
            Severity.PERSON,
            remedy="let it go on",
            actions=(Action("resume", accounts=(account.name,)),),
        )


def _probe(desk: Desk, account: Account) -> Result:
    """Whether the account can post in two steps."""
    again = (Action("doctor", probes=True),)
    try:
        refusal = probe_account(desk, account).refusal
    except SettingsError as exc:
        return _of(account, f"two steps were not tried: {exc.faults[0]}", Severity.BROKEN)
    except RetryLater as exc:
        return _of(account, f"two steps were not tried: {exc}", Severity.PERSON, remedy="try again", actions=again)
    except AccountHalted as exc:
        renew = (Action("auth", accounts=(account.name,)),)
        return _of(account, f"two steps were not tried: {exc}", Severity.BROKEN, remedy="get new keys", actions=renew)
    if refusal:
        what = f"it posts in one step, so that a lost answer may need a person: {refusal}"
        return _of(account, what, Severity.NOTE, remedy="when its platform has changed", actions=again)
    return _of(account, "it posts in two steps from now on: a draft was made, stayed unseen, and was deleted")


def of_examination(account: Account, examination: Examination, now: datetime) -> Iterator[Result]:
    """What a platform has said of an account. Pure."""
    renew = (Action("auth", accounts=(account.name,)),)
    if examination.can_post:
        yield _of(account, "; ".join((f"it can post as {examination.account}", *examination.granted)))
    for fault in examination.faults:
        yield _of(account, fault, Severity.BROKEN, actions=renew)
    for right in examination.missing_rights:
        what = f"its keys lack the right “{right}”, without which posts are refused"
        yield _of(account, what, Severity.BROKEN, remedy="get keys with this right", actions=renew)
    for ends_at, name in (
        (examination.token_ends_at, "its token"),
        (examination.access_ends_at, "the consent to use its data"),
    ):
        if ends_at is not None:
            is_soon = ends_at - now <= ENDS_SOON
            yield _of(
                account,
                f"{name} ends in {spoken(ends_at - now)}" if ends_at > now else f"{name} has ended",
                Severity.PERSON if is_soon else None,
                remedy="get a new token" if is_soon else "",
                actions=renew if is_soon else (),
            )
    for warning in examination.warnings:
        yield _of(account, warning, Severity.PERSON)
    for note in examination.notes:
        yield _of(account, note, Severity.NOTE)


def _of(
    account: Account,
    what: str,
    severity: Severity | None = None,
    *,
    remedy: str = "",
    actions: tuple[Action, ...] = (),
) -> Result:
    return Result(part="account", subject=account.name, severity=severity, what=what, remedy=remedy, actions=actions)


def _sites(desk: Desk, read_cards: ReadCards) -> Iterator[Result]:
    sites = {site.name: site for site in desk.settings.sites}
    requests = [PollRequest(site.name, site.url, finds_feed=True) for site in sites.values()]
    polls = {poll.site: poll for polls in desk.web.look(requests) for poll in polls}
    newest = {name: poll.articles[0] for name, poll in polls.items() if poll.articles}
    cards = read_cards([article.link for article in newest.values() if article.link])
    for name, site in sites.items():
        poll = polls.get(name)
        if poll is None:
            continue
        yield from _feed(site, poll, desk.now())
        if article := newest.get(name):
            yield _api(desk, site, poll, article)
            yield from _cards(desk.settings, site, cards.get(article.link))


def _feed(site: Site, poll: PollResult, now: datetime) -> Iterator[Result]:
    if poll.fault is not None:
        yield Result(part="site", subject=site.name, severity=Severity.BROKEN, what=str(poll.fault))
        return
    if not poll.articles:
        yield Result(
            part="site",
            subject=site.name,
            severity=Severity.PERSON,
            what=f"its feed at {poll.url} shows no article",
            remedy="open it, and correct `url` of the site where it is another one",
        )
        return
    dates = [article.published for article in poll.articles if article.published and article.published <= now]
    newest = f", the newest of {spoken(now - max(dates))} ago" if dates else ", none with a date"
    shown = counted(len(poll.articles), "article", "articles")
    yield Result(part="site", subject=site.name, what=f"its feed at {poll.url} shows {shown}{newest}")
    if poll.moved_to:
        yield Result(
            part="site",
            subject=site.name,
            severity=Severity.NOTE,
            what=f"its feed says that it has moved for good, to {poll.moved_to}",
            remedy="write that address into `url` of the site",
        )


def _api(desk: Desk, site: Site, poll: PollResult, article: Article) -> Result:
    """WordPress's REST API, by which edits are noticed of what has left the feed."""
    number = next((name.value for name in identities(article) if name.kind == "wordpress"), "")
    without = "edits of articles that have left the feed are not noticed"
    if not number:
        what = f"its feed names no post numbers of WordPress, so its REST API is not asked: {without}"
        return Result(part="site", subject=site.name, what=what)
    posts = {int(number.rpartition(" ")[2]): article.link}
    (answer,) = desk.web.follow([FollowRequest(site.name, poll.url, posts, since=desk.now())])
    if answer.fault is not None:
        reason = f"it answers {answer.fault.status}" if answer.fault.status else str(answer.fault)
        what = f"its REST API cannot be read ({reason}): {without}"
        return Result(part="site", subject=site.name, severity=Severity.NOTE, what=what)
    return Result(part="site", subject=site.name, what="its REST API answers")


def _cards(settings: Settings, site: Site, page: CardPage | FeedError | None) -> Iterator[Result]:
    """What robots.txt and the tags of the newest article's page make of its link card."""
    if page is None or isinstance(page, FeedError):
        reason = f" ({page})" if page else ""
        what = f"the page of its newest article cannot be read{reason}, so platforms show no link card"
        yield Result(part="site", subject=site.name, severity=Severity.NOTE, what=what)
        return
    platforms = dict.fromkeys(account.platform for account in settings.accounts if account.posts_about(site.name))
    for platform in platforms:
        spec = PLATFORMS[platform]
        card = link_card(page, spec.card)
        for fault in card.faults:
            yield Result(
                part="site", subject=site.name, severity=Severity.NOTE, what=f"link card on {spec.title}: {fault}"
            )
        if not card.faults:
            what = f"{spec.title} can make a link card of its newest article"
            yield Result(part="site", subject=site.name, what=what)


def _machine(desk: Desk) -> Iterator[Result]:
    """Clock, disk, database and backups, as health judges them."""
    offset_is_known = note_clock_offset(desk, desk.settings.accounts)
    findings = list(machine.findings(facts_of(desk)))
    kinds = {finding.kind for finding in findings}
    for finding in findings:
        if finding.kind != "alert-undelivered":
            yield Result(
                part="machine",
                subject=finding.kind.partition("-")[0],
                severity=finding.severity,
                what=finding.what,
                remedy=finding.remedy,
                actions=finding.actions,
            )
    if not offset_is_known:
        what = "no platform has told its time, so nobody knows whether this machine's clock is right"
        yield Result(part="machine", subject="clock", severity=Severity.NOTE, what=what)
    elif "clock-off" not in kinds:
        seconds = abs(round(float(desk.notes.all()["clock-offset"].value)))
        what = f"it agrees with the platforms' to {counted(seconds, 'second', 'seconds')}"
        yield Result(part="machine", subject="clock", what=what)
    if "disk-full" not in kinds:
        yield Result(part="machine", subject="disk", what="the disk has room")
    yield Result(part="machine", subject="database", what="the database can be read and written")


def _alerts(settings: Settings) -> Result:
    addresses = settings.alerts.to
    if not addresses:
        return Result(
            part="alerts",
            subject="",
            severity=Severity.NOTE,
            what="nobody is told when something is wrong",
            remedy='write such as to = ["mailto://desk@example.org"] below [alerts] in bot.toml',
        )
    return Result(
        part="alerts",
        subject="",
        what=f"{counted(len(addresses), 'address is', 'addresses are')} told when something is wrong; whether messages "
        "arrive there shows only a test",
        actions=(Action("alerts"),),
    )
