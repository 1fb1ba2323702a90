"""The command `bot queue`, which lists what waits to be posted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from bot.actions import Action
from bot.cli.lines import INDENT, print_headline, print_paragraph, truncated
from bot.cli.options import (
    account_option,
    accounts_named,
    clock_time,
    json_option,
    open_desk,
    print_json,
    read_settings,
    shared_options,
    site_named,
    site_option,
    warn_of_running_bot,
)
from bot.cli.spelling import advice, command_line, with_advice
from bot.cli.status import remedy
from bot.show import as_json as documents

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.desk.report.overview import Waiting


@click.command()
@click.option("--today", is_flag=True, help="Only what goes out today.")
@click.option("--days", type=click.IntRange(1, 366), help="A calendar: what goes out in so many days, today's first.")
@click.option("-v", "--verbose", is_flag=True, help="Say of each post what holds it back, in lines of its own.")
@account_option
@site_option
@json_option
@shared_options
def queue(
    today: bool, days: int | None, verbose: bool, account_names: tuple[str, ...], site: str, as_json: bool
) -> None:
    """Show what waits in the outbox, when it goes out, and why.

    Each line is a post: its ID, its status, when it goes out, its account, and its first line. An ID never changes;
    `bot approve`, `bot edit` and the other commands take it.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.desk.report.overview import queue as queued
    from bot.desk.report.overview import stranded

    settings = read_settings()
    accounts, site = accounts_named(settings, account_names), site_named(settings, site)
    number_of_days = 1 if today else days
    with open_desk(settings) as desk:
        rows, now = queued(desk, accounts, site), desk.now()
        if rows:
            warn_of_running_bot(desk)
        stranded_posts = () if account_names or site else stranded(desk)
    of_all = len(rows)
    if number_of_days:
        rows = _within_days(rows, number_of_days, settings.timezone, now)
    if as_json:
        print_json(documents.queue(rows, command_line))
        return
    if days and not verbose:
        _show_calendar(rows, days, settings.timezone, now)
    elif verbose:
        for row in rows:
            _show(row, settings.timezone, now)
    else:
        _show_lines(rows, settings.timezone, now)
    if number_of_days:
        print_paragraph(_summary_of_days(len(rows), of_all, number_of_days))
    else:
        print_paragraph(_summary(rows))
    for stranded_post in stranded_posts:
        print_paragraph(remedy(stranded_post))


def _within_days(rows: Sequence[Waiting], days: int, zone: ZoneInfo, now: datetime) -> list[Waiting]:
    """Those of the rows that go out within so many days, of which today is the first."""
    last = now.astimezone(zone).date() + timedelta(days=days - 1)
    return [row for row in rows if row.goes_out_at and row.goes_out_at.astimezone(zone).date() <= last]


def _show_lines(rows: Sequence[Waiting], zone: ZoneInfo, now: datetime) -> None:
    """A line for each post; below them, once each, the reasons why posts do not go out by themselves."""
    width = max((len(row.delivery.account) for row in rows), default=0)
    reasons: dict[str, list[int]] = {}
    for row in rows:
        delivery = row.delivery
        at = clock_time(row.goes_out_at, zone) if row.goes_out_at and row.goes_out_at > now else ""
        when = at or ("now" if row.goes_out_at else "")
        prefix = f"{delivery.id:>4}  {delivery.status:<7}  {when:<16}  {delivery.account:<{width}}  "
        click.echo(truncated(("edited: " if delivery.edited else "") + row.first_line, prefix=prefix))
        if row.goes_out_at is None:
            reasons.setdefault(row.why, []).append(delivery.id)
    for reason, ids in reasons.items():
        print_paragraph(f"{', '.join(map(str, ids))}: {reason}", hanging=INDENT)


def _show_calendar(rows: Sequence[Waiting], days: int, zone: ZoneInfo, now: datetime) -> None:
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


def _show(row: Waiting, zone: ZoneInfo, now: datetime) -> None:
    delivery = row.delivery
    edited = ", edited" if delivery.edited else ""
    click.secho(f"{delivery.id:>4}  {delivery.status:<7}  {delivery.account}{edited}", bold=True, nl=False)
    click.echo(f"  {_when(row, zone, now)}".rstrip())
    print_headline(row.first_line)
    print_paragraph(with_advice(row.why, row.actions if delivery.needs_editor else ()), indent=INDENT)


def _when(row: Waiting, zone: ZoneInfo, now: datetime) -> str:
    if row.goes_out_at is None:
        return ""
    at = clock_time(row.goes_out_at, zone)
    if row.delivery.status == "unsure":
        return f"is looked for {at}"
    return f"goes out {at}" if row.goes_out_at > now else f"due since {at}"


def _summary_of_days(shown: int, of_all: int, days: int) -> str:
    """How many posts go out in so many days, and how many others there are."""
    span = "today" if days == 1 else f"in {days} days"
    others = f"; {of_all - shown} more wait for a person or for another day: `bot queue`" if of_all > shown else ""
    return f"{shown or 'Nothing'} {'goes' if shown <= 1 else 'go'} out {span}{others}."


def _summary(rows: Sequence[Waiting]) -> str:
    """How many posts wait, and the commands for those that need a person."""
    if not rows:
        return "Nothing waits."
    statuses = [str(row.delivery.status) for row in rows]
    lines = [f"{len(rows)} posts" if len(rows) > 1 else "1 post"]
    for status, help_text in _REMEDIES.items():
        if count := statuses.count(status):
            lines.append(f"{count} {status}: {help_text}")
    return "\n".join(lines)


_REMEDIES = {
    "held": advice((Action("approve"), Action("edit"), Action("skip"))),
    "unsure": f"{advice([Action('resolve')])}, if the bot has not by then",
    "failed": advice((Action("edit"), Action("retry"), Action("skip"))),
}
"""For each status in which a post needs a person: the commands that help."""
