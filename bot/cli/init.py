"""bot init"""

from __future__ import annotations

import click

from bot.cli.options import config_path, shared_options
from bot.errors import FeedError


@click.command()
@click.argument("sites", nargs=-1, required=True, metavar="SITE...")
@click.option("--allow-private", is_flag=True, help="The sites may live on private or loopback addresses.")
@shared_options
def init(sites: tuple[str, ...], allow_private: bool) -> None:
    """Write bot.toml and .env for these sites.

    Finds each site's feed first, and never overwrites a file.
    """
    from bot.feeds.discover import discover
    from bot.settings.starter import write_starter_files

    found, missed = [], []
    for site in sites:
        try:
            candidates = discover(site, allow_private=allow_private)
        except FeedError as exc:
            missed.append(exc)
            continue
        best = candidates[0]
        found.append((best.site_title or site, best.url))
        click.echo(f"{site}: {best.url}")
        for other in candidates[1:]:
            click.echo(f"    not taken: {other.url}")
    if missed:
        raise missed[0]
    written = write_starter_files(config_path().parent, found, timezone=_timezone(), allow_private=allow_private)
    for path in written:
        click.echo(f"wrote {path}")
    click.echo(f"Next: fill in {written[-1]}, then `bot check` and `bot preview latest`.")


def _timezone() -> str:
    """This machine's, which is most often the newsroom's."""
    from tzlocal import get_localzone_name

    return get_localzone_name() or "UTC"
