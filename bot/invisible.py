"""Removes invisible characters in which text can be hidden. Pure.

Tag characters: https://www.unicode.org/reports/tr51/#def_std_emoji_tag_sequence_set. The others: the property
Default_Ignorable_Code_Point of https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt.
"""

from __future__ import annotations

import re

__all__ = ["without_invisible"]

_TAG_OF_ASCII = 0xE0000
_FLAG, _CANCEL_TAG = "\U0001f3f4", "\U000e007f"
# The only flags made of tags that Unicode recommends (emoji-sequences.txt): England, Scotland, Wales.
_FLAGS = "|".join(
    "".join(chr(_TAG_OF_ASCII + ord(letter)) for letter in region) for region in ("gbeng", "gbsct", "gbwls")
)
# The Hangul fillers, which Python counts as letters, and the Mongolian vowel separator.
_FILLERS = "\u115f\u1160\u180e\u3164\uffa0"
_INVISIBLE = re.compile(f"({_FLAG}(?:{_FLAGS}){_CANCEL_TAG})|[\U000e0000-\U000e007f{_FILLERS}]")


def without_invisible(text: str) -> str:
    """`text` without tag characters and fillers; the tags within a flag emoji are kept."""
    return text if text.isascii() else _INVISIBLE.sub(lambda match: match[1] or "", text)
