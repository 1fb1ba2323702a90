"""Reads the secrets of accounts and of alerts, from environment variables, .env, or files that these name.

The first value found counts, in this order: `NAME` and `NAME_FILE` in the environment, then the same two in .env. An
empty value counts as missing, so that an unused `NAME=` in .env overrides nothing. No message shows a secret.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from io import StringIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.alerts import why_unusable
from bot.alerts.address import filled, holds_secret, literal_secrets, names_in, shown
from bot.errors import SettingsError
from bot.platforms import PLATFORMS
from bot.platforms.secret_forms import misplaced_secrets, unusual_secrets
from bot.settings.checks import did_you_mean
from bot.settings.values import Account, Settings

_SHORTEST_HIDDEN = 8
"""In characters. A shorter value in .env, under a name that no account reads, may be a common word."""


class Secrets(Mapping[str, str]):
    """One account's secrets by name, without the prefix: "API_KEY". Its `repr` shows no values."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Secrets({', '.join(self._values)})"


def account_secrets(settings: Settings, account: Account, environ: Mapping[str, str]) -> Secrets:
    """The secrets that the account's platform needs, and the optional ones that are set.

    Raises SettingsError for every secret that is missing, cannot be a token or stands in another's line, and says where
    to get it; also if .env, or a file that a variable names, cannot be read.
    """
    store = _SecretStore(settings.folder, environ)
    values: dict[str, str] = {}
    faults: list[str] = []
    spec = PLATFORMS[account.platform]
    for secret in spec.secrets:
        try:
            value = store.read(*account.variables_of(secret.name))
        except SettingsError as exc:
            faults.extend(exc.faults)
            continue
        if value:
            values[secret.name] = value
        elif not secret.is_optional:
            name = account.secret_names[secret.name]
            faults.append(f"{name}: is missing for account {account.name}; write it into {store.path}. {secret.where}")
    faults += misplaced_secrets(spec, values, account.secret_names)
    if faults:
        raise SettingsError(*faults)
    return Secrets(values)


def known_secrets(settings: Settings, account: Account, environ: Mapping[str, str]) -> Secrets:
    """Those of the account's secrets that are set and can be read, whether any is missing or not.

    Raises SettingsError if .env cannot be read.
    """
    store = _SecretStore(settings.folder, environ)
    values: dict[str, str] = {}
    for secret in PLATFORMS[account.platform].secrets:
        with suppress(SettingsError):
            if value := store.read(*account.variables_of(secret.name)):
                values[secret.name] = value
    return Secrets(values)


def variables_to_write(
    settings: Settings, account: Account, names: Collection[str], environ: Mapping[str, str]
) -> dict[str, str]:
    """From the names of secrets to the variables of .env that hold them, or shall.

    Raises SettingsError for each of which a variable of the environment would win over .env, and if that cannot be
    read.
    """
    store = _SecretStore(settings.folder, environ)
    variables: dict[str, str] = {}
    faults: list[str] = []
    for name in names:
        candidates = account.variables_of(name)
        winning = [form for variable in candidates for form in (variable, f"{variable}_FILE") if environ.get(form)]
        faults += (
            f"{variable}: is set in the environment, which wins over {store.path}; unset it there, or set it there to "
            "the new value by hand"
            for variable in winning
        )
        variables[name] = next((each for each in candidates if store.dotenv.get(each)), candidates[0])
    if faults:
        raise SettingsError(*dict.fromkeys(faults))
    return variables


def missing_secrets(settings: Settings, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Which of the accounts' secrets are missing or cannot be read. Loads no client of a platform."""
    faults: list[str] = []
    for account in settings.accounts:
        try:
            account_secrets(settings, account, environ)
        except SettingsError as exc:
            faults += exc.faults
    return tuple(faults)


def alert_address(settings: Settings, address: str, environ: Mapping[str, str]) -> str:
    """An address below [alerts] with the secrets in the places of their names.

    Raises SettingsError for every name that is set nowhere or cannot be read; also if .env cannot be read.
    """
    store = _SecretStore(settings.folder, environ) if names_in(address) else None
    values: dict[str, str] = {}
    faults: list[str] = []
    for name in names_in(address):
        try:
            values[name] = store.read(name) if store else ""
        except SettingsError as exc:
            faults.extend(exc.faults)
            continue
        if store and not values[name]:
            faults.append(
                f"{name}: is missing for the alerts to {shown(address)}; write it into {store.path}, "
                "or correct the name below [alerts]"
            )
    if faults:
        raise SettingsError(*faults)
    return filled(address, values)


def alert_faults(settings: Settings, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Why nothing can be sent to addresses below [alerts], as far as that shows without sending."""
    faults: list[str] = []
    for address in settings.alerts.addresses:
        fault = why_no_alert(settings, address, environ)
        faults += fault.splitlines()
    return tuple(dict.fromkeys(faults))


def why_no_alert(settings: Settings, address: str, environ: Mapping[str, str]) -> str:
    """Why nothing can be sent to this address, one fault a line; "" where nothing speaks against it."""
    try:
        fault = why_unusable(alert_address(settings, address, environ))
    except SettingsError as exc:
        return str(exc)
    return fault and f"[alerts]: {shown(address)}: {fault}"


def alert_warnings(settings: Settings) -> tuple[str, ...]:
    """Warnings about addresses in bot.toml that hold a password or a token, which belongs into .env."""
    return tuple(
        f"{settings.path}: [alerts]: {shown(address)} holds a password or a token, which others may read; write "
        "${NAME} in its place, and NAME=… into .env"
        for address in settings.alerts.addresses
        if holds_secret(address)
    )


def all_secret_values(settings: Settings, environ: Mapping[str, str]) -> frozenset[str]:
    """Every secret that the program could print, for the log to hide.

    Raises nothing: a secret that cannot be read cannot be printed either, and `account_secrets` reports it.
    """
    password = urlsplit(settings.database).password or ""
    secrets = {password, unquote(password)}
    try:
        store = _SecretStore(settings.folder, environ)
    except SettingsError:
        store = _SecretStore(settings.folder, environ, {})
    secrets |= {value for name, value in store.dotenv.items() if _may_be_misspelt_secret(name, value)}
    for address in settings.alerts.addresses:
        secrets |= literal_secrets(address)
        for name in names_in(address):
            with suppress(SettingsError):
                secrets.add(store.read(name))
    for account in settings.accounts:
        for secret in PLATFORMS[account.platform].secrets:
            for name in account.variables_of(secret.name) if not secret.is_public else ():
                with suppress(SettingsError):
                    secrets.add(store.read(name))
    return frozenset(secrets - {""})


def secret_warnings(settings: Settings, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Warnings about variables in .env that neither an account nor an alert reads.

    Raises SettingsError if .env cannot be read.
    """
    store = _SecretStore(settings.folder, environ)
    known = _known_names(settings)
    known |= {f"{name}_FILE" for name in known}
    unread = [name for name in store.dotenv if name not in known]
    return tuple(
        f"{store.path}: {name} is read by no account; {did_you_mean(name, known) or 'take it out, if it is not needed'}"
        for name in unread
    )


def unusual_secret_warnings(settings: Settings, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Warnings about values that look like none of their platform's. Raises SettingsError if .env cannot be read."""
    warnings: list[str] = []
    for account in settings.accounts:
        values = known_secrets(settings, account, environ)
        warnings += unusual_secrets(PLATFORMS[account.platform], values, account.secret_names)
    return tuple(warnings)


def secret_files(settings: Settings, environ: Mapping[str, str]) -> tuple[Path, ...]:
    """The files that variables such as FACEBOOK_PAGE_TOKEN_FILE name, in the environment and in .env.

    Raises SettingsError if .env cannot be read.
    """
    store = _SecretStore(settings.folder, environ)
    names = sorted(f"{name}_FILE" for name in _known_names(settings))
    paths = (layer.get(name, "") for layer in (environ, store.dotenv) for name in names)
    return tuple(settings.folder / path for path in paths if path)


def _known_names(settings: Settings) -> set[str]:
    """The variables that an account or an alert reads."""
    names = {name for account in settings.accounts for name in account.variables}
    return names.union(name for address in settings.alerts.addresses for name in names_in(address))


class _SecretStore:
    """Where secrets are looked up. .env is read once, unless its variables are given as `dotenv`."""

    def __init__(self, folder: Path, environ: Mapping[str, str], dotenv: Mapping[str, str] | None = None) -> None:
        self.path = folder / ".env"
        self.dotenv = _read_dotenv(self.path) if dotenv is None else dotenv
        self._folder = folder
        self._environ = environ

    def read(self, *names: str) -> str:
        """The first of these variables that is set; "" if none is."""
        return next((value for name in names if (value := self._value(name))), "")

    def _value(self, name: str) -> str:
        for layer in (self._environ, self.dotenv):
            file = layer.get(f"{name}_FILE", "")
            value = layer.get(name, "").strip() or (self._from_file(f"{name}_FILE", file) if file else "")
            if value:
                return _require_token(name, value)
        return ""

    def _from_file(self, variable: str, file: str) -> str:
        """The contents of the file. No message shows its path, which may be a secret that was put there by mistake."""
        try:
            return (self._folder / file).read_text("utf-8-sig").strip()
        except (OSError, UnicodeDecodeError) as exc:
            raise SettingsError(
                f"{variable}: the file that it names cannot be read ({_reason(exc)}); it must hold just the value"
            ) from exc


def _read_dotenv(path: Path) -> dict[str, str]:
    """The variables in .env; none if the file does not exist."""
    from dotenv.parser import parse_stream  # loads as slowly as all the rest of the settings together

    values: dict[str, str] = {}
    faults: list[str] = []
    for binding in parse_stream(StringIO(_text_of(path))):
        line_text = binding.original.string
        number = binding.original.line + len(line_text) - len(line_text.lstrip("\r\n"))
        if binding.error or (binding.key and binding.value is None):
            faults.append(f"{path}, line {number}: is not NAME=value; write it so, or put # before it")
        elif binding.key and binding.value:
            values[binding.key] = binding.value
    if faults:
        raise SettingsError(*faults)
    return values


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as exc:
        raise SettingsError(f"{path}: is not UTF-8 text (byte {exc.start}); save it as UTF-8") from exc
    except OSError as exc:
        raise SettingsError(
            f"{path}: cannot be read ({_reason(exc)}); it must be a file of the user that runs this, with mode 600"
        ) from exc


def _require_token(name: str, value: str) -> str:
    if not re.fullmatch(r"[!-~]+", value):
        raise SettingsError(f"{name}: has a blank or a letter in it that no token has; copy it again")
    return value


def _reason(exc: OSError | UnicodeDecodeError) -> str:
    return exc.strerror or "no reason given" if isinstance(exc, OSError) else "it is not UTF-8 text"


def _may_be_misspelt_secret(name: str, value: str) -> bool:
    public = (secret.name for spec in PLATFORMS.values() for secret in spec.secrets if secret.is_public)
    return len(value) >= _SHORTEST_HIDDEN and not name.endswith((*public, "_FILE"))
