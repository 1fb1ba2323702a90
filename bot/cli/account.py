"""bot pause, bot resume"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import accounts_named, clock_time, open_desk, settings, shared_options

if TYPE_CHECKING:
    from datetime import datetime


@click.command()
@click.argument("account", required=False)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"]),
    metavar="TIME",
    help="Go on by itself then: 2026-12-24T18:00, in the time zone of bot.toml.",
)
@shared_options
def pause(account: str | None, until: datetime | None) -> None:
    """Post nothing on ACCOUNT, or on all accounts.

    Until `bot resume`, or until TIME. Articles go on being collected meanwhile.
    """
    used = settings()
    at = until.replace(tzinfo=used.timezone) if until else None
    with open_desk(used) as desk:
        for one in accounts_named(used, [account] if account else []):
            desk.outbox.pause(one.name, until=at)
            until_when = f" until {clock_time(at, used.timezone)}" if at else ""
            click.echo(f"{one.name} is paused{until_when}; `bot resume {one.name}` lets it go on")


@click.command()
@click.argument("account", required=False)
@shared_options
def resume(account: str | None) -> None:
    """Let ACCOUNT, or all accounts, go on.

    After a pause, after a halt whose remedy was seen to, or before a wait is over.
    """
    used = settings()
    with open_desk(used) as desk:
        for one in accounts_named(used, [account] if account else []):
            desk.outbox.resume(one.name)
            click.echo(f"{one.name} goes on")
