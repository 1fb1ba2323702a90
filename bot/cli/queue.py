"""The command `bot queue`, which lists what waits to be posted."""

from __future__ import annotations

import click

from bot.cli.edit_files import name_left_texts
from bot.cli.garbage import collecting_no_garbage
from bot.cli.lines import print_paragraph
from bot.cli.options import (
    account_option,
    accounts_named,
    json_option,
    open_desk,
    print_json,
    read_settings,
    shared_options,
    site_named,
    site_option,
    warn_of_running_bot,
)
from bot.cli.spelling import command_line
from bot.cli.status import remedy
from bot.show import as_json as documents


@click.command()
@click.option("--today", is_flag=True, help="Only what goes out today.")
@click.option("--days", type=click.IntRange(1, 366), help="A calendar: what goes out in so many days, today's first.")
@click.option("-v", "--verbose", is_flag=True, help="Say of each post what holds it back, in lines of its own.")
@account_option
@site_option
@json_option
@shared_options
@collecting_no_garbage()
def queue(
    today: bool, days: int | None, verbose: bool, account_names: tuple[str, ...], site: str, as_json: bool
) -> None:
    """Show what waits in the outbox, when it goes out, and why.

    Each line is a post: its ID, its status, when it goes out, its account, and its first line. An ID never changes;
    `bot approve`, `bot edit` and the other commands take it.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.cli import queue_view as view
    from bot.desk.report.stranded import stranded
    from bot.desk.report.waiting import queue as queued

    settings = read_settings()
    accounts, site = accounts_named(settings, account_names), site_named(settings, site)
    number_of_days, zone = 1 if today else days, settings.timezone
    with open_desk(settings) as desk:
        all_rows, now = queued(desk, accounts, site), desk.now()
        if all_rows:
            warn_of_running_bot(desk)
        stranded_posts = () if account_names or site else stranded(desk)
    name_left_texts()
    rows = view.within_days(all_rows, number_of_days, zone, now) if number_of_days else all_rows
    if as_json:
        print_json(documents.queue(rows, command_line))
        return
    if verbose:
        view.show_details(rows, zone, now)
    elif days:
        view.show_calendar(rows, days, zone, now)
    else:
        view.show_lines(rows, zone, now)
    counts = view.summary_of_days(len(rows), len(all_rows), number_of_days) if number_of_days else view.summary(rows)
    print_paragraph(counts)
    for stranded_post in stranded_posts:
        print_paragraph(remedy(stranded_post))
