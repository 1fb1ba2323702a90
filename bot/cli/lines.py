"""Lines that read well on any terminal: at 60 columns and at 120, without colour, in a pipe, or read aloud."""

from __future__ import annotations

import click

_BESIDE = "\N{WORD JOINER}"

INDENT = 6
"""How far in what belongs to the line above stands below it."""


def columns() -> int | None:
    """How wide the terminal is; None in a pipe, where whoever reads is a program, and wants whole lines."""
    import shutil

    return shutil.get_terminal_size((0, 0)).columns or None


def print_paragraph(text: str, *, indent: int = 0, hanging: int | None = None) -> None:
    """Print a text, each line of which goes on below where the terminal ends, `hanging` columns in."""
    width, margin = columns(), " " * indent
    below = margin if hanging is None else " " * hanging
    for line in text.splitlines():
        broken = [margin + line] if width is None else _broken(line, max(width, 2 * INDENT), margin, below)
        click.echo("\n".join(broken))


def _broken(line: str, width: int, margin: str, below: str) -> list[str]:
    """An address or a command is not broken in two, for it could be neither clicked nor copied."""
    import textwrap
    from unicodedata import east_asian_width

    # textwrap counts letters: while it does, one that is two columns wide has another beside it.
    lines = textwrap.wrap(
        "".join(letter + _BESIDE * (east_asian_width(letter) in "WF") for letter in line),
        width,
        initial_indent=margin,
        subsequent_indent=below,
        break_long_words=not line.isascii(),  # Chinese and Japanese have no blanks between words
        break_on_hyphens=False,
    )
    return [one.replace(_BESIDE, "") for one in lines]


def print_headline(text: str) -> None:
    """Print a headline on one line, below the line that it belongs to."""
    click.echo(truncated(text, before=" " * INDENT))


def truncated(text: str, *, before: str = "") -> str:
    """`before` and `text` on one line, which is cut where the terminal ends."""
    line, width = before + " ".join(text.split()), columns()
    if width is None or (len(line) <= width and line.isascii()):
        return line
    from rich.cells import cell_len, set_cell_size  # knows which letters are two columns wide

    return line if cell_len(line) <= width else f"{set_cell_size(line, width - 1).rstrip()}…"
