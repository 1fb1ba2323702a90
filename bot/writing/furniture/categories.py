"""Knows the names of categories that are no topic: WordPress's default category and its like, and sections. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from bot.html_text import unescape
from bot.writing.furniture import entries

_LANGUAGE_SUFFIX = re.compile(
    r"(?<!\s)\s*+(?:@[a-z]{2,3}(?:[-_][a-z]{2,4})?|[-_–]\s?[a-z]{2}(?:[-_][a-z]{2})?|\([a-z]{2}\)|\[[a-z]{2}\])\Z",
    re.IGNORECASE,
)
"""Of the translated copies of a category: "Uncategorized @id" (Polylang, WPML), "Sans catégorie-fr"."""
_LONGEST = 200
"""Characters of a category that are read."""
_LEVELS = re.compile(r">|›|»|→|\\|\||::|(?<=[^\W\d_]{4})/(?=[^\W\d_]{4})")
"""Between the levels of a category: "Sports > Football", "Sport/Fotboll"; not in "9/11", "AC/DC" or "Rock / Pop"."""
_NUMBER = re.compile(r"(?<![\s_-])[\s_-]++\d{1,2}\Z")
_KINDS = ("default", "default_other", "section", "section_other")


@cache
def _editions() -> frozenset[str]:
    return frozenset(name.replace(" ", "") for name in entries("wordpress_categories", "edition"))


@cache
def _structural() -> frozenset[str]:
    """Names of categories that say where an article stands, in letters alone."""
    return frozenset(name.replace(" ", "") for kind in _KINDS for name in entries("wordpress_categories", kind))


def is_structural(name: str) -> bool:
    """Whether a category is no topic: the default one, or a place on the site, as "Featured" or "ニュース"."""
    plain = _LANGUAGE_SUFFIX.sub("", name.strip())
    return any(_letters(form) in _structural() for form in (name, plain, _NUMBER.sub("", plain)))


def has_no_topic(name: str) -> bool:
    """Whether a category or a tag says nothing of what an article is about: a structural one, "Morning", "People"."""
    return is_structural(name) or _letters(name.strip()) in _editions()


def levels_of(category: str) -> tuple[str, ...]:
    """The levels of a category, the topmost first, with its references decoded."""
    text = unescape(unescape(category[:_LONGEST]))
    return tuple(level for part in _LEVELS.split(text) if (level := part.strip()))


def _letters(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LMN")
