"""The command `bot queue`, which lists what waits to be posted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.actions import Action
from bot.cli.lines import INDENT, print_headline, print_paragraph
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
@account_option
@site_option
@json_option
@shared_options
def queue(account_names: tuple[str, ...], site: str, as_json: bool) -> None:
    """Show what waits in the outbox, and why.

    For each delivery: its ID, its status, its account, when it goes out, the first line of its post, and what holds it
    back. An ID stays the same for ever, and is what `bot approve`, `bot edit` and the others are told.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.desk.report.overview import queue as queued
    from bot.desk.report.overview import stranded

    settings = read_settings()
    accounts, site = accounts_named(settings, account_names), site_named(settings, site)
    with open_desk(settings) as desk:
        rows, now = queued(desk, accounts, site), desk.now()
        stranded_posts = () if account_names or site else stranded(desk)
    if as_json:
        print_json(documents.queue(rows, command_line))
        return
    for row in rows:
        _show(row, settings.timezone, now)
    print_paragraph(_summary(rows))
    for stranded_post in stranded_posts:
        print_paragraph(remedy(stranded_post))


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
