"""What `bot` without a command shows: the state of all accounts and sites, and up to three next steps."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from bot.cli.garbage import collecting_no_garbage
from bot.cli.lines import INDENT, print_paragraph
from bot.cli.options import DEFAULT_CONFIG, config_path, open_desk, read_settings
from bot.cli.spelling import command_line
from bot.cli.status import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.desk.report.next_steps import Step


@collecting_no_garbage()
def show_home() -> None:
    """Print the state and the next steps; only the first steps if there is no bot.toml yet.

    Raises SettingsError if bot.toml has faults.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.cli.findings import print_health
    from bot.desk.report.health import health as judged
    from bot.desk.report.next_steps import first_steps, next_steps
    from bot.desk.report.overview import overview
    from bot.settings import missing_secrets

    if config_path() == DEFAULT_CONFIG and not config_path().exists():
        click.echo("There is no bot.toml here yet.\n")
        _show(first_steps())
        return
    settings = read_settings()
    with open_desk(settings) as desk:
        report = overview(desk)
        health = judged(desk, missing_secrets=missing_secrets(settings, os.environ))
    print_health(health, settings.timezone)
    click.echo()
    show(report, settings.timezone)
    click.echo()
    _show(next_steps(health, was_polled=any(site.asked_at for site in report.sites)))


def _show(steps: Sequence[Step]) -> None:
    click.secho("Next", bold=True)
    for step in steps:
        click.echo(f"  {command_line(step.action)}")
        print_paragraph(step.why, indent=INDENT)
    click.echo("\n`bot --help` lists all commands.")
