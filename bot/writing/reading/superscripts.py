"""Writes raised and lowered text as a line of plain text can show it: 10¹⁵, m², CO₂, 3½, 1st. Pure."""

from __future__ import annotations

import re

__all__ = ["UNREADABLE", "raised", "with_fractions"]

UNREADABLE = "\ufffc"
"""The object replacement character, for something that plain text cannot show. Its sentence would be misread."""

_RAISED = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_RAISED_TEXT = re.compile(r"[+\-−–]?\d{1,12}[+\-−–]?|[+\-−–]{1,2}")
_EXPONENT_LETTER = re.compile(r"[ni]")
_FOOTNOTE = re.compile(
    r"[\[(（［][\w*†‡§¶※]{1,5}[\])）］]|[※注*]\s?\d{1,3}|[*†‡§¶#]{1,4}|\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*"
    r"|\[(?:citation|note|n) .{0,20}\]"
)
_ORDINAL = {"o": "º", "a": "ª", "TM": "™", "tm": "™", "SM": "℠", "sm": "℠", "0": "⁰"}
_UNIT = re.compile(
    r"[^\W\d_]|[kcdmµnh]m|mc|ft|mi|yd|in|sec|feet|foot|inch(?:es)?|miles?|yards?|met(?:er|re)s?|kilomet(?:er|re)s?"
    r"|Meter|mètres?|metros?|metri|км|см|мм|дм",
    re.IGNORECASE,
)
"""What digits are raised after, where they are a power: m², E = mc², x³."""
_IN_BRACKETS = re.compile(r"\([^()\s]{1,10}\)\Z")
_LETTERS_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_]++\Z")
_LONGEST_PLAIN = 5
"""Letters of an ordinal or an abbreviation: 1st, XXᵉ, Mlle, 3-го."""


def raised(text: str, before: str, after: str = "", *, lowered: bool = False) -> str:
    """What stands in a line for `text`, raised (or `lowered`) between `before` and `after`, the text on either side.

    "" for a mark of a footnote, and UNREADABLE for what would be misread in a line, such as 10 to the power of 2.5.
    """
    text = " ".join(text.split())
    if not text:
        return ""
    if lowered:
        return _subscript(text, before)
    if _RAISED_TEXT.fullmatch(text) and _is_exponent(text, before, after):
        return text.translate(_RAISED)
    if _FOOTNOTE.fullmatch(text):
        return ""
    return _superscript(text, before)


def _is_exponent(text: str, before: str, after: str) -> bool:
    """Whether digits are raised as a power, a charge, a numerator or an isotope's number, not as a footnote's mark."""
    letters = _LETTERS_BEFORE.search(before)
    if letters is not None:
        return not text.isdigit() or _UNIT.fullmatch(letters[0]) is not None
    last = before[-1:]
    if not last or last.isspace() or last in '(“"':
        return after[:1].isalpha() or after[:1] in ("/", "⁄")
    return last.isdigit() or last in "⁄/" or _IN_BRACKETS.search(before) is not None


def _superscript(text: str, before: str) -> str:
    last = before[-1:]
    if text in _ORDINAL and (last.isalnum() or last == "." or not text.islower()):
        return _ORDINAL[text]
    if not any(char.isalnum() for char in text):
        return text  # ®, °, ′: the same signs in a line
    if _EXPONENT_LETTER.fullmatch(text) and last.isalnum():
        return text.translate(_RAISED)
    if _is_ending(text, before) and (last.isalnum() or last in " .-"):
        return text
    return f" {text}" if not last or last.isspace() else UNREADABLE


def _is_ending(text: str, before: str) -> bool:
    """Whether letters are the end of an ordinal or of an abbreviation: 1st, XXIe, Mme; "NEW" after a name is not."""
    letters = _LETTERS_BEFORE.search(before)
    fits = not text.isupper() or letters is None or letters[0].isupper()
    return fits and text.replace(".", "").isalpha() and len(text) <= _LONGEST_PLAIN


def _subscript(text: str, before: str) -> str:
    if _RAISED_TEXT.fullmatch(text):
        return text.translate(_LOWERED)
    return UNREADABLE if before[-1:].isdigit() else text


_FRACTION = re.compile(r"([⁰¹²³⁴-⁹]{1,4})[/⁄]([₀-₉]{1,4}|\d{1,4}(?![\d/]))")
_FRACTION_SIGNS = {
    "1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/5": "⅕", "2/5": "⅖", "3/5": "⅗", "4/5": "⅘",
    "1/6": "⅙", "5/6": "⅚", "1/7": "⅐", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞", "1/9": "⅑", "1/10": "⅒",
}  # fmt: skip
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
_LOWERED_DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def with_fractions(text: str) -> str:
    """`text` with ¹/₂ written as ½, and a fraction that has no sign of its own as ³⁄₁₆."""
    return _FRACTION.sub(_fraction, text) if "/" in text or "⁄" in text else text


def _fraction(match: re.Match[str]) -> str:
    plain = f"{match[1]}/{match[2]}".translate(_PLAIN_DIGITS)
    return _FRACTION_SIGNS.get(plain) or f"{match[1]}⁄{match[2].translate(_LOWERED_DIGITS)}"
