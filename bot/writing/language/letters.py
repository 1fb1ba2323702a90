"""Compares texts by their letters and digits, whatever their case, marks and spaces. Pure."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher

_HEAD = 600
"""Characters of a text that are compared: normalising hostile ones can take quadratic time."""
_NO_LETTER_OF_ASCII = bytes(code for code in range(128) if not chr(code).isalnum())
_LOWER = bytes(range(256)).lower()


def letters_of(text: str) -> str:
    """The letters and digits at the head of `text`, case-folded."""
    head = text[:_HEAD]
    if head.isascii():
        return head.encode().translate(_LOWER, _NO_LETTER_OF_ASCII).decode()
    head = unicodedata.normalize("NFKC", head).casefold()
    return "".join(char for char in head if char.isalnum())


def same_words(text: str, other: str) -> bool:
    """Whether the texts are the same but for case, punctuation and a word or two."""
    letters, other_letters = letters_of(text), letters_of(other)
    if not letters or not other_letters:
        return False
    if letters == other_letters or (
        len(other_letters) > 20 and letters.startswith(other_letters) and len(letters) < len(other_letters) * 1.3
    ):
        return True
    return (
        abs(len(letters) - len(other_letters)) < 0.2 * len(other_letters)
        and SequenceMatcher(None, letters, other_letters).ratio() > 0.9
    )
