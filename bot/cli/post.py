"""bot post"""

from __future__ import annotations

import click

from bot.cli.options import (
    account_option,
    accounts_named,
    json_option,
    open_desk,
    print_json,
    settings,
    shared_options,
)


@click.command()
@click.argument("url")
@account_option
@json_option
@shared_options
def post(url: str, account_names: tuple[str, ...], as_json: bool) -> None:
    """Queue the article at URL now, past `hold` and `max_age`.

    It goes out when its account's gap and quiet hours allow, and never twice to one account.
    """
    from bot.desk.editing import article_at, order
    from bot.desk.preview import accounts_for

    used = settings()
    named = accounts_named(used, account_names) if account_names else []
    with open_desk(used) as desk:
        article = article_at(desk, url)
        ordered = order(desk, article, accounts_for(used, article, named))
    if as_json:
        print_json(ordered)
        return
    for delivery in ordered.queued:
        click.echo(f"{delivery.id} is queued for {delivery.account}: {delivery.title}")
    for delivery in ordered.already:
        click.echo(
            f"{delivery.account} has it already: {delivery.id} is {delivery.status} {delivery.permalink}".rstrip()
        )
