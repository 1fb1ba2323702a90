"""Makes hashtags of tags and categories, in any script. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

MOST_CHARACTERS = 30
"""Including the #. A longer hashtag is a phrase that nobody follows."""

_SPECIAL = frozenset("_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\xb7")
"""https://github.com/twitter/twitter-text/blob/master/js/src/regexp/hashtagSpecialChars.js"""
_SAYS_NOTHING = frozenset({"uncategorized", "uncategorised", "allgemein", "featured", "news", "sincategoría"})
"""Categories without meaning: WordPress's default categories, and those that hold everything."""


def hashtags_of(words: Iterable[str], most: int) -> tuple[str, ...]:
    """At most `most` hashtags, each once, in the order of `words`; words that make no hashtag are left out."""
    by_folded_case: dict[str, str] = {}
    for word in words:
        tag = hashtag(word)
        if tag and tag[1:].casefold() not in _SAYS_NOTHING and len(tag) <= MOST_CHARACTERS:
            by_folded_case.setdefault(tag.casefold(), tag)
    return tuple(by_folded_case.values())[:most]


def hashtag(words: str) -> str:
    """The hashtag of `words`: `North Korea` becomes `#NorthKorea`; "" where there is no letter.

    Keeps letters, marks and digits of every script, and drops punctuation. X accepts no hashtag of digits alone.
    """
    parts = words[: 2 * MOST_CHARACTERS].lstrip("#").split()
    joined = "".join(part if len(parts) == 1 else part[:1].upper() + part[1:] for part in parts)
    name = "".join(char for char in joined if char in _SPECIAL or unicodedata.category(char)[0] in "LMN")
    name = name.lstrip("\u200c\u200d\xb7").rstrip("\u200c\u200d\xb7")
    has_letter = any(unicodedata.category(char)[0] == "L" for char in name)
    return f"#{unicodedata.normalize('NFC', name)}" if has_letter else ""
