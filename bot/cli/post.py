"""The command `bot post`, which queues one article for posting at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.garbage import collecting_no_garbage
from bot.cli.lines import INDENT, print_paragraph, truncated
from bot.cli.moves import print_outlook
from bot.cli.options import (
    TIME_FORMS,
    account_option,
    accounts_named,
    confirm,
    json_option,
    open_desk,
    print_json,
    read_settings,
    shared_options,
    yes_option,
)
from bot.cli.spelling import command_line, with_advice
from bot.cli.times import TakesTime, parse_time_option
from bot.show import as_json as documents

if TYPE_CHECKING:
    from bot.outbox.rules.delivery import Delivery


@click.command(cls=TakesTime)
@click.argument("url")
@click.option("--at", "at_time", metavar="TIME", default="", help=f"Not before then: {TIME_FORMS}.")
@account_option
@yes_option
@json_option
@shared_options
@collecting_no_garbage()
def post(url: str, at_time: str, account_names: tuple[str, ...], yes: bool, as_json: bool) -> None:
    """Queue the article at URL now, whatever `hold` and `max_age` say.

    It goes out when its account's gap and quiet hours allow, and never twice to one account. A feed or a list of
    articles is refused; where the page does not say that it is an article, it asks first.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.desk.edit.editing import article_at, queue_article
    from bot.desk.report.outlook import outlooks_of
    from bot.desk.report.preview import accounts_for
    from bot.outbox.rules.delivery import actions_to_send

    settings = read_settings()
    named_accounts = accounts_named(settings, account_names) if account_names else []
    with open_desk(settings) as desk:
        at = parse_time_option("--at", at_time, settings, desk.now())
        article, says_article = article_at(desk, url)
        if not says_article:
            click.echo(f"Nothing on {article.link} says that it is an article. It would be posted as:", err=True)
            click.echo(truncated(article.title, prefix="  "), err=True)
            confirm("Post it?", yes=yes)
        accounts = accounts_for(settings, article, named_accounts)
        if not accounts:
            raise click.UsageError(f"no account follows {article.site}; name one with --account")
        result = queue_article(desk, article, accounts, at=at)
        outlooks = outlooks_of(desk, result.queued)
    if as_json:
        print_json(documents.queued_article(result, command_line))
        return
    for delivery, outlook in zip(result.queued, outlooks, strict=True):
        click.echo(truncated(f"{delivery.id} is queued for {delivery.account}: {delivery.title}"))
        print_outlook(delivery, outlook, settings.timezone)
    for delivery in result.already:
        print_paragraph(with_advice(_already(delivery), actions_to_send(delivery)), hanging=INDENT)
    for action in result.undo:
        click.echo(f"Undo: {command_line(action)}")


def _already(delivery: Delivery) -> str:
    """That an account has the article already, where its post stands, and why."""
    why = f": {delivery.reason}" if delivery.reason else ""
    where = f", {delivery.permalink}" if delivery.permalink else ""
    return f"{delivery.account} has it already: {delivery.id} is {delivery.status}{why}{where}"
