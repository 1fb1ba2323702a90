"""The command `bot sandbox`, which runs stand-ins for the platforms, and a news site, on this machine."""

from __future__ import annotations

import click

from bot.cli.run import stop_on_signals

DEFAULT_PORT = 8640


@click.command(short_help="Run stand-ins for the platforms, and a news site.")
@click.option(
    "--port", type=click.IntRange(0, 65534), default=DEFAULT_PORT, show_default=True, help="0: any free port."
)
def sandbox(port: int) -> None:
    """Run local stand-ins for the platforms, and a news site, to try the bot with.

    Runs until Ctrl-C. Its page shows the timelines as followers would see them; the news site, on the port after
    it, has a button that publishes its next article. Nothing leaves this machine.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.platforms import sandbox_accounts
    from bot.sandbox import Newsroom, Sandbox, sample_articles

    stop = stop_on_signals()
    bathhouse, ferry, summit, bread, prints = sample_articles()
    with (
        Sandbox(port, accounts=sandbox_accounts()) as platforms,
        Newsroom(
            port + 1 if port else 0, drafts=[ferry, prints, bathhouse, bread], timelines=platforms.url
        ) as newsroom,
    ):
        platforms.rules.news_site = newsroom.url
        newsroom.publish(summit)
        click.echo(f"The timelines:  {platforms.url}/")
        click.echo(f"The news site:  {newsroom.url}/   publish, correct and withdraw articles there")
        click.echo("\nIn another terminal, in an empty folder:\n")
        click.echo(f"    bot init --sandbox {platforms.url} {newsroom.url}")
        click.echo("    bot run")
        click.echo("\nCtrl-C ends it, and forgets what was posted.")
        stop.wait()
