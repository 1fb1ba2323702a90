"""Makes hashtags of tags and categories, in any script. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import pairwise, zip_longest

from bot.writing.furniture.categories import has_no_topic, levels_of
from bot.writing.language.scripts import is_without_spaces

MOST_CHARACTERS = 30
"""Including the #. A longer hashtag is a phrase that nobody follows."""

_SPECIAL = frozenset("_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\xb7")
"""https://github.com/twitter/twitter-text/blob/master/js/src/regexp/hashtagSpecialChars.js"""


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
    return next((level for level in reversed(levels_of(words)) if not has_no_topic(level)), "")


def hashtag(words: str) -> str:
    """The hashtag of `words`: `North Korea` becomes `#NorthKorea`; "" where there is no letter.

    Scripts without capitals part words by "_": `उत्तर प्रदेश` becomes `#उत्तर_प्रदेश`. Keeps letters, marks and digits of
    every script, and drops punctuation. X accepts no hashtag of digits alone.
    """
    parts = list(filter(None, map(_kept, words[: 2 * MOST_CHARACTERS].lstrip("#").split())))
    name = parts[0] if len(parts) == 1 else ""
    if len(parts) > 1:
        capitalised = [part[0].title() + part[1:] for part in parts]
        joints = ["_" if _needs_joint(before, part) else "" for before, part in pairwise(parts)]
        name = "".join(part + joint for part, joint in zip_longest(capitalised, joints, fillvalue=""))
    name = name.lstrip("\u200c\u200d\xb7").rstrip("\u200c\u200d\xb7")
    has_letter = any(unicodedata.category(char)[0] == "L" for char in name)
    return f"#{unicodedata.normalize('NFC', name)}" if has_letter else ""


def _kept(word: str) -> str:
    """What a hashtag keeps of the word; "" where no letter or digit is left."""
    name = "".join(char for char in word if char in _SPECIAL or unicodedata.category(char)[0] in "LMN")
    return name if any(map(str.isalnum, name)) else ""


def _needs_joint(before: str, word: str) -> bool:
    """Whether no capital shows where the second of two words begins, or that the first has ended."""
    if is_without_spaces(before) or is_without_spaces(word):
        return False
    return _is_without_case(before) or _is_without_case(word)


def _is_without_case(word: str) -> bool:
    """Whether no letter of the word has a capital to begin a word with, as none has in Georgian, either."""
    letters = [char for char in unicodedata.normalize("NFKC", word) if unicodedata.category(char)[0] == "L"]
    return bool(letters) and all(char.title() == char.lower() for char in letters)
