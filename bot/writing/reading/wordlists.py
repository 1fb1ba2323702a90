"""The word lists in `data/`. Pure but for reading each at its first use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.writing.wordfiles import wordfile

__all__ = ["alternatives", "wordlist"]


def wordlist(name: str) -> Mapping[str, Any]:
    """The table in `data/{name}.toml`."""
    return wordfile("bot.writing.reading", f"data/{name}")


def alternatives(name: str, key: str) -> str:
    """A regular expression that matches each of the strings in the list `key` of a table."""
    return "|".join(re.escape(text) for text in wordlist(name)[key])
