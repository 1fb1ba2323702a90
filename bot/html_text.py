"""Decodes HTML character references such as `&amp;`, however malformed or often escaped they are. Pure.

https://html.spec.whatwg.org/#numeric-character-reference-state
"""

from __future__ import annotations

import html
import re
from html.entities import html5

__all__ = ["unescape", "unescape_all"]

# Python converts at most 4,300 digits to a number, and html.unescape raises ValueError beyond that. No character's
# number has more than seven digits (U+10FFFF is 1114111), so one with more after its leading zeros names no character.
_MANY_DIGITS = re.compile(r"&#(?:(x)([0-9a-f]{8,}+)|([0-9]{8,}+));?", re.IGNORECASE)
_NO_CHARACTER = "&#xfffd;"
_WHOLE_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MOST_ROUNDS = 4
_MARKUP_CHARACTERS = frozenset("<>")


def unescape(text: str) -> str:
    """`text` with its character references decoded once, as html.unescape does, but with any number of digits.

    Raises nothing. A reference that names no character becomes U+FFFD.
    """
    if "&" not in text:
        return text
    return html.unescape(_MANY_DIGITS.sub(_short_reference, text) if "&#" in text else text)


def unescape_all(text: str) -> str:
    """Visible text in which no reference is left over that some software escaped once too often.

    "Fish &amp; chips" and "it&amp;#8217;s" in visible text are never meant as they stand. What may be meant stays: a
    reference without its semicolon ("AT&T", "?a=1&copy=2"), and those for "<" and ">", with which an article about
    HTML shows a tag. Raises nothing.
    """
    for _ in range(_MOST_ROUNDS):
        if "&" not in text or ";" not in text:
            break
        decoded = _WHOLE_REFERENCE.sub(_character, text)
        if decoded == text:
            break
        text = decoded
    return text


def _character(reference: re.Match[str]) -> str:
    name = reference[0][1:]
    if name[0] != "#" and name not in html5:
        return reference[0]  # html.unescape would decode the beginning of an unknown name
    character = html.unescape(reference[0])
    return reference[0] if character in _MARKUP_CHARACTERS else character


def _short_reference(match: re.Match[str]) -> str:
    """The reference without leading zeros, or the one for U+FFFD where it names no character."""
    digits = (match[2] or match[3]).lstrip("0") or "0"
    return _NO_CHARACTER if len(digits) > 7 else f"&#{match[1] or ''}{digits};"
