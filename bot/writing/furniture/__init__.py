"""Reads the data files of what is no article's text: words of publishing software, of news sites and of agencies.

Pure but for reading the files beside it, each once, when it is first needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.writing.wordfiles import wordfile


def tables(name: str) -> Mapping[str, Mapping[str, str]]:
    """The tables of the data file `name` (without `.toml`): the kinds of words of each, as they stand in the file."""
    return wordfile(__name__, name)


def entries(name: str, table: str, kind: str = "words") -> tuple[str, ...]:
    """The entries of a table that has one entry a line."""
    return tuple(tables(name)[table][kind].strip().split("\n"))


@cache
def small_words() -> frozenset[str]:
    """Words such as "in" and "and" that stand between names."""
    return frozenset(entries("agencies", "small_words"))
