"""Reads the word lists in `data/`, which come with the program, each at its first use. Pure but for that."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["alternatives", "wordlist"]


@cache
def wordlist(name: str) -> dict[str, Any]:
    """The table in `data/{name}.toml`."""
    return tomllib.loads(files("bot.writing.reading").joinpath(f"data/{name}.toml").read_text(encoding="utf-8"))


def alternatives(name: str, key: str) -> str:
    """A regular expression that matches each of the strings in the list `key` of a table."""
    return "|".join(re.escape(text) for text in wordlist(name)[key])
