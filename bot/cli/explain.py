"""bot explain"""

from __future__ import annotations

import click

from bot.cli.options import json_option, open_desk, print_json, settings, shared_options


@click.command()
@click.argument("wanted", metavar="URL|ID")
@json_option
@shared_options
def explain(wanted: str, as_json: bool) -> None:
    """Tell why an article was or was not posted: by its address, that of a post, or a delivery's ID."""
    from bot.desk import explain as explaining

    used = settings()
    with open_desk(used) as desk:
        found = explaining.explain(desk, wanted)
    print_json(found) if as_json else click.echo(explaining.spelled_out(found, used.timezone))
