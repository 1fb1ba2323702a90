"""Check: everything about the settings, the secrets and the templates that can be wrong, with no network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.desk import Desk
from bot.desk.composing import template_sources
from bot.errors import SettingsError, TemplateError
from bot.platforms import PLATFORMS, open_platform
from bot.settings import Settings, account_secrets, permission_warnings, secret_warnings
from bot.writing.compose import too_long_by_itself
from bot.writing.templates import Templates
from bot.writing.templates import faults as template_faults


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check has found."""

    faults: tuple[str, ...]
    warnings: tuple[str, ...]
    summary: str
    """What there is, in a line."""


def check_everything(settings: Settings, environ: Mapping[str, str]) -> Findings:
    """Check what can be checked on this machine alone."""
    found = dict.fromkeys([*_template_faults(settings), *secret_faults(settings, environ)])
    warnings = [*permission_warnings(settings), *secret_warnings(settings, environ)]
    if settings.sandbox:
        warnings.append(f"every account posts to the sandbox at {settings.sandbox}, not to its platform")
    sites = ", ".join(site.name for site in settings.sites)
    accounts = ", ".join(f"{account.name} on {PLATFORMS[account.platform].title}" for account in settings.accounts)
    return Findings(tuple(found), tuple(warnings), f"nothing is wrong; {sites} → {accounts}")


def require_templates(desk: Desk) -> None:
    """Raises TemplateError where an account names a template that there is not."""
    for account in desk.settings.accounts:
        desk.templates.order(account.template)


def require_accounts(desk: Desk) -> None:
    """Raises one SettingsError that names every secret that is missing."""
    faults: list[str] = []
    for account in desk.settings.accounts:
        try:
            desk.platform_of(account)
        except SettingsError as exc:
            faults += exc.faults
    if faults:
        raise SettingsError(*dict.fromkeys(faults))


def _template_faults(settings: Settings) -> Iterator[str]:
    sources = template_sources(settings)
    found = template_faults(sources)
    yield from map(str, found)
    for account in settings.accounts if not found else ():
        limits = PLATFORMS[account.platform].limits
        try:
            templates = Templates(sources)
            yield from too_long_by_itself(account, limits=limits, templates=templates, appeals=settings.appeals)
        except TemplateError as exc:
            yield f"account {account.name}: {exc}"


def secret_faults(settings: Settings, environ: Mapping[str, str]) -> tuple[str, ...]:
    """What is wrong with the secrets of the accounts; empty: nothing that could be told without the platforms."""
    found: list[str] = []
    for account in settings.accounts:
        try:
            open_platform(account.platform, account.name, account_secrets(settings, account, environ))
        except SettingsError as exc:
            found += exc.faults
    return tuple(found)
