"""What several commands share: options, reading the settings, opening the desk, and printing JSON and times."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.cli.completing import SHARED_OPTIONS_KEY, account_names_beginning, site_names_beginning

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.desk import Announce, Desk
    from bot.settings import Account, Settings

Command = TypeVar("Command", bound=Callable[..., Any])

DEFAULT_CONFIG = Path("bot.toml")
TIME_FORMS = "18:00, tomorrow 9am, Fri 18:00, 24 Dec 18:00, 2026-12-24T18:00, or 2h from now"
"""The ways to write a time, for help and error messages."""

PARTLY_DONE = 3
"""The exit code if some of the work failed and the rest was done."""


def shared_options(command: Command) -> Command:
    """Add `--config`, `--log-format` and `--log-level`, which may stand before or after the command's name."""
    for add_option in (
        click.option(
            "--log-level",
            type=click.Choice(["debug", "info", "warning", "error"]),
            expose_value=False,
            callback=_remember,
            help="The lowest level that is logged.  [default: warning; info for once and run]",
        ),
        click.option(
            "--log-format",
            type=click.Choice(["text", "json"]),
            expose_value=False,
            callback=_remember,
            help="How log lines are written.  [default: text]",
        ),
        click.option(
            "--config",
            type=click.Path(path_type=Path),
            envvar="BOT_CONFIG",
            expose_value=False,
            callback=_remember,
            help="The settings to use.  [default: bot.toml]",
        ),
    ):
        command = add_option(command)
    return command


def _remember(ctx: click.Context, option: click.Parameter, value: Any) -> None:
    """Keep the value of a shared option for `shared_option`."""
    if value is not None and option.name:
        ctx.find_root().meta.setdefault(SHARED_OPTIONS_KEY, {})[option.name] = value


def json_option(command: Command) -> Command:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text.")(command)


def account_option(command: Command) -> Command:
    """Add `--account NAME`, which may be given several times."""
    return click.option(
        "--account",
        "account_names",
        multiple=True,
        metavar="NAME",
        shell_complete=account_names_beginning,
        help="Only this account; can be repeated.",
    )(command)


def site_option(command: Command) -> Command:
    """Add `--site NAME`."""
    return click.option(
        "--site",
        default="",
        metavar="NAME",
        shell_complete=site_names_beginning,
        help="Only articles of this site.",
    )(command)


def yes_option(command: Command) -> Command:
    """Add `--yes`."""
    return click.option("--yes", "-y", is_flag=True, help="Do not ask; needed where there is no terminal.")(command)


def shared_option(name: str, default: Any) -> Any:
    """The value of a shared option; `default` if it was not given."""
    return click.get_current_context().find_root().meta.get(SHARED_OPTIONS_KEY, {}).get(name, default)


def config_path() -> Path:
    """The path of bot.toml."""
    path: Path = shared_option("config", DEFAULT_CONFIG)
    return path


def read_settings() -> Settings:
    """Read and check the settings. Raises SettingsError."""
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.settings import load_settings

    return load_settings(config_path(), os.environ)


def accounts_named(settings: Settings, names: Sequence[str]) -> list[Account]:
    """The accounts of these names, all accounts if there is no name. Raises BadParameter for an unknown name."""
    known = {account.name: account for account in settings.accounts}
    for name in names:
        _require_known(name, known, "account")
    return [known[name] for name in names] or list(settings.accounts)


def site_named(settings: Settings, name: str) -> str:
    """Check that a site of this name exists, and return the name; "" is allowed. Raises BadParameter."""
    if name:
        _require_known(name, [site.name for site in settings.sites], "site")
    return name


def _require_known(name: str, known: Iterable[str], kind: str) -> None:
    from bot.settings.checks import did_you_mean

    names = list(known)
    if name not in names:
        hint = did_you_mean(name, names) or f"there are: {', '.join(names)}"
        raise click.BadParameter(f'no {kind} is called "{name}"; {hint}')


def confirm(question: str, *, yes: bool) -> None:
    """Ask the question; return if the answer is yes or `yes` is true, else end the command.

    Raises UsageError if nobody can answer because there is no terminal.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError("this asks before it changes anything, and there is nobody to answer; say --yes")
    if not click.confirm(question, err=True):
        click.echo("Nothing was changed.", err=True)
        click.get_current_context().exit(1)


@contextmanager
def open_desk(
    settings: Settings,
    announce: Announce | None = None,
    *,
    level: str = "warning",
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Desk]:
    """Open the desk for these settings, and close it afterwards.

    What an editor's process has left held, because it was killed, is put back. Events go to `announce`, or by default
    to the log on stderr, from `level` up unless the command line names another level. As soon as `stop` returns true,
    no answer from a site is waited for any longer.
    """
    from bot import wiring
    from bot.cli.spelling import command_line
    from bot.desk.open_edits import put_back_abandoned

    announce = announce or log_to_stderr(settings, level)
    with wiring.open_desk(settings, os.environ, announce, stop=stop, spell=command_line) as desk:
        put_back_abandoned(desk)
        yield desk


def warn_of_running_bot(desk: Desk, *, times: bool = True) -> None:
    """Say on stderr why what this command shows may not come true: no bot runs, or one with other settings.

    `times`: the command shows when posts go out, and not only their text.
    """
    from bot.cli.spelling import with_advice
    from bot.desk.presence import why_not_as_shown

    reason, actions = why_not_as_shown(desk, times=times)
    if reason:
        click.echo(f"bot: {with_advice(reason, actions)}", err=True)


def log_to_stderr(settings: Settings, level: str) -> Announce:
    """Configure the log as the command line says; return the function that writes an event to it."""
    from bot.logs import announce, configure_logging
    from bot.settings import all_secret_values

    configure_logging(
        shared_option("log_format", "text"),
        shared_option("log_level", level),
        all_secret_values(settings, os.environ),
        stream=sys.stderr,
        zone=settings.timezone,
    )

    def write(event: str, /, **values: object) -> None:
        announce(event, **values | actions_as_commands(values))

    return write


def actions_as_commands(values: Mapping[str, Any]) -> dict[str, list[str]]:
    """The actions in an event's values, spelled as commands; empty if it has none."""
    from bot.cli.spelling import command_line

    return {"actions": [command_line(action) for action in values["actions"]]} if "actions" in values else {}


def print_json(document: Mapping[str, Any]) -> None:
    """Print one JSON document on stdout; docs/json-schema.json describes each."""
    from bot.show.as_json import json_text

    click.echo(json_text(document))


def clock_time(at: datetime | None, zone: ZoneInfo) -> str:
    """A time in the given zone, such as "2026-12-24 18:00"; "" for None."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""
