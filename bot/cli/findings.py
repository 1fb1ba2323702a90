"""Printing what is wrong: each finding with what follows from it, and the command that helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.lines import INDENT, print_paragraph
from bot.cli.options import PARTLY_DONE, clock_time
from bot.cli.spelling import advice
from bot.health import Severity
from bot.health.words import spoken

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.health import Finding, Health

BROKEN = 1
"""The exit code of `bot status --check` where posts do not go out, or articles are not found."""

_HEADINGS = {
    Severity.BROKEN: ("Broken", "red"),
    Severity.PERSON: ("Needs a person", "yellow"),
    Severity.NOTE: ("Worth knowing", None),
}


def print_health(health: Health, zone: ZoneInfo) -> None:
    """Print all findings below a heading for each severity, the worst first. `zone` is that of printed times."""
    for severity, (heading, colour) in _HEADINGS.items():
        findings = health.of(severity)
        if findings:
            click.secho(heading, bold=True, fg=colour)
        for finding in findings:
            _print_finding(finding, zone, health.at)
    if not health.findings:
        click.echo("All is well: nothing needs a person.")


def exit_code(worst: Severity | None) -> int:
    """0 where nothing needs a person, 1 where something is broken or no bot runs, 3 where a person is needed."""
    match worst:
        case Severity.BROKEN:
            return BROKEN
        case Severity.PERSON:
            return PARTLY_DONE
        case _:
            return 0


def _print_finding(finding: Finding, zone: ZoneInfo, now: datetime) -> None:
    print_paragraph(finding.what, indent=2, hanging=INDENT)
    if finding.since:
        since = f"since {clock_time(finding.since, zone)}, {spoken(now - finding.since)} ago"
        print_paragraph(since, indent=INDENT)
    if finding.until:
        until = f"until {clock_time(finding.until, zone)}, {spoken(finding.until - now)} from now"
        print_paragraph(until, indent=INDENT)
    print_paragraph(finding.follows, indent=INDENT)
    helps = advice(finding.actions, zone)
    print_paragraph(f"{finding.remedy}: {helps}" if helps else finding.remedy, indent=INDENT)
