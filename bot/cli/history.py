"""The command `bot history`, which lists the posts that were sent."""

from __future__ import annotations

import click

from bot.cli.lines import print_headline, print_paragraph
from bot.cli.options import (
    account_option,
    accounts_named,
    clock_time,
    json_option,
    open_desk,
    print_json,
    read_settings,
    shared_options,
    site_named,
    site_option,
)
from bot.show import as_json as documents


@click.command()
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most this many posts.")
@account_option
@site_option
@json_option
@shared_options
def history(limit: int, account_names: tuple[str, ...], site: str, as_json: bool) -> None:
    """Show what was posted, newest first.

    For each post: its ID, when it went out, on which account, its article, and its address.
    """
    settings = read_settings()
    names = [account.name for account in accounts_named(settings, account_names)] if account_names else []
    site = site_named(settings, site)
    with open_desk(settings) as desk:
        deliveries = desk.outbox.latest_sent(limit, accounts=names, site=site)
    if as_json:
        print_json(documents.history(deliveries))
        return
    for delivery in deliveries:
        edited = ", edited" if delivery.edited else ""
        at = clock_time(delivery.sent_at, settings.timezone)
        click.secho(f"{delivery.id:>4}  sent {at}  {delivery.account}{edited}", bold=True)
        print_headline(delivery.sent_title or delivery.title)
        print_paragraph(delivery.permalink, indent=6)
    if not deliveries:
        click.echo("Nothing has been posted yet.")
