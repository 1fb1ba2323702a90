"""STEP 4: send posts to the platforms.

A platform is a package with a `SPEC`, a `PlatformSpec` with everything that the program knows about it. `BUILT_IN`
names the packages in this folder. Another installed package can add a platform by an entry point in the group
`syndication_bot.platforms`: its name is the platform's, its object the `PlatformSpec`. Nothing here imports a client
library, so that the program starts fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from bot.errors import SettingsError
from bot.platforms.spec import Limits, Platform, PlatformSpec, Receipt

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from bot.sandbox.accounts import SandboxAccount

__all__ = (
    "PLATFORMS",
    "Limits",
    "Platform",
    "PlatformSpec",
    "Receipt",
    "known_names",
    "open_platform",
    "sandbox_accounts",
    "spec_called",
)

BUILT_IN = ("x", "facebook", "bluesky", "mastodon")
"""The platforms that come with this program, each the name of a folder here."""

ENTRY_POINTS = "syndication_bot.platforms"
"""The group of entry points by which other packages bring platforms:
https://packaging.python.org/en/latest/specifications/entry-points/"""


class _Registry(Mapping[str, PlatformSpec]):
    """Every platform by its name, imported when it is first used. Iterating yields the built-in ones only."""

    def __init__(self) -> None:
        self._specs: dict[str, PlatformSpec] = {}

    def __getitem__(self, name: str) -> PlatformSpec:
        """Raises KeyError for an unknown name, and SettingsError where another package's platform cannot be read."""
        if name not in self._specs:
            self._specs[name] = _built_in(name) if name in BUILT_IN else _from_entry_point(name)
        return self._specs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(BUILT_IN)

    def __len__(self) -> int:
        return len(BUILT_IN)


def _built_in(name: str) -> PlatformSpec:
    spec: PlatformSpec = import_module(f"bot.platforms.{name}").SPEC
    return spec


def _from_entry_point(name: str) -> PlatformSpec:
    """The platform of that name from another package. Raises KeyError or SettingsError."""
    point = next((point for point in _entry_points() if point.name == name), None)
    if point is None:
        raise KeyError(name)
    try:
        spec = point.load()
    except Exception as exc:
        raise SettingsError(
            f'platform "{name}": the package that brings it cannot be imported ({type(exc).__name__}: {exc}); '
            "install it anew, or take the account out of bot.toml"
        ) from exc
    if not isinstance(spec, PlatformSpec) or spec.name != name:
        raise SettingsError(
            f'platform "{name}": {point.value} is no PlatformSpec of that name; ask who made the package to mend it'
        )
    return spec


def _entry_points() -> list[EntryPoint]:
    """The entry points of other packages. Slow, because it reads the metadata of every installed package."""
    # Imported in functions for a quick start: importlib.metadata takes 20 ms, requests 0.1 s, the sandbox 70 ms.
    from importlib.metadata import entry_points

    return list(entry_points(group=ENTRY_POINTS))


PLATFORMS: Mapping[str, PlatformSpec] = _Registry()
"""From a platform's name to its spec."""


def spec_called(name: str) -> PlatformSpec | None:
    """The platform that bot.toml calls `name`, by its name or an alias; None where there is none.

    Raises SettingsError where the package with it cannot be used.
    """
    for spec in PLATFORMS.values():
        if name == spec.name or name in spec.aliases:
            return spec
    try:
        return PLATFORMS[name]
    except KeyError:
        return None


def known_names() -> list[str]:
    """The names of all platforms: the built-in ones, then those of other packages."""
    return list(dict.fromkeys((*BUILT_IN, *(point.name for point in _entry_points()))))


def open_platform(platform: str, account: str, secrets: Mapping[str, str], *, sandbox: str = "") -> Platform:
    """The account called `account` on `platform`, ready to post.

    `secrets` are its variables without the prefix, such as "API_KEY"; `sandbox` is the URL of a local sandbox to use
    in place of the platform. Raises a SettingsError that names every secret that is missing or malformed.
    """
    spec = PLATFORMS[platform]
    faults = [*_missing(spec, account, secrets), *_malformed(spec, account, secrets)]
    if faults:
        raise SettingsError(*faults)
    from bot.platforms.http import PlatformSession

    return spec.client(secrets, PlatformSession(sandbox=sandbox))


def _missing(spec: PlatformSpec, account: str, secrets: Mapping[str, str]) -> Iterator[str]:
    for secret in spec.secrets:
        if not secret.is_optional and not secrets.get(secret.name):
            yield (
                f"account {account!r}: the variable …_{secret.name} is missing or empty; "
                ".env.example says where to get it"
            )


def _malformed(spec: PlatformSpec, account: str, secrets: Mapping[str, str]) -> Iterator[str]:
    for name, shape in ((secret.name, secret.shape) for secret in spec.secrets):
        if not re.fullmatch(shape, secrets.get(name, "")):
            yield f"account {account!r}: the variable …_{name} holds a character that no {name} has; copy it again"


def sandbox_accounts(names: tuple[str, ...] = BUILT_IN) -> tuple[SandboxAccount, ...]:
    """One sandbox account on each of these platforms, with the prefix that .env.example documents."""
    from bot.sandbox.accounts import SandboxAccount

    specs = [PLATFORMS[name] for name in names]
    return tuple(SandboxAccount(spec.stand_in(), spec.prefix, look=spec.look()) for spec in specs)
