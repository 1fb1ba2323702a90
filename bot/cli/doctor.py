"""The command `bot doctor`, which asks every account and every site how it is."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import click

from bot.cli.lines import INDENT, print_paragraph
from bot.cli.options import json_option, open_desk, print_json, read_settings, shared_options
from bot.cli.spelling import advice, command_line
from bot.show import as_json as documents

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from bot.desk.report.doctor import Diagnosis, Result
    from bot.settings import Account, Settings


@click.command(short_help="Check every account and site, and say what would fail.")
@click.option("--probe", is_flag=True, help="Try too whether accounts can post in two steps.")
@json_option
@shared_options
def doctor(probe: bool, as_json: bool) -> None:
    """Check every account, every site and this machine, and say what would fail.

    Accounts: whether their keys are accepted, what they may do, when they end. X charges for that, and you are told
    beforehand what it may cost. Sites: feed, REST API, robots.txt and link cards. The machine: clock, disk, database,
    backups. Nothing is posted.

    With --probe a draft is made, read and deleted on each account of which only that tells whether it can post in two
    steps, as Facebook Pages. Nobody sees anything of it. An account that can leaves no post unsure from then on.

    Exits with 0 if nothing needs a person, with 1 if something is broken, and with 3 if something waits for a person.
    """
    examine_everything(as_json=as_json, probes=probe)


def examine_everything(*, as_json: bool, probes: bool = False) -> None:
    """What `bot doctor` and `bot check --online` do; ends the command with its exit code."""
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.cli.findings import exit_code
    from bot.cli.progress import showing_message
    from bot.desk.report.doctor import diagnose
    from bot.wiring import read_card_pages

    settings = read_settings()
    say_price(settings, settings.accounts)
    with open_desk(settings, level="error") as desk, showing_message("asking accounts and sites"):
        diagnosis = diagnose(desk, os.environ, partial(read_card_pages, settings), probes=probes)
    if as_json:
        print_json(documents.diagnosis(diagnosis, partial(command_line, zone=settings.timezone)))
    else:
        _show(diagnosis, settings.timezone)
    click.get_current_context().exit(exit_code(diagnosis.worst))


def say_price(settings: Settings, accounts: Sequence[Account]) -> None:
    """Say what asking the platforms about these accounts may cost, before it is done; nothing where it is free."""
    from bot.platforms import PLATFORMS

    prices = {account.name: PLATFORMS[account.platform].limits.price_of_examination for account in accounts}
    charging = [account for account in accounts if prices[account.name] and not settings.sandbox]
    if charging:
        titles = " and ".join(dict.fromkeys(PLATFORMS[account.platform].title for account in charging))
        names = ", ".join(account.name for account in charging)
        dollars = sum(prices[account.name] for account in charging)
        click.echo(f"{titles} may charge {dollars:.2f} US dollars for being asked about {names}.", err=True)


_MARKS = {None: "ok", "broken": "BROKEN", "needs a person": "PERSON", "worth knowing": "note"}
"""From a severity to the word before the result, so that it is told without colours too."""


_HEADINGS = {
    "settings": "Settings",
    "account": "Accounts",
    "site": "Sites",
    "machine": "This machine",
    "alerts": "Alerts",
}
"""The parts, in the order in which they are shown."""


def _show(diagnosis: Diagnosis, zone: ZoneInfo) -> None:
    for part, heading in _HEADINGS.items():
        click.secho(heading, bold=True)
        for result in diagnosis.results:
            if result.part == part:
                show_result(result, zone)


def show_result(result: Result, zone: ZoneInfo) -> None:
    """Print one result, and what to do about it."""
    mark = _MARKS[result.severity]
    subject = f"{result.subject}: " if result.subject else ""
    print_paragraph(f"{mark:<7}{subject}{result.what}", indent=2, hanging=2 + 7)
    helps = advice(result.actions, zone)
    text = ": ".join(filter(None, (result.remedy, helps)))
    if text:
        print_paragraph(text, indent=INDENT + 3)
