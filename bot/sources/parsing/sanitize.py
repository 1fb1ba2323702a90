"""Text that strangers sent, made fit to be shown: in a terminal, a log, a page, a post. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.html_text import unescape
from bot.invisible import without_invisible

__all__ = ["C1_AS_MEANT", "one_line", "printable_url", "text_of_markup", "without_controls"]

# What would make a terminal obey: CSI, OSC and other escape sequences (ECMA-48, sections 5.3 to 5.6).
_ESCAPE_SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?")
# Embeddings, overrides and isolates reorder what stands around them (Unicode UAX #9); the marks LRM, RLM and
# ALM, and the joiners that emoji and Persian need, only touch their neighbours and stay.
_INVISIBLE = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x00AD, 0x200B, 0x2060, 0xFEFF, *range(0xFFF9, 0xFFFC)], None
)
# Whoever writes U+0080 to U+009F means windows-1252, as HTML says of its numeric references too:
# https://html.spec.whatwg.org/#numeric-character-reference-end-state
C1_AS_MEANT = {code: bytes([code]).decode("windows-1252", "ignore") or " " for code in range(0x80, 0xA0)}
_CONTROLS: dict[int, str | None] = {**dict.fromkeys([*range(0x20), 0x7F, 0x2028, 0x2029], " "), **C1_AS_MEANT}
_UNFIT_FOR_LINE: dict[int, str | None] = {**_CONTROLS, **_INVISIBLE}
_KEPT_IN_TEXT = {ord("\n"), ord("\t")}
_UNFIT_FOR_TEXT = {code: value for code, value in _UNFIT_FOR_LINE.items() if code not in _KEPT_IN_TEXT}
_SURROGATE = re.compile("[\ud800-\udfff]")


def one_line(text: str, most: int) -> str:
    """`text` on one line, of at most `most` characters, white space collapsed, without controls and
    overrides.
    """
    text = without_invisible(text)
    if not text.isprintable():
        text = _SURROGATE.sub("", _ESCAPE_SEQUENCE.sub("", text)).translate(_UNFIT_FOR_LINE)
    return " ".join(text.split())[:most].rstrip()


def without_controls(text: str) -> str:
    """`text` with its lines, without anything that a terminal obeys or that cannot be stored."""
    return _SURROGATE.sub("", _ESCAPE_SEQUENCE.sub("", without_invisible(text))).translate(_UNFIT_FOR_TEXT)


# A title speaks of "a < b" and of "<canvas>" too, so only what newsrooms do put into titles is taken for
# markup.
_TITLE_MARKUP = re.compile(
    r"</?(?:a|abbr|b|big|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|p|q|s|script|small|span|strike|strong|style"
    r"|sub|sup|u|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def text_of_markup(markup: str) -> str:
    """The text of a title that is HTML: tags of phrases taken away, entities decoded once."""
    if "<" in markup:
        markup = _TITLE_MARKUP.sub("", _BREAK.sub(" ", markup))
    return unescape(markup)


def printable_url(url: str) -> str:
    """`url` as it may stand in a message: without a password, without anything that a terminal would obey."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ascii(url[:200])
    plain = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()[:200]
    return plain if plain.isprintable() else ascii(plain)
