"""Makes hashtags of tags and categories, in any script. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bot.html_text import unescape
from bot.writing.furniture.categories import is_structural

MOST_CHARACTERS = 30
"""Including the #. A longer hashtag is a phrase that nobody follows."""

_LONGEST = 200
"""Characters of a category that are read."""
_SPECIAL = frozenset("_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\xb7")
"""https://github.com/twitter/twitter-text/blob/master/js/src/regexp/hashtagSpecialChars.js"""
_LEVELS = re.compile(r">|›|»|→|\\|\||::|(?<=[^\W\d_]{4})/(?=[^\W\d_]{4})")
"""Between the levels of a category: "Sports > Football", "Sport/Fotboll"; not in "9/11", "AC/DC" or "Rock / Pop"."""


def hashtags_of(words: Iterable[str], most: int) -> tuple[str, ...]:
    """At most `most` hashtags, each once, in the order of `words`.

    Words that make no hashtag, and names of categories without a topic, are left out.
    """
    by_folded_case: dict[str, str] = {}
    for word in words:
        tag = hashtag(_topic(word))
        if tag and len(tag) <= MOST_CHARACTERS:
            by_folded_case.setdefault(tag.casefold(), tag)
    return tuple(by_folded_case.values())[:most]


def _topic(words: str) -> str:
    """The last level of a category that is a topic, with its references decoded; "" where none is."""
    text = unescape(unescape(words[:_LONGEST]))
    levels = [level.strip() for level in _LEVELS.split(text)]
    return next((level for level in reversed(levels) if level and not is_structural(level)), "")


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
