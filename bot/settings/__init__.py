"""bot.toml and .env → one frozen Settings; every value knows where it came from.

values      what there is to set                         pure
places      the line of each key in a TOML file          pure
checks      one value: what it must look like            pure
document    the file with the variables over it          pure
build       tables → values, every fault reported        pure
loading     reads bot.toml
secrets     reads .env
permissions  who else may read or change the files
starter     writes the first bot.toml and .env
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
