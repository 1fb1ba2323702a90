"""The command `bot preview` and its options."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.completing import ids_or_files_beginning
from bot.cli.garbage import collecting_no_garbage
from bot.cli.options import account_option, json_option, print_json, shared_options
from bot.cli.spelling import command_line
from bot.show import as_json as documents

if TYPE_CHECKING:
    from bot.desk.report.preview import Preview

_PATH = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command(short_help="Show what each account would post.")
@click.argument("target", default="latest", metavar="[URL|ID|FILE|latest|-]", shell_complete=ids_or_files_beginning)
@click.option("--link", default="", metavar="URL", help="The article's address, where the file does not tell it.")
@click.option(
    "--card/--no-card", default=None, help="Read the link's page for its card.  [default: not for a file or -]"
)
@click.option("--text", "only_text", is_flag=True, help="Print nothing but the posts, each exactly as it goes out.")
@click.option("--html", type=_PATH, metavar="FILE", help="Write one page that shows each post as its platform does.")
@click.option(
    "--png",
    type=click.Path(path_type=Path),
    metavar="FILE|FOLDER",
    help="Write a picture of that page, or into a folder one of each post; needs a Chromium or Chrome.",
)
@click.option("--browser", default="", metavar="PATH", help="The Chromium for --png.  [default: CHROME_PATH, or found]")
@click.option("--open", "opens", is_flag=True, help="Open the page, or the picture.")
@click.option("--watch", "watches", is_flag=True, help="Show it again when bot.toml, a template or the file changes.")
@account_option
@json_option
@shared_options
def preview(
    target: str,
    link: str,
    card: bool | None,
    only_text: bool,
    html: Path | None,
    png: Path | None,
    browser: str,
    opens: bool,
    watches: bool,
    account_names: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show what each account would post, and what followers will see.

    TARGET is an article's URL, a delivery's ID, a saved feed, HTML page or text file, - for standard input, or
    `latest`: the newest article of each site. A file needs no network, no account and no bot.toml.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.cli.preview.sources import Source

    if opens and not (html or png):
        raise click.UsageError("--open opens what --html or --png writes: give one of them")
    if bool(html or png) + as_json + only_text > 1:
        raise click.UsageError("a preview is one thing at a time: a page or picture, or --json, or --text")
    source = Source(target=target, link=link, account_names=account_names, wants_card=card, is_for_programs=as_json)
    show = _output(html, png, browser, only_text=only_text, as_json=as_json, watches=watches)
    if watches:
        from bot.cli.preview.watching import watch_previews

        watch_previews(source, show, on_shown=lambda: _open(png or html) if opens else None)
        return
    with collecting_no_garbage():
        show(source.previews())
    if opens:
        _open(png or html)


def _output(
    html: Path | None, png: Path | None, browser: str, *, only_text: bool, as_json: bool, watches: bool
) -> Callable[[list[Preview]], None]:
    """The function that shows the previews in the way that the options ask for."""
    if html or png:
        return lambda previews: _write(previews, html, png, browser, reloads=watches)
    if as_json:
        return lambda previews: print_json(documents.previews(previews, command_line))
    if only_text:
        return _print_texts
    from bot.cli.preview.terminal import print_previews

    return print_previews


def _print_texts(previews: list[Preview]) -> None:
    """Print only the texts of the posts, with an empty line between two of them."""
    posts = [account.post.text for preview in previews for account in preview.accounts if account.post]
    click.echo("\n\n".join(posts), nl=sys.stdout.isatty() or len(posts) != 1)


def _write(previews: list[Preview], html: Path | None, png: Path | None, browser: str, *, reloads: bool) -> None:
    from bot.cli.preview.page import page

    if html:
        try:
            html.write_text(page(previews, reloads=reloads), "utf-8")
        except OSError as exc:
            raise click.ClickException(f"{html} cannot be written: {exc.strerror}") from exc
        click.echo(f"{html}: {_counts(previews)}")
    if png:
        from bot.cli.preview.picture import find_browser, take_picture, take_pictures

        if png.is_dir():
            for path in take_pictures(previews, png, find_browser(browser)):
                click.echo(path)
        else:
            take_picture(previews, png, find_browser(browser))
            click.echo(f"{png}: {_counts(previews)}")


def _counts(previews: list[Preview]) -> str:
    posts = sum(1 for preview in previews for account in preview.accounts if account.post)
    return f"{posts} post{'' if posts == 1 else 's'} about {len(previews)} article{'' if len(previews) == 1 else 's'}"


def _open(path: Path | None) -> None:
    if path and click.launch(str(path.resolve())):
        click.echo(f"nothing here opens {path}: open it in a browser", err=True)
