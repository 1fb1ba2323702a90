"""bot once, bot run"""

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
    from bot.desk.deliver import once as rounds
    from bot.desk.report import dry_run as dry_runs

    with open_desk(read_settings(), level="info") as quiet, showing_progress(quiet, as_json=as_json) as desk:
        if dry_run:
            would = dry_runs.dry_run(desk)
            print_json(documents.dry_run(would)) if as_json else _show_dry_run(would)
            partly = bool(would.faults)
        else:
            _require_accounts(desk)
            did = rounds.once(desk)
            print_json(documents.outcome(did)) if as_json else _show_round(did)
            partly = did.partly
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
    """An event that the first SIGTERM or SIGINT sets; the second ends the process at once."""
    stop = threading.Event()

    def finish(number: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    signal.signal(signal.SIGTERM, finish)
    signal.signal(signal.SIGINT, finish)
    return stop


def _require_accounts(desk: Desk) -> None:
    """A missing secret is told at once, not when the first post is due."""
    from bot.desk.report.checking import require_accounts, require_templates

    require_templates(desk)
    require_accounts(desk)


def _show_round(did: Outcome) -> None:
    click.echo(f"{did.asked} sites asked, {did.new} new articles, {did.sent} posts sent, {did.waiting} waiting")
    for fault in did.faults:
        click.echo(f"fault: {fault}", err=True)


def _show_dry_run(would: DryRun) -> None:
    for fault in would.faults:
        click.echo(f"fault: {fault}", err=True)
    for one in would.posts:
        click.secho(f"── {one.account}: {one.when}", bold=True)
        click.echo(one.text)
        click.echo()
    for left_out in would.not_posted:
        click.echo(truncated(f"not posted: {left_out.title}"))
        print_paragraph(left_out.reason, indent=INDENT)
    click.echo(f"{len(would.posts)} posts would be queued; nothing was changed")
