"""The command `bot demo`, which shows the bot at work on this machine, without any account."""

from __future__ import annotations

import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

import click

from bot.cli.run import stop_on_signals


@click.command()
@click.option("--keep", is_flag=True, help="Keep the page with the timelines open until Ctrl-C.")
def demo(keep: bool) -> None:
    """Show the bot at work on this machine, from article to post. Needs no account.

    Starts a small news site and a sandbox that stands in for the platforms, publishes articles, and lets the real
    scheduler and the real clients post them. Takes about ten seconds, and leaves nothing behind.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from rich.console import Console

    from bot.cli.stage import Stage

    console = Console(highlight=False)
    stop = stop_on_signals()
    with ExitStack() as stack:
        stage = Stage.set_up(stack, console)
        with stage.running_bot():
            stage.perform(stop)
        stage.show_posts()
        if keep and not stop.is_set():
            console.print(f"\nThe timelines, until Ctrl-C: {stage.sandbox.url}/", soft_wrap=True)
            stop.wait()
        console.print(
            f"\nNext: `{_program()} init SITE` finds the feed of your own site, and writes the first settings.\n"
            "The tutorial, docs/tutorial.md, goes on from there.",
            soft_wrap=True,
        )


def _program() -> str:
    """How to start the bot in this shell: by its name, or where the shell does not know that, by its path."""
    started_as = Path(sys.argv[0])
    return str(started_as) if started_as.name == "bot" and not shutil.which("bot") else "bot"
