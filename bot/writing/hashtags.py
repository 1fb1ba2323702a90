"""Makes hashtags of tags and categories, in any script. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from bot.html_text import unescape
from bot.writing.furniture import lines

MOST_CHARACTERS = 30
"""Including the #. A longer hashtag is a phrase that nobody follows."""

_LONGEST = 200
"""Characters of a category that are read."""
_SPECIAL = frozenset("_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\xb7")
"""https://github.com/twitter/twitter-text/blob/master/js/src/regexp/hashtagSpecialChars.js"""
_LEVELS = re.compile(r">|›|»|→|\\|\||::|(?<=[^\W\d_]{4})/(?=[^\W\d_]{4})")
"""Between the levels of a category: "Sports > Football", "Sport/Fotboll"; not in "9/11", "AC/DC" or "Rock / Pop"."""
_LANGUAGE_SUFFIX = re.compile(
    r"(?<!\s)\s*+(?:@[a-z]{2,3}(?:[-_][a-z]{2,4})?|[-_–]\s?[a-z]{2}(?:[-_][a-z]{2})?|\([a-z]{2}\)|\[[a-z]{2}\])\Z",
    re.IGNORECASE,
)
"""Of the translated copies of a category: "Uncategorized @id" (Polylang, WPML), "Sans catégorie-fr"."""
_NUMBER = re.compile(r"(?<![\s_-])[\s_-]++\d{1,2}\Z")
_KINDS = ("default", "default_other", "section", "section_other")


@cache
def _structural() -> frozenset[str]:
    """Names of categories that say where an article stands, in letters alone."""
    return frozenset(name.replace(" ", "") for kind in _KINDS for name in lines("wordpress_categories", kind))


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


def is_structural(name: str) -> bool:
    """Whether a category is no topic: the default one, or a place on the site, as "Featured" or "ニュース"."""
    plain = _LANGUAGE_SUFFIX.sub("", name.strip())
    return any(_letters(form) in _structural() for form in (name, plain, _NUMBER.sub("", plain)))


def _letters(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LMN")


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
