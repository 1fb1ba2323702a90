"""Only the command line spells commands: below it an action is data, and no reason that is stored names a command."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main

ROOT = Path(__file__).resolve().parents[2]
FREE = {"cli", "sandbox"}
"""Packages of bot/ that speak of commands: the one that has them, and the one that is started by one."""
FILES = [path for path in sorted((ROOT / "bot").rglob("*.py")) if path.relative_to(ROOT / "bot").parts[0] not in FREE]
ARGUMENT = "\0"
"""Stands for what an f-string fills in."""
COMMAND = re.compile(rf"\bbot (?:{'|'.join(main.commands)}|{ARGUMENT})(?!\w)|(?:^|[\s`]){ARGUMENT}?--[a-z]")


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The line and the text of every string but documentation."""
    documentation = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            filled = (part.value if isinstance(part, ast.Constant) else ARGUMENT for part in node.values)
            yield node.lineno, "".join(map(str, filled))
        elif isinstance(node, ast.Constant) and node not in documentation | parts and isinstance(node.value, str):
            yield node.lineno, node.value


def command_lines(source: str) -> list[int]:
    """The lines on which a string spells a command or an option of it."""
    return [line for line, text in texts(ast.parse(source)) if COMMAND.search(text)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_below_the_command_line_spells_a_command(path):
    assert command_lines(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    ["x = 'then `bot resolve` it'", "x = f'bot skip {id}'", "x = f'`bot {name} 3`'", "x = f'{id} --until {at}'"],
)
def test_a_command_in_a_string_is_found(source):
    assert command_lines(source) == [1]


@pytest.mark.parametrize("source", ["'''What `bot once` does.'''", "x = 'the bot was stopped'", "x = 'a -- b'"])
def test_documentation_and_plain_words_are_no_commands(source):
    assert command_lines(source) == []
