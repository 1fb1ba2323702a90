"""Writes docs/reference/commands.md from the commands themselves. A test holds the two together.

.venv/bin/python docs/write_reference.py
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from bot.cli import main

PAGE = Path(__file__).parent / "reference" / "commands.md"

HEAD = """\
# Commands

This page is written by `docs/write_reference.py` from the program itself.

Exit codes: 0 done · 1 failed · 2 wrong usage or settings · 3 partly done, which means that some sites or deliveries
failed and the rest went on. With `--json` a command prints one JSON document on stdout and its log on stderr.
"""


def reference() -> str:
    """The whole page."""
    return "\n".join((HEAD, "## bot\n", _options_of(main), *map(_section, _commands())))


def _commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its name, those of a group below the group."""
    for name, command in main.commands.items():
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {below}", within) for below, within in command.commands.items())


def _section(named: tuple[str, click.Command]) -> str:
    name, command = named
    below = ["COMMAND"] if isinstance(command, click.Group) else []
    usage = " ".join(("bot", name, *below, *_arguments(command)))
    return f"## bot {name}\n\n`{usage}`\n\n{_prose(command)}\n\n{_options_of(command)}"


def _arguments(command: click.Command) -> Iterator[str]:
    context = click.Context(command)
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            yield parameter.make_metavar(context)


def _prose(command: click.Command) -> str:
    r"""The help, as Markdown: a paragraph after \b keeps its lines."""
    paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    return "\n\n".join(map(_paragraph, paragraphs)).replace("...", "…")


def _paragraph(text: str) -> str:
    if text.startswith("\b"):
        return "```\n" + text.removeprefix("\b").strip("\n") + "\n```"
    return text


def _options_of(command: click.Command) -> str:
    """A table; an option that every command shares stands at `bot` alone."""
    context = click.Context(command)
    shared: set[str] = set() if command is main else {name for parameter in main.params for name in parameter.opts}
    records = [option.get_help_record(context) for option in command.params if not shared.intersection(option.opts)]
    cells = [(names.replace("|", r"\|"), means.replace("|", r"\|")) for names, means in filter(None, records)]
    rows = [f"| `{names}` | {means} |" for names, means in cells]
    return "\n".join(("| option | means |", "|---|---|", *rows, "")) if rows else ""


if __name__ == "__main__":
    PAGE.write_text(reference(), "utf-8")
    print(PAGE)
