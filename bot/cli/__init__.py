"""The command line: one file for each command or group of similar commands.

A command parses its arguments, calls a function of `bot.desk`, and prints the result. Modules that load slowly are
imported inside the functions that need them: loading the settings, the database and the network clients takes about 0.2
s, against 0.06 s for this package alone, and `bot --help` and Tab completion need none of them. `bench/startup.py`
measures it.
"""

from __future__ import annotations

from typing import Any

import click

from bot import __version__
from bot.cli.account import pause, resume
from bot.cli.alerts import alerts
from bot.cli.audit import audit
from bot.cli.auth import auth
from bot.cli.backup import backup
from bot.cli.check import check
from bot.cli.completion import completion
from bot.cli.correct import correct, delete, done
from bot.cli.demo import demo
from bot.cli.doctor import doctor
from bot.cli.edit import edit
from bot.cli.explain import explain
from bot.cli.history import history
from bot.cli.init import init
from bot.cli.moves import approve, hold, resolve, retry, schedule, skip
from bot.cli.options import shared_options
from bot.cli.post import post
from bot.cli.preview import preview
from bot.cli.queue import queue
from bot.cli.run import once, run
from bot.cli.sandbox import sandbox
from bot.cli.spelling import error_text
from bot.cli.status import status
from bot.cli.undo import undo
from bot.errors import BotError


class _Commands(click.Group):
    """Prints an expected error (BotError) as lines on stderr, and ends with its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BotError as exc:
            for line in error_text(exc).splitlines():
                click.echo(f"bot: {line}", err=True)
            ctx.exit(exc.exit_code)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="bot")
@shared_options
@click.pass_context
def main(ctx: click.Context) -> None:
    """Posts a newsroom's new articles to X, Facebook, Bluesky and Mastodon, once each, with its call to donate.

    Start with `bot demo`, which needs no account; then `bot init SITE`, `bot check` and `bot preview latest`.

    `bot` alone shows the state of everything, and what to do next.

    Exit codes: 0 done, 1 failed, 2 wrong usage or settings, 3 partly done.
    """
    if ctx.invoked_subcommand is None:
        from bot.cli.home import show_home

        show_home()


# In the order in which a new user needs them; `bot --help` lists them like this.
for command in (
    demo,
    init,
    auth,
    check,
    doctor,
    preview,
    once,
    run,
    queue,
    approve,
    schedule,
    hold,
    edit,
    skip,
    retry,
    resolve,
    post,
    correct,
    delete,
    done,
    undo,
    history,
    explain,
    audit,
    status,
    pause,
    resume,
    alerts,
    backup,
    sandbox,
    completion,
):
    main.add_command(command)
