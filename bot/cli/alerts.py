"""The commands below `bot alerts`: so far `test`, which shows whether the addresses below [alerts] work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import PARTLY_DONE, json_option, open_desk, print_json, read_settings, shared_options
from bot.show import as_json as documents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.desk.alert.sending import Trial


@click.group()
def alerts() -> None:
    """Send messages to people when something needs them."""


@alerts.command()
@json_option
@shared_options
def test(as_json: bool) -> None:
    """Send a test alert to each address, and say whether it was accepted.

    Exits with 0 if all of them have accepted it, with 1 if none has, and with 3 if some have.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.desk.alert.sending import try_addresses

    with open_desk(read_settings()) as desk:
        trials = try_addresses(desk)
    if as_json:
        print_json(documents.trials(trials))
    else:
        for trial in trials:
            click.echo(f"{trial.address}: {trial.fault or 'has taken it'}", err=bool(trial.fault))
    click.get_current_context().exit(_exit_code(trials))


def _exit_code(trials: Sequence[Trial]) -> int:
    failed = sum(1 for trial in trials if trial.fault)
    if not failed:
        return 0
    return 1 if failed == len(trials) else PARTLY_DONE
