"""Says what small elements within a line stand for: emoji pictures, marks of footnotes, remarks of links. Pure."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from bot.writing.reading.wordlists import alternatives, wordlist

__all__ = [
    "inside",
    "is_emoji",
    "is_footnote_link",
    "is_footnote_mark",
    "is_formula",
    "quotation_marks",
    "without_new_tab",
]

_EMOJI = re.compile(
    "[\u00a9\u00ae\u203c\u2049\u20e3\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2934\u2935\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\ufe0f\u200d\U0001f000-\U0001faff\U000e0020-\U000e007f#*0-9]{1,40}"
)
_SMILEY_CLASS = re.compile(r"(?:^|\s)(?:wp-smiley|emoji|twemoji|emojione|emote|smiley)(?:$|\s)", re.IGNORECASE)
_EMOJI_ADDRESS = re.compile(
    r"s\.w\.org/images/core/emoji|twimg\.com/emoji|fbcdn\.net/(?:images/)?emoji|/twemoji|/emojione|/emoji/",
    re.IGNORECASE,
)
_LONGEST_SMILEY = 4
_MATH_CLASS = re.compile(r"(?:^|[\s_-])(?:latex|math|mathjax|tex|equation|mwe)(?:$|[\s_-])", re.IGNORECASE)
_FOOTNOTE_TEXT = re.compile(r"[\[(]?(?:\d{1,3}|[a-zA-Z]|[*†‡§¶]{1,3}|[ivx]{1,5}|↩︎?|↑|\^)[\])]?")
_FOOTNOTE_CLASS = re.compile(r"(?:^|[\s_-])(?:fn|(?:\w{0,20}-?)footnote\w*|reference|noteref)", re.IGNORECASE)
_LONGEST_FOOTNOTE = 12
_LONGEST_REMARK = 100


def inside(element: etree._Element) -> str:
    """The text of an element and of all elements in it, without comments."""
    return "".join(str(text) for text in element.itertext("*"))


def is_emoji(attributes: dict[str, str]) -> bool:
    """Whether a picture stands for the emoji, or the smiley such as ":)", that is its `alt`."""
    alternative = attributes.get("alt", "").strip()
    if not alternative or alternative.isalnum():
        return False
    if _EMOJI.fullmatch(alternative):
        return not alternative.isascii()
    marked = _SMILEY_CLASS.search(attributes.get("class", "")) or _EMOJI_ADDRESS.search(attributes.get("src", ""))
    return bool(marked) and len(alternative) <= _LONGEST_SMILEY


def is_formula(attributes: dict[str, str]) -> bool:
    """Whether a picture shows a formula."""
    return "class" in attributes and _MATH_CLASS.search(attributes["class"]) is not None


def is_footnote_link(element: etree._Element, attributes: dict[str, str]) -> bool:
    """Whether a link is the mark of a footnote, or leads from a footnote back to its mark."""
    if "#" not in attributes.get("href", ""):
        return False
    text = inside(element).strip()
    return len(text) < _LONGEST_FOOTNOTE and _FOOTNOTE_TEXT.fullmatch(text) is not None


def is_footnote_mark(element: etree._Element, attributes: dict[str, str], text: str) -> bool:
    """Whether a <sup> is the mark of a footnote: by its class, or by a link in it or around it."""
    if element.tag != "sup":
        return False
    if "data-fn" in attributes or _FOOTNOTE_CLASS.search(attributes.get("class", "")):
        return True
    link = element.find(".//a")
    if link is None:
        parent = element.getparent()
        link = parent if parent is not None and parent.tag == "a" and len(inside(parent)) < _LONGEST_FOOTNOTE else None
    return link is not None and ("#" in link.get("href", "") or bool(_FOOTNOTE_TEXT.fullmatch(text.strip())))


def without_new_tab(text: str) -> str:
    """The text of a link without "(opens in a new tab)" at its end, in any language."""
    if text.rstrip()[-1:] not in ")）]」bw":
        return text
    remark = _new_tab().search(text[-_LONGEST_REMARK:])
    return text if remark is None else text[: len(text) - len(remark[0])]


def without_remarks(text: str) -> str:
    """The text of a paragraph without a whole "(opens in a new tab)" anywhere in it."""
    return _remarks().sub("", text)


@cache
def _remarks() -> re.Pattern[str]:
    return re.compile(rf"\s?[(（\[](?:{alternatives('new_tab', 'remarks')})[)）\]]", re.IGNORECASE)


@cache
def _new_tab() -> re.Pattern[str]:
    words = rf"\b(?:{alternatives('new_tab', 'words')})|{alternatives('new_tab', 'anywhere')}"
    within = r"[^()（）\[\]「」]"
    return re.compile(
        rf"(?<!\s)\s*+(?:[(（\[「](?=[^\x00-\x7f]|{within}{{0,40}}\s)(?={within}{{0,60}}?(?:{words})){within}{{1,90}}[)）\]」]"
        r"|,\s+opens\s+(?:in\s+a\s+)?new\s+(?:tab|window))\s*\Z",
        re.IGNORECASE,
    )


def quotation_marks(language: str) -> str:
    """The four quotation marks of a language (BCP 47): outer and inner, opening and closing each."""
    table = wordlist("quotation_marks")
    tag = language.replace("_", "-").lower()
    while tag:
        if tag in table:
            return str(table[tag])
        tag = tag.rpartition("-")[0]
    return "“”‘’"
