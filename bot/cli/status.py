"""bot status"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import clock_time, json_option, on_one_line, open_desk, print_json, settings, shared_options

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.desk.overview import AccountOverview
    from bot.outbox.delivery import Delivery
    from bot.outbox.records import SiteState


@click.command()
@json_option
@shared_options
def status(as_json: bool) -> None:
    """Show how every site and account stands, and what needs a person."""
    from bot.desk.overview import overview

    used = settings()
    with open_desk(used) as desk:
        found = overview(desk)
    if as_json:
        print_json(found)
        return
    if found.sandbox:
        click.echo(f"Posts go to the sandbox at {found.sandbox}, not to the platforms.\n")
    click.secho("Accounts", bold=True)
    for account in found.accounts:
        _show_account(account, used.timezone)
    click.secho("Sites", bold=True)
    for site in found.sites:
        _show_site(site, used.timezone, quiet=site.name in found.quiet)
    if found.changed:
        click.secho("Changed after posting", bold=True)
    for delivery in found.changed:
        _show_changed(delivery)


def _show_account(account: AccountOverview, zone: ZoneInfo) -> None:
    from bot.platforms import PLATFORMS

    counted = ", ".join(f"{count} {status}" for status, count in account.counts.items()) or "nothing yet"
    click.echo(f"  {account.name} on {PLATFORMS[account.platform].title}: {counted}")
    if account.last_at:
        click.echo(f"      last post {clock_time(account.last_at, zone)}")
    if account.spent_this_month or account.budget:
        budget = f" of {account.budget}" if account.budget else ""
        click.echo(f"      US dollars spent this month: {account.spent_this_month}{budget}")
    if account.held_back:
        until = f" until {clock_time(account.goes_on_at, zone)}" if account.goes_on_at else ""
        click.echo(f"      waits{until}: {account.held_back}")


def _show_site(site: SiteState, zone: ZoneInfo, *, quiet: bool) -> None:
    if site.asked_at is None:
        click.echo(f"  {site.name}: not asked yet")
        return
    newest = clock_time(site.newest_article_at, zone) or "not known"
    click.echo(
        f"  {site.name}: last answer {clock_time(site.answered_at, zone) or 'never'}, last article {newest}, "
        f"next look {'never' if site.gone else clock_time(site.next_look_at, zone)}"
    )
    if site.fault:
        click.echo(f"      fault ({site.faults} in a row): {site.fault}")
    if quiet:
        click.echo("      it publishes nothing, against its habit: is its feed still the one that it fills?")


def _show_changed(delivery: Delivery) -> None:
    click.echo(f"  {delivery.id} on {delivery.account}: {on_one_line(delivery.sent_title, 80)}")
    click.echo(f"      {delivery.permalink}")
    if delivery.retracted:
        click.echo(f"      {delivery.retracted}")
    elif delivery.title != delivery.sent_title:
        click.echo(f"      its headline is now: {on_one_line(delivery.title, 80)}")
