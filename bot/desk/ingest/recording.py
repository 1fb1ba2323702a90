"""Recording: what a poll is to change, by what is known, and the transaction that carries it out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.article import Article
from bot.desk import Desk
from bot.desk.doubts import why_advertising
from bot.desk.ingest.poll_state import PollOutcome, after_fault
from bot.desk.ingest.rules import (
    FollowedSites,
    article_rules,
    decide_corrections,
    followers,
    languages_for,
    wanted_rules,
)
from bot.errors import ConflictError, FeedError, StoreError, UnstorableError
from bot.outbox.rules.change_dates import dates_known_anew
from bot.outbox.rules.corrections import NoLongerWanted
from bot.outbox.rules.delivery import Status
from bot.outbox.rules.new_articles import Decision, decide_new_articles
from bot.outbox.rules.poll_record import Corrected, PollRecord, Recorded, Retracted
from bot.outbox.rules.recognition import Recognised
from bot.outbox.rules.states import SourceState

_log = logging.getLogger(__name__)

TRIES = 10
"""How often a poll is decided on anew because others are faster; after that it is left to the next poll."""


def own_fault_of(site: str, url: str, cause: Exception) -> FeedError:
    """The fault of a site whose content has set off something that nobody has foreseen."""
    from bot.sources.http.refusals import own_fault

    return own_fault(site, url, cause)


def record(
    desk: Desk, outcomes: Sequence[PollOutcome], followed: Callable[[], FollowedSites]
) -> list[tuple[Decision, ...]]:
    """Remember these polls, and tell of them when they are on the disk; return what became of each one's new articles.

    All go into one transaction, which costs one commit. Where an article has become known meanwhile, to a sister site
    or another process, or where one poll sets off what nobody has foreseen, each poll is decided on anew, in a
    transaction of its own; what cannot be remembered even so is a fault of its site alone. Raises StoreError where the
    database fails.
    """
    try:
        records = [_record_of(desk, outcome, followed) for outcome in outcomes if outcome.seen is not None]
        recorded = _carry_out(desk, records, [outcome.state for outcome in outcomes if outcome.seen is None])
    except StoreError as exc:
        if not isinstance(exc, (ConflictError, UnstorableError)):
            raise
        return [_record_alone(desk, outcome, followed) for outcome in outcomes]
    except Exception:  # noqa: BLE001 (whatever one site's content sets off here, the others are recorded)
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
    except StoreError:
        raise
    except Exception as exc:  # noqa: BLE001 (see `record`)
        return _leave_a_fault(desk, outcome, own_fault_of(outcome.state.site, outcome.state.feed_url, exc))
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
    recognised = desk.articles.recognise(outcome.state.site, outcome.seen, now=desk.now())
    decisions = decide(desk, outcome.before, recognised, followed()) if recognised.candidates else ()
    unwanted = _no_longer_wanted(desk, outcome.state.site, recognised) if outcome.state.kind == "feed" else {}
    state = outcome.state
    if state.redated_at is None and dates_known_anew(recognised.again.items()):
        state = replace(state, redated_at=desk.now())
    return PollRecord(state, outcome.seen, recognised, decisions, unwanted, outcome.recurring)


def _no_longer_wanted(desk: Desk, site: str, recognised: Recognised) -> NoLongerWanted:
    """Which accounts do not want articles any more that the feed shows changed."""
    rules = wanted_rules(desk.settings, site) if recognised.again else {}
    if not rules:
        return {}
    shown: dict[int, Article] = {}
    for article, row in recognised.again.items():
        shown.setdefault(row.id, article)
    return decide_corrections(desk.articles.that_may_wait(site, shown.keys()), shown, rules)


def _carry_out(desk: Desk, records: Sequence[PollRecord], others: Sequence[SourceState]) -> Sequence[Recorded | None]:
    return desk.articles.record(records, others, rules=article_rules(desk.settings), now=desk.now())


def decide(desk: Desk, before: SourceState, recognised: Recognised, followed: FollowedSites) -> tuple[Decision, ...]:
    """What becomes of a poll's new articles. `before` is the state in which the last poll has left their source."""
    accounts = followers(desk.settings, before.site, followed)
    return decide_new_articles(
        recognised.candidates,
        accounts,
        article_rules(desk.settings),
        before=before,
        now=desk.now(),
        recent=recognised.recent,
        doubt_about=why_advertising,
        languages=languages_for(accounts, (candidate.article for candidate in recognised.candidates)),
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
            held = _first_reason(decision, Status.HELD)
            left_out = _first_reason(decision, Status.SKIPPED)
            told = {name: reason for name, reason in (("held", held), ("left_out", left_out)) if reason}
            desk.announce("article.new", **fields, **told)


def _first_reason(decision: Decision, status: Status) -> str:
    """Why the first of the article's deliveries with that status has it; "" where there is none."""
    return next((planned.reason for planned in decision.deliveries if planned.status is status), "")


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
