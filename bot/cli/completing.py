"""Shell completion: what the shell offers when Tab is pressed, such as accounts, sites and delivery IDs.

It must be fast and must never fail. It therefore reads bot.toml and the database directly, without checking the
settings, and offers nothing if either cannot be read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

SHARED_OPTIONS_KEY = "bot.cli.shared"
"""The key in click's `Context.meta` under which the values of the shared options are kept."""

MAX_COMPLETIONS = 50
"""The most delivery IDs that are offered at once."""


def account_names_beginning(ctx: click.Context, _parameter: click.Parameter, prefix: str) -> list[CompletionItem]:
    """Complete the name of an account."""
    return _complete_names(ctx, "accounts", "platform", prefix)


def site_names_beginning(ctx: click.Context, _parameter: click.Parameter, prefix: str) -> list[CompletionItem]:
    """Complete the name of a site."""
    return _complete_names(ctx, "sites", "url", prefix)


def ids_beginning(*statuses: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Make a completer for the IDs of deliveries in one of these statuses, or in any status if none is given.

    Each ID comes with its headline, which some shells show beside it.
    """

    def complete(ctx: click.Context, _parameter: click.Parameter, prefix: str) -> list[CompletionItem]:
        return _complete_ids(ctx, statuses, prefix)

    return complete


def ids_or_files_beginning(ctx: click.Context, _parameter: click.Parameter, prefix: str) -> list[CompletionItem]:
    """Complete a delivery ID if digits were typed, else a file name, which the shell does itself."""
    return _complete_ids(ctx, (), prefix) if prefix.isdecimal() else [_item(prefix, type="file")]


def _complete_ids(ctx: click.Context, statuses: tuple[str, ...], prefix: str) -> list[CompletionItem]:
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.outbox.store.completion_query import deliveries_for_completion

    path = _config_path(ctx)
    settings = _read_toml(path)
    if not settings:
        return []
    database = os.environ.get("BOT_DATABASE") or settings.get("database", "sqlite:///bot.db")
    rows = deliveries_for_completion(str(database), path.absolute().parent, statuses, prefix, MAX_COMPLETIONS)
    return [_item(str(row.id), help=f"{row.account}: {' '.join(row.title.split())}") for row in rows]


def _complete_names(ctx: click.Context, table_name: str, help_key: str, prefix: str) -> list[CompletionItem]:
    """Complete a name from the tables `[[table_name]]`; the value of their `help_key` is shown as help."""
    tables = _tables_in(_read_toml(_config_path(ctx)).get(table_name))
    entries = [(table.get("name"), table.get(help_key)) for table in tables]
    return [
        _item(name, help=str(help_text or ""))
        for name, help_text in entries
        if isinstance(name, str) and name.lower().startswith(prefix.lower())
    ]


def _item(value: str, **attributes: str) -> CompletionItem:
    from click.shell_completion import CompletionItem

    return CompletionItem(value, **attributes)


def _tables_in(value: object) -> Iterator[dict[str, Any]]:
    """The tables in a value read from TOML; none if it is not a list of tables."""
    yield from (table for table in value if isinstance(table, dict)) if isinstance(value, list) else ()


def _config_path(ctx: click.Context) -> Path:
    """The path of bot.toml.

    `options.config_path` cannot be used here: while the shell completes, click has no current context.
    """
    path: Path = ctx.find_root().meta.get(SHARED_OPTIONS_KEY, {}).get("config", Path("bot.toml"))
    return path


def _read_toml(path: Path) -> dict[str, Any]:
    """The contents of a TOML file; empty if it cannot be read."""
    import tomllib

    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError):
        return {}
