"""The previews as text for a terminal or a pipe: each post as it is, and below it the facts about it.

Nothing is expressed by colour or position alone, so that it reads the same without colour and on a screen reader.
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
"""In columns; longer lines are hard to read."""
_METER = 20
"""The width of the bar that shows a post's length, in columns."""
_LABEL = 16
"""The width of the labels, in columns."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Where the previews are printed."""

    width: int
    """In columns."""
    is_terminal: bool
    """In a terminal a post is wrapped at words; in a pipe its lines stay whole, so that it can be copied."""


def print_previews(previews: Sequence[Preview]) -> None:
    """Print the previews on stdout; without colour if NO_COLOR is set (https://no-color.org)."""
    screen = Screen(min(shutil.get_terminal_size().columns, WIDEST), sys.stdout.isatty())
    color = False if os.environ.get("NO_COLOR") else None
    for number, preview in enumerate(previews):
        if number:
            click.echo()
        for line in lines_of(preview, screen):
            click.echo(line, color=color)


def lines_of(preview: Preview, screen: Screen) -> Iterator[str]:
    """The lines of one article's preview, with ANSI codes for style."""
    article = preview.article
    byline = [article.site, f"{article.published:%-d %B %Y}" if article.published else "", article.author]
    for line in textwrap.wrap(article.title or "(no title)", screen.width):
        yield click.style(line, bold=True)
    yield from textwrap.wrap(" · ".join(part for part in byline if part), screen.width)
    for account in preview.accounts:
        yield ""
        yield from _account_lines(account, preview.zone, screen)


def _account_lines(preview: AccountPreview, zone: ZoneInfo, screen: Screen) -> Iterator[str]:
    name = f"{preview.account} on {PLATFORMS[preview.platform].title}"
    yield click.style(f"── {name}" + ("" if preview.post else ": no post"), bold=True)
    if preview.post:
        yield ""
        yield from _styled_post(preview.post.text, preview.marks, screen).split("\n")
        yield ""
    for fact in facts_of(preview, zone):
        yield from _fact_lines(fact, screen)
        if fact.label == "Length" and preview.post and screen.is_terminal:
            yield " " * (3 + _LABEL) + _meter(preview.post)


def _meter(post: Post) -> str:
    filled = min(_METER, round(_METER * post.length / post.limit))
    return click.style("█" * filled + "░" * (_METER - filled), fg="red" if post.length > post.limit else "green")


def _fact_lines(fact: Fact, screen: Screen) -> Iterator[str]:
    """The lines of a fact, wrapped beside its label. A URL stays whole, so that it can be followed."""
    label = f"   {fact.label + ':' if fact.label else '':<{_LABEL}}"
    styled = click.style(label, fg="yellow", bold=True) if fact.is_warning else click.style(label, dim=True)
    for number, line in enumerate(_wrapped(fact.text, max(24, screen.width - len(label))).split("\n")):
        yield (styled if number == 0 else " " * len(label)) + line


def _styled_post(text: str, marks: Sequence[Mark], screen: Screen) -> str:
    """The text with colour on what the platform marks, such as links. The facts name the same parts in words."""
    laid_out = _wrapped(text, screen.width) if screen.is_terminal else text
    styled_text, end = "", 0
    for mark in marks:
        styled_text += laid_out[end : mark.start] + click.style(
            laid_out[mark.start : mark.end], fg="cyan", underline=True
        )
        end = mark.end
    return styled_text + laid_out[end:]


def _wrapped(text: str, width: int) -> str:
    """Wrap a text by turning spaces into line breaks, so that the positions of its characters stay the same."""
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
