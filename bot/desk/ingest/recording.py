"""Recording: what a poll is to change, by what is known, and the transaction that carries it out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.desk import Desk
from bot.desk.ingest.rules import FollowedSites, article_rules, followers
from bot.errors import ConflictError, FeedError, UnstorableError
from bot.outbox.rules.new_articles import Candidate, Decision, SeenArticle, decide_new_articles
from bot.outbox.rules.poll_record import Corrected, PollRecord, Recorded, Retracted
from bot.outbox.rules.states import SourceState
from bot.sources.schedule import after_faults, interval
from bot.sources.types import Hub, PollResult

_log = logging.getLogger(__name__)

TRIES = 10
"""How often a poll is decided on anew because others are faster; after that it is left to the next poll."""


@dataclass(frozen=True, slots=True)
class PollOutcome:
    """What one poll is to change, and what to tell of it once that is remembered."""

    before: SourceState
    state: SourceState
    """As the source is after the poll."""
    events: tuple[tuple[str, dict[str, object]], ...] = ()
    seen: Sequence[SeenArticle] | None = None
    """The articles of a poll that was answered with something new; None for any other poll."""
    recurring: frozenset[str] | None = None
    """The lines that its site repeats, where they were looked for."""
    fault: FeedError | None = None


def after_fault(
    desk: Desk, state: SourceState, fault: FeedError, *, ask_again_at: datetime | None = None
) -> PollOutcome:
    """What a poll that has failed leaves behind; the next one comes later each time."""
    now, faults = desk.now(), state.faults + 1
    pause = after_faults(desk.settings.watch.every, faults, desk.chance())
    event = "site.gone" if fault.gone else "site.fault"
    after = replace(
        state,
        asked_at=now,
        next_poll_at=max(now + pause, ask_again_at or now),
        fault=str(fault),
        faults=faults,
        gone=fault.gone,
        # A feed that was found from the site's own address is looked for again.
        feed_url="" if fault.status == 404 and state.feed_url != state.url else state.feed_url,
    )
    return PollOutcome(
        state, after, ((event, {"site": state.site, "fault": str(fault), "faults": faults}),), fault=fault
    )


def after_answer(desk: Desk, before: SourceState, look: PollResult) -> PollOutcome:
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
        next_poll_at=_next_look(desk, before, learnt.get("hint", before.hint), now, look.ask_again_at),
        fault="",
        faults=0,
        **learnt,
    )
    return PollOutcome(before, after, _events_of(before, look))


def _events_of(before: SourceState, look: PollResult) -> tuple[tuple[str, dict[str, object]], ...]:
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


def own_fault_of(site: str, url: str, cause: Exception) -> FeedError:
    """The fault of a site whose content has set off something that nobody has foreseen."""
    from bot.sources.http.refusals import own_fault

    return own_fault(site, url, cause)


def record(
    desk: Desk, outcomes: Sequence[PollOutcome], followed: Callable[[], FollowedSites]
) -> list[tuple[Decision, ...]]:
    """Remember these polls, and tell of them when they are on the disk; return what became of each one's new articles.

    All go into one transaction, which costs one commit. Where an article has become known meanwhile, to a sister site
    or another process, each poll is decided on anew, in a transaction of its own; what cannot be remembered even so
    is a fault of its site alone. Raises StoreError where the database fails.
    """
    try:
        records = [_record_of(desk, outcome, followed) for outcome in outcomes if outcome.seen is not None]
        recorded = _carry_out(desk, records, [outcome.state for outcome in outcomes if outcome.seen is None])
    except (ConflictError, UnstorableError):
        return [_record_alone(desk, outcome, followed) for outcome in outcomes]
    results = iter(recorded)
    return [_announce(desk, outcome, next(results) if outcome.seen is not None else None) for outcome in outcomes]


def _record_alone(desk: Desk, outcome: PollOutcome, followed: Callable[[], FollowedSites]) -> tuple[Decision, ...]:
    """Remember one poll; what keeps it from being remembered is a fault of its site alone."""
    try:
        recorded = _carry_out_alone(desk, outcome, followed)
    except UnstorableError as exc:
        return _leave_a_fault(desk, outcome, own_fault_of(outcome.state.site, outcome.state.feed_url, exc))
    except ConflictError as exc:
        return _leave_a_fault(desk, outcome, FeedError(outcome.state.site, str(exc)))
    return _announce(desk, outcome, recorded)


def _carry_out_alone(desk: Desk, outcome: PollOutcome, followed: Callable[[], FollowedSites]) -> Recorded | None:
    """Raises ConflictError where others are faster every time, and UnstorableError."""
    for _ in range(TRIES):
        try:
            if outcome.seen is not None:
                return _carry_out(desk, [_record_of(desk, outcome, followed)], [])[0]
            desk.sources.save([outcome.state])
        except ConflictError:
            continue
        return None
    raise ConflictError(
        f"the articles of {outcome.state.site} changed {TRIES} times while they were recorded: it is asked again"
    )


def _leave_a_fault(desk: Desk, outcome: PollOutcome, fault: FeedError) -> tuple[Decision, ...]:
    """Tell of a poll that cannot be remembered, and remember that, of the source as it was before the poll."""
    failed = after_fault(desk, outcome.before, fault)
    try:
        desk.sources.save([failed.state])
    except (ConflictError, UnstorableError) as exc:
        _log.warning("the fault of %s is told, and cannot be remembered: %s", outcome.before.site, exc)
    return _announce(desk, failed, None)


def _record_of(desk: Desk, outcome: PollOutcome, followed: Callable[[], FollowedSites]) -> PollRecord:
    """What is to be remembered of a poll that was answered, by what is known at this moment."""
    assert outcome.seen is not None
    recognised = desk.articles.recognise(outcome.state.site, outcome.seen)
    candidates = recognised.candidates
    decisions = decide(desk, outcome.before, candidates, followed()) if candidates else ()
    return PollRecord(outcome.state, outcome.seen, recognised, decisions, outcome.recurring)


def _carry_out(desk: Desk, records: Sequence[PollRecord], others: Sequence[SourceState]) -> Sequence[Recorded | None]:
    return desk.articles.record(records, others, rules=article_rules(desk.settings), now=desk.now())


def decide(
    desk: Desk, before: SourceState, candidates: Sequence[Candidate], followed: FollowedSites
) -> tuple[Decision, ...]:
    """What becomes of these articles. `before` is the state in which the last poll has left their source."""
    return decide_new_articles(
        candidates,
        followers(desk.settings, before.site, followed),
        article_rules(desk.settings),
        before=before,
        now=desk.now(),
    )


def _announce(desk: Desk, outcome: PollOutcome, recorded: Recorded | None) -> tuple[Decision, ...]:
    """Tell of a poll that is remembered; return what became of its new articles, without their bodies."""
    for event, values in outcome.events:
        desk.announce(event, **values)
    if recorded is None:
        return ()
    if recorded.is_baseline and not any(decision.deliveries for decision in recorded.decisions):
        event = "site.baseline" if outcome.state.kind == "feed" else "sitemap.baseline"
        desk.announce(event, site=outcome.state.site, articles=len(recorded.decisions))
        return ()
    announce_articles(desk, recorded.decisions)
    announce_corrections(desk, recorded.corrected)
    for retracted in recorded.retracted:
        announce_retracted(desk, retracted)
    return tuple(
        replace(decision, article=replace(decision.article, body="", excerpt="")) for decision in recorded.decisions
    )


def announce_articles(desk: Desk, decisions: Iterable[Decision]) -> None:
    """Tell of new articles, and of each why it is not posted, or waits for an editor."""
    for decision in decisions:
        fields = {"site": decision.article.site, "title": decision.article.title, "link": decision.article.link}
        if decision.not_posted:
            desk.announce("article.recorded", **fields, reason=decision.not_posted)
        else:
            held = next((planned.reason for planned in decision.deliveries if planned.reason), "")
            desk.announce("article.new", **fields, **({"held": held} if held else {}))


def announce_corrections(desk: Desk, corrected: Iterable[Corrected]) -> None:
    """Tell which articles their sites have changed, and whether a post with the old headline is out."""
    for correction in corrected:
        fields = {"site": correction.article.site, "title": correction.article.title, "link": correction.article.link}
        if correction.waits:
            desk.announce("article.corrected", **fields)
        if correction.posted:
            desk.announce("article.changed_after_posting", **fields)


def announce_retracted(desk: Desk, retracted: Retracted) -> None:
    """Tell that a site has taken an article back, and whether posts about it are out."""
    article = retracted.article
    fields = {"site": article.site, "title": article.title, "link": article.link}
    desk.announce("article.retracted", **fields, reason=retracted.reason, posted=retracted.posted)
