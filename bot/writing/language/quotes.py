"""Checks whether the quotation marks and brackets of a text are balanced, in many languages. Pure."""

from __future__ import annotations

import re

_CLOSES = {
    "”": "“„”",
    "“": "„",
    "’": "‘‚",
    "‘": "‚",
    "»": "«",
    "«": "»",
    "›": "‹",
    "‹": "›",
    "」": "「",
    "』": "『",
    "）": "（",
    ")": "(",
    "]": "[",
    "】": "【",
    "》": "《",
    "〉": "〈",
    '"': '"',
}
"""For each closing mark the opening marks that it closes."""
_OPENS = frozenset('“„”‘‚«»‹›「『（([【《〈"')
_APOSTROPHES = frozenset("’‘")
_MARKS = re.compile(f"[{re.escape(''.join(sorted(_OPENS | frozenset(_CLOSES))))}]")


def is_balanced(text: str) -> bool:
    """Whether every quotation mark and bracket that opens in the text also closes in it, and the other way round.

    English “…”, German „…“ and »…«, French «…», Swedish ”…”, Japanese 「…」; apostrophes are ignored.
    """
    return open_marks(text) == ""


def open_marks(text: str) -> str:
    """The marks that are not closed, and those that close nothing, in the order of the text."""
    stack: list[str] = []
    for match in _MARKS.finditer(text):
        mark = match[0]
        if _is_apostrophe(text, match.start()) or _is_unit(text, match.start(), stack):
            continue
        if stack and stack[-1] in _CLOSES.get(mark, ""):
            stack.pop()
        elif mark == "’":
            continue
        else:
            stack.append(mark)
    return "".join(stack)


def _is_apostrophe(text: str, index: int) -> bool:
    """Whether it stands within a word, as does the gershayim of Hebrew, which is typed as a quotation mark: מ"מ."""
    inside_a_word = 0 < index < len(text) - 1 and text[index - 1].isalnum() and text[index + 1].isalnum()
    is_gershayim = text[index] == '"' and "\u05d0" <= text[index - 1] <= "\u05ea"
    return (text[index] in _APOSTROPHES or is_gershayim) and inside_a_word


def _is_unit(text: str, index: int, opened: list[str]) -> bool:
    """Whether it stands for seconds or inches: 2'03"41, a 19" pipe. Behind a number it may also close a quotation."""
    if text[index] != '"' or not text[index - 1 : index].isdigit():
        return False
    return '"' not in opened or text[index + 1 : index + 2].isdigit()
