"""The command `bot init`, which writes the first bot.toml and .env."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bot.cli.options import config_path, shared_options
from bot.cli.spelling import error_text
from bot.errors import FeedError

if TYPE_CHECKING:
    from bot.sources.found_feed import FeedCandidate


@click.command()
@click.argument("sites", nargs=-1, required=True, metavar="SITE...")
@click.option("--allow-private", is_flag=True, help="The sites may be at private or loopback addresses.")
@click.option("--sandbox", metavar="URL", default="", help="A rehearsal: post to this `bot sandbox`, with short waits.")
@shared_options
def init(sites: tuple[str, ...], allow_private: bool, sandbox: str) -> None:
    """Write bot.toml and .env for these sites.

    Finds each site's feed first, and never overwrites a file. If a site has no feed, nothing is written.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.platforms import sandbox_accounts
    from bot.sandbox.accounts import credentials_of
    from bot.settings.starter import REHEARSAL, Starter, Waits, write_starter_files
    from bot.writing.language.detection import language_of

    allow_private = allow_private or bool(sandbox)
    feeds = _find_feeds(sites, allow_private=allow_private)
    starter = Starter(
        sites=[(feed.site_title or site, feed.url) for site, feed in zip(sites, feeds, strict=True)],
        languages=list(dict.fromkeys(language_of(feed.titles, feed.language) for feed in feeds)),
        timezone=_timezone(),
        allow_private=allow_private,
        sandbox=sandbox.rstrip("/"),
        waits=REHEARSAL if sandbox else Waits(),
    )
    paths = write_starter_files(config_path().parent, starter, credentials_of(sandbox_accounts()) if sandbox else {})
    for path in paths:
        click.echo(f"wrote {path}")
    auths = " and ".join(f"`bot auth {name}`" for name, _ in starter.accounts)
    preparation = "" if sandbox else f"{auths} to fill in {paths[-1]}, then "
    click.echo(f"Next: {preparation}`bot check` and `bot preview latest`.")


def _find_feeds(sites: Sequence[str], *, allow_private: bool) -> list[FeedCandidate]:
    """The best feed of each site; its URL is printed when it has been found.

    Ends the command if a site has no feed, after printing the reason for each such site.
    """
    from bot.cli.progress import feed_search_message, showing_message
    from bot.sources.types import WebPolicy
    from bot.sources.web import WebSources

    policy = WebPolicy(allow_private=allow_private, private_remedy="say --allow-private if that is meant")
    with showing_message(feed_search_message(sites)), WebSources(policy) as sources:
        answers = sources.discover(sites)
    feeds = []
    for site, answer in zip(sites, answers, strict=True):
        if isinstance(answer, FeedError):
            click.echo(f"bot: {error_text(answer)}", err=True)
            continue
        feed, *other_feeds = answer
        feeds.append(feed)
        click.echo(f"{site}: {feed.url}")
        for other_feed in other_feeds:
            click.echo(f"    not taken: {other_feed.url}")
    if len(feeds) < len(sites):
        click.echo("Nothing was written.", err=True)
        click.get_current_context().exit(1)
    return feeds


def _timezone() -> str:
    """The IANA name of this machine's time zone, which is usually the newsroom's too; "UTC" if unknown."""
    from tzlocal import get_localzone_name

    return get_localzone_name() or "UTC"
