"""The command `bot undo`, which takes back what a person has done."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from bot.cli.completing import ids_beginning
from bot.cli.lines import print_paragraph, truncated
from bot.cli.moves import print_outlook
from bot.cli.options import (
    PARTLY_DONE,
    json_option,
    open_desk,
    print_json,
    read_settings,
    shared_options,
    warn_of_running_bot,
)
from bot.cli.spelling import command_line, with_advice
from bot.show import as_json as documents

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from bot.desk.edit.undoing import UndoResult
    from bot.desk.report.outlook import Outlook


_WORD = re.compile(r"a(?P<act>\d{1,9})|(?P<first>\d{1,9})(-(?P<last>\d{1,9}))?", re.ASCII)

_STATUSES = ("held", "queued", "skipped", "failed", "unsure")
"""Of posts of which something may be undone."""


@click.command(short_help="Undo what you did last, or what an act's ID names.")
@click.argument("words", nargs=-1, metavar="[ID|ACT]...", shell_complete=ids_beginning(*_STATUSES))
@json_option
@shared_options
def undo(words: tuple[str, ...], as_json: bool) -> None:
    """Put back what you changed last: times, texts, statuses, or an account's pause; all that one command changed.

    \b
      12, 12-15   what anybody changed last of these posts
      a57         the act of that ID, which `bot history --acts` shows

    A post that is out, or that somebody has changed since, is left as it is, with the reason.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.desk.edit import undoing
    from bot.desk.report.outlook import outlooks_of

    act_ids, deliveries = _parsed(words)
    settings = read_settings()
    with open_desk(settings) as desk:
        result = undoing.undo(desk, act_ids, deliveries)
        outlooks = outlooks_of(desk, result.changed)
        if any(outlook.at for outlook in outlooks):
            warn_of_running_bot(desk)
    if as_json:
        print_json(documents.undo_result(result, outlooks, partial(command_line, zone=settings.timezone)))
    else:
        _show(result, outlooks, settings.timezone)
    if result.refused:
        click.get_current_context().exit(PARTLY_DONE if result.undone else 1)


def _parsed(words: Sequence[str]) -> tuple[list[int], list[tuple[int, int]]]:
    """The IDs of acts, and the ranges of deliveries, that these words name. Raises BadParameter."""
    act_ids: list[int] = []
    deliveries: list[tuple[int, int]] = []
    for word in words:
        match = _WORD.fullmatch(word)
        if match is None:
            raise click.BadParameter(f'"{word}" names neither a post nor an act: 12, 12-15, a57')
        if match["act"]:
            act_ids.append(int(match["act"]))
        else:
            ends = sorted((int(match["first"]), int(match["last"] or match["first"])))
            deliveries.append((ends[0], ends[1]))
    return act_ids, deliveries


def _show(result: UndoResult, outlooks: Sequence[Outlook], zone: ZoneInfo) -> None:
    from bot.desk.report.act_text import act_text

    for act in result.undone:
        concerns = f"{act.delivery}" if act.delivery is not None else act.account
        print_paragraph(f"Undone: {act_text(replace(act, undone_by=None), concerns, zone)}")
    for delivery, outlook in zip(result.changed, outlooks, strict=True):
        click.echo(truncated(f"{delivery.id} is {delivery.status}: {delivery.account}: {delivery.title}"))
        print_outlook(delivery, outlook, zone)
    for state in result.accounts:
        stopped = f"is halted: {state.halted}" if state.halted else "is paused" if state.paused else "goes on"
        click.echo(f"{state.name} {stopped}")
    for refusal in result.refused:
        click.echo(f"bot: {with_advice(refusal.reason, refusal.actions)}", err=True)
    for action in result.undo:
        click.echo(f"Undo: {command_line(action, zone)}")
