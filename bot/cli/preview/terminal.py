"""The previews in a terminal, or in a pipe: the text as it stands, and below it what else followers and editors get.

Nothing is said by colour or by a line alone, so that it reads the same without colour and on a screen reader.
"""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from bot.cli.preview.facts import Fact, facts_of
from bot.platforms import PLATFORMS

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.desk.report.preview import AccountPreview, Preview
    from bot.platforms.spec import Mark
    from bot.writing.post import Post

WIDEST = 96
"""Longer lines are hard to read, however wide the window."""
_METER = 20
_LABEL = 16


@dataclass(frozen=True, slots=True)
class Screen:
    """Where it is shown."""

    width: int
    """Columns."""
    is_terminal: bool
    """A post is wrapped at words; in a pipe its lines stay whole, so that it can be copied as it is."""


def print_previews(previews: Sequence[Preview]) -> None:
    """Print all of them on stdout, for this terminal or pipe; NO_COLOR (https://no-color.org) is heeded."""
    screen = Screen(min(shutil.get_terminal_size().columns, WIDEST), sys.stdout.isatty())
    color = False if os.environ.get("NO_COLOR") else None
    for number, shown in enumerate(previews):
        if number:
            click.echo()
        for line in lines_of(shown, screen):
            click.echo(line, color=color)


def lines_of(shown: Preview, screen: Screen) -> Iterator[str]:
    """The whole preview of one article, styled with ANSI codes."""
    article = shown.article
    told = [article.site, f"{article.published:%-d %B %Y}" if article.published else "", article.author]
    for line in textwrap.wrap(article.title or "(no title)", screen.width):
        yield click.style(line, bold=True)
    yield from textwrap.wrap(" · ".join(part for part in told if part), screen.width)
    for one in shown.accounts:
        yield ""
        yield from _account(one, shown.zone, screen)


def _account(one: AccountPreview, zone: ZoneInfo, screen: Screen) -> Iterator[str]:
    name = f"{one.account} on {PLATFORMS[one.platform].title}"
    yield click.style(f"── {name}" + ("" if one.post else ": no post"), bold=True)
    if one.post:
        yield ""
        yield from _marked(one.post.text, one.marks, screen).split("\n")
        yield ""
    for fact in facts_of(one, zone):
        yield from _lines_of_fact(fact, screen)
        if fact.label == "Length" and one.post and screen.is_terminal:
            yield " " * (3 + _LABEL) + _meter(one.post)


def _meter(post: Post) -> str:
    filled = min(_METER, round(_METER * post.length / post.limit))
    return click.style("█" * filled + "░" * (_METER - filled), fg="red" if post.length > post.limit else "green")


def _lines_of_fact(fact: Fact, screen: Screen) -> Iterator[str]:
    """A labelled line, wrapped below itself. An address stays whole, so that it can be followed."""
    label = f"   {fact.label + ':' if fact.label else '':<{_LABEL}}"
    styled = click.style(label, fg="yellow", bold=True) if fact.is_warning else click.style(label, dim=True)
    for number, line in enumerate(_wrapped(fact.text, max(24, screen.width - len(label))).split("\n")):
        yield (styled if number == 0 else " " * len(label)) + line


def _marked(text: str, marks: Sequence[Mark], screen: Screen) -> str:
    """The post with colours on what the platform marks; the facts below name the same."""
    laid_out = _wrapped(text, screen.width) if screen.is_terminal else text
    shown, end = "", 0
    for mark in marks:
        shown += laid_out[end : mark.start] + click.style(laid_out[mark.start : mark.end], fg="cyan", underline=True)
        end = mark.end
    return shown + laid_out[end:]


def _wrapped(text: str, width: int) -> str:
    """As many characters as before, some of its spaces being line breaks."""
    letters, line, space = list(text), 0, -1
    for at, letter in enumerate(text):
        if letter == "\n":
            line, space = at + 1, -1
        elif letter == " ":
            space = at
        if at - line >= width and space >= line:
            letters[space] = "\n"
            line, space = space + 1, -1
    return "".join(letters)
