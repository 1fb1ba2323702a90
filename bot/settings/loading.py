"""Reads bot.toml and the BOT_ variables into a `Settings`, or reports all their faults at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from bot.actions import Action
from bot.alerts.address import names_in
from bot.errors import SettingsError
from bot.settings.build import build_settings
from bot.settings.checks import did_you_mean
from bot.settings.document import Document
from bot.settings.values import Account, Settings


def load_settings(path: Path, environ: Mapping[str, str]) -> Settings:
    """Read bot.toml, override it with the BOT_ variables in `environ`, and check everything but the secrets.

    Raises SettingsError with every fault; each names the place, the key, and what would be right.
    """
    return settings_from_text(_read(path), path, environ)


def settings_from_text(text: str, path: Path, environ: Mapping[str, str]) -> Settings:
    """As `load_settings`, for a text that need not be in the file `path`, which only names it."""
    variables = {name: environ[name] for name in environ if name.startswith("BOT_") and name != "BOT_CONFIG"}
    document = Document(str(path), text, _parse(text, path), variables)
    settings = build_settings(document, path)
    document.top.close()
    _report_unknown_variables(document, settings.accounts, settings.alerts.addresses)
    if document.faults:
        raise SettingsError(*document.faults)
    return settings


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError as exc:
        raise SettingsError(f"{path}: there is no such file", actions=(Action("init"),)) from exc
    except UnicodeDecodeError as exc:
        raise SettingsError(f"{path}: is not UTF-8 text (byte {exc.start}); save it as UTF-8") from exc
    except OSError as exc:
        raise SettingsError(f"{path}: cannot be read: {exc.strerror}; this user must be allowed to") from exc


def _parse(text: str, path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as exc:
        raise SettingsError(_syntax_error(path, str(exc))) from exc


def _syntax_error(path: Path, message: str) -> str:
    """The message for a file that is not TOML."""
    position = re.search(r"\(at line (\d+), column \d+\)", message)
    place = f"{path}, line {position[1]}" if position else str(path)
    hint = "; text stands in straight quotation marks" if position and message.startswith("Invalid value") else ""
    return f"{place}: is not TOML: {message}{hint}"


def _report_unknown_variables(document: Document, accounts: tuple[Account, ...], alerts: Sequence[str]) -> None:
    """Report BOT_ variables that set nothing.

    Variables that hold secrets are left out: an account's prefix, or a name in an address of `alerts`, may begin with
    BOT_ too.
    """
    known_accounts = (account for account in accounts if account.platform)
    secrets = {name for account in known_accounts for name in account.variables}
    secrets.update(name for address in alerts for name in names_in(address))
    secrets |= {f"{name}_FILE" for name in secrets}
    for name in sorted(document.variables.keys() - document.variables_known - secrets):
        hint = did_you_mean(name, document.variables_known) or "unset it, or correct its name"
        document.fault_in_variable(name, f"a variable that sets nothing; {hint}")
