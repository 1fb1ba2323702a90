"""Notices that the settings on the disk have changed while the bot runs, and whether it can go on with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.desk.report.checking import usable_faults
from bot.errors import BotError, SettingsError
from bot.settings import Settings, load_settings
from bot.settings.fingerprint import fingerprint
from bot.settings.secrets import secret_files


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """What has become of the settings on the disk."""

    settings: Settings | None = None
    """To be used from now on; None: those of before go on."""
    fault: str = ""
    """Why what is on the disk cannot be used; "" where it can."""


class SettingsOnDisk:
    """bot.toml, .env, files of secrets and the newsroom's templates, held against those with which the bot works."""

    def __init__(self, settings: Settings, environ: Mapping[str, str]) -> None:
        """`settings` are those with which the bot works, and `environ` the environment variables over the files."""
        self._settings = settings
        self._environ = environ
        self._working = self._answered = self._last_seen = self._fingerprint()
        """Of the files with which the bot works; of those for which a change was returned; and as seen last."""

    def change(self) -> SettingsChange | None:
        """What has changed since it was last asked; None: nothing, or the files are just being written.

        To be asked every few seconds: what is the same for two times counts as written.
        """
        seen, before = self._fingerprint(), self._last_seen
        self._last_seen = seen
        if seen == self._answered or seen != before:
            return None
        self._answered = seen
        if seen == self._working:  # somebody has put back what was there
            return SettingsChange()
        try:
            settings = load_settings(self._settings.path, self._environ)
            faults = usable_faults(settings, self._environ)
        except BotError as exc:
            return SettingsChange(fault=str(exc))
        if settings.database != self._settings.database:
            faults = (*faults, "`database` cannot change while the bot runs: restart it, or put the old one back")
        return SettingsChange(fault="\n".join(faults)) if faults else SettingsChange(settings)

    def _fingerprint(self) -> str:
        try:
            files = secret_files(self._settings, self._environ)
        except SettingsError:  # .env itself is faulty, which its own content tells
            files = ()
        return fingerprint(self._settings, files)
