"""The settings: reads bot.toml, the BOT_ variables and .env, and checks them.

values       the settings as dataclasses                          pure
places       the line of each key in a TOML file                  pure
checks       checks and converts single values                    pure
document     bot.toml with the BOT_ variables over it             pure
build        makes the settings, and reports every fault          pure
loading      reads bot.toml
secrets      reads the accounts' secrets from variables and .env
permissions  warns if other users may read or change the files
starter      writes the first bot.toml and .env
"""

from bot.settings.loading import load_settings
from bot.settings.permissions import permission_warnings
from bot.settings.secrets import Secrets, account_secrets, all_secret_values, secret_warnings
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
    "all_secret_values",
    "host_of",
    "load_settings",
    "permission_warnings",
    "sample_settings",
    "secret_warnings",
    "write_starter_files",
]
