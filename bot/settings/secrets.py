"""Reads the accounts' secrets, from environment variables, .env, or files that these name.

The first value found counts, in this order: `NAME` and `NAME_FILE` in the environment, then the same two in .env. An
empty value counts as missing, so that an unused `NAME=` in .env overrides nothing. No message shows a secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import StringIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.errors import SettingsError
from bot.platforms import PLATFORMS
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

    Raises SettingsError for every secret that is missing or cannot be a token, and says where to get it; also if .env,
    or a file that a variable names, cannot be read.
    """
    store = _SecretStore(settings.folder, environ)
    values: dict[str, str] = {}
    faults: list[str] = []
    for secret in PLATFORMS[account.platform].secrets:
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
    if faults:
        raise SettingsError(*faults)
    return Secrets(values)


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
    for account in settings.accounts:
        for secret in PLATFORMS[account.platform].secrets:
            for name in account.variables_of(secret.name) if not secret.is_public else ():
                with suppress(SettingsError):
                    secrets.add(store.read(name))
    return frozenset(secrets - {""})


def secret_warnings(settings: Settings, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Warnings about variables in .env that no account reads.

    Raises SettingsError if .env cannot be read.
    """
    store = _SecretStore(settings.folder, environ)
    known = {name for account in settings.accounts for name in account.variables}
    known |= {f"{name}_FILE" for name in known}
    unread = [name for name in store.dotenv if name not in known]
    return tuple(
        f"{store.path}: {name} is read by no account; {did_you_mean(name, known) or 'take it out, if it is not needed'}"
        for name in unread
    )


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
