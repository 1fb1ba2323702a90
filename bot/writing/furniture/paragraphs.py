"""Recognises paragraphs that are no reporting: furniture (notices, links, dates, rules), headings and bylines. Pure."""

from __future__ import annotations

import re

from bot.writing.furniture.notices import is_notice
from bot.writing.language.letters import same_words
from bot.writing.language.scripts import WITHOUT_STOPS

_END_OF_SENTENCE = re.compile(r"[.!?…。！？｡؟۔।॥։።;:]['\"’”»›」』）)\]】*]*\s*\Z")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")

_SENTENCE_BEFORE = re.compile(r"[^.!?。]{50,400}+[.!?。]\s")
"""A whole sentence before "More at www.example.org."."""
_BELONGS_TO = re.compile(r"\bis (?:a )?(?:part|member|division|publication) of\b", re.IGNORECASE)
_NO_WORD = re.compile(r"\W*+")
_RULE_OF_UNDERSCORES = re.compile(r"\W*+_(?:[-–—=~#•·]*+_)*+\W*+")
_ELLIPSIS_OR_RULE = re.compile(r"…|\.\.\.|[*–—=~#•·-]")
_BYLINE = re.compile(
    r"\A(?:by|written by|story by|reporting by|words by|from|von|par|por|di|da|автор|текст|文[/／・:：]|取材[/／・:：]"
    r"|بقلم|كتب|द्वारा|โดย)\b[:\s]?",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\A\W*(?:(?:published|updated|posted)\W+)?(?:\w+,?\s+)?"
    r"(?:\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?|\w+\.? \d{1,2},? \d{4}|\d{1,2}\.? \w+\.? \d{4})"
    r"(?:\W++\d{1,2}:\d{2}.*+)?\W*+\Z",
    re.IGNORECASE,
)
_LONG_LINE = 120
_LONG_LINE_WITHOUT_STOPS = 40
"""Characters from which a line is no heading; the fewer where the script has no mark to end a sentence."""


def is_furniture(text: str, *, site: str = "") -> bool:
    """Whether the paragraph is not reporting, by features that it has on any site; `site` is the site's name."""
    without_links, links = _without_addresses(text)
    return (
        _is_ellipsis_or_rule(text)
        or not any(char.isalnum() for char in without_links)
        or (links > 0 and not _ends_sentence(without_links) and not _SENTENCE_BEFORE.match(without_links))
        or bool(_DATE.match(text))
        or is_notice(text, site=site, has_address=len(without_links) != len(text.strip()))
        or (bool(_BELONGS_TO.search(text)) and _is_about_site(text, site))
    )


def _without_addresses(text: str) -> tuple[str, int]:
    """The text without links and e-mail addresses, and the number of links."""
    links = 0
    if "://" in text or "www." in text.lower():
        text, links = _URL.subn("", text)
    return (_EMAIL.sub("", text) if "@" in text else text).strip(), links


def _is_ellipsis_or_rule(text: str) -> bool:
    if _RULE_OF_UNDERSCORES.fullmatch(text):
        return True
    return bool(_NO_WORD.fullmatch(text) and _ELLIPSIS_OR_RULE.search(text))


def is_heading(text: str) -> bool:
    """Whether the paragraph is a short line that is not a sentence: a heading, a name, a list entry."""
    if _ends_sentence(text):
        return False
    if WITHOUT_STOPS.search(text):
        return len(text) < _LONG_LINE_WITHOUT_STOPS
    return len(text) < _LONG_LINE


def is_byline(text: str, author: str) -> bool:
    """Whether the line says who wrote the article."""
    if author and same_words(text, author):
        return True
    return len(text) < _LONG_LINE and not _ends_sentence(text) and _BYLINE.match(text) is not None


def _is_about_site(text: str, site: str) -> bool:
    """Whether the paragraph names its site, or is no sentence: "The Gazette is part of Harbour Media"."""
    return not _ends_sentence(text) or (bool(site) and site.casefold() in text.casefold())


def _ends_sentence(text: str) -> bool:
    return _END_OF_SENTENCE.search(text) is not None
