"""Collect: ask sites what is new, and remember it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from bot.desk import Desk
from bot.desk.composing import recurring_in
from bot.desk.feeds import at_address, requests_for, with_feeds
from bot.desk.intake import Followed, followed_by, followers, intake_rules
from bot.desk.sightings import sightings_of
from bot.errors import FeedError
from bot.feeds.answer import FeedRequest, Hub, Look, Validators
from bot.feeds.manners import after_faults, interval, usual_gap
from bot.outbox.intake import Intake, Newcomer, take_in
from bot.outbox.records import SiteState
from bot.settings import Site

if TYPE_CHECKING:
    from bot.outbox.archive import Recorded
    from bot.outbox.corrections import Corrected, Retracted

ARTICLES_COMPARED = 8
"""For the lines that stand in most of a site's articles."""
FEWEST_COMPARED = 3
LINES_HOLD_FOR = timedelta(days=1)

HANDFUL = 20
"""So many sites are asked at once when a process begins to work."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What one round of looks has given."""

    asked: int
    faults: tuple[FeedError, ...]
    intakes: tuple[Intake, ...]
    """Of a recorded look without bodies, and without the baseline: ten thousand sites show a gigabyte of them."""


def sites_to_ask(desk: Desk) -> list[Site]:
    """The sites whose next look is due."""
    not_due = desk.archive.not_due(now=desk.now())
    return [site for site in desk.settings.sites if not_due.get(site.name) != site.url]


def next_collect_at(desk: Desk) -> datetime | None:
    """When the first of the looks is due that are still to come; None where there is none."""
    return desk.archive.next_look_at(now=desk.now())


def spread_looks(desk: Desk) -> None:
    """Where many sites are due at once, as new ones are and all after a pause, spread their looks over `watch.every`.

    To be done when a process begins to work. A handful is asked at once all the same. Raises StoreError.
    """
    later = sites_to_ask(desk)[HANDFUL:]
    if not later:
        return
    states, now = desk.archive.site_states(), desk.now()
    with desk.archive.together():
        for number, site in enumerate(later, 1):
            state = at_address(states.get(site.name, SiteState(name=site.name)), site.url)
            at = now + desk.settings.watch.every * number / len(later)
            desk.archive.save_site(replace(state, next_look_at=at))


def collect(desk: Desk, sites: Sequence[Site], *, stop: Callable[[], bool] = lambda: False) -> Collected:
    """Ask these sites now; one that cannot be asked never stops the others.

    `stop` is asked after each lot of answers. Raises StoreError.
    """
    states = desk.archive.site_states({site.name for site in sites})
    # For ten thousand sites it takes longer than a look, and is wanted where there is something new.
    followed = cache(lambda: followed_by(desk.settings))
    asked = {site.name: states.get(site.name, SiteState(name=site.name)) for site in sites}
    urls = {site.name: site.url for site in sites}
    faults: list[FeedError] = []
    intakes: list[Intake] = []
    requests: list[FeedRequest] = []
    for name, found in with_feeds(desk, sites, asked).items():
        if isinstance(found, FeedError):
            faults.append(found)
            note_fault(desk, at_address(asked[name], urls[name]), found)
        elif found.gone:
            faults.append(FeedError(name, found.fault, gone=True))
        else:
            asked[name] = found
            requests.append(_request(desk, found))
    for looks in desk.sources.look(requests):
        faults.extend(look.fault for look in looks if look.fault is not None)
        whole = [_whole(desk, asked[look.site], look) for look in looks]
        asked.update({look.site: _learnt(desk, asked[look.site], look) for look in whole})
        intakes.extend(_note(desk, asked, whole, followed))
        if stop():
            break
    return Collected(len(sites), tuple(faults), tuple(intakes))


def _whole(desk: Desk, before: SiteState, look: Look) -> Look:
    """The look, with the articles that have passed through the feed since the last one without being seen.

    That some have is known where even the feed's oldest article is newer than the newest of the last look.
    """
    newest, all_dates = before.newest_article_at, [article.published for article in look.articles]
    dates = [date for date in all_dates if date]
    if newest is None or not dates or len(dates) < len(all_dates) or min(dates) <= newest:
        return look
    try:
        others = desk.sources.catch_up(before.feed_url, before.name, newest)
    except FeedError as fault:
        desk.announce("site.missed", site=before.name, since=newest, fault=str(fault))
        return look
    missed = [one for one in others if one.published and newest < one.published < min(dates)]
    desk.announce("site.caught_up", site=before.name, since=newest, articles=len(missed))
    return replace(look, articles=(*look.articles, *missed))


def _learnt(desk: Desk, before: SiteState, look: Look) -> SiteState:
    """The state with the lines that its articles have in common, where it is time to look for them.

    Only a post has a use for them, and it is the site's later articles that are posted.
    """
    if not _wants_lines(desk, before) or len(look.articles) < FEWEST_COMPARED:
        return before
    lines = recurring_in(look.articles[:ARTICLES_COMPARED])
    return replace(before, recurring=lines, recurring_at=desk.now())


def _wants_lines(desk: Desk, state: SiteState) -> bool:
    if state.baseline_at is None:
        return False
    return state.recurring_at is None or not timedelta(0) <= desk.now() - state.recurring_at < LINES_HOLD_FOR


def _note(
    desk: Desk, asked: Mapping[str, SiteState], looks: Sequence[Look], followed: Callable[[], Followed]
) -> list[Intake]:
    """Remember these looks in one transaction, and tell of them when it is on the disk."""
    told: list[tuple[str, dict[str, object]]] = []
    noting = replace(desk, announce=lambda event, /, **values: told.append((event, values)))
    intakes: list[Intake] = []
    unchanged = [look for look in looks if look.unchanged]
    with desk.archive.together():
        desk.archive.save_sites([answered(noting, asked[look.site], look) for look in unchanged])
        for look in looks:
            if look.unchanged:
                continue
            if look.fault is not None:
                note_fault(noting, asked[look.site], look.fault, ask_again_at=look.ask_again_at)
            else:
                intakes.extend(_note_look(noting, asked[look.site], look, followed))
    for event, values in told:
        desk.announce(event, **values)
    return intakes


def look_without_recording(desk: Desk) -> Collected:
    """What `collect` would find at every site, as far as one look tells; nothing is remembered."""
    states, followed = desk.archive.site_states(), followed_by(desk.settings)
    requests, faults = requests_for(desk, desk.settings.sites)
    intakes: list[Intake] = []
    for look in chain.from_iterable(desk.sources.look(requests)):
        if look.fault is not None:
            faults.append(look.fault)
            continue
        before = states.get(look.site, SiteState(name=look.site))
        newcomers = desk.archive.newcomers(look.site, sightings_of(look.articles))
        intakes.extend(decide(desk, before, newcomers, followed, first_look=before.baseline_at is None))
    return Collected(len(desk.settings.sites), tuple(faults), tuple(intakes))


def _request(desk: Desk, state: SiteState) -> FeedRequest:
    validators = Validators(state.etag, state.last_modified, state.validators_url, state.digest)
    return FeedRequest(
        state.name,
        state.feed_url,
        validators,
    )


def note_fault(desk: Desk, state: SiteState, fault: FeedError, *, ask_again_at: datetime | None = None) -> None:
    """Remember, and tell, that a look has failed; the next one comes later each time."""
    now, faults = desk.now(), state.faults + 1
    pause = after_faults(desk.settings.watch.every, faults, desk.chance())
    desk.announce("site.gone" if fault.gone else "site.fault", site=state.site, fault=str(fault), faults=faults)
    desk.archive.save_site(
        replace(
            state,
            asked_at=now,
            next_look_at=max(now + pause, ask_again_at or now),
            fault=str(fault),
            faults=faults,
            gone=fault.gone,
            # A feed that was found from the site's own address is looked for again.
            feed_url="" if fault.status == 404 and state.feed_url != state.url else state.feed_url,
        )
    )


def _note_look(desk: Desk, before: SiteState, look: Look, followed: Callable[[], Followed]) -> tuple[Intake, ...]:
    state = answered(desk, _with_habit(before, [article.published for article in look.articles], desk.now()), look)
    recorded = _record(desk, before, state, look, followed)
    if recorded.is_baseline:
        desk.announce("site.baseline", site=state.name, articles=len(recorded.intakes))
        return ()
    announce_articles(desk, recorded.intakes)
    announce_corrections(desk, recorded.corrected)
    for one in recorded.retracted:
        announce_retracted(desk, one)
    return tuple(replace(intake, article=replace(intake.article, body="", excerpt="")) for intake in recorded.intakes)


def answered(desk: Desk, before: SiteState, look: Look) -> SiteState:
    """The state of a site, or of another of its sources, after a look that was answered."""
    now = desk.now()
    if look.moved_to:
        desk.announce("site.moved", site=before.site, feed=look.moved_to)
    learnt: dict[str, Any] = {}
    if not look.unchanged:
        hub = look.hub or Hub("", "")
        hint = int(look.hint.total_seconds()) if look.hint else None
        learnt = {"hint": hint, "hub": hub.url, "topic": hub.topic}
    return replace(
        before,
        etag=look.validators.etag,
        last_modified=look.validators.last_modified,
        validators_url=look.validators.url,
        digest=look.validators.digest,
        feed_url=look.moved_to or before.feed_url,
        asked_at=now,
        answered_at=now,
        next_look_at=_next_look(desk, before, learnt.get("hint", before.hint), now, look.ask_again_at),
        fault="",
        faults=0,
        **learnt,
    )


def _record(desk: Desk, before: SiteState, state: SiteState, look: Look, followed: Callable[[], Followed]) -> Recorded:
    return desk.archive.record_look(
        state,
        sightings_of(look.articles),
        lambda newcomers, first_look: decide(desk, before, newcomers, followed(), first_look=first_look),
        rules=intake_rules(desk.settings),
        now=state.answered_at or desk.now(),
    )


def decide(
    desk: Desk, before: SiteState, newcomers: Sequence[Newcomer], followed: Followed, *, first_look: bool
) -> tuple[Intake, ...]:
    """What becomes of these articles. `before` is the state in which the last look has left their site."""
    return take_in(
        newcomers,
        followers(desk.settings, before.name, followed),
        intake_rules(desk.settings),
        before=before,
        first_look=first_look,
        now=desk.now(),
    )


def announce_articles(desk: Desk, intakes: Iterable[Intake]) -> None:
    """Tell of new articles, and of each why it is not posted, or waits for an editor."""
    for intake in intakes:
        told = {"site": intake.article.site, "title": intake.article.title, "link": intake.article.link}
        if intake.not_posted:
            desk.announce("article.recorded", **told, reason=intake.not_posted)
        else:
            held = next((planned.reason for planned in intake.deliveries if planned.reason), "")
            desk.announce("article.new", **told, **({"held": held} if held else {}))


def announce_corrections(desk: Desk, corrected: Iterable[Corrected]) -> None:
    """Tell which articles their sites have changed, and whether a post with the old headline is out."""
    for one in corrected:
        told = {"site": one.article.site, "title": one.article.title, "link": one.article.link}
        if one.waits:
            desk.announce("article.corrected", **told)
        if one.posted:
            desk.announce("article.changed_after_posting", **told)


def announce_retracted(desk: Desk, one: Retracted) -> None:
    """Tell that a site has taken an article back, and whether posts about it are out."""
    told = {"site": one.article.site, "title": one.article.title, "link": one.article.link}
    desk.announce("article.retracted", **told, reason=one.reason, posted=one.posted)


def _with_habit(state: SiteState, shown: Iterable[datetime | None], now: datetime) -> SiteState:
    """The state with what the dates of the articles that a look has shown tell of how often the site publishes."""
    dates = [date for date in shown if date and date <= now]
    if not dates:
        return state
    gap = usual_gap(dates)
    return replace(state, newest_article_at=max(dates), usual_gap=int(gap.total_seconds()) if gap else state.usual_gap)


def _next_look(
    desk: Desk, state: SiteState, hint: int | None, now: datetime, ask_again_at: datetime | None
) -> datetime:
    """Within `watch.every` and `watch.slowest` by the site's habit, or later where the site asks for that."""
    watch = desk.settings.watch
    gap = timedelta(seconds=state.usual_gap) if state.usual_gap else None
    stated = timedelta(seconds=hint) if hint and watch.hints else timedelta(0)
    return max(now + max(interval(watch.every, watch.slowest, gap, desk.chance()), stated), ask_again_at or now)
