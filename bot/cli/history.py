"""bot history"""

from __future__ import annotations

import click

from bot.cli.options import (
    account_option,
    accounts_named,
    clock_time,
    json_option,
    on_one_line,
    open_desk,
    print_json,
    settings,
    shared_options,
)


@click.command()
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many posts.")
@account_option
@json_option
@shared_options
def history(limit: int, account_names: tuple[str, ...], as_json: bool) -> None:
    """Show what was posted, newest first.

    For each post: its ID, when it went out, on which account, and its address.
    """
    used = settings()
    named = [account.name for account in accounts_named(used, account_names)] if account_names else []
    with open_desk(used) as desk:
        sent = desk.outbox.latest_sent(limit, accounts=named)
    if as_json:
        print_json({"deliveries": sent})
    elif not sent:
        click.echo("Nothing has been posted yet.")
    for delivery in [] if as_json else sent:
        at = clock_time(delivery.sent_at, used.timezone)
        click.secho(f"{delivery.id:>4}  {at}  {delivery.account}", bold=True)
        click.echo(f"      {on_one_line(delivery.title, 90)}")
        click.echo(f"      {delivery.permalink}")
