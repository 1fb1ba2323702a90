"""bot check"""

from __future__ import annotations

import os

import click

from bot.cli.options import config_path, json_option, print_json, read_settings, shared_options
from bot.show import as_json as documents


@click.command(short_help="Name every fault of settings, secrets and templates.")
@json_option
@shared_options
def check(as_json: bool) -> None:
    """Read the settings, secrets and templates, and name every fault. Touches no network."""
    from bot.desk.report.checking import check_everything

    found = check_everything(read_settings(), os.environ)
    if as_json:
        print_json(documents.findings(found))
    else:
        for fault in found.faults:
            click.echo(f"fault: {fault}", err=True)
        for warning in found.warnings:
            click.echo(f"warning: {warning}", err=True)
        if not found.faults:
            click.echo(f"{config_path()}: {found.summary}")
    if found.faults:
        click.get_current_context().exit(2)
