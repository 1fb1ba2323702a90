"""A digest as a message. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.health.grouping import grouped
from bot.health.words import counted, listed, spoken
from bot.outbox.rules.states import AlertText
from bot.show.alert_text import Writer, paragraph

if TYPE_CHECKING:
    from bot.desk.alert.digest import Cost, Digest, NotPosted
    from bot.desk.report.waiting import Waiting
    from bot.outbox.rules.delivery import Delivery

_LINES = 50
"""So many things stand in one section; the rest is counted."""


def digest_text(digest: Digest, writer: Writer) -> AlertText:
    """The message that tells what happened, and how everything stands."""
    wrong = grouped(digest.health.findings)
    parts = (
        counted(len(digest.posted), "post", "posts"),
        *([f"{len(digest.waiting):,} waiting for you"] if digest.waiting else []),
        *([counted(len(wrong), "thing", "things") + " to look at"] if wrong else []),
    )
    length = spoken(digest.until - digest.since + timedelta(seconds=30))
    head = f"From {writer.time(digest.since)} to {writer.time(digest.until)}, {length}."
    if digest.sandbox:
        head += f" Posts went to the sandbox at {digest.sandbox}, not to the platforms."
    sections = (
        _section("What is wrong", [paragraph(finding, digest.until, writer) for finding in wrong], "Nothing."),
        _section("Posted", [_posted(delivery, writer) for delivery in digest.posted], "Nothing."),
        _section("Waits for a person", [_waiting(row) for row in digest.waiting]),
        _section("Coming", [_coming(row, writer) for row in digest.coming], "Nothing waits to go out."),
        _section("Not posted", list(_not_posted(digest.not_posted))),
        _section("Cost", list(map(_cost, digest.costs))),
    )
    return AlertText(
        subject=f"[bot] Digest: {', '.join(parts)}",
        body="\n\n".join((head, *filter(None, sections), writer.signature())),
    )


def _section(heading: str, items: Sequence[str], otherwise: str = "") -> str:
    if not items:
        return f"{heading.upper()}\n\n{otherwise}" if otherwise else ""
    more = [f"… and {len(items) - _LINES:,} more"] if len(items) > _LINES else []
    return "\n\n".join((heading.upper(), "\n".join((*items[:_LINES], *more))))


def _posted(delivery: Delivery, writer: Writer) -> str:
    at = f"{writer.time(delivery.sent_at)}  " if delivery.sent_at else ""
    return f"{at}{delivery.account}: {_line(delivery.sent_title or delivery.title)}\n    {delivery.permalink}"


def _waiting(row: Waiting) -> str:
    delivery = row.delivery
    return f"{delivery.id} on {delivery.account}, {delivery.status}: {_line(delivery.title)}\n    {_line(row.why)}"


def _coming(row: Waiting, writer: Writer) -> str:
    at = f"{writer.time(row.goes_out_at)}  " if row.goes_out_at else ""
    return f"{at}{row.delivery.account}: {_line(row.delivery.title)}"


def _not_posted(articles: Iterable[NotPosted]) -> Iterator[str]:
    """A line for each reason, with the titles that it holds for."""
    by_reason: dict[tuple[str, str], list[str]] = {}
    for article in articles:
        by_reason.setdefault((article.account, article.reason), []).append(f"“{_line(article.title)}”")
    for (account, reason), titles in by_reason.items():
        where = f" on {account}" if account else ""
        yield f"{counted(len(titles), 'article', 'articles')}{where}, {_line(reason)}: {listed(titles)}"


def _cost(cost: Cost) -> str:
    budget = f" of {cost.budget:.2f}" if cost.budget is not None else ""
    return f"{cost.account}: US dollars {cost.spent:.2f}; this month {cost.this_month:.2f}{budget}"


def _line(text: str) -> str:
    return " ".join(text.split())
