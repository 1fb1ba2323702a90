"""The command `bot check`, which lists the faults of settings, secrets and templates without using the network."""

from __future__ import annotations

import os

import click

from bot.cli.doctor import examine_everything
from bot.cli.options import config_path, json_option, print_json, read_settings, shared_options
from bot.show import as_json as documents


@click.command(short_help="List every fault in the settings, secrets and templates.")
@click.option("--online", is_flag=True, help="Check the accounts and sites too, as `bot doctor` does.")
@json_option
@shared_options
def check(online: bool, as_json: bool) -> None:
    """Read the settings, secrets and templates, and list every fault. Uses no network, except with --online."""
    if online:
        examine_everything(as_json=as_json)
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.desk.report.checking import check_everything
    from bot.wiring import utc_now

    findings = check_everything(read_settings(), os.environ, utc_now())
    if as_json:
        print_json(documents.findings(findings))
    else:
        for fault in findings.faults:
            click.echo(f"fault: {fault}", err=True)
        for warning in findings.warnings:
            click.echo(f"warning: {warning}", err=True)
        if not findings.faults:
            click.echo(f"{config_path()}: {findings.summary}")
    if findings.faults:
        click.get_current_context().exit(2)
