"""What several commands share: options, the settings they name, and how data is printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.cli.completing import SHARED, account_names_beginning, site_names_beginning

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.desk import Announce, Desk
    from bot.settings import Account, Settings

Command = TypeVar("Command", bound=Callable[..., Any])

DEFAULT_CONFIG = Path("bot.toml")
TIME_FORMS = "18:00, 2026-12-24T18:00, or 2h from now"

PARTLY_DONE = 3
"""The exit code of a command that has done some of what it was asked for."""


def shared_options(command: Command) -> Command:
    """`--config`, `--log-format` and `--log-level`, before or after the command's name."""
    for decorate in (
        click.option(
            "--log-level",
            type=click.Choice(["debug", "info", "warning", "error"]),
            expose_value=False,
            callback=_remember,
            help="The least that is logged.  [default: warning; info for once and run]",
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
        command = decorate(command)
    return command


def _remember(ctx: click.Context, option: click.Parameter, value: Any) -> None:
    if value is not None and option.name:
        ctx.find_root().meta.setdefault(SHARED, {})[option.name] = value


def json_option(command: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text.")(command)


def account_option(command: Command) -> Command:
    return click.option(
        "--account",
        "account_names",
        multiple=True,
        metavar="NAME",
        shell_complete=account_names_beginning,
        help="Only this account; may be given again.",
    )(command)


def site_option(command: Command) -> Command:
    return click.option(
        "--site",
        default="",
        metavar="NAME",
        shell_complete=site_names_beginning,
        help="Only articles of this site.",
    )(command)


def yes_option(command: Command) -> Command:
    return click.option("--yes", "-y", is_flag=True, help="Do not ask; needed where no terminal is there to answer.")(
        command
    )


def shared(name: str, default: Any) -> Any:
    return click.get_current_context().find_root().meta.get(SHARED, {}).get(name, default)


def config_path() -> Path:
    path: Path = shared("config", DEFAULT_CONFIG)
    return path


def read_settings() -> Settings:
    """The settings that this command names. Raises SettingsError."""
    from bot.settings import load_settings

    return load_settings(config_path(), os.environ)


def accounts_named(settings: Settings, names: Sequence[str]) -> list[Account]:
    """The accounts of these names; every account where none is named."""
    known = {account.name: account for account in settings.accounts}
    for name in names:
        _require_known(name, known, "account")
    return [known[name] for name in names] or list(settings.accounts)


def site_named(settings: Settings, name: str) -> str:
    """The name, which is that of a site; "" where none is named."""
    if name:
        _require_known(name, [site.name for site in settings.sites], "site")
    return name


def _require_known(name: str, known: Iterable[str], what: str) -> None:
    from bot.settings.checks import did_you_mean

    names = list(known)
    if name not in names:
        hint = did_you_mean(name, names) or f"there are: {', '.join(names)}"
        raise click.BadParameter(f'no {what} is called "{name}"; {hint}')


def confirm(question: str, *, yes: bool) -> None:
    """Go on if the editor agrees, or has with --yes; else end the command."""
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
    """The desk of these settings; what it announces goes to the log, on stderr, unless `announce` is given.

    Less than `level` is told only where the command line asks for it: an editor is told by the command itself.
    Once `stop` is true, no site is waited for any more.
    """
    from bot import wiring

    with wiring.open_desk(settings, os.environ, announce or log_to_stderr(settings, level), stop=stop) as desk:
        yield desk


def log_to_stderr(settings: Settings, level: str) -> Announce:
    """Set the log up as the command line asks; return the function that writes to it."""
    from bot.logs import announce, configure_logging
    from bot.settings import all_secret_values

    configure_logging(
        shared("log_format", "text"),
        shared("log_level", level),
        all_secret_values(settings, os.environ),
        stream=sys.stderr,
    )

    def write(event: str, /, **values: object) -> None:
        announce(event, **values | actions_as_commands(values))

    return write


def actions_as_commands(values: Mapping[str, Any]) -> dict[str, list[str]]:
    """The actions among an event's values, as commands."""
    from bot.cli.spelling import command_line

    return {"actions": [command_line(action) for action in values["actions"]]} if "actions" in values else {}


def print_json(document: Mapping[str, Any]) -> None:
    """One JSON document on stdout, of a shape that stands in docs/json-schema.json."""
    from bot.show.as_json import json_text

    click.echo(json_text(document))


def clock_time(at: datetime | None, zone: ZoneInfo) -> str:
    """A time as the newsroom's clock shows it; "" for None."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""
