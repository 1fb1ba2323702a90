"""Findings as a message: what happened, since when, what it means for the posts, and the command that helps. Pure."""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from bot.alerts import Message
from bot.health import Finding, Severity
from bot.health.alerting import News, kind_of
from bot.health.grouping import MANY, grouped, spoken_together
from bot.health.words import counted, listed, spoken
from bot.outbox.rules.states import AlertText, FindingState
from bot.show import as_json

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.actions import Action

_SUBJECT = 110
"""Characters, of what stands in a subject."""

_IN_JSON = 100
"""So many findings stand in a message for programs; they are in `findings`, each by itself."""

MERGED = 20
"""So many messages that an address has not taken are sent as one; the earlier ones are only counted."""

_RULE = "\n\n" + "-" * 60 + "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """What all messages of a bot have in common."""

    zone: ZoneInfo
    """Of the times in them."""
    spell: Callable[[Action], str]
    """How an action is written, such as the command for it."""
    sites: tuple[str, ...]
    """Names of the sites, by which a reader knows which bot writes."""
    host: str
    """The name of the machine."""

    def time(self, at: datetime) -> str:
        """The time as the newsroom's clock shows it."""
        return f"{at.astimezone(self.zone):%Y-%m-%d %H:%M}"

    def signature(self) -> str:
        """The last lines of every message."""
        return f"-- \nThe bot of {listed(self.sites)}, on {self.host}. Times are those of {self.zone.key}."


def alert_text(news: News, now: datetime, writer: Writer) -> AlertText:
    """The message that tells the news."""
    begun, lasting = grouped(news.begun), grouped(news.lasting)
    ended = list(_ended_lines(news.ended, writer))
    sections = [
        *(
            _section(severity.capitalize(), [paragraph(finding, now, writer) for finding in begun_of])
            for severity in Severity
            if (begun_of := [finding for finding in begun if finding.severity is severity])
        ),
        _section("Still so", [paragraph(finding, now, writer) for finding in lasting]),
        _section("Over", ended),
    ]
    return AlertText(
        subject=f"[bot] {_subject(begun, lasting, news.ended, len(ended))}",
        body="\n\n".join((*filter(None, sections), writer.signature())),
        findings=tuple(_documents(news, writer))[:_IN_JSON],
    )


def trial_text(writer: Writer) -> AlertText:
    """The message that shows whether an address works."""
    return AlertText(
        subject="[bot] A test: alerts arrive here",
        body="Nothing is wrong. Somebody has asked the bot to send one alert to each of its addresses.\n\n"
        + writer.signature(),
    )


def message_of(alerts: Sequence[tuple[AlertText, datetime]], mark: str, writer: Writer) -> Message:
    """One message of all that an address is to get, the oldest first, each with the time at which it was written.

    `mark` is unlike that of any other messages, and the same when these are sent again.
    """
    identity = hashlib.sha256(mark.encode()).hexdigest()[:24]
    text, _ = alerts[-1]
    if len(alerts) == 1:
        return Message(id=identity, subject=text.subject, body=text.body, findings=text.findings)
    latest = alerts[-MERGED:]
    left_out = len(alerts) - len(latest)
    head = f"{counted(len(alerts), 'message', 'messages')} that could not be sent before, the oldest first"
    head += f"; the first {left_out:,} are left out." if left_out else "."
    parts = (f"{writer.time(written_at)}  {earlier.subject}\n\n{earlier.body}" for earlier, written_at in latest)
    return Message(
        id=identity,
        subject=f"{text.subject} (and {len(alerts) - 1} before)",
        body=_RULE.join((head, *parts)),
        findings=tuple(chain.from_iterable(earlier.findings for earlier, _ in latest)),
    )


def _subject(begun: Sequence[Finding], lasting: Sequence[Finding], ended: Sequence[FindingState], over: int) -> str:
    if begun:
        text = f"{begun[0].severity.capitalize()}: {begun[0].what}"
    elif lasting:
        text = f"Still so: {lasting[0].what}"
    else:
        text = f"Over: {ended[0].what}"
    others = len(begun) + len(lasting) + over - 1
    more = f" (and {others} more)" if others else ""
    return textwrap.shorten(" ".join(text.split()), _SUBJECT, placeholder="…") + more


def _section(heading: str, paragraphs: Sequence[str]) -> str:
    return "\n\n".join((heading.upper(), *paragraphs)) if paragraphs else ""


def paragraph(finding: Finding, now: datetime, writer: Writer) -> str:
    """What is the case, since when, what follows, what to do, and the command that helps best, each on a line."""
    return "\n".join(
        (
            _sentence(finding.what),
            *([f"  Since {writer.time(finding.since)}, {spoken(now - finding.since)} ago."] if finding.since else []),
            *([f"  Until {writer.time(finding.until)}."] if finding.until else []),
            f"  {_sentence(_capitalised(finding.follows))}",
            f"  {_sentence(_capitalised(finding.remedy))}",
            *(f"      {writer.spell(action)}" for action in finding.actions[:1]),
        )
    )


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _sentence(words: str) -> str:
    """The words with a full stop. What begins with the name of an account or site is not capitalised."""
    text = " ".join(words.split())
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _ended_lines(ended: Iterable[FindingState], writer: Writer) -> Iterator[str]:
    by_kind: dict[str, list[FindingState]] = {}
    for state in ended:
        by_kind.setdefault(kind_of(state.key), []).append(state)
    for kind, states in by_kind.items():
        if len(states) < MANY:
            yield from (_over(state.what, [state], writer) for state in states)
        else:
            subjects = [state.key.partition(" ")[2] for state in states]
            yield _over(spoken_together(kind, subjects), states, writer)


def _over(what: str, states: Sequence[FindingState], writer: Writer) -> str:
    began_at = min(state.began_at for state in states)
    ended_at = max(state.ended_at or state.began_at for state in states)
    return f"{_sentence(what)}\n  Noticed {writer.time(began_at)}, over {writer.time(ended_at)}."


def _documents(news: News, writer: Writer) -> Iterator[dict[str, Any]]:
    for status, findings in (("begun", news.begun), ("lasts", news.lasting)):
        for finding in findings:
            document = as_json.judged(finding, writer.spell)
            times = {"since": finding.since, "until": finding.until}
            yield {"status": status, **document, **{name: at and at.isoformat() for name, at in times.items()}}
    for state in news.ended:
        yield {
            "status": "ended",
            "kind": kind_of(state.key),
            "subject": state.key.partition(" ")[2],
            "severity": state.severity,
            "since": state.began_at.isoformat(),
            "until": state.ended_at and state.ended_at.isoformat(),
            "what": state.what,
        }
