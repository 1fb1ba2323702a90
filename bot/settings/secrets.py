"""The secrets of the accounts: from the environment, from .env beside bot.toml, or from files that these name.

What is found first counts: `NAME` and then `NAME_FILE` in the environment, then the same two in .env. An empty value
counts as none, so that `NAME=` in a fresh .env hides nothing. No message shows a value.
"""

from __future__ import annotations

import os
import re
import stat
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
"""A shorter value in .env under a name that no account reads may be a common word, and tokens are longer."""


class Secrets(Mapping[str, str]):
    """The secrets of one account by name, without its prefix: "API_KEY". Printed, it shows no value."""

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
    """The secrets that the platform of `account` needs, and those of its optional ones that are set.

    Raises SettingsError with every variable that is missing or cannot be a token, and where to get it; and where
    .env, or a file that a variable names, cannot be read.
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
    """Every secret that this program might show, for the logs to hide.

    Raises nothing: what cannot be read cannot be shown either, and `account_secrets` tells of it.
    """
    password = urlsplit(settings.database).password or ""
    found = {password, unquote(password)}
    try:
        store = _SecretStore(settings.folder, environ)
    except SettingsError:
        store = _SecretStore(settings.folder, environ, {})
    found |= {value for name, value in store.written.items() if _may_be_misspelt_secret(name, value)}
    for account in settings.accounts:
        for secret in PLATFORMS[account.platform].secrets:
            for name in account.variables_of(secret.name) if not secret.is_public else ():
                with suppress(SettingsError):
                    found.add(store.read(name))
    return frozenset(found - {""})


def secret_warnings(settings: Settings, environ: Mapping[str, str]) -> tuple[str, ...]:
    """What is unwise about .env without being wrong: others may read it, or it holds what no account reads.

    Raises SettingsError where .env cannot be read.
    """
    store = _SecretStore(settings.folder, environ)
    known = {name for account in settings.accounts for name in account.variables}
    known |= {f"{name}_FILE" for name in known}
    unread = [name for name in store.written if name not in known]
    warnings = [
        f"{store.path}: {name} is read by no account; {did_you_mean(name, known) or 'take it out, if it is not needed'}"
        for name in unread
    ]
    if _others_may_read(store.path):
        warnings.insert(0, f"{store.path}: other users of this machine may read it; run `chmod 600 {store.path}`")
    return tuple(warnings)


class _SecretStore:
    """Where secrets are looked up; .env is read once, unless what is `written` in it is given."""

    def __init__(self, folder: Path, environ: Mapping[str, str], written: Mapping[str, str] | None = None) -> None:
        self.path = folder / ".env"
        self.written = _read_dotenv(self.path) if written is None else written
        self._folder = folder
        self._environ = environ

    def read(self, *names: str) -> str:
        """The value of the first of these variables that is set, or "" where none is."""
        return next((value for name in names if (value := self._value(name))), "")

    def _value(self, name: str) -> str:
        for layer in (self._environ, self.written):
            file = layer.get(f"{name}_FILE", "")
            value = layer.get(name, "").strip() or (self._from_file(f"{name}_FILE", file) if file else "")
            if value:
                return _checked(name, value)
        return ""

    def _from_file(self, variable: str, file: str) -> str:
        """The path is not told in the message: it may be the secret itself, set under the wrong name."""
        try:
            return (self._folder / file).read_text("utf-8-sig").strip()
        except (OSError, UnicodeDecodeError) as exc:
            raise SettingsError(
                f"{variable}: the file that it names cannot be read ({_reason(exc)}); it must hold just the value"
            ) from exc


def _read_dotenv(path: Path) -> dict[str, str]:
    """The variables of .env; none where there is no such file."""
    from dotenv.parser import parse_stream  # takes as long as all the rest of the settings

    values: dict[str, str] = {}
    faults: list[str] = []
    for binding in parse_stream(StringIO(_text_of(path))):
        written = binding.original.string
        number = binding.original.line + len(written) - len(written.lstrip("\r\n"))
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


def _checked(name: str, value: str) -> str:
    if not re.fullmatch(r"[!-~]+", value):
        raise SettingsError(f"{name}: has a blank or a letter in it that no token has; copy it again")
    return value


def _reason(exc: OSError | UnicodeDecodeError) -> str:
    return exc.strerror or "no reason given" if isinstance(exc, OSError) else "it is not UTF-8 text"


def _others_may_read(path: Path) -> bool:
    """Only where permissions are those of POSIX."""
    return os.name == "posix" and path.exists() and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _may_be_misspelt_secret(name: str, value: str) -> bool:
    public = (secret.name for spec in PLATFORMS.values() for secret in spec.secrets if secret.is_public)
    return len(value) >= _SHORTEST_HIDDEN and not name.endswith((*public, "_FILE"))
