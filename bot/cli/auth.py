"""The command `bot auth`, which gets an account's keys and writes them into .env."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bot.cli.completing import account_names_beginning
from bot.cli.lines import INDENT, print_paragraph
from bot.cli.options import accounts_named, open_desk, read_settings, shared_options
from bot.cli.spelling import advice

if TYPE_CHECKING:
    from datetime import datetime

    from bot.desk.edit.authorising import Authorisation
    from bot.settings import Account, Settings


@click.command(short_help="Get an account's keys, and write them into .env.")
@click.argument("name", metavar="ACCOUNT", shell_complete=account_names_beginning)
@click.option("--anew", is_flag=True, help="Ask for the keys of the app too, even if .env has them.")
@shared_options
def auth(name: str, anew: bool) -> None:
    """Get the keys of an account step by step, and write them into .env.

    The browser may be on another machine: what to open is shown as an address. The older keys stay in .env as comments
    until the platform has accepted the new ones, and come back if it refuses them.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.cli.doctor import say_price
    from bot.desk.edit.authorising import authorise

    settings = read_settings()
    (account,) = accounts_named(settings, [name])
    if not sys.stdin.isatty():
        raise click.UsageError("this asks for keys, and there is no terminal on which to answer")
    say_price(settings, [account])
    with open_desk(settings) as desk:
        result = authorise(desk, account, _Terminal(account), anew=anew)
        _show(result, account, settings, desk.now())


class _Terminal:
    """The dialogue with whoever sits at the terminal. Implements `bot.platforms.spec.Dialogue`."""

    def __init__(self, account: Account) -> None:
        from bot.platforms import PLATFORMS

        self._secrets = {secret.name: secret for secret in PLATFORMS[account.platform].secrets}
        self._variables = account.secret_names

    def say(self, text: str) -> None:
        print_paragraph(text)

    def ask(self, question: str) -> str:
        return _asked(question)

    def ask_hidden(self, question: str) -> str:
        return _asked(f"{question} (hidden)", hidden=True)

    def ask_secret(self, name: str) -> str:
        secret = self._secrets[name]
        print_paragraph(f"{self._variables[name]}: {secret.where.removeprefix('Optional, for token upkeep: ')}")
        return _asked(name) if secret.is_public else self.ask_hidden(name)

    def choose(self, question: str, options: Sequence[str]) -> int:
        for number, option in enumerate(options, 1):
            print_paragraph(f"{number}  {option}", indent=2, hanging=INDENT)
        chosen: int = click.prompt(question, type=click.IntRange(1, len(options)))
        return chosen - 1


def _asked(question: str, *, hidden: bool = False) -> str:
    """The answer, without blanks around it. Asked again while it has characters that no key has; none is repeated."""
    while True:
        answer: str = click.prompt(question, hide_input=hidden).strip()
        if answer and answer.isascii() and answer.isprintable() and " " not in answer:
            return answer
        click.echo("That has a blank or a letter in it that no key has; copy it again.", err=True)


def _show(result: Authorisation, account: Account, settings: Settings, now: datetime) -> None:
    """What was granted, what is missing, and what to do next."""
    from bot.cli.doctor import show_result
    from bot.desk.report.doctor import of_examination

    click.echo(f"\nThe new keys of {account.name} are in {settings.folder / '.env'}.")
    if result.examination is None:
        print_paragraph(
            f"They could not be tried: {result.unproven}. The older ones stay there as comments until they are."
        )
    else:
        for finding in of_examination(account, result.examination, now):
            show_result(finding, settings.timezone)
        if result.unproven:
            print_paragraph(f"The older ones stay there as comments, for {result.unproven}.")
    helps = advice(result.actions, settings.timezone)
    if helps:
        print_paragraph(f"Next: {helps}.")
    if result.examination is None or not result.examination.can_post:
        click.get_current_context().exit(1)
