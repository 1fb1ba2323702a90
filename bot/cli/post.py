"""The command `bot post`, which queues one article for posting at once."""

from __future__ import annotations

import click

from bot.cli.lines import truncated
from bot.cli.options import (
    TIME_FORMS,
    account_option,
    accounts_named,
    clock_time,
    json_option,
    open_desk,
    print_json,
    read_settings,
    shared_options,
)
from bot.cli.spelling import command_line
from bot.cli.times import parse_time_option
from bot.show import as_json as documents


@click.command()
@click.argument("url")
@click.option("--at", "at_time", metavar="TIME", default="", help=f"Not before then: {TIME_FORMS}.")
@account_option
@json_option
@shared_options
def post(url: str, at_time: str, account_names: tuple[str, ...], as_json: bool) -> None:
    """Queue the article at URL now, past `hold` and `max_age`.

    It goes out when its account's gap and quiet hours allow, and never twice to one account.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.desk.edit.editing import article_at, queue_article
    from bot.desk.report.preview import accounts_for

    settings = read_settings()
    named_accounts = accounts_named(settings, account_names) if account_names else []
    with open_desk(settings) as desk:
        at = parse_time_option("--at", at_time, settings, desk.now())
        article = article_at(desk, url)
        accounts = accounts_for(settings, article, named_accounts)
        if not accounts:
            raise click.UsageError(f"no account follows {article.site}; name one with --account")
        result = queue_article(desk, article, accounts, at=at)
    if as_json:
        print_json(documents.queued_article(result, command_line))
        return
    from_when = f" from {clock_time(at, settings.timezone)}" if at else ""
    for delivery in result.queued:
        click.echo(truncated(f"{delivery.id} is queued for {delivery.account}{from_when}: {delivery.title}"))
    for delivery in result.already:
        line = f"{delivery.account} has it already: {delivery.id} is {delivery.status} {delivery.permalink}"
        click.echo(line.rstrip())
    for action in result.undo:
        click.echo(f"Undo: {command_line(action)}")
