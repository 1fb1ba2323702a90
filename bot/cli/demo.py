"""The command `bot demo`, which shows the bot at work on this machine, without any account."""

from __future__ import annotations

from contextlib import ExitStack

import click

from bot.cli.run import stop_on_signals


@click.command()
@click.option("--keep", is_flag=True, help="Leave the page with the timelines up until Ctrl-C.")
def demo(keep: bool) -> None:
    """Show the whole line on this machine, with no account anywhere.

    Starts a small news site and a sandbox that stands in for the platforms, publishes articles, and lets the real
    scheduler and the real clients post them. Takes some ten seconds, and leaves nothing behind.
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
