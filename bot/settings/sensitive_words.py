"""Words of death and disaster, below which nobody is to be asked for money. Pure but for the file it reads."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from bot.writing.language.detection import kin_of


def sensitive_words(*languages: str) -> tuple[str, ...]:
    """The words in these languages (primary subtags) and in English, in which many sites write their tags."""
    words = (word for language in (*languages, "en") for word in _words_by_language().get(kin_of(language), ()))
    return tuple(dict.fromkeys(words))


def languages() -> tuple[str, ...]:
    """The languages whose words are known, as primary subtags."""
    return tuple(_words_by_language())


@cache
def _words_by_language() -> dict[str, tuple[str, ...]]:
    source = files("bot.settings").joinpath("sensitive_words.toml").read_text("utf-8")
    tables: dict[str, dict[str, str]] = tomllib.loads(source)
    return {language: _entries(";".join(kinds.values())) for language, kinds in tables.items()}


def _entries(text: str) -> tuple[str, ...]:
    return tuple(entry for part in text.split(";") if (entry := " ".join(part.split())))
