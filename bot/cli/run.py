"""The commands `bot once`, which polls all sites once and posts, and `bot run`, which does so until it is stopped."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from types import FrameType
from typing import TYPE_CHECKING, NamedTuple

import click

from bot.cli.lines import INDENT, print_paragraph, truncated
from bot.cli.options import (
    PARTLY_DONE,
    json_option,
    log_to_stderr,
    open_desk,
    print_json,
    read_settings,
    shared_options,
)
from bot.cli.progress import showing_progress
from bot.cli.spelling import error_text
from bot.errors import BotError
from bot.show import as_json as documents

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.desk.deliver.once import Outcome
    from bot.desk.report.dry_run import DryRun
    from bot.monitoring.counts import EventCounts
    from bot.monitoring.ping import State
    from bot.monitoring.supervisor import Supervisor
    from bot.settings import Settings


AGAIN_AFTER_SECONDS = 5
"""Before a bot that could not go on with changed settings tries again."""


@click.command()
@click.option("--dry-run", is_flag=True, help="Poll every site, show what would be posted, and change nothing.")
@json_option
@shared_options
def once(dry_run: bool, as_json: bool) -> None:
    """Poll every site once, publish what is due, and exit.

    Exits with 3 if a site or a delivery failed, or an account is halted, and the rest went on.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.desk.alert.news import tell
    from bot.desk.deliver import once as rounds
    from bot.desk.report import dry_run as dry_runs
    from bot.settings import missing_secrets

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
            outcome = _round_with_pings(desk, rounds.once)
            # Nobody judges again within minutes, so nothing is gathered for longer than this round.
            missing = missing_secrets(desk.settings, os.environ)
            tell(desk, missing_secrets=missing, gathered_for=timedelta(0))
            print_json(documents.outcome(outcome)) if as_json else _show_round(outcome)
            partly = outcome.partly
    if partly:
        click.get_current_context().exit(PARTLY_DONE)


def _round_with_pings(desk: Desk, once: Callable[[Desk], Outcome]) -> Outcome:
    """Do one round of everything, and tell whoever watches from outside when it begins and how it has ended."""
    _ping(desk, "start")
    try:
        outcome = once(desk)
    except BotError as exc:
        _ping(desk, "fail", str(exc))
        raise
    all_failed = bool(outcome.asked) and len(outcome.faults) >= outcome.asked
    _ping(desk, "fail" if all_failed else "success", "; ".join(outcome.faults))
    return outcome


def _ping(desk: Desk, state: State, message: str = "") -> None:
    from bot.monitoring.ping import send_ping

    if desk.settings.health.ping and (fault := send_ping(desk.settings.health.ping, state, message)):
        desk.announce("ping.fault", fault=fault)


@click.command()
@shared_options
def run() -> None:
    """Watch the sites and publish, until Ctrl-C or SIGTERM.

    Work in progress is finished first; a second signal ends it at once.
    """
    from bot.monitoring.counts import EventCounts
    from bot.monitoring.supervisor import Supervisor

    stop, outside = stop_on_signals(), Outside(Supervisor(), EventCounts())
    settings = _run_until_changed(read_settings(), stop, outside)
    while settings:
        stop.begin_again()
        try:
            settings = _run_until_changed(settings, stop, outside)
        except BotError as exc:
            # They were well a moment ago: a file is being changed, or the database is away just now. The bot does not
            # end for it, since nobody may be there to start it again.
            click.echo(f"bot: {error_text(exc)}", err=True)
            stop.wait(AGAIN_AFTER_SECONDS)


class Outside(NamedTuple):
    """What sees from outside how a running bot is doing, whichever settings it has."""

    supervisor: Supervisor
    counts: EventCounts


def _run_until_changed(settings: Settings, stop: StopEvent, outside: Outside) -> Settings | None:
    """Watch and publish until `stop` is set; return the settings to go on with, or None to end."""
    from bot.cli.endpoint import health_endpoint
    from bot.desk.reload import SettingsOnDisk
    from bot.scheduler import Scheduler

    on_disk = SettingsOnDisk(settings, os.environ)
    announce = outside.counts.counting(log_to_stderr(settings, "info"))
    with open_desk(settings, announce, stop=stop.is_set) as desk, health_endpoint(desk, outside.counts):
        _require_accounts(desk)
        desk.announce(
            "run.started",
            sites=len(settings.sites),
            accounts=len(settings.accounts),
            **({"sandbox": settings.sandbox} if settings.sandbox else {}),
        )
        changed = Scheduler(desk, stop, on_disk, outside.supervisor).run()
        if changed is None:
            desk.announce("run.ended")
        return changed


class StopEvent(threading.Event):
    """Set when the work is to end, by a signal or because the settings have changed."""

    by_signal = False
    """Whether a signal has set it, so that the program is to end too."""

    def begin_again(self) -> None:
        """Let the work go on with other settings, unless the program is to end."""
        self.clear()
        if self.by_signal:
            self.set()


def stop_on_signals() -> StopEvent:
    """An event that the first SIGTERM or SIGINT sets; a second such signal ends the process at once."""
    stop = StopEvent()

    def finish(signal_number: int, _frame: FrameType | None) -> None:
        stop.by_signal = True
        stop.set()
        signal.signal(signal_number, signal.SIG_DFL)

    if hasattr(signal, "SIGHUP") and not sys.stdin.isatty():
        # `systemctl reload`: changed settings are noticed by themselves. On a terminal it means that this is closed.
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
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
    for fault in (*outcome.faults, *outcome.halted):
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
