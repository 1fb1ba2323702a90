"""bot preview"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import (
    DEFAULT_CONFIG,
    account_option,
    accounts_named,
    config_path,
    json_option,
    open_desk,
    print_json,
    settings,
    shared_options,
)

if TYPE_CHECKING:
    from bot.desk.preview import AccountPreview, Preview
    from bot.settings import Settings

SHOWN_OF_A_FEED = 10


@click.command()
@click.argument("target", default="latest", metavar="[URL|ID|FILE|latest|-]")
@click.option("--link", default="", metavar="URL", help="The article's address, where the file does not tell it.")
@account_option
@json_option
@shared_options
def preview(target: str, link: str, account_names: tuple[str, ...], as_json: bool) -> None:
    """Show what each account would post.

    TARGET is an article's URL, a delivery's ID, a saved feed, HTML page or text file, - for standard input, or
    `latest`: the newest article of each site. A file needs no network, no account and no bot.toml.
    """
    if target == "-" or Path(target).is_file():
        shown = _of_file(target, link, account_names)
    else:
        shown = _of_watched(target, account_names)
    if as_json:
        print_json({"articles": shown})
        return
    for number, one in enumerate(shown):
        if number:
            click.echo()
        _show(one)


def _of_file(target: str, link: str, account_names: Sequence[str]) -> list[Preview]:
    from bot.desk.composing import recurring_in
    from bot.desk.preview import accounts_for, article_in_file, preview
    from bot.wiring import templates_of

    used = _settings_or_sample()
    named = accounts_named(used, account_names) if account_names else []
    content = sys.stdin.buffer.read() if target == "-" else Path(target).read_bytes()
    articles = article_in_file(used, content, link)
    if any(article.link == site.url for article in articles for site in used.sites):
        click.echo("The file does not tell its article's address: the site's stands in; --link URL gives it.", err=True)
    recurring = recurring_in(articles)
    templates = templates_of(used)
    if len(articles) > SHOWN_OF_A_FEED:
        click.echo(f"{len(articles)} articles; these are the first {SHOWN_OF_A_FEED}", err=True)
    return [
        preview(used, templates, article, accounts_for(used, article, named), recurring)
        for article in articles[:SHOWN_OF_A_FEED]
    ]


def _of_watched(target: str, account_names: Sequence[str]) -> list[Preview]:
    from bot.desk.editing import article_at, latest_articles
    from bot.desk.preview import accounts_for, preview, preview_of_delivery

    if not (target == "latest" or target.isdigit() or "://" in target):
        raise click.BadParameter(f"{target!r} is no file, no URL, no delivery's ID and not `latest`")
    used = settings()
    named = accounts_named(used, account_names) if account_names else []
    with open_desk(used) as desk:
        if target.isdigit():
            return [preview_of_delivery(desk, int(target))]
        articles = latest_articles(desk) if target == "latest" else [article_at(desk, target)]
        return [
            preview(
                used,
                desk.templates,
                article,
                accounts_for(used, article, named),
                desk.archive.site_state(article.site).recurring,
            )
            for article in articles
        ]


def _settings_or_sample() -> Settings:
    from bot.settings import sample_settings

    if config_path().exists() or config_path() != DEFAULT_CONFIG:
        return settings()
    click.echo(f"No {config_path()} here, so this is the sample newsroom's; `bot init SITE` writes your own.", err=True)
    return sample_settings()


def _show(shown: Preview) -> None:
    article = shown.article
    told = [article.site, f"{article.published:%-d %B %Y}" if article.published else "", article.author]
    click.secho(article.title or "(no title)", bold=True)
    click.echo(" · ".join(part for part in told if part))
    for one in shown.accounts:
        click.echo()
        _show_account(one)


def _show_account(one: AccountPreview) -> None:
    from bot.platforms import PLATFORMS

    name = f"{one.account} on {PLATFORMS[one.platform].title}"
    if one.post is None:
        click.secho(f"── {name}: no post", bold=True)
        click.echo(textwrap.indent(one.fault, "   "))
        return
    price = f", ${one.price}" if one.price else ""
    click.secho(f"── {name}: {one.post.length:,} of {one.post.limit:,}{price}, link {one.post.link}", bold=True)
    click.echo(one.post.text)
    for warning in one.post.warnings:
        click.echo(f"   warning: {warning}")
