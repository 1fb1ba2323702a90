"""The command `bot backup`, which copies the database."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.options import open_desk, read_settings, shared_options


@click.command(short_help="Copy the database, so that it can be restored.")
@click.argument("path", required=False, metavar="[PATH]", type=click.Path(path_type=Path))
@shared_options
def backup(path: Path | None) -> None:
    """Copy the database to the file PATH, or into the folder PATH; without PATH into `folder` of [backup].

    The bot may be running meanwhile. To restore a copy: stop the bot, put the copy in place of the database, and start
    the bot; it looks on the timelines for what may have been posted since, before it sends anything.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.desk.backup import make_backup

    with open_desk(read_settings()) as desk:
        copy = make_backup(desk, path)
    click.echo(f"the database is copied to {copy} ({copy.stat().st_size / 10**6:,.1f} MB)")
