"""What a shell offers when Tab is pressed: accounts, sites, and the IDs of deliveries.

It must answer at once, and never get in the way: it reads bot.toml and the database by the shortest way, and offers
nothing where anything is wrong with them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

SHARED = "bot.cli.shared"
"""Where a context keeps the options that all commands share."""

OFFERED = 50
"""Nobody reads more."""


def account_names_beginning(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    return _named(ctx, "accounts", "platform", begun)


def site_names_beginning(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    return _named(ctx, "sites", "url", begun)


def ids_beginning(*statuses: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """The IDs of deliveries in one of these statuses, or in any, each with its headline where the shell shows one."""

    def complete(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
        return _ids(ctx, statuses, begun)

    return complete


def ids_or_files_beginning(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """The IDs, where digits are written; else what the shell itself knows of files."""
    return _ids(ctx, (), begun) if begun.isdecimal() else [_item(begun, type="file")]


def _ids(ctx: click.Context, statuses: tuple[str, ...], begun: str) -> list[CompletionItem]:
    from bot.outbox.store.completion_query import deliveries_for_completion

    path = _config_path(ctx)
    settings = _read(path)
    if not settings:
        return []
    database = os.environ.get("BOT_DATABASE") or settings.get("database", "sqlite:///bot.db")
    found = deliveries_for_completion(str(database), path.absolute().parent, statuses, begun, OFFERED)
    return [_item(str(one.id), help=f"{one.account}: {' '.join(one.title.split())}") for one in found]


def _named(ctx: click.Context, tables: str, told: str, begun: str) -> list[CompletionItem]:
    named = [(table.get("name"), table.get(told)) for table in _tables(_read(_config_path(ctx)).get(tables))]
    return [
        _item(name, help=str(about or ""))
        for name, about in named
        if isinstance(name, str) and name.lower().startswith(begun.lower())
    ]


def _item(value: str, **told: str) -> CompletionItem:
    from click.shell_completion import CompletionItem

    return CompletionItem(value, **told)


def _tables(value: object) -> Iterator[dict[str, Any]]:
    yield from (table for table in value if isinstance(table, dict)) if isinstance(value, list) else ()


def _config_path(ctx: click.Context) -> Path:
    """Not by `options.config_path`: while a shell completes, no context is the current one."""
    path: Path = ctx.find_root().meta.get(SHARED, {}).get("config", Path("bot.toml"))
    return path


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError):
        return {}
