"""How `bot queue` shows what waits: a line for each post, several lines for each, or a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from bot.actions import Action
from bot.cli.lines import INDENT, print_headline, print_paragraph, truncated
from bot.cli.options import clock_time
from bot.cli.spelling import advice, with_advice
from bot.id_ranges import in_ranges

if TYPE_CHECKING:
    from bot.desk.report.waiting import Waiting


def within_days(rows: Sequence[Waiting], days: int, zone: ZoneInfo, now: datetime) -> list[Waiting]:
    """Those of the rows that go out within so many days, of which today is the first. Pure."""
    last = now.astimezone(zone).date() + timedelta(days=days - 1)
    return [row for row in rows if row.goes_out_at and row.goes_out_at.astimezone(zone).date() <= last]


def show_lines(rows: Sequence[Waiting], zone: ZoneInfo, now: datetime) -> None:
    """A line for each post; below them, once each, what a person should know of some."""
    width = max((len(row.delivery.account) for row in rows), default=0)
    for row in rows:
        delivery = row.delivery
        at = clock_time(row.goes_out_at, zone) if row.goes_out_at and row.goes_out_at > now else ""
        when = at or ("now" if row.goes_out_at else "")
        prefix = f"{delivery.id:>4}  {delivery.status:<7}  {when:<16}  {delivery.account:<{width}}  "
        click.echo(truncated(("edited: " if delivery.edited else "") + row.first_line, prefix=prefix))
    for note, ids in _notes(rows).items():
        print_paragraph(f"{', '.join(in_ranges(ids))}: {note}", hanging=INDENT)


def show_calendar(rows: Sequence[Waiting], days: int, zone: ZoneInfo, now: datetime) -> None:
    """A heading for each day, and a line below it for each post."""
    first = now.astimezone(zone).date()
    for day in (first + timedelta(days=number) for number in range(days)):
        click.secho(f"{day:%A} {day}", bold=True)
        of_day = [row for row in rows if row.goes_out_at and max(row.goes_out_at, now).astimezone(zone).date() == day]
        for row in of_day:
            at = max(row.goes_out_at or now, now).astimezone(zone)
            prefix = f"{' ' * INDENT}{at:%H:%M}  {row.delivery.id:>4}  {row.delivery.account}  "
            click.echo(truncated(row.first_line, prefix=prefix))
        if not of_day:
            click.echo(f"{' ' * INDENT}nothing")


def show_details(rows: Sequence[Waiting], zone: ZoneInfo, now: datetime) -> None:
    """Some lines for each post, with what holds it back and what an editor should do."""
    for row in rows:
        delivery = row.delivery
        edited = ", edited" if delivery.edited else ""
        click.secho(f"{delivery.id:>4}  {delivery.status:<7}  {delivery.account}{edited}", bold=True, nl=False)
        click.echo(f"  {_when(row, zone, now)}".rstrip())
        print_headline(row.first_line)
        print_paragraph(with_advice(row.why, _wanted_actions(row)), indent=INDENT)


def summary_of_days(shown: int, of_all: int, days: int) -> str:
    """How many posts go out in so many days, and how many others there are. Pure."""
    span = "today" if days == 1 else f"in {days} days"
    others = f"; {of_all - shown} more wait for a person or for another day: `bot queue`" if of_all > shown else ""
    return f"{shown or 'Nothing'} {'goes' if shown <= 1 else 'go'} out {span}{others}."


def summary(rows: Sequence[Waiting]) -> str:
    """How many posts wait, and the commands for those that need a person. Pure."""
    if not rows:
        return "Nothing waits."
    statuses = [str(row.delivery.status) for row in rows]
    lines = [f"{len(rows)} posts" if len(rows) > 1 else "1 post"]
    for status, help_text in _REMEDIES.items():
        if count := statuses.count(status):
            lines.append(f"{count} {status}: {help_text}")
    return "\n".join(lines)


def _notes(rows: Sequence[Waiting]) -> dict[str, list[int]]:
    """Why posts do not go out by themselves, and what is to be done about their texts; each with the IDs."""
    notes: dict[str, list[int]] = {}
    for row in rows:
        if row.goes_out_at is None or row.delivery.is_outdated:
            actions = _wanted_actions(row) if row.delivery.is_outdated else ()
            notes.setdefault(with_advice(row.why, actions), []).append(row.delivery.id)
    return notes


def _wanted_actions(row: Waiting) -> Sequence[Action]:
    """What the post wants an editor to do; nothing where it can go out as it is."""
    if row.delivery.is_outdated:
        return [action for action in row.actions if action.name == "edit"]
    return row.actions if row.delivery.needs_editor else ()


def _when(row: Waiting, zone: ZoneInfo, now: datetime) -> str:
    if row.goes_out_at is None:
        return ""
    at = clock_time(row.goes_out_at, zone)
    if row.delivery.status == "unsure":
        return f"is looked for {at}"
    return f"goes out {at}" if row.goes_out_at > now else f"due since {at}"


_REMEDIES = {
    "held": advice((Action("approve"), Action("edit"), Action("skip"))),
    "unsure": f"{advice([Action('resolve')])}, if the bot has not by then",
    "failed": advice((Action("edit"), Action("retry"), Action("skip"))),
}
"""For each status in which a post needs a person: the commands that help."""
