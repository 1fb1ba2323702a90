"""The accounts' keys: read from .env anew each time, shown to their platforms, and written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.platforms import PLATFORMS
from bot.settings import Account, Settings, account_secrets, known_secrets
from bot.settings.secrets import variables_to_write

if TYPE_CHECKING:
    from bot.platforms.spec import Dialogue, Examination

_LETTERS = 16


class AccountKeys:
    """The keys of all accounts. `environ` holds the environment variables, which win over .env.

    Nothing is remembered between two calls, so that a changed .env counts at once.
    """

    def __init__(self, settings: Settings, environ: Mapping[str, str]) -> None:
        self._settings = settings
        self._environ = environ
        self._path = settings.folder / ".env"

    def mark(self, account: Account) -> str:
        """Changes whenever the account's keys do, and tells nothing of them; "" where there are none.

        Raises SettingsError where .env cannot be read.
        """
        secrets = known_secrets(self._settings, account, self._environ)
        digest = hashlib.sha256(repr(sorted(secrets.items())).encode())
        return digest.hexdigest()[:_LETTERS] if secrets else ""

    def examine(self, account: Account) -> Examination:
        """What the platform says of the account. May cost money.

        Raises RetryLater, AccountHalted, and SettingsError where a key is missing or there is no way to ask.
        """
        from bot.platforms.access import examine  # imports requests, which no command needs that asks no platform

        secrets = account_secrets(self._settings, account, self._environ)
        return examine(account.platform, secrets, sandbox=self._settings.sandbox)

    def authorise(self, account: Account, dialogue: Dialogue, *, anew: bool = False) -> Mapping[str, str]:
        """New keys, got in a dialogue with a person; by the names of the secrets. Nothing is written.

        Args:
            anew: Ask for the app's keys too, whether they are known or not.

        Raises RetryLater, AccountHalted and SettingsError.
        """
        from bot.platforms.access import authorise

        secrets = PLATFORMS[account.platform].secrets
        of_app = {secret.name for secret in secrets if secret.is_of_app}
        known = known_secrets(self._settings, account, self._environ)
        kept = {name: value for name, value in known.items() if not (anew and name in of_app)}
        # Now, not after a person has gone all the way: a variable of the environment would win over what is written.
        got = [secret.name for secret in secrets if not secret.is_optional and secret.name not in of_app & kept.keys()]
        variables_to_write(self._settings, account, got, self._environ)
        return authorise(account.platform, kept, dialogue, sandbox=self._settings.sandbox)

    def renew(self, account: Account) -> Mapping[str, str]:
        """Keys in the place of those that end; empty where the platform gives none. Nothing is written.

        Raises RetryLater, AccountHalted and SettingsError.
        """
        from bot.platforms.access import renew

        secrets = account_secrets(self._settings, account, self._environ)
        return renew(account.platform, secrets, sandbox=self._settings.sandbox)

    def probe(self, account: Account) -> str:
        """Try whether the account can post in two steps; return "", or why it cannot. Followers see nothing of it.

        Raises RetryLater, AccountHalted, and SettingsError where a key is missing.
        """
        from bot.platforms.access import probe

        secrets = account_secrets(self._settings, account, self._environ)
        return probe(account.platform, secrets, sandbox=self._settings.sandbox)

    def clock_offset(self, platform: str) -> timedelta | None:
        """How far this machine's clock is ahead of the platform's; None where it does not tell. Free of charge.

        Raises RetryLater.
        """
        from bot.platforms.access import read_clock_offset

        return read_clock_offset(platform, sandbox=self._settings.sandbox)

    def write(self, account: Account, values: Mapping[str, str]) -> None:
        """Write new keys into .env; the older ones stay there as comments. Raises SettingsError."""
        from bot.settings.env_file import write_values

        known = known_secrets(self._settings, account, self._environ)
        changed = {name: value for name, value in values.items() if known.get(name) != value}
        variables = variables_to_write(self._settings, account, changed.keys(), self._environ)
        write_values(self._path, {variables[name]: value for name, value in changed.items()})

    def prove(self, account: Account) -> None:
        """The keys in .env are proven: the older ones are taken out. Raises SettingsError."""
        from bot.settings.env_file import forget_kept, has_kept

        if has_kept(self._path, account.variables):
            forget_kept(self._path, account.variables)

    def take_back(self, account: Account) -> bool:
        """The new keys are refused: put the older ones back. Returns whether there were any. Raises SettingsError."""
        from bot.settings.env_file import restore_kept

        return restore_kept(self._path, account.variables)
