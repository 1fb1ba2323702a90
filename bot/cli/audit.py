"""The command `bot audit`, which lists articles that were neither posted nor have a reason why not."""

from __future__ import annotations

import click

from bot.cli.lines import INDENT, print_headline, print_paragraph
from bot.cli.options import clock_time, json_option, open_desk, print_json, read_settings, shared_options
from bot.cli.progress import showing_progress
from bot.cli.spelling import command_line, with_advice
from bot.show import as_json as documents

INCOMPLETE = 3
"""The exit code if an article is unexplained, or a site could not be read."""


@click.command(short_help="List the articles that were missed.")
@click.option("--days", type=click.IntRange(min=1), default=7, show_default=True, help="How far back to look.")
@json_option
@shared_options
def audit(days: int, as_json: bool) -> None:
    """Ask every site what it has published, and list the articles that were missed: neither posted nor
    left out for a reason.

    Exits with 3 if there are any, or if a site could not be asked.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.desk.report import audit as auditing

    settings = read_settings()
    with open_desk(settings) as desk, showing_progress(desk, as_json=as_json) as watched:
        report = auditing.audit(watched, days=days)
    if as_json:
        print_json(documents.audit(report, command_line))
    else:
        for article in report.unexplained:
            click.secho(f"{article.site}  {clock_time(article.published, settings.timezone)}".rstrip(), bold=True)
            print_headline(article.title)
            print_paragraph(f"{article.link}\n{with_advice(article.what, article.actions)}", indent=INDENT)
        pending = f", {report.not_looked_at} of them since the last look" if report.not_looked_at else ""
        click.echo(
            f"{report.articles} articles of the last {days} days{pending}; {len(report.unexplained)} unexplained"
        )
    for fault in report.faults:
        click.echo(f"fault: {fault}", err=True)
    if report.unexplained or report.faults:
        click.get_current_context().exit(INCOMPLETE)
