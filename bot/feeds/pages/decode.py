"""Bytes → text, by what they declare and by what they are. Pure."""

from __future__ import annotations

import codecs
import re

__all__ = ["decoded"]

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"(?:charset|encoding)\s*+=\s*+(?:[\"']\s*+)?([\w.:-]{2,40})", re.IGNORECASE)
_LIKE_BROWSERS = {
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
}
# Python's own, of which some take minutes and some give what is no text; browsers know none of them.
_NOT_OF_THE_WEB = frozenset(
    {"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape", "utf_7", "utf7", "unicode_1_1_utf_7"}
)


def decoded(content: bytes, content_type: str = "") -> str:
    """The text of a page or file; what cannot be read becomes U+FFFD.

    A BOM wins, then the HTTP header, then the document's own declaration (https://encoding.spec.whatwg.org/
    and https://html.spec.whatwg.org/#determining-the-character-encoding); where none of them is true, UTF-8,
    and last windows-1252, which browsers too take for Latin-1.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content.decode(encoding, errors="replace")
    declared = (_DECLARED.search(content_type.encode("ascii", "ignore")), _DECLARED.search(content[:2048]))
    for encoding in [*(found[1].decode().lower() for found in declared if found), "utf-8"]:
        if encoding.replace("-", "_") in _NOT_OF_THE_WEB:
            continue
        try:
            return content.decode(_LIKE_BROWSERS.get(encoding, encoding))
        except (UnicodeError, LookupError):
            continue
    return content.decode("windows-1252", errors="replace")
