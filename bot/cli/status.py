"""bot status"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.lines import INDENT, print_paragraph
from bot.cli.options import clock_time, json_option, open_desk, print_json, read_settings, shared_options
from bot.cli.spelling import command_line
from bot.show import as_json as documents

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.desk.report.overview import AccountOverview, HubOverview, Overview, SiteOverview, Stranded
    from bot.outbox.rules.delivery import Delivery


@click.command(short_help="Show how every site and account stands.")
@json_option
@shared_options
def status(as_json: bool) -> None:
    """Show how every site and account stands, and what needs a person."""
    from bot.desk.report.overview import overview

    settings = read_settings()
    with open_desk(settings) as desk:
        found = overview(desk)
    if as_json:
        print_json(documents.overview(found))
        return
    show(found, settings.timezone)


def show(found: Overview, zone: ZoneInfo) -> None:
    """Print the state of the whole."""
    if found.sandbox:
        print_paragraph(f"Posts go to the sandbox at {found.sandbox}, not to the platforms.")
        click.echo()
    click.secho("Accounts", bold=True)
    for account in found.accounts:
        _show_account(account, zone)
    for stranded in found.stranded:
        _item(remedy(stranded))
    click.secho("Sites", bold=True)
    for site in found.sites:
        _show_site(site, zone, quiet=site.name in found.quiet)
    if found.changed:
        click.secho("Changed after posting", bold=True)
    for delivery in found.changed:
        _show_changed(delivery)


def remedy(stranded: Stranded) -> str:
    """What is to be done about posts of which no account takes care."""
    return ", or ".join((stranded.remedy, *(f"`{command_line(action)}`" for action in stranded.actions)))


def _show_account(account: AccountOverview, zone: ZoneInfo) -> None:
    from bot.platforms import PLATFORMS

    counted = ", ".join(f"{count} {status}" for status, count in account.counts.items()) or "nothing yet"
    _item(f"{account.name} on {PLATFORMS[account.platform].title}: {counted}")
    if account.last_at:
        _detail(f"last post {clock_time(account.last_at, zone)}")
    if account.spent_this_month or account.budget:
        budget = f" of {account.budget:.2f}" if account.budget else ""
        _detail(f"US dollars spent this month: {account.spent_this_month:.2f}{budget}")
    if account.held_back:
        until = f" until {clock_time(account.goes_on_at, zone)}" if account.goes_on_at else ""
        _detail(f"waits{until}: {account.held_back}")


def _show_site(site: SiteOverview, zone: ZoneInfo, *, quiet: bool) -> None:
    if site.asked_at is None:
        _item(f"{site.name}: not asked yet")
        return
    newest = clock_time(site.newest_article_at, zone) or "not known"
    _item(
        f"{site.name}: last answer {clock_time(site.answered_at, zone) or 'never'}, last article {newest}, "
        f"next look {clock_time(site.next_look_at, zone) or 'never'}"
    )
    if site.fault:
        _detail(f"fault ({site.faults} in a row): {site.fault}")
    if site.hub:
        _show_hub(site.hub, zone)
    if quiet:
        _detail("it publishes nothing, against its habit: is its feed still the one that it fills?")


def _show_hub(hub: HubOverview, zone: ZoneInfo) -> None:
    if hub.subscribed_until:
        _detail(f"its hub tells of new articles until {clock_time(hub.subscribed_until, zone)}: {hub.url}")
    elif hub.ask_at is None:
        _detail(f"its hub has not been asked yet, which `bot run` does: {hub.url}")
    elif not hub.fault:
        _detail(f"its hub has not confirmed yet; asked again {clock_time(hub.ask_at, zone)}: {hub.url}")
    if hub.fault:
        _detail(f"its hub did not take the subscription; asked again {clock_time(hub.ask_at, zone)}: {hub.fault}")


def _show_changed(delivery: Delivery) -> None:
    _item(f"{delivery.id} on {delivery.account}: {delivery.sent_title}")
    _detail(delivery.permalink)
    if delivery.retracted:
        _detail(delivery.retracted)
    elif delivery.title != delivery.sent_title:
        _detail(f"its headline is now: {delivery.title}")


def _item(text: str) -> None:
    print_paragraph(text, indent=2, hanging=INDENT)


def _detail(text: str) -> None:
    print_paragraph(text, indent=INDENT)
