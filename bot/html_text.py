"""Decodes HTML character references such as `&amp;`, however malformed they are. Pure.

https://html.spec.whatwg.org/#numeric-character-reference-state
"""

from __future__ import annotations

import html
import re

__all__ = ["unescape"]

# Python converts at most 4,300 digits to a number, and html.unescape raises ValueError beyond that. No character's
# number has more than seven digits (U+10FFFF is 1114111), so one with more after its leading zeros names no character.
_MANY_DIGITS = re.compile(r"&#(?:(x)([0-9a-f]{8,}+)|([0-9]{8,}+));?", re.IGNORECASE)
_NO_CHARACTER = "&#xfffd;"


def unescape(text: str) -> str:
    """`text` with its character references decoded once, as html.unescape does, but with any number of digits.

    Raises nothing. A reference that names no character becomes U+FFFD.
    """
    if "&" not in text:
        return text
    return html.unescape(_MANY_DIGITS.sub(_short_reference, text) if "&#" in text else text)


def _short_reference(match: re.Match[str]) -> str:
    """The reference without leading zeros, or the one for U+FFFD where it names no character."""
    digits = (match[2] or match[3]).lstrip("0") or "0"
    return _NO_CHARACTER if len(digits) > 7 else f"&#{match[1] or ''}{digits};"
