"""Decodes the character references of HTML, whatever a stranger writes into them. Pure.

https://html.spec.whatwg.org/#numeric-character-reference-state
"""

from __future__ import annotations

import html
import re

__all__ = ["unescape"]

# Python turns at most 4,300 digits into a number, and html.unescape raises ValueError beyond. No character has more
# than seven (U+10FFFF is 1114111), so whatever is longer once its zeros are gone names none.
_MANY_DIGITS = re.compile(r"&#(?:(x)([0-9a-f]{8,}+)|([0-9]{8,}+));?", re.IGNORECASE)
_NO_CHARACTER = "&#xfffd;"


def unescape(text: str) -> str:
    """`text` with its character references decoded once, as html.unescape does it, but for any number of digits.

    Raises nothing. What names no character becomes U+FFFD.
    """
    if "&" not in text:
        return text
    return html.unescape(_MANY_DIGITS.sub(_short_reference, text) if "&#" in text else text)


def _short_reference(match: re.Match[str]) -> str:
    """The same reference without leading zeros."""
    digits = (match[2] or match[3]).lstrip("0") or "0"
    return _NO_CHARACTER if len(digits) > 7 else f"&#{match[1] or ''}{digits};"
