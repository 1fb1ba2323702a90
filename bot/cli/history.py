"""The command `bot history`, which lists the posts that were sent, or what was done."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from bot.cli.completing import ids_beginning
from bot.cli.garbage import collecting_no_garbage
from bot.cli.lines import print_headline, print_paragraph, truncated
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
from bot.show import as_json as documents

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from bot.outbox.rules.acts import Act
    from bot.outbox.rules.delivery import Delivery

_COLUMN = 7
"""Where the text begins that belongs to an act."""

THE_BOT = "bot"
"""What stands for the bot itself in --by."""


@click.command(short_help="Show what was posted, or what was done and by whom.")
@click.argument("delivery_id", metavar="[ID]", type=int, required=False, shell_complete=ids_beginning())
@click.option("--acts", "shows_acts", is_flag=True, help="What people and the bot have done, and not only the posts.")
@click.option("--today", is_flag=True, help="Only today's.")
@click.option("--days", type=click.IntRange(1, 366), help="Only those of so many days, of which today is the last.")
@click.option("--by", default="", metavar="NAME", help='With --acts: only what this person has done; "bot" is the bot.')
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@account_option
@site_option
@json_option
@shared_options
@collecting_no_garbage()
def history(
    delivery_id: int | None,
    shows_acts: bool,
    today: bool,
    days: int | None,
    by: str,
    limit: int,
    account_names: tuple[str, ...],
    site: str,
    as_json: bool,
) -> None:
    """Show what was posted, newest first.

    For each post: its ID, when it went out, on which account, its article, and its address; and where it has been
    deleted since, that and why.

    With --acts: what was done, newest first; with an ID, only to that delivery. Each line has the act's ID, which
    `bot undo` takes, when it was done, by whom, to which delivery or account, and what that has changed.
    """
    if not shows_acts and (by or delivery_id is not None):
        raise click.UsageError("say --acts too: an ID and --by narrow what was done, and not what was posted")
    settings = read_settings()
    names = [account.name for account in accounts_named(settings, account_names)] if account_names else []
    site = site_named(settings, site)
    with open_desk(settings) as desk:
        since = _first_moment(1 if today else days, desk.now(), settings.timezone)
        if not shows_acts:
            _show_posts(
                desk.outbox.latest_posted(limit, accounts=names, site=site, since=since),
                settings.timezone,
                as_json=as_json,
            )
            return
        if delivery_id is not None:
            from bot.desk.edit.selection import find_delivery

            find_delivery(desk, delivery_id)
        who = "" if by == THE_BOT else by or None
        acts = desk.acts.latest(limit, delivery_id=delivery_id, since=since, by=who, accounts=names, site=site)
    _show_acts(acts, settings.timezone, as_json=as_json)


def _first_moment(days: int | None, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the first of so many days began, of which today is the last."""
    if days is None:
        return None
    first = now.astimezone(zone).date() - timedelta(days=days - 1)
    return datetime(first.year, first.month, first.day, tzinfo=zone)


def _show_posts(deliveries: Sequence[Delivery], zone: ZoneInfo, *, as_json: bool) -> None:
    if as_json:
        print_json(documents.history(deliveries))
        return
    for delivery in deliveries:
        note = ", deleted" if delivery.is_deleted else ", edited" if delivery.edited else ""
        click.secho(f"{delivery.id:>4}  sent {clock_time(delivery.sent_at, zone)}  {delivery.account}{note}", bold=True)
        print_headline(delivery.sent_title or delivery.title)
        print_paragraph(delivery.permalink, indent=6)
        if delivery.is_deleted:
            print_paragraph(delivery.reason, indent=6)
    if not deliveries:
        click.echo("Nothing has been posted yet.")


def _show_acts(acts: Sequence[Act], zone: ZoneInfo, *, as_json: bool) -> None:
    if as_json:
        print_json(documents.acts(acts))
        return
    from bot.desk.report.act_text import act_text

    for act in acts:
        print_paragraph(
            f"{f'a{act.id}':>5}  {clock_time(act.at, zone)}  {act_text(act, _concerns(act), zone)}", hanging=_COLUMN
        )
        if act.title:
            click.echo(truncated(f"{act.account}: {act.title}" if act.account else act.title, prefix=" " * _COLUMN))
    if not acts:
        click.echo("Nothing is recorded.")


def _concerns(act: Act) -> str:
    """What the act was done to, as an editor names it."""
    if act.delivery is not None:
        return str(act.delivery)
    return act.account or "an article"
