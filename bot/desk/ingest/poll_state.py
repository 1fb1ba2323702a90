"""What a poll leaves behind in the state of its source, and when and how the next one asks.

Nothing that a site has said once binds for ever: "unchanged", how long an answer is fresh, a new address, that the feed
is gone. Each is doubted again within hours, or a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.article import canonical_url
from bot.desk import Desk
from bot.errors import FeedError
from bot.outbox.rules.candidates import SeenArticle
from bot.outbox.rules.states import SourceState
from bot.sources.parsing.sanitize import printable_url
from bot.sources.redirects import is_within_site
from bot.sources.schedule import after_faults, interval, longest_fresh
from bot.sources.types import Hub, PollRequest, PollResult, Validators

GONE_FOR = timedelta(days=1)
"""How long a feed is left alone that is gone for good, as its site says: some sites have said so by mistake."""
FAULTS_AT_A_NEW_ADDRESS = 2
"""After so many in a row the site is asked at its address in bot.toml again."""
WHOLE_EVERY = 16
"""Of so many polls of a source, one asks for the whole whatever its site says; half an hour where it is asked every two
minutes."""
WHOLE_AT_FIRST = frozenset({2, 4, 8})
"""And so do these of the first, for nobody has seen yet whether the site tells what has changed."""


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


def request_of(state: SourceState, address: str, **options: Any) -> PollRequest:
    """The next poll of a source, at `address` where its own is not known. `options` are further fields of it."""
    kept = Validators(state.etag, state.last_modified, state.validators_url, state.digest)
    in_whole = state.version % WHOLE_EVERY == 0 or state.version in WHOLE_AT_FIRST
    return PollRequest(state.site, state.feed_url or address, kept, conditional=not in_whole, **options)


def after_fault(
    desk: Desk, state: SourceState, fault: FeedError, *, ask_again_at: datetime | None = None
) -> PollOutcome:
    """What a poll that has failed leaves behind; the next one comes later each time.

    At an address that was found, or to which the site has moved, it asks at the one of bot.toml again.
    """
    now, faults = desk.now(), state.faults + 1
    pause = after_faults(desk.settings.watch.every, faults, desk.chance())
    has_moved = state.feed_url not in ("", state.url)
    if fault.gone and not has_moved:
        pause = max(pause, GONE_FOR)
    event = "site.gone" if fault.gone else "site.fault"
    after = replace(
        state,
        asked_at=now,
        next_poll_at=max(now + pause, ask_again_at or now),
        fault=str(fault),
        faults=faults,
        fault_since=state.fault_since or now,
        gone=fault.gone,
        feed_url="" if has_moved and _gives_way(fault, faults) else state.feed_url,
    )
    return PollOutcome(
        state, after, ((event, {"site": state.site, "fault": str(fault), "faults": faults}),), fault=fault
    )


def _gives_way(fault: FeedError, faults: int) -> bool:
    """Whether what was at that address is no more there, or has failed too often."""
    return fault.no_feed or 400 <= fault.status < 429 or faults >= FAULTS_AT_A_NEW_ADDRESS


def after_answer(desk: Desk, before: SourceState, look: PollResult) -> PollOutcome:
    """What a poll that was answered leaves behind, besides its articles."""
    now = desk.now()
    learnt: dict[str, Any] = {}
    if not look.unchanged:
        hub = look.hub or Hub("", "")
        hint = int(look.hint.total_seconds()) if look.hint else None
        learnt = {"hint": hint, "hub": hub.url, "topic": hub.topic}
    moved_to = _moved_to(before, look)
    after = replace(
        before,
        etag=look.validators.etag,
        last_modified=look.validators.last_modified,
        validators_url=look.validators.url,
        digest=look.validators.digest,
        feed_url=look.moved_to if _is_adopted(before, look) else look.url,
        moved_to=moved_to,
        moved_since=(before.moved_since if moved_to == before.moved_to else now) if moved_to else None,
        asked_at=now,
        answered_at=now,
        next_poll_at=_next_look(desk, before, learnt.get("hint", before.hint), now, look.ask_again_at),
        fault="",
        faults=0,
        fault_since=None,
        gone=False,
        **learnt,
    )
    return PollOutcome(before, after, _events_of(before, look))


def _is_adopted(before: SourceState, look: PollResult) -> bool:
    """Whether the next poll asks at once where the site says that its feed is from now on.

    Only within the site's own domain, for whoever controls a site for an hour could else keep it; and only at the first
    poll, or where it is another spelling of the same address. A site that by mistake sends its feed's readers to the
    feed of a category takes that back, which nobody would hear of who asks there. In any other case the old address is
    asked every time, and sends the bot on, as long as it does.
    """
    if not (look.moved_to and is_within_site(look.moved_to, before.url or look.url)):
        return False
    is_first = before.baseline_at is None
    return is_first or canonical_url(look.moved_to) == canonical_url(before.feed_url or look.url)


def _moved_to(before: SourceState, look: PollResult) -> str:
    """Where the site says that its feed is from now on, though that is not where it is asked; else ""."""
    return printable_url(look.moved_to) if look.moved_to and not _is_adopted(before, look) else ""


def _events_of(before: SourceState, look: PollResult) -> tuple[tuple[str, dict[str, object]], ...]:
    values: dict[str, object] = {"site": before.site, "feed": look.moved_to or look.url}
    if not before.feed_url:
        return (("site.feed_found", values),)
    is_told = _moved_to(before, look) == before.moved_to != ""
    return (("site.moved", values),) if look.moved_to and not is_told else ()


def _next_look(
    desk: Desk, state: SourceState, hint: int | None, now: datetime, ask_again_at: datetime | None
) -> datetime:
    """Within `watch.every` and `watch.slowest` by the site's habit, or later where the site asks for that.

    Within bounds: a rule for a server's pictures often makes its feed fresh for a year.
    """
    watch = desk.settings.watch
    gap = timedelta(seconds=state.usual_gap) if state.usual_gap else None
    stated = timedelta(seconds=hint) if hint and watch.hints else timedelta(0)
    fresh_until = min(ask_again_at or now, now + longest_fresh(watch.every, watch.slowest))
    return max(now + max(interval(watch.every, watch.slowest, gap, desk.chance()), stated), fresh_until)


def waits_as_asked(desk: Desk, state: SourceState) -> bool:
    """Whether the next poll comes later than the settings say, as the site's last answer has asked for."""
    watch = desk.settings.watch
    if state.next_poll_at is None or state.asked_at is None:
        return False
    gap = timedelta(seconds=state.usual_gap) if state.usual_gap else None
    longest = (
        after_faults(watch.every, state.faults, 1) if state.faults else interval(watch.every, watch.slowest, gap, 1)
    )
    return state.next_poll_at > state.asked_at + longest and not state.gone
