"""Findings about sites: those that cannot be read, have moved, or have gone silent. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.actions import Action
from bot.health.facts import Facts, FeedFacts
from bot.health.finding import Finding, Severity
from bot.health.words import spoken

FAILS_LONG = timedelta(minutes=30)
"""A site that cannot be read for so long,"""
FAILS_OFTEN = 3
"""and so many times in a row, is no passing trouble."""

TOGETHER = 3
"""From so many sites on, it is one trouble that all of them fail."""


def findings(facts: Facts) -> Iterator[Finding]:
    """What is wrong with the sites."""
    failing = [feed for feed in facts.feeds if _fails(feed, facts)]
    if len(failing) == len(facts.feeds) >= TOGETHER:
        yield _all_fail(failing)
    else:
        yield from map(_failing, failing)
    for feed in facts.feeds:
        if feed.is_gone:
            yield Finding(
                kind="site-gone",
                subject=feed.name,
                severity=Severity.PERSON,
                since=feed.fault_since,
                what=f"{feed.name} says that its feed is gone for good",
                follows="its new articles are not posted",
                remedy="write the feed's new address into bot.toml, or take the site out",
                actions=(Action("check"),),
            )
        if feed.moved_to:
            yield Finding(
                kind="site-moved",
                subject=feed.name,
                severity=Severity.NOTE,
                since=feed.moved_at,
                what=f"{feed.name} sends whoever asks for its feed to another address: {feed.moved_to}",
                follows="what that shows is posted, as long as the old address sends the bot on",
                remedy="if that is the feed that the newsroom means, write the new address into bot.toml",
            )
        if feed.silent_since and not feed.fault:
            usual = f"; it usually publishes about every {spoken(feed.usual_gap)}" if feed.usual_gap else ""
            yield Finding(
                kind="site-silent",
                subject=feed.name,
                severity=Severity.PERSON,
                since=feed.silent_since,
                what=f"{feed.name} has published nothing for {spoken(facts.now - feed.silent_since)}{usual}",
                follows="nothing of it is posted",
                remedy="see whether its feed is still the one that the newsroom fills",
                actions=(Action("audit"),),
            )


def _fails(feed: FeedFacts, facts: Facts) -> bool:
    since = feed.fault_since
    is_long = since is not None and facts.now - since >= FAILS_LONG
    return bool(feed.fault) and not feed.is_gone and feed.faults >= FAILS_OFTEN and is_long


def _failing(feed: FeedFacts) -> Finding:
    return Finding(
        kind="site-failing",
        subject=feed.name,
        severity=Severity.PERSON,
        since=feed.fault_since,
        what=f"{feed.name} could not be read {feed.faults} times in a row: {feed.fault}",
        follows="its new articles are not found, and what waits of it does not go out unchecked",
        remedy="open the address in a browser; if the site is well there, its host may refuse the bot",
        actions=(Action("once"),),
    )


def _all_fail(failing: Sequence[FeedFacts]) -> Finding:
    first = min(failing, key=lambda feed: feed.fault_since or feed.asked_at)  # type: ignore[arg-type,return-value]
    return Finding(
        kind="site-failing",
        severity=Severity.BROKEN,
        since=first.fault_since,
        what=f"none of the {len(failing)} sites can be read; {first.name}: {first.fault}",
        follows="no new article is found",
        remedy="see whether this machine reaches the internet, and through which proxy",
        actions=(Action("once"),),
    )
