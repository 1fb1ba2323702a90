"""The commands `bot once`, which polls all sites once and posts, and `bot run`, which does so until it is stopped."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import TYPE_CHECKING

import click

from bot.cli.lines import INDENT, print_paragraph, truncated
from bot.cli.options import PARTLY_DONE, json_option, open_desk, print_json, read_settings, shared_options
from bot.cli.progress import showing_progress
from bot.show import as_json as documents

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.desk.deliver.once import Outcome
    from bot.desk.report.dry_run import DryRun


@click.command()
@click.option("--dry-run", is_flag=True, help="Ask every site, show what would be posted, and change nothing.")
@json_option
@shared_options
def once(dry_run: bool, as_json: bool) -> None:
    """Ask every site once, publish what is due, and end.

    Ends with 3 where a site or a delivery failed and the rest went on.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.desk.deliver import once as rounds
    from bot.desk.report import dry_run as dry_runs

    with (
        open_desk(read_settings(), level="info") as opened_desk,
        showing_progress(opened_desk, as_json=as_json) as desk,
    ):
        if dry_run:
            plan = dry_runs.dry_run(desk)
            print_json(documents.dry_run(plan)) if as_json else _show_dry_run(plan)
            partly = bool(plan.faults)
        else:
            _require_accounts(desk)
            outcome = rounds.once(desk)
            print_json(documents.outcome(outcome)) if as_json else _show_round(outcome)
            partly = outcome.partly
    if partly:
        click.get_current_context().exit(PARTLY_DONE)


@click.command()
@shared_options
def run() -> None:
    """Watch the sites and publish, until Ctrl-C or SIGTERM.

    What is in hand is finished then; a second signal ends it at once.
    """
    settings = read_settings()
    stop = stop_on_signals()
    with open_desk(settings, level="info", stop=stop.is_set) as desk:
        _require_accounts(desk)
        from bot.scheduler import Scheduler

        desk.announce(
            "run.started",
            sites=len(settings.sites),
            accounts=len(settings.accounts),
            **({"sandbox": settings.sandbox} if settings.sandbox else {}),
        )
        Scheduler(desk, stop).run()
        desk.announce("run.ended")


def stop_on_signals() -> threading.Event:
    """An event that the first SIGTERM or SIGINT sets; a second such signal ends the process at once."""
    stop = threading.Event()

    def finish(signal_number: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(signal_number, signal.SIG_DFL)

    signal.signal(signal.SIGTERM, finish)
    signal.signal(signal.SIGINT, finish)
    return stop


def _require_accounts(desk: Desk) -> None:
    """Raises SettingsError or TemplateError now, not when the first post is due."""
    from bot.desk.report.checking import require_accounts, require_templates

    require_templates(desk)
    require_accounts(desk)


def _show_round(outcome: Outcome) -> None:
    click.echo(
        f"{outcome.asked} sites asked, {outcome.new} new articles, {outcome.sent} posts sent, {outcome.waiting} waiting"
    )
    for fault in outcome.faults:
        click.echo(f"fault: {fault}", err=True)


def _show_dry_run(plan: DryRun) -> None:
    for fault in plan.faults:
        click.echo(f"fault: {fault}", err=True)
    for post in plan.posts:
        click.secho(f"── {post.account}: {post.when}", bold=True)
        click.echo(post.text)
        click.echo()
    for article in plan.not_posted:
        click.echo(truncated(f"not posted: {article.title}"))
        print_paragraph(article.reason, indent=INDENT)
    click.echo(f"{len(plan.posts)} posts would be queued; nothing was changed")
