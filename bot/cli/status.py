"""The command `bot status`, which shows the state of all sites and accounts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from bot.actions import Action
from bot.cli.garbage import collecting_no_garbage
from bot.cli.lines import INDENT, print_paragraph
from bot.cli.options import clock_time, json_option, open_desk, print_json, read_settings, shared_options
from bot.cli.spelling import command_line
from bot.show import as_json as documents

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.desk import Desk
    from bot.desk.report.overview import AccountOverview, HubOverview, Overview, SiteOverview, TwoSteps
    from bot.desk.report.stranded import Stranded
    from bot.outbox.rules.delivery import Delivery


@click.command(short_help="Show what needs attention, and the state of every site and account.")
@click.option("--check", is_flag=True, help="Show only what is wrong; the exit code says how bad it is.")
@json_option
@shared_options
@collecting_no_garbage()
def status(check: bool, as_json: bool) -> None:
    """Show what needs attention, and the state of every site and account.

    With --check it exits with 0 if nothing needs a person, with 1 if something is broken or no bot runs, and with 3 if
    something waits for a person.
    """
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.cli.findings import exit_code, print_health
    from bot.desk.report.health import health as judged
    from bot.settings import missing_secrets

    settings = read_settings()
    with open_desk(settings) as desk:
        health = judged(desk, missing_secrets=missing_secrets(settings, os.environ))
        report = None if check else _overview(desk)
    if as_json:
        print_json(documents.status(health, report, command_line))
    else:
        print_health(health, settings.timezone)
        if report:
            click.echo()
            show(report, settings.timezone)
    if check:
        click.get_current_context().exit(exit_code(health.worst))


def _overview(desk: Desk) -> Overview:
    from bot.desk.report.overview import overview  # which `--check` does not need

    return overview(desk)


def show(report: Overview, zone: ZoneInfo) -> None:
    """Print the state of all accounts and sites. `zone` is the one in which times are printed."""
    if report.sandbox:
        print_paragraph(f"Posts go to the sandbox at {report.sandbox}, not to the platforms.")
        click.echo()
    click.secho("Accounts", bold=True)
    for account in report.accounts:
        _show_account(account, zone)
    click.secho("Sites", bold=True)
    for site in report.sites:
        _show_site(site, zone)
    if report.changed:
        click.secho("Changed after posting", bold=True)
    for delivery in report.changed:
        _show_changed(delivery)


def remedy(stranded: Stranded) -> str:
    """What to do about posts for an account that bot.toml no longer has."""
    return ", or ".join((stranded.remedy, *(f"`{command_line(action)}`" for action in stranded.actions)))


def _show_account(account: AccountOverview, zone: ZoneInfo) -> None:
    from bot.platforms import PLATFORMS

    counts_text = ", ".join(f"{count} {status}" for status, count in account.counts.items()) or "nothing yet"
    _print_item(f"{account.name} on {PLATFORMS[account.platform].title}: {counts_text}")
    if account.last_at:
        _print_detail(f"last post {clock_time(account.last_at, zone)}")
    if account.spent_this_month or account.budget:
        budget = f" of {account.budget:.2f}" if account.budget else ""
        pace = f"; {account.month_at_this_pace:.2f} by its end at this pace" if account.month_at_this_pace else ""
        _print_detail(f"US dollars spent this month: {account.spent_this_month:.2f}{budget}{pace}")
    if account.held_back:
        until = f" until {clock_time(account.goes_on_at, zone)}" if account.goes_on_at else ""
        _print_detail(f"waits{until}: {account.held_back}")
    if account.two_steps:
        _print_detail(_steps_text(account.two_steps, zone))


def _steps_text(steps: TwoSteps, zone: ZoneInfo) -> str:
    """How the account posts, and why not in the way that never needs a person."""
    if steps.is_used:
        return "posts in two steps: a lost answer needs nobody"
    one_step = "posts in one step, so that a lost answer may need a person"
    command = f"`{command_line(Action('doctor', probes=True))}`"
    if steps.probed_at is None:
        return f"{one_step}; {command} tries whether two are possible"
    return f"{one_step}; tried {clock_time(steps.probed_at, zone)}, {command} tries again: {steps.refusal}"


def _show_site(site: SiteOverview, zone: ZoneInfo) -> None:
    if site.asked_at is None:
        _print_item(f"{site.name}: not asked yet")
        return
    newest = clock_time(site.newest_article_at, zone) or "not known"
    _print_item(
        f"{site.name}: last answer {clock_time(site.answered_at, zone) or 'never'}, last article {newest}, "
        f"next look {clock_time(site.next_look_at, zone) or 'not planned'}{', as the site asks' * site.waits_as_asked}"
    )
    if site.fault:
        since = f", since {clock_time(site.fault_since, zone)}" if site.fault_since else ""
        _print_detail(f"fault ({site.faults} in a row{since}): {site.fault}")
    if site.moved:
        _print_detail(
            f"its feed says since {clock_time(site.moved.since, zone)} that it has moved to another address: "
            f"{site.moved.to}; if that is the feed that the newsroom means, give it that address in bot.toml"
        )
    if site.redated_at:
        _print_detail(
            f"its feed gave a known article a new date on {clock_time(site.redated_at, zone)}, so that "
            "updated_is_published in bot.toml does not count: articles whose pages have no date wait for an editor"
        )
    if site.hub:
        _show_hub(site.hub, zone)


def _show_hub(hub: HubOverview, zone: ZoneInfo) -> None:
    if hub.subscribed_until:
        _print_detail(f"its hub tells of new articles until {clock_time(hub.subscribed_until, zone)}: {hub.url}")
    elif hub.ask_at is None:
        _print_detail(f"its hub has not been asked yet, which `bot run` does: {hub.url}")
    elif not hub.fault:
        _print_detail(f"its hub has not confirmed yet; asked again {clock_time(hub.ask_at, zone)}: {hub.url}")
    if hub.fault:
        _print_detail(f"its hub did not take the subscription; asked again {clock_time(hub.ask_at, zone)}: {hub.fault}")


def _show_changed(delivery: Delivery) -> None:
    _print_item(f"{delivery.id} on {delivery.account}: {delivery.sent_title}")
    _print_detail(delivery.permalink)
    if delivery.retracted:
        _print_detail(delivery.retracted)
    elif delivery.title != delivery.sent_title:
        _print_detail(f"its headline is now: {delivery.title}")


def _print_item(text: str) -> None:
    print_paragraph(text, indent=2, hanging=INDENT)


def _print_detail(text: str) -> None:
    print_paragraph(text, indent=INDENT)
