"""Makes the settings from the tables of bot.toml, and reports every fault to the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

from bot.errors import SettingsError
from bot.outbox.rules.pacing import Pace
from bot.outbox.rules.wanted import Terms, WantedRule
from bot.platforms import PLATFORMS, PlatformSpec, known_names, spec_called
from bot.platforms.spec import Option
from bot.settings import checks
from bot.settings.document import Document, Table, variable_part
from bot.settings.values import (
    Account,
    Alerts,
    Backups,
    Breaking,
    HealthChecks,
    Reconcile,
    Settings,
    Site,
    Watch,
)
from bot.sources.types import Bounds
from bot.writing.appeal import Appeal
from bot.writing.link import Campaign

_DEFAULT_GAP = timedelta(minutes=20)


def build_settings(document: Document, path: Path) -> Settings:
    """Make the settings from the document, which was read from `path`.

    They may be used only if the document has no faults afterwards.
    """
    top, folder = document.top, path.absolute().parent
    sites = _sites(top)
    names = [site.name for site in sites]
    templates = folder / top.take("templates", checks.nonempty_line, "templates")
    return Settings(
        path=path,
        folder=folder,
        database=_in_folder(top.take("database", checks.database, "sqlite:///bot.db"), folder),
        timezone=top.take("timezone", checks.zone, ZoneInfo("UTC")),
        templates=templates,
        contact=top.take("contact", checks.contact, ""),
        sandbox=top.take("sandbox", checks.loopback_origin, ""),
        watch=_watch(top.table("watch")),
        bounds=_bounds(top.table("bounds")),
        reconcile=_reconcile(top.table("reconcile")),
        breaking=_breaking(top.table("breaking")),
        alerts=_alerts(top.table("alerts")),
        health=_health(top.table("health")),
        backups=_backups(top.table("backup"), folder),
        keep=top.take("keep", checks.long_duration, None),
        campaign=_campaign(top.table("campaign")) if top.has("campaign") else None,
        appeals=_appeals(top, names),
        sites=sites,
        accounts=_accounts(top, names, templates),
        origins=document.origins,
    )


def _in_folder(database: str, folder: Path) -> str:
    """The database URL, in which a relative path of an SQLite file is made absolute: it starts at bot.toml's folder."""
    url, mark, query = database.partition("?")
    scheme, _, file = url.partition(":///")
    if not scheme.startswith("sqlite") or file.startswith("file:"):
        return database
    return f"{scheme}:///{quote(str(folder / unquote(file)))}{mark}{query}"


def _watch(table: Table) -> Watch:
    default = Watch()
    watch = Watch(
        every=table.take("every", checks.positive_duration, default.every),
        slowest=table.take("slowest", checks.duration, default.slowest),
        max_age=table.take("max_age", checks.positive_duration, default.max_age),
        max_age_approved=table.take("max_age_approved", checks.positive_duration, default.max_age_approved),
        hold=table.take("hold", checks.duration, default.hold),
        burst=table.take("burst", checks.count, default.burst),
        callback=table.take("callback", checks.optional_address, default.callback),
        listen=table.take("listen", checks.host_and_port, default.listen),
        hints=table.take("hints", checks.boolean, default.hints),
        allow_private=table.take("allow_private", checks.boolean, default.allow_private),
    )
    table.close()
    return watch


def _bounds(table: Table) -> Bounds:
    default = Bounds()
    bounds = Bounds(
        seconds=table.take("timeout", checks.timeout_seconds, default.seconds),
        wire_bytes=table.take("download", checks.size, default.wire_bytes),
        content_bytes=table.take("unpacked", checks.size, default.content_bytes),
        redirects=table.take("redirects", checks.number_within(0, 20), default.redirects),
        entries=table.take("entries", checks.number_within(1, 5_000), default.entries),
        entry_bytes=table.take("entry", checks.size, default.entry_bytes),
        nesting=table.take("nesting", checks.number_within(10, 500), default.nesting),
    )
    table.close()
    return bounds


def _reconcile(table: Table) -> Reconcile:
    reconcile = Reconcile(looks=table.take("looks", checks.durations, Reconcile().looks))
    table.close()
    return reconcile


def _breaking(table: Table) -> Breaking:
    breaking = Breaking(tags=table.take("tags", checks.text_list, ()))
    table.close()
    return breaking


def _alerts(table: Table) -> Alerts:
    alerts = Alerts(
        to=table.take("to", checks.alert_addresses, ()),
        held_to=table.take("held_to", checks.alert_addresses, ()),
        digest=table.take("digest", checks.digest_time, None),
    )
    if alerts.digest and not alerts.to:
        table.fault("digest", 'has nobody to go to; write such as to = ["mailto://desk@example.org"] beside it')
    table.close()
    return alerts


def _health(table: Table) -> HealthChecks:
    health = HealthChecks(
        ping=table.take("ping", checks.optional_address, ""),
        listen=table.take("listen", checks.host_and_port, None),
        paid_checks=table.take("paid_checks", checks.boolean, False),
    )
    table.close()
    return health


def _backups(table: Table, folder: Path) -> Backups:
    backups = Backups(
        every=table.take("every", checks.positive_duration, None),
        folder=folder / table.take("folder", checks.nonempty_line, "backups"),
        keep=table.take("keep", checks.count, 7),
    )
    table.close()
    return backups


def _campaign(table: Table) -> Campaign:
    campaign = Campaign(
        source=table.take("source", checks.campaign_text, "{platform}"),
        medium=table.take("medium", checks.campaign_text, "social"),
        campaign=table.take("campaign", checks.campaign_text, ""),
        content=table.take("content", checks.campaign_text, ""),
    )
    table.close()
    return campaign


def _appeals(top: Table, sites: Sequence[str]) -> tuple[Appeal, ...]:
    """The calls to action: from the single `[appeal]`, or from all `[[appeals]]`."""
    single, tables = top.table("appeal"), top.tables("appeals")
    if tables and top.has("appeal"):
        top.fault("appeal", "stands beside [[appeals]]; make it one of them")
    return tuple(_appeal(table, sites) for table in tables or [single])


def _appeal(table: Table, known_sites: Sequence[str]) -> Appeal:
    remedy = 'the call to action that every post carries; write text = "…" below [appeal]'
    appeal = Appeal(
        text=table.require("text", checks.nonempty_text, "", remedy),
        short=table.take("short", checks.text, ""),
        url=table.take("url", checks.optional_address, ""),
        sites=_known_sites(table, known_sites),
        languages=table.take("language", checks.language_or_list, ()),
        valid_from=table.take("from", checks.day, None),
        valid_until=table.take("until", checks.day, None),
        weight=table.take("weight", checks.weight, 1),
        never_with=table.take("never_with", checks.text_list, None),
        instead=table.take("instead", checks.text, ""),
    )
    if appeal.valid_from and appeal.valid_until and appeal.valid_until < appeal.valid_from:
        table.fault("until", f"{appeal.valid_until} is before `from`, {appeal.valid_from}; exchange them")
    table.close()
    return appeal


def _sites(top: Table) -> tuple[Site, ...]:
    tables = top.tables("sites")
    sites = tuple(map(_site, tables))
    if not sites:
        top.fault("sites", 'no site to watch; write [[sites]], and below it name = "…" and url = "https://…"')
    _report_duplicates(tables, [variable_part(site.name) for site in sites], "name", "names another site too")
    return sites


def _site(table: Table) -> Site:
    site = Site(
        name=table.require("name", checks.nonempty_line, "", 'write such as name = "Modern Tokyo News"'),
        url=table.require("url", checks.address, "", 'write such as url = "https://moderntokyonews.com"'),
        sitemap=table.take("sitemap", checks.optional_address, ""),
        hashtags=table.take("hashtags", checks.hashtags, ()),
        updated_is_published=table.take("updated_is_published", checks.boolean, False),
        wanted=_wanted(table),
    )
    table.close()
    return site


def _accounts(top: Table, sites: Sequence[str], templates: Path) -> tuple[Account, ...]:
    tables = top.tables("accounts")
    accounts = _with_other_secrets(_account(table, sites, templates) for table in tables)
    if not accounts:
        remedy = f'write [[accounts]], and below it name = "…" and platform = "{next(iter(PLATFORMS))}"'
        top.fault("accounts", f"no account to post to; {remedy}")
    _report_duplicates(
        tables, [variable_part(account.name) for account in accounts], "name", "names another account too"
    )
    _report_duplicates(
        tables,
        [account.platform and f"{account.platform} {account.secrets.upper()}" for account in accounts],
        "secrets",
        "this account and another of its platform have the same variables in .env, so both are one; "
        'give it its own prefix, such as secrets = "SPORTS"',
    )
    return accounts


def _with_other_secrets(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """The accounts, so that none falls back on variables that belong to another account of its platform."""
    accounts = tuple(accounts)
    prefixes = [(account.platform, account.secrets.upper()) for account in accounts]
    return tuple(
        replace(
            account,
            other_secrets=tuple(
                prefix for prefix in account.other_secrets if (account.platform, prefix) not in prefixes
            ),
        )
        for account in accounts
    )


def _account(table: Table, known_sites: Sequence[str], templates: Path) -> Account:
    known = " or ".join(f'platform = "{name}"' for name in PLATFORMS)
    name = table.require("name", checks.nonempty_line, "", 'write such as name = "mtt"')
    platform_name, spec = table.require("platform", _platform, ("", None), f"write {known}")
    platform = spec.name if spec else ""
    secrets = table.take("secrets", checks.secrets_prefix, platform_name.upper())
    older_names = spec.aliases if spec and platform_name == platform else ()
    review, review_after = table.take("review", checks.review, (False, None))
    account = Account(
        name=name,
        platform=platform,
        alias=platform_name if platform_name != platform else "",
        secrets=secrets,
        other_secrets=tuple(name.upper() for name in older_names) if secrets == platform.upper() else (),
        sites=_known_sites(table, known_sites),
        wanted=_wanted(table),
        template=table.take("template", checks.template_name, "")
        or _default_template(templates, platform_name, older_names),
        review=review,
        review_after=review_after,
        pace=_pace(table),
        newest_first=table.take("first", checks.one_of(("oldest", "newest"), "an order"), "oldest") == "newest",
        delete_retracted=table.take("delete_retracted", checks.boolean, False),
        with_link=table.take("link", checks.one_of(("always", "never"), "a choice"), "always") == "always",
        options=_options(table, spec) if spec else {},
    )
    table.close()
    return account


def _options(account: Table, spec: PlatformSpec) -> dict[str, object]:
    """The settings that only accounts on this platform have, in a table of its name."""
    if not spec.options:
        return {}
    table = account.table(spec.name)
    options = {option.name: table.take(option.name, _check_of(option), option.default) for option in spec.options}
    table.close()
    return options


def _check_of(option: Option) -> Callable[[object], object]:
    if option.choices:
        return checks.one_of(option.choices, f"a value of {option.name}")
    return checks.number_within(*option.number_within) if option.number_within else checks.text_by_tag


def _wanted(table: Table) -> WantedRule:
    return WantedRule(name=table.label, only=_terms(table.table("only")), never=_terms(table.table("never")))


def _terms(table: Table) -> Terms:
    terms = Terms(
        tags=table.take("tags", checks.terms, ()),
        authors=table.take("authors", checks.terms, ()),
        languages=table.take("languages", checks.languages, ()),
        words=table.take("words", checks.terms, ()),
    )
    table.close()
    return terms


def _platform(value: object) -> tuple[str, PlatformSpec | None]:
    """The name as bot.toml has it, and the platform that it means."""
    name = checks.line(value)
    try:
        spec = spec_called(name)
    except SettingsError as exc:
        raise checks.InvalidValue(str(exc)) from exc
    if spec is None:
        checks.one_of(known_names(), "a platform")(value)
    return name, spec


def _default_template(folder: Path, platform: str, older_names: Sequence[str]) -> str:
    """The template of an account that names none: that of its platform.

    If the newsroom's folder has none of that name, but one with an older name of the platform, it is that one.
    """
    names = [f"{name}.j2" for name in (platform, *older_names)]
    return next((name for name in names if (folder / name).is_file()), names[0])


def _pace(table: Table) -> Pace:
    return Pace(
        gap=table.take("gap", checks.duration, _DEFAULT_GAP),
        quiet=table.take("quiet", checks.quiet_hours, None),
        per_day=table.take("per_day", checks.count, None),
        budget=table.take("budget", checks.dollars, None),
    )


def _known_sites(table: Table, known: Sequence[str]) -> tuple[str, ...]:
    sites = table.take("sites", checks.text_list, ())
    for name in sites:
        if name not in known:
            hint = checks.did_you_mean(name, known) or "write the name of one of the [[sites]]"
            table.fault("sites", f'"{name}" is not a site; {hint}')
    return sites


def _report_duplicates(tables: Sequence[Table], values: Sequence[str], key: str, problem: str) -> None:
    """Report each table whose value an earlier table has too; "" is ignored, because it was reported already."""
    for index, value in enumerate(values):
        if value and value in values[:index]:
            tables[index].fault(key, problem)
