"""Decodes the bytes of a page or feed to text, by the encoding that they declare. Pure."""

from __future__ import annotations

import codecs
import re

__all__ = ["decoded"]

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"(?:charset|encoding)\s*+=\s*+(?:[\"']\s*+)?([\w.:-]{2,40})", re.IGNORECASE)
# The encodings of https://encoding.spec.whatwg.org/#names-and-labels, by Python's names. Browsers know none of Python's
# other codecs; some take minutes (idna), and some do not even decode to text.
_WEB_ENCODINGS = frozenset(
    {
        "utf-8",
        "utf-16",
        "utf-16-be",
        "utf-16-le",
        "cp866",
        "koi8-r",
        "koi8-u",
        "mac-roman",
        "mac-cyrillic",
        "cp874",
        "tis-620",
    }
    | {"gbk", "gb2312", "gb18030", "big5", "big5hkscs", "euc_jp", "iso2022_jp", "shift_jis", "cp932", "euc_kr", "cp949"}
    | {"ascii", *(f"iso8859-{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16))}
    | {f"cp125{part}" for part in range(9)}
)
# Labels of the standard that Python does not know; ISO-8859-8-I differs from ISO-8859-8 in direction alone.
_LABELS = {
    "windows-874": "cp874",
    "dos-874": "cp874",
    "windows-31j": "cp932",
    "x-sjis": "cp932",
    "windows-949": "cp949",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "iso-8859-8-i": "iso8859-8",
    "x-mac-cyrillic": "mac-cyrillic",
}
# Browsers read these labels as supersets of the encodings that they name.
_LIKE_BROWSERS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
}


def decoded(content: bytes, content_type: str = "") -> str:
    """The text of a page or file; bytes that cannot be decoded become U+FFFD. `content_type` is the HTTP header.

    A byte order mark decides; else the HTTP header, then the document's own declaration, if they are correct
    (https://html.spec.whatwg.org/#determining-the-character-encoding); else UTF-8; else windows-1252, as in browsers.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content.decode(encoding, errors="replace")
    declared = (_DECLARED.search(content_type.encode("ascii", "ignore")), _DECLARED.search(content[:2048]))
    for encoding in [*(match[1].decode().lower() for match in declared if match), "utf-8"]:
        try:
            return content.decode(_python_codec(encoding))
        except (UnicodeError, LookupError):
            continue
    return content.decode("windows-1252", errors="replace")


def _python_codec(label: str) -> str:
    """Python's name of the encoding that browsers use for `label`. Raises LookupError where there is none."""
    name = codecs.lookup(_LABELS.get(label, label)).name
    if name not in _WEB_ENCODINGS:
        raise LookupError(label)
    return _LIKE_BROWSERS.get(name, name)
