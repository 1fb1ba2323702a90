"""bot audit"""

from __future__ import annotations

import click

from bot.cli.lines import INDENT, print_headline, print_paragraph
from bot.cli.options import clock_time, json_option, open_desk, print_json, read_settings, shared_options
from bot.cli.progress import showing_progress
from bot.cli.spelling import command_line, with_advice
from bot.show import as_json as documents

FOUND_SOME = 3


@click.command(short_help="List what has neither been posted nor has a reason.")
@click.option("--days", type=click.IntRange(min=1), default=7, show_default=True, help="How far back to look.")
@json_option
@shared_options
def audit(days: int, as_json: bool) -> None:
    """Ask every site what it has published, and list what has neither been posted nor has a reason.

    Ends with 3 where there is any, or where a site could not be asked.
    """
    from bot.desk.report import audit as auditing

    settings = read_settings()
    with open_desk(settings) as desk, showing_progress(desk, as_json=as_json) as watched:
        found = auditing.audit(watched, days=days)
    if as_json:
        print_json(documents.audit(found, command_line))
    else:
        for one in found.unexplained:
            click.secho(f"{one.site}  {clock_time(one.published, settings.timezone)}".rstrip(), bold=True)
            print_headline(one.title)
            print_paragraph(f"{one.link}\n{with_advice(one.what, one.actions)}", indent=INDENT)
        pending = f", {found.not_looked_at} of them since the last look" if found.not_looked_at else ""
        click.echo(f"{found.articles} articles of the last {days} days{pending}; {len(found.unexplained)} unexplained")
    for fault in found.faults:
        click.echo(f"fault: {fault}", err=True)
    if found.unexplained or found.faults:
        click.get_current_context().exit(FOUND_SOME)
