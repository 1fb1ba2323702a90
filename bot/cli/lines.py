"""Lines that read well on any terminal: at 60 columns and at 120, without colour, in a pipe, or read aloud."""

from __future__ import annotations

import shutil
import textwrap

import click

INDENT = 6
"""How far in what belongs to the line above stands below it."""


def columns() -> int | None:
    """How wide the terminal is; None in a pipe, where whoever reads is a program, and wants whole lines."""
    return shutil.get_terminal_size((0, 0)).columns or None


def paragraph(text: str, *, indent: int = 0) -> None:
    """Print a text that is broken where the terminal ends; its own lines are kept."""
    width, margin = columns(), " " * indent
    for line in text.splitlines():
        # An address or a command that is broken in two can be neither clicked nor copied.
        lines = (
            textwrap.wrap(
                line,
                max(width, 2 * INDENT),
                initial_indent=margin,
                subsequent_indent=margin,
                break_long_words=False,
                break_on_hyphens=False,
            )
            if width
            else [f"{margin}{line}"]
        )
        click.echo("\n".join(lines))


def title_below(text: str) -> None:
    """Print a headline under the line that it belongs to, on one line."""
    click.echo(fitted(text, before=" " * INDENT))


def fitted(text: str, *, before: str = "") -> str:
    """`before` and `text` on one line, which is cut where the terminal ends."""
    line, width = before + " ".join(text.split()), columns()
    if width is None or (len(line) <= width and line.isascii()):
        return line
    from rich.cells import cell_len, set_cell_size  # knows which letters are two columns wide

    return line if cell_len(line) <= width else f"{set_cell_size(line, width - 1).rstrip()}…"
