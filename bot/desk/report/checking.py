"""Checks of the settings, secrets and templates that need no network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.desk import Desk
from bot.desk.composing import template_sources, templates_beside_link
from bot.errors import SettingsError, TemplateError
from bot.platforms import PLATFORMS, open_platform
from bot.settings import Settings, account_secrets, permission_warnings, secret_warnings
from bot.writing.compose import too_long_by_itself
from bot.writing.templates import Templates
from bot.writing.templates import faults as template_faults


@dataclass(frozen=True, slots=True)
class Findings:
    """The faults and warnings that a check has found."""

    faults: tuple[str, ...]
    warnings: tuple[str, ...]
    summary: str
    """One line that names the sites and accounts."""


def check_everything(settings: Settings, environ: Mapping[str, str]) -> Findings:
    """Run all checks. `environ` holds the environment variables, which may hold secrets."""
    faults = dict.fromkeys([*_template_faults(settings), *secret_faults(settings, environ)])
    warnings = [*permission_warnings(settings), *secret_warnings(settings, environ)]
    if settings.sandbox:
        warnings.append(f"every account posts to the sandbox at {settings.sandbox}, not to its platform")
    sites = ", ".join(site.name for site in settings.sites)
    accounts = ", ".join(f"{account.name} on {PLATFORMS[account.platform].title}" for account in settings.accounts)
    return Findings(tuple(faults), tuple(warnings), f"nothing is wrong; {sites} → {accounts}")


def require_templates(desk: Desk) -> None:
    """Raises TemplateError if an account names a template that does not exist."""
    for account in desk.settings.accounts:
        desk.templates.order(account.template)


def require_accounts(desk: Desk) -> None:
    """Raises one SettingsError that names every missing secret."""
    faults: list[str] = []
    for account in desk.settings.accounts:
        try:
            desk.platform_of(account)
        except SettingsError as exc:
            faults += exc.faults
    if faults:
        raise SettingsError(*dict.fromkeys(faults))


def _template_faults(settings: Settings) -> Iterator[str]:
    sources, beside = template_sources(settings), templates_beside_link(settings)
    faults = template_faults(sources, link_is_beside=beside)
    yield from map(str, faults)
    for account in settings.accounts if not faults else ():
        limits = PLATFORMS[account.platform].limits
        try:
            templates = Templates(sources, link_is_beside=beside)
            yield from too_long_by_itself(account, limits=limits, templates=templates, appeals=settings.appeals)
        except TemplateError as exc:
            yield f"account {account.name}: {exc}"


def secret_faults(settings: Settings, environ: Mapping[str, str]) -> tuple[str, ...]:
    """What is wrong with the accounts' secrets, as far as that shows without asking the platforms."""
    faults: list[str] = []
    for account in settings.accounts:
        try:
            open_platform(account.platform, account.name, account_secrets(settings, account, environ))
        except SettingsError as exc:
            faults += exc.faults
    return tuple(faults)
