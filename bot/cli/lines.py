"""Printing text for any terminal width, for pipes and for screen readers.

In a terminal, text is wrapped or cut at the window's width. In a pipe lines stay whole, for programs to read.
"""

from __future__ import annotations

import textwrap
from unicodedata import east_asian_width

import click

_PADDING = "\N{WORD JOINER}"
"""Invisible; stands beside a letter that is two columns wide, so that it counts as two."""

INDENT = 6
"""Columns by which details are indented below the line that they belong to."""


def terminal_width() -> int | None:
    """The width of the terminal in columns; None in a pipe."""
    import shutil  # loads the compression modules too; here, so that `bot --help` starts faster

    return shutil.get_terminal_size((0, 0)).columns or None


def print_paragraph(text: str, *, indent: int = 0, hanging: int | None = None) -> None:
    """Print each line of a text, wrapped at the width of the terminal.

    Lines begin `indent` columns in, and their continuations `hanging` columns in (default: `indent`).
    """
    width, first_indent = terminal_width(), " " * indent
    other_indent = first_indent if hanging is None else " " * hanging
    for line in text.splitlines():
        if width is None:
            click.echo(first_indent + line)
        else:
            click.echo("\n".join(_wrapped(line, max(width, 2 * INDENT), first_indent, other_indent)))


def _wrapped(line: str, width: int, first_indent: str, other_indent: str) -> list[str]:
    """Wrap one line at blanks. URLs and commands stay whole, so that they can still be clicked or copied."""

    # textwrap counts characters, but some letters are two columns wide: each of them is followed by an invisible
    # character while the line is wrapped, so that it counts as two.
    lines = textwrap.wrap(
        "".join(letter + _PADDING * (east_asian_width(letter) in "WF") for letter in line),
        width,
        initial_indent=first_indent,
        subsequent_indent=other_indent,
        break_long_words=not line.isascii(),  # Chinese and Japanese have no blanks between words
        break_on_hyphens=False,
    )
    return [line.replace(_PADDING, "") for line in lines]


def print_headline(text: str) -> None:
    """Print a headline, cut to one indented line."""
    click.echo(truncated(text, prefix=" " * INDENT))


def truncated(text: str, *, prefix: str = "") -> str:
    """`prefix` and `text` on one line, cut at the width of the terminal."""
    line, width = prefix + " ".join(text.split()), terminal_width()
    if width is None or (len(line) <= width and line.isascii()):
        return line
    from rich.cells import cell_len, set_cell_size  # which know the letters that are two columns wide

    return line if cell_len(line) <= width else f"{set_cell_size(line, width - 1).rstrip()}…"
