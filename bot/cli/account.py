"""bot pause, bot resume"""

from __future__ import annotations

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
    settings,
    shared_options,
)

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.outbox.records import AccountState


@click.command()
@click.argument("accounts", nargs=-1, metavar="[ACCOUNT]...", shell_complete=account_names_beginning)
@click.option("--until", metavar="TIME", default="", help=f"Go on by itself then: {TIME_FORMS}.")
@json_option
@shared_options
def pause(accounts: tuple[str, ...], until: str, as_json: bool) -> None:
    """Post nothing on these accounts, or on all.

    Until `bot resume`, or until TIME on the clock of bot.toml. Articles go on being collected meanwhile.
    """
    from bot.cli.times import time_given

    used = settings()
    with open_desk(used) as desk:
        at = time_given("--until", until, used, desk.now())
        names = [one.name for one in accounts_named(used, accounts)]
        for name in names:
            desk.accounts.pause(name, until=at)
        states = [desk.accounts.state(name) for name in names]
    undo = [f"bot resume {' '.join(names)}"]
    if as_json:
        print_json({"accounts": states, "undo": undo})
        return
    for state in states:
        until_when = f" until {clock_time(at, used.timezone)}" if at else ""
        click.echo(f"{state.name} is paused{until_when}")
    click.echo(f"Undo: {undo[0]}")


@click.command()
@click.argument("accounts", nargs=-1, metavar="[ACCOUNT]...", shell_complete=account_names_beginning)
@json_option
@shared_options
def resume(accounts: tuple[str, ...], as_json: bool) -> None:
    """Let these accounts, or all, go on.

    After a pause, after a halt whose remedy was seen to, or before a wait is over.
    """
    used = settings()
    with open_desk(used) as desk:
        names = [one.name for one in accounts_named(used, accounts)]
        before = [desk.accounts.state(name) for name in names]
        for name in names:
            desk.accounts.resume(name)
        states = [desk.accounts.state(name) for name in names]
    undo = [command for state in before if (command := _way_back(state, used.timezone))]
    if as_json:
        print_json({"accounts": states, "undo": undo})
        return
    for name in names:
        click.echo(f"{name} goes on")
    for command in undo:
        click.echo(f"Undo: {command}")


def _way_back(before: AccountState, zone: ZoneInfo) -> str:
    """The command that stops the account again; "" where nothing but a wait had stopped it."""
    if before.halted:
        return f"bot pause {before.name}"
    if not before.paused:
        return ""
    until = f" --until {before.paused_until.astimezone(zone):%Y-%m-%dT%H:%M}" if before.paused_until else ""
    return f"bot pause {before.name}{until}"
