"""bot sandbox"""

from __future__ import annotations

import click

from bot.cli.run import stop_on_signals

DEFAULT_PORT = 8640


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True, help="0: any free one.")
def sandbox(port: int) -> None:
    """Run a local X and Facebook to try things against.

    Runs until Ctrl-C. Its page shows the two timelines as followers would see them. Nothing leaves this machine.
    """
    from bot.sandbox import Sandbox
    from bot.writing.measure import weighted_length

    stop = stop_on_signals()
    with Sandbox(port, length_of=weighted_length) as running:
        click.echo(f"The timelines: {running.url}/")
        click.echo("\nIts accounts, for .env:\n")
        for name, value in running.credentials.items():
            click.echo(f"{name}={value}")
        click.echo(f"\nTo post there: BOT_SANDBOX={running.url} bot run")
        click.echo("Ctrl-C ends it, and forgets what was posted.")
        stop.wait()
