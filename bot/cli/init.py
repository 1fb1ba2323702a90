"""bot init"""

from __future__ import annotations

from collections.abc import Sequence

import click

from bot.cli.options import config_path, shared_options
from bot.cli.spelling import error_text
from bot.errors import FeedError


@click.command()
@click.argument("sites", nargs=-1, required=True, metavar="SITE...")
@click.option("--allow-private", is_flag=True, help="The sites may live on private or loopback addresses.")
@click.option("--sandbox", metavar="URL", default="", help="A rehearsal: post to this `bot sandbox`, with short waits.")
@shared_options
def init(sites: tuple[str, ...], allow_private: bool, sandbox: str) -> None:
    """Write bot.toml and .env for these sites.

    Finds each site's feed first, and never overwrites a file. Where a site has no feed, nothing is written.
    """
    from bot.platforms import sandbox_accounts
    from bot.sandbox.accounts import credentials_of
    from bot.settings.starter import REHEARSAL, Starter, Waits, write_starter_files

    allow_private = allow_private or bool(sandbox)
    found = _found(sites, allow_private=allow_private)
    starter = Starter(
        sites=found,
        timezone=_timezone(),
        allow_private=allow_private,
        sandbox=sandbox.rstrip("/"),
        waits=REHEARSAL if sandbox else Waits(),
    )
    written = write_starter_files(config_path().parent, starter, credentials_of(sandbox_accounts()) if sandbox else {})
    for path in written:
        click.echo(f"wrote {path}")
    first = "" if sandbox else f"fill in {written[-1]}, then "
    click.echo(f"Next: {first}`bot check` and `bot preview latest`.")


def _found(sites: Sequence[str], *, allow_private: bool) -> list[tuple[str, str]]:
    """Name and feed of each site, told as they are found; ends the command where one has none, with every fault."""
    from bot.cli.progress import feed_search_message, showing_message
    from bot.sources.types import WebPolicy
    from bot.sources.web import WebSources

    with showing_message(feed_search_message(sites)), WebSources(WebPolicy(allow_private=allow_private)) as sources:
        answers = sources.discover(sites)
    found = []
    for site, answer in zip(sites, answers, strict=True):
        if isinstance(answer, FeedError):
            click.echo(f"bot: {error_text(answer)}", err=True)
            continue
        best, *others = answer
        found.append((best.site_title or site, best.url))
        click.echo(f"{site}: {best.url}")
        for other in others:
            click.echo(f"    not taken: {other.url}")
    if len(found) < len(sites):
        click.echo("Nothing was written.", err=True)
        click.get_current_context().exit(1)
    return found


def _timezone() -> str:
    """This machine's, which is most often the newsroom's."""
    from tzlocal import get_localzone_name

    return get_localzone_name() or "UTC"
