"""The command `bot explain`, which tells why an article was or was not posted."""

from __future__ import annotations

import click

from bot.cli.completing import ids_beginning
from bot.cli.garbage import collecting_no_garbage
from bot.cli.lines import print_paragraph
from bot.cli.options import json_option, open_desk, print_json, read_settings, shared_options
from bot.cli.spelling import advice, command_line
from bot.show import as_json as documents


@click.command(short_help="Explain why an article was or was not posted.")
@click.argument("target", metavar="URL|ID", shell_complete=ids_beginning())
@json_option
@shared_options
@collecting_no_garbage()
def explain(target: str, as_json: bool) -> None:
    """Explain why an article was or was not posted.

    Name it by its own address, by the address of a post about it, or by a delivery's ID.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.desk.report import explain as explaining

    settings = read_settings()
    with open_desk(settings) as desk:
        explanation = explaining.explain(desk, target)
    if as_json:
        print_json(documents.explanation(explanation, command_line))
    else:
        print_paragraph(
            explaining.explanation_text(explanation, settings.timezone, advice), hanging=explaining.LABELS_WIDTH
        )
