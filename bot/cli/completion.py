"""The command `bot completion`, which prints the shell script that sets Tab completion up."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from bot.cli.options import shared_options

LINES = {
    "bash": ('eval "$(bot completion bash)"', "~/.bashrc"),
    "zsh": ('eval "$(bot completion zsh)"', "~/.zshrc, below compinit"),
    "fish": ("bot completion fish | source", "~/.config/fish/config.fish"),
}
"""For each shell: the line that sets completion up, and the file that this line belongs in."""


@click.command(short_help="Let Tab complete commands, accounts, sites and IDs.")
@click.argument("shell", type=click.Choice(list(LINES)), required=False)
@shared_options
def completion(shell: str | None) -> None:
    """Print the shell code that lets Tab complete commands, options, accounts, sites and IDs.

    \b
    bash:  eval "$(bot completion bash)"   in ~/.bashrc
    zsh:   eval "$(bot completion zsh)"    in ~/.zshrc, below compinit
    fish:  bot completion fish | source    in ~/.config/fish/config.fish
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from click.shell_completion import get_completion_class

    shell = shell or Path(os.environ.get("SHELL", "")).name
    completion_class = get_completion_class(shell) if shell in LINES else None
    if completion_class is None:
        raise click.UsageError(f"name the shell: {', '.join(LINES)}")
    click.echo(completion_class(click.get_current_context().find_root().command, {}, "bot", "_BOT_COMPLETE").source())
    if sys.stdout.isatty():
        line, place = LINES[shell]
        click.echo(f"This line in {place} does it in every new shell:\n    {line}", err=True)
