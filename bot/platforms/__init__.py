"""STEP 4: posts leave here.

A platform is a folder whose package has a `SPEC`: all that the program knows of it. `BUILT_IN` names the folders here;
another package brings a platform by the entry point group `syndication_bot.platforms`, whose name is the platform's
and whose object is its `PlatformSpec`. Nothing here imports a client library.
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

BUILT_IN = ("x", "facebook")
"""The platforms that come with this program, each the name of a folder here."""

ENTRY_POINTS = "syndication_bot.platforms"
"""The group of entry points by which other packages bring platforms:
https://packaging.python.org/en/latest/specifications/entry-points/"""


class _Registry(Mapping[str, PlatformSpec]):
    """Every platform by its name, read when it is asked for. Listed are those that come with this program."""

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
    """The platform that another package brings under that name."""
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
    """Looked up only for a name that is not built in: it reads the folder of every installed package."""
    from importlib.metadata import entry_points

    return list(entry_points(group=ENTRY_POINTS))


PLATFORMS: Mapping[str, PlatformSpec] = _Registry()
"""From a platform's name to its spec."""


def spec_called(name: str) -> PlatformSpec | None:
    """The platform that bot.toml calls so, by its name or an older one; None: there is none.

    Raises SettingsError where the package that brings it cannot be used.
    """
    for spec in PLATFORMS.values():
        if name == spec.name or name in spec.aliases:
            return spec
    try:
        return PLATFORMS[name]
    except KeyError:
        return None


def known_names() -> list[str]:
    """The name of every platform that can be used here: those of this program, then those of other packages."""
    return list(dict.fromkeys((*BUILT_IN, *(point.name for point in _entry_points()))))


def open_platform(platform: str, account: str, secrets: Mapping[str, str], *, sandbox: str = "") -> Platform:
    """The account called `account` on `platform`, ready to post.

    `secrets` are its variables without the prefix, such as "API_KEY"; `sandbox` is the URL of a local sandbox that
    is to stand in for the platform. Raises SettingsError that names every secret that is missing or cannot be one.
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
    """One account of the sandbox on each of these platforms, under the prefix that .env documents."""
    from bot.sandbox.accounts import SandboxAccount

    return tuple(SandboxAccount(PLATFORMS[name].stand_in(), PLATFORMS[name].prefix) for name in names)
