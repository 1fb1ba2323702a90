"""Reads the word lists that come with the program: TOML files, each at its first use. Pure but for that."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

__all__ = ["wordfile"]


@cache
def wordfile(package: str, name: str) -> Mapping[str, Any]:
    """What stands in `name`.toml in the folder of the package, such as "bot.writing.furniture"; a "/" leads deeper."""
    import tomllib  # here and not above: the command line needs neither
    from importlib.resources import files

    return tomllib.loads(files(package).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
