"""The settings: reads bot.toml, the BOT_ variables and .env, and checks them.

values       the settings as dataclasses                          pure
places       the line of each key in a TOML file                  pure
checks       checks and converts single values                    pure
document     bot.toml with the BOT_ variables over it             pure
build        makes the settings, and reports every fault          pure
loading      reads bot.toml
env_file     writes new secrets into .env
secrets      reads the secrets of accounts and alerts from variables and .env
permissions  warns if other users may read or change the files
starter      writes the first bot.toml and .env
appeals      warns of posts that would go without a call to action
sensitive_words   words of death and disaster, below which nobody is to be asked for money
"""

from bot.settings.appeals import appeal_warnings
from bot.settings.loading import load_settings
from bot.settings.permissions import permission_warnings
from bot.settings.secrets import (
    Secrets,
    account_secrets,
    alert_address,
    alert_faults,
    alert_warnings,
    all_secret_values,
    known_secrets,
    missing_secrets,
    secret_warnings,
    unusual_secret_warnings,
    why_no_alert,
)
from bot.settings.sensitive_words import sensitive_words
from bot.settings.starter import sample_settings, write_starter_files
from bot.settings.values import Account, Breaking, Reconcile, Settings, Site, Watch, host_of

__all__ = [
    "Account",
    "Breaking",
    "Reconcile",
    "Secrets",
    "Settings",
    "Site",
    "Watch",
    "account_secrets",
    "alert_address",
    "alert_faults",
    "alert_warnings",
    "all_secret_values",
    "appeal_warnings",
    "host_of",
    "known_secrets",
    "load_settings",
    "missing_secrets",
    "permission_warnings",
    "sample_settings",
    "secret_warnings",
    "sensitive_words",
    "unusual_secret_warnings",
    "why_no_alert",
    "write_starter_files",
]
