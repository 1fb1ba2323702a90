"""The commands `bot pause` and `bot resume`, which stop posting on accounts and start it again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from bot.cli.completing import account_names_beginning
from bot.cli.options import (
    TIME_FORMS,
    accounts_named,
    clock_time,
    json_option,
    open_desk,
    print_json,
    read_settings,
    shared_options,
)
from bot.cli.spelling import command_line
from bot.cli.times import TakesTime, parse_time_option
from bot.show import as_json as documents

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.desk.edit.pausing import PauseResult


@click.command(cls=TakesTime)
@click.argument("accounts", nargs=-1, metavar="[ACCOUNT]...", shell_complete=account_names_beginning)
@click.option("--until", metavar="TIME", default="", help=f"Resume by itself then: {TIME_FORMS}.")
@json_option
@shared_options
def pause(accounts: tuple[str, ...], until: str, as_json: bool) -> None:
    """Stop posting to these accounts, or to all.

    Until `bot resume`, or until TIME in the time zone of bot.toml. Articles are still collected meanwhile.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.desk.edit import pausing

    settings = read_settings()
    with open_desk(settings) as desk:
        until_time = parse_time_option("--until", until, settings, desk.now())
        result = pausing.pause(desk, accounts_named(settings, accounts), until=until_time)
    until_when = f" until {clock_time(until_time, settings.timezone)}" if until_time else ""
    _show(result, f"is paused{until_when}", settings.timezone, as_json=as_json)


@click.command()
@click.argument("accounts", nargs=-1, metavar="[ACCOUNT]...", shell_complete=account_names_beginning)
@json_option
@shared_options
def resume(accounts: tuple[str, ...], as_json: bool) -> None:
    """Resume posting to these accounts, or to all.

    After a pause, after a halt whose cause has been dealt with, or before a wait is over.
    """
    from bot.desk.edit import pausing

    settings = read_settings()
    with open_desk(settings) as desk:
        result = pausing.resume(desk, accounts_named(settings, accounts))
    _show(result, "goes on", settings.timezone, as_json=as_json)


def _show(result: PauseResult, what: str, zone: ZoneInfo, *, as_json: bool) -> None:
    """Print the new state of each account, and the commands that undo the change."""
    if as_json:
        print_json(documents.pause_result(result, partial(command_line, zone=zone)))
        return
    for state in result.accounts:
        click.echo(f"{state.name} {what}")
    for action in result.undo:
        click.echo(f"Undo: {command_line(action, zone)}")
