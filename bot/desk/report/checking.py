"""Checks of the settings, secrets and templates that need no network."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.desk import Desk
from bot.desk.composing import details_of, limits_of, template_sources, templates_without_link
from bot.errors import SettingsError, TemplateError
from bot.outbox.rules.wanted import folded
from bot.outbox.store.used_tags import used_tags
from bot.platforms import PLATFORMS, open_platform
from bot.settings import (
    Account,
    Settings,
    account_secrets,
    alert_faults,
    alert_warnings,
    appeal_warnings,
    permission_warnings,
    secret_warnings,
    unusual_secret_warnings,
)
from bot.settings.checks import did_you_mean
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


def check_everything(settings: Settings, environ: Mapping[str, str], now: datetime) -> Findings:
    """Run all checks at `now` (aware). `environ` holds the environment variables, which may hold secrets."""
    faults = usable_faults(settings, environ)
    warnings = [*permission_warnings(settings), *secret_warnings(settings, environ)]
    today = now.astimezone(settings.timezone).date()
    warnings += unusual_secret_warnings(settings, environ)
    warnings += [f"{settings.path}: {warning}" for warning in appeal_warnings(settings, today)]
    warnings += alert_warnings(settings)
    warnings += _unused_tags(settings, used_tags(settings.database, settings.folder))
    if settings.sandbox:
        warnings.append(f"every account posts to the sandbox at {settings.sandbox}, not to its platform")
    sites = ", ".join(site.name for site in settings.sites)
    accounts = ", ".join(f"{account.name} on {PLATFORMS[account.platform].title}" for account in settings.accounts)
    return Findings(faults, tuple(warnings), f"nothing is wrong; {sites} → {accounts}")


def usable_faults(settings: Settings, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Why a bot could not work with these settings: faults of templates, of secrets and of the alerts' addresses.

    Raises TemplateError.
    """
    faults = [*_template_faults(settings), *secret_faults(settings, environ), *alert_faults(settings, environ)]
    return tuple(dict.fromkeys(faults))


def _unused_tags(settings: Settings, used: Mapping[str, Collection[str]]) -> Iterator[str]:
    """A warning for each tag of `only` and `never` that none of the sites has used, of those that are known.

    Args:
        used: By site, the tags of the articles that it has shown.
    """
    rules = [(site.wanted, [site.name]) for site in settings.sites]
    rules += [(account.wanted, _names_of_sites(settings, account)) for account in settings.accounts]
    for rule, sites in rules:
        known = {tag for site in sites for tag in used.get(site, ())}
        unknown = [site for site in sites if site not in used]
        for key, terms in (("only", rule.only), ("never", rule.never)):
            for tag in terms.tags if not unknown else ():
                if folded(tag) not in map(folded, known):
                    hint = did_you_mean(tag, known)
                    where = sites[0] if len(sites) == 1 else "its sites"
                    yield f"{rule.name}.{key}: no article of {where} has been filed under “{tag}” so far" + (
                        f"; {hint}" if hint else ""
                    )


def _names_of_sites(settings: Settings, account: Account) -> list[str]:
    return [site.name for site in settings.sites if account.posts_about(site.name)]


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
    sources, without_link = template_sources(settings), templates_without_link(settings)
    faults = template_faults(sources, without_link=without_link)
    yield from map(str, faults)
    for account in settings.accounts if not faults else ():
        limits = limits_of(account, details_of(account))
        try:
            templates = Templates(sources, without_link=without_link)
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
