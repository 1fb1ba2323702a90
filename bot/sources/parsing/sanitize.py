"""Makes untrusted text safe to show: in a terminal, a log, a page, a post. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.html_text import unescape
from bot.invisible import without_invisible

__all__ = ["C1_AS_MEANT", "is_title_markup", "one_line", "printable_url", "text_of_markup", "without_controls"]

# Escape sequences that control a terminal: CSI, OSC (ECMA-48, sections 5.3 to 5.6).
_ESCAPE_SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?")
# Embeddings, overrides and isolates reorder the text around them (Unicode UAX #9). The marks LRM, RLM and ALM, and the
# joiners that emoji and Persian need, affect only their neighbours, so they are kept.
_INVISIBLE = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x00AD, 0x200B, 0x2060, 0xFEFF, *range(0xFFF9, 0xFFFC)], None
)
# U+0080 to U+009F are meant as windows-1252, as HTML says of its numeric references too:
# https://html.spec.whatwg.org/#numeric-character-reference-end-state
C1_AS_MEANT = {code: bytes([code]).decode("windows-1252", "ignore") or " " for code in range(0x80, 0xA0)}
_CONTROLS: dict[int, str | None] = {**dict.fromkeys([*range(0x20), 0x7F, 0x2028, 0x2029], " "), **C1_AS_MEANT}
_UNFIT_FOR_LINE: dict[int, str | None] = {**_CONTROLS, **_INVISIBLE}
_KEPT_IN_TEXT = {ord("\n"), ord("\t")}
_UNFIT_FOR_TEXT = {code: value for code, value in _UNFIT_FOR_LINE.items() if code not in _KEPT_IN_TEXT}
_SURROGATE = re.compile("[\ud800-\udfff]")


def one_line(text: str, most: int) -> str:
    """`text` on one line of at most `most` characters: white space collapsed, without control characters."""
    text = without_invisible(text)
    if not text.isprintable():
        text = _SURROGATE.sub("", _ESCAPE_SEQUENCE.sub("", text)).translate(_UNFIT_FOR_LINE)
    return " ".join(text.split())[:most].rstrip()


def without_controls(text: str) -> str:
    """`text` with its line ends and tabs, but without other control characters, escape sequences and surrogates."""
    return _SURROGATE.sub("", _ESCAPE_SEQUENCE.sub("", without_invisible(text))).translate(_UNFIT_FOR_TEXT)


# A title may mention "a < b" or "<canvas>", so only tags that newsrooms really use in titles are taken for markup.
_TITLE_NAMES = (
    "a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|p|q|s|script|small|span|strike|strong|style|sub|sup"
    "|u|wbr"
)
_TITLE_MARKUP = re.compile(rf"</?(?:{_TITLE_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TITLE_NAME = re.compile(_TITLE_NAMES)
_STRUCK_OUT = re.compile(r"<(del|s|strike|script|style)(?:\s[^<>]*)?>[^<>]*</\1\s*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def text_of_markup(markup: str) -> str:
    """The text of a title in HTML: without what is struck out and the usual inline tags, with entities decoded once."""
    if "<" in markup:
        markup = _STRUCK_OUT.sub("", markup)
        markup = _TITLE_MARKUP.sub("", _BREAK.sub(" ", markup))
    return unescape(markup)


def is_title_markup(name: str) -> bool:
    """Whether `text_of_markup` takes an element of that name for markup."""
    return _TITLE_NAME.fullmatch(name) is not None


def printable_url(url: str) -> str:
    """`url` for a message: without user name and password, printable, at most 200 characters."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ascii(url[:200])
    plain = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()[:200]
    return plain if plain.isprintable() else ascii(plain)
