"""Collect: ask sites what is new, and remember it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import chain
from typing import Any

from bot.desk import Desk
from bot.desk.composing import recurring_in
from bot.desk.feeds import Poll, at_address, poll_feeds
from bot.desk.intake import Followed, followed_by, followers, intake_rules
from bot.desk.sightings import sightings_of
from bot.errors import ConflictError, FeedError, StoreError, UnstorableError
from bot.feeds.answer import Hub, Look
from bot.feeds.manners import after_faults, interval, usual_gap
from bot.outbox.intake import Intake, Newcomer, Sighting, take_in
from bot.outbox.poll_record import Corrected, PollRecord, Recorded, Retracted
from bot.outbox.records import SourceState
from bot.settings import Site

ARTICLES_COMPARED = 8
"""For the lines that stand in most of a site's articles."""
FEWEST_COMPARED = 3
LINES_HOLD_FOR = timedelta(days=1)

HANDFUL = 20
"""So many sites are asked at once when a process begins to work."""

TRIES = 10
"""How often a poll is decided on anew because others are faster; after that it is left to the next poll."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What one round of polls has given."""

    asked: int
    faults: tuple[FeedError, ...]
    intakes: tuple[Intake, ...]
    """Of a recorded poll without bodies, and without the baseline: ten thousand sites show a gigabyte of them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one poll is to change, and what to tell of it once that is remembered."""

    before: SourceState
    state: SourceState
    """As the source is after the poll."""
    events: tuple[tuple[str, dict[str, object]], ...] = ()
    seen: Sequence[Sighting] | None = None
    """The articles of a poll that was answered with something new; None for any other poll."""
    recurring: frozenset[str] | None = None
    """The lines that its site repeats, where they were looked for."""
    fault: FeedError | None = None


def sites_to_ask(desk: Desk) -> list[Site]:
    """The sites whose next poll is due."""
    not_due = desk.sources.not_due(now=desk.now())
    return [site for site in desk.settings.sites if not_due.get(site.name) != site.url]


def next_collect_at(desk: Desk) -> datetime | None:
    """When the first of the polls is due that are still to come; None where there is none."""
    return desk.sources.next_poll_at(now=desk.now())


def spread_looks(desk: Desk) -> None:
    """Where many sites are due at once, as new ones are and all after a pause, spread their polls over `watch.every`.

    To be done when a process begins to work. A handful is asked at once all the same. Raises StoreError.
    """
    later = sites_to_ask(desk)[HANDFUL:]
    if not later:
        return
    states, now = desk.sources.feeds(), desk.now()
    spread = []
    for number, site in enumerate(later, 1):
        state = at_address(states.get(site.name, SourceState(site=site.name)), site.url)
        spread.append(replace(state, next_look_at=now + desk.settings.watch.every * number / len(later)))
    desk.sources.save(spread)


def collect(desk: Desk, sites: Sequence[Site], *, stop: Callable[[], bool] = lambda: False) -> Collected:
    """Ask these sites now; one that cannot be asked, read or recorded never stops the others.

    `stop` is asked after each lot of answers. Raises StoreError.
    """
    states = desk.sources.feeds({site.name for site in sites})
    # For ten thousand sites it takes longer than a poll, and is wanted where there is something new.
    followed = cache(lambda: followed_by(desk.settings))
    gone = [state for site in sites if (state := states.get(site.name)) and state.gone and state.url == site.url]
    faults = [FeedError(state.site, state.fault, gone=True) for state in gone]
    never_again = {state.site for state in gone}
    intakes: list[Intake] = []
    for polls in poll_feeds(desk, [site for site in sites if site.name not in never_again], states):
        outcomes = [_outcome(desk, poll) for poll in polls]
        faults.extend(outcome.fault for outcome in outcomes if outcome.fault is not None)
        intakes.extend(chain.from_iterable(record(desk, outcomes, followed)))
        if stop():
            break
    return Collected(len(sites), tuple(faults), tuple(intakes))


def look_without_recording(desk: Desk) -> Collected:
    """What `collect` would find at every site, as far as one poll tells; nothing is remembered."""
    followed = followed_by(desk.settings)
    faults: list[FeedError] = []
    intakes: list[Intake] = []
    for poll in chain.from_iterable(poll_feeds(desk, desk.settings.sites, desk.sources.feeds(), whole=True)):
        if poll.look.fault is not None:
            faults.append(poll.look.fault)
            continue
        newcomers = desk.articles.recognise(poll.before.site, sightings_of(poll.look.articles)).newcomers
        intakes.extend(decide(desk, poll.before, newcomers, followed))
    return Collected(len(desk.settings.sites), tuple(faults), tuple(intakes))


def _outcome(desk: Desk, poll: Poll) -> Outcome:
    """What the poll is to change; whatever its content sets off is a fault of that site alone."""
    before, look = poll.before, poll.look
    if look.fault is not None:
        return after_fault(desk, before, look.fault, ask_again_at=look.ask_again_at)
    if look.unchanged:
        return after_answer(desk, before, look)
    try:
        look = _with_missed(desk, before, look)
        recurring = _recurring_lines(desk, before, look)
        habit = _with_habit(before, [article.published for article in look.articles], desk.now())
        outcome = after_answer(desk, habit, look)
        return replace(outcome, seen=sightings_of(look.articles), recurring=recurring)
    except Exception as exc:  # noqa: BLE001 (whatever one site sets off here, the others are recorded)
        return after_fault(desk, before, _own_fault(before.site, look.url, exc))


def _own_fault(site: str, url: str, cause: Exception) -> FeedError:
    from bot.feeds.web.refusals import own_fault

    return own_fault(site, url, cause)


def _with_missed(desk: Desk, before: SourceState, look: Look) -> Look:
    """The poll, with the articles that have passed through the feed since the last one without being seen.

    That some have is known where even the feed's oldest article is newer than the newest of the last poll.
    """
    newest, all_dates = before.newest_article_at, [article.published for article in look.articles]
    dates = [date for date in all_dates if date]
    if newest is None or not dates or len(dates) < len(all_dates) or min(dates) <= newest:
        return look
    try:
        others = desk.catch_up(look.url, before.site, newest)
    except FeedError as fault:
        desk.announce("site.missed", site=before.site, since=newest, fault=str(fault))
        return look
    missed = [one for one in others if one.published and newest < one.published < min(dates)]
    desk.announce("site.caught_up", site=before.site, since=newest, articles=len(missed))
    return replace(look, articles=(*look.articles, *missed))


def _recurring_lines(desk: Desk, before: SourceState, look: Look) -> frozenset[str] | None:
    """The lines that the site's articles have in common, where it is time to look for them; else None.

    Only a post has a use for them, and it is the site's later articles that are posted.
    """
    if before.baseline_at is None or len(look.articles) < FEWEST_COMPARED:
        return None
    looked_at = before.facts.recurring_at
    if looked_at is not None and timedelta(0) <= desk.now() - looked_at < LINES_HOLD_FOR:
        return None
    return recurring_in(look.articles[:ARTICLES_COMPARED])


def _with_habit(state: SourceState, shown: Iterable[datetime | None], now: datetime) -> SourceState:
    """The state with what the dates of the articles that a poll has shown tell of how often the site publishes."""
    dates = [date for date in shown if date and date <= now]
    if not dates:
        return state
    gap = usual_gap(dates)
    return replace(state, newest_article_at=max(dates), usual_gap=int(gap.total_seconds()) if gap else state.usual_gap)


def after_fault(desk: Desk, state: SourceState, fault: FeedError, *, ask_again_at: datetime | None = None) -> Outcome:
    """What a poll that has failed leaves behind; the next one comes later each time."""
    now, faults = desk.now(), state.faults + 1
    pause = after_faults(desk.settings.watch.every, faults, desk.chance())
    event = "site.gone" if fault.gone else "site.fault"
    after = replace(
        state,
        asked_at=now,
        next_look_at=max(now + pause, ask_again_at or now),
        fault=str(fault),
        faults=faults,
        gone=fault.gone,
        # A feed that was found from the site's own address is looked for again.
        feed_url="" if fault.status == 404 and state.feed_url != state.url else state.feed_url,
    )
    return Outcome(state, after, ((event, {"site": state.site, "fault": str(fault), "faults": faults}),), fault=fault)


def after_answer(desk: Desk, before: SourceState, look: Look) -> Outcome:
    """What a poll that was answered leaves behind, besides its articles."""
    now = desk.now()
    learnt: dict[str, Any] = {}
    if not look.unchanged:
        hub = look.hub or Hub("", "")
        hint = int(look.hint.total_seconds()) if look.hint else None
        learnt = {"hint": hint, "hub": hub.url, "topic": hub.topic}
    after = replace(
        before,
        etag=look.validators.etag,
        last_modified=look.validators.last_modified,
        validators_url=look.validators.url,
        digest=look.validators.digest,
        feed_url=look.moved_to or look.url,
        asked_at=now,
        answered_at=now,
        next_look_at=_next_look(desk, before, learnt.get("hint", before.hint), now, look.ask_again_at),
        fault="",
        faults=0,
        **learnt,
    )
    return Outcome(before, after, _events_of(before, look))


def _events_of(before: SourceState, look: Look) -> tuple[tuple[str, dict[str, object]], ...]:
    values: dict[str, object] = {"site": before.site, "feed": look.moved_to or look.url}
    if not before.feed_url:
        return (("site.feed_found", values),)
    return (("site.moved", values),) if look.moved_to else ()


def _next_look(
    desk: Desk, state: SourceState, hint: int | None, now: datetime, ask_again_at: datetime | None
) -> datetime:
    """Within `watch.every` and `watch.slowest` by the site's habit, or later where the site asks for that."""
    watch = desk.settings.watch
    gap = timedelta(seconds=state.usual_gap) if state.usual_gap else None
    stated = timedelta(seconds=hint) if hint and watch.hints else timedelta(0)
    return max(now + max(interval(watch.every, watch.slowest, gap, desk.chance()), stated), ask_again_at or now)


def record(desk: Desk, outcomes: Sequence[Outcome], followed: Callable[[], Followed]) -> list[tuple[Intake, ...]]:
    """Remember these polls, and tell of them when they are on the disk; return what became of each one's new articles.

    All go into one transaction, which costs one commit. Where an article has become known meanwhile, to a sister site
    or another process, each poll is decided on anew, in a transaction of its own. Raises StoreError.
    """
    try:
        records = [_record_of(desk, outcome, followed) for outcome in outcomes if outcome.seen is not None]
        recorded = _carry_out(desk, records, [outcome.state for outcome in outcomes if outcome.seen is None])
    except (ConflictError, UnstorableError):
        return [_record_alone(desk, outcome, followed) for outcome in outcomes]
    results = iter(recorded)
    return [_announce(desk, outcome, next(results) if outcome.seen is not None else None) for outcome in outcomes]


def _record_alone(desk: Desk, outcome: Outcome, followed: Callable[[], Followed]) -> tuple[Intake, ...]:
    if outcome.seen is None:
        desk.sources.save([outcome.state])
        return _announce(desk, outcome, None)
    for _ in range(TRIES):
        try:
            (recorded,) = _carry_out(desk, [_record_of(desk, outcome, followed)], [])
        except ConflictError:
            continue
        except UnstorableError as exc:
            failed = after_fault(desk, outcome.state, _own_fault(outcome.state.site, outcome.state.feed_url, exc))
            desk.sources.save([failed.state])
            return _announce(desk, failed, None)
        return _announce(desk, outcome, recorded)
    raise StoreError(f"the articles of {outcome.state.site} changed {TRIES} times while they were recorded")


def _record_of(desk: Desk, outcome: Outcome, followed: Callable[[], Followed]) -> PollRecord:
    """What is to be remembered of a poll that was answered, by what is known at this moment."""
    assert outcome.seen is not None
    recognised = desk.articles.recognise(outcome.state.site, outcome.seen)
    newcomers = recognised.newcomers
    decisions = decide(desk, outcome.before, newcomers, followed()) if newcomers else ()
    return PollRecord(outcome.state, outcome.seen, recognised, decisions, outcome.recurring)


def _carry_out(desk: Desk, records: Sequence[PollRecord], others: Sequence[SourceState]) -> Sequence[Recorded | None]:
    return desk.articles.record(records, others, rules=intake_rules(desk.settings), now=desk.now())


def decide(desk: Desk, before: SourceState, newcomers: Sequence[Newcomer], followed: Followed) -> tuple[Intake, ...]:
    """What becomes of these articles. `before` is the state in which the last poll has left their source."""
    return take_in(
        newcomers,
        followers(desk.settings, before.site, followed),
        intake_rules(desk.settings),
        before=before,
        now=desk.now(),
    )


def _announce(desk: Desk, outcome: Outcome, recorded: Recorded | None) -> tuple[Intake, ...]:
    """Tell of a poll that is remembered; return what became of its new articles, without their bodies."""
    for event, values in outcome.events:
        desk.announce(event, **values)
    if recorded is None:
        return ()
    if recorded.is_baseline and not any(intake.deliveries for intake in recorded.intakes):
        event = "site.baseline" if outcome.state.kind == "feed" else "sitemap.baseline"
        desk.announce(event, site=outcome.state.site, articles=len(recorded.intakes))
        return ()
    announce_articles(desk, recorded.intakes)
    announce_corrections(desk, recorded.corrected)
    for one in recorded.retracted:
        announce_retracted(desk, one)
    return tuple(replace(intake, article=replace(intake.article, body="", excerpt="")) for intake in recorded.intakes)


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
