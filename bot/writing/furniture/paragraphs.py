"""Recognises paragraphs that are no reporting: furniture (notices, links, dates, rules), headings and bylines. Pure."""

from __future__ import annotations

import re

from bot.writing.furniture.corrections import is_dated_correction
from bot.writing.furniture.labels import are_credits
from bot.writing.furniture.notices import is_notice
from bot.writing.furniture.wordings import before_author
from bot.writing.language.disputes import answers_charge
from bot.writing.language.letters import same_words
from bot.writing.language.scripts import WITHOUT_STOPS
from bot.writing.language.text import Text

_ENDS_OF_SENTENCE = frozenset(".!?…。！？｡؟۔।॥։።;:")
_AFTER_END = "'\"’”»›」』）)]】*"
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")

_SENTENCE_BEFORE = re.compile(r"[^.!?。]{50,400}+[.!?。]\s")
"""A whole sentence before "More at www.example.org."."""
_NO_WORD = re.compile(r"\W*+")
_RULE_OF_UNDERSCORES = re.compile(r"\W*+_(?:[-–—=~#•·]*+_)*+\W*+")
_ELLIPSIS_OR_RULE = re.compile(r"…|\.\.\.|[*–—=~#•·-]")
_DATE = re.compile(
    r"\A\W*(?:(?:published|updated|posted)\W+)?(?:\w+,?\s+)?"
    r"(?:\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?|\w+\.? \d{1,2},? \d{4}|\d{1,2}\.? \w+\.? \d{4})"
    r"(?:\W++\d{1,2}:\d{2}.*+)?\W*+\Z",
    re.IGNORECASE,
)
_LABEL = r"[^\s:：]{1,25}+(?: [^\s:：]{1,25}+){0,3}\s?(?:(?<!\d)[:：]|[:：](?!\d\d))"
_BETWEEN_FIELDS = re.compile(rf"(?:(?<=[.!?।。;；])\s+|\s[|•·]\s)(?={_LABEL})")
_FIELD = re.compile(rf"{_LABEL}\s?[^:：]{{1,80}}+(?:[:：]\d\d[^:：]{{0,60}}+)*+\Z")
"""A label of a few words, a colon and a short text, in which there may be clock times."""
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?]\s+[^\W\d_]")
_LONGEST_ASKING = 200
_QUESTION_FIRST = re.compile(r"[^.!?…。！？؟]{3,90}+[?？؟]\s?\S")
_LONGEST_FIELDS = 600
_FEWEST_FIELDS = 2
_LONG_LINE = 120
_LONG_LINE_WITHOUT_STOPS = 40
"""Characters from which a line is no heading; the fewer where the script has no mark to end a sentence."""


def is_furniture(text: str, *, site: str = "", corrects: bool = False) -> bool:
    """Whether the paragraph is not reporting, by features that it has on any site; `site` is the site's name.

    `corrects`: it stands in an article that corrects another one, whose text is what is a notice elsewhere.
    """
    without_links, links = _without_addresses(text)
    return (
        _is_ellipsis_or_rule(text)
        or not any(char.isalnum() for char in without_links)
        or (links > 0 and not _ends_sentence(without_links) and not _SENTENCE_BEFORE.match(without_links))
        or bool(_DATE.match(text))
        or _are_fields(text)
        or are_credits(text)
        or (not corrects and is_dated_correction(text))
        or _asks_for_contributions(text)
        or is_notice(text, site=site, has_address=len(without_links) != len(text.strip()), corrects=corrects)
    )


def _asks_for_contributions(text: str) -> bool:
    """Whether a short paragraph asks a question and gives an address for the answer: "Got an event? Send it to …"."""
    return len(text) <= _LONGEST_ASKING and _QUESTION_FIRST.match(text) is not None and _EMAIL.search(text) is not None


def _are_fields(text: str) -> bool:
    """Whether the paragraph is a form that has been filled in: "When: Friday at seven. Where: Old Ropery."."""
    if len(text) > _LONGEST_FIELDS or (":" not in text and "：" not in text):
        return False
    fields = _BETWEEN_FIELDS.split(text)
    if len(fields) < _FEWEST_FIELDS or any(map(_TWO_SENTENCES.search, fields)):
        return False
    return all(map(_FIELD.match, fields))


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
    """Whether the paragraph is a short line that is not a sentence: a heading, a name, a list entry.

    A short line of Thai in which somebody denies a charge is a sentence.
    """
    if _ends_sentence(text):
        return False
    if WITHOUT_STOPS.search(text):
        return len(text) < _LONG_LINE_WITHOUT_STOPS and not answers_charge(Text(text, "th"))
    return len(text) < _LONG_LINE


def is_byline(text: str, author: str) -> bool:
    """Whether the line says who wrote the article."""
    if author and same_words(text, author):
        return True
    if len(text) >= _LONG_LINE or _ends_sentence(text):
        return False
    by = before_author(text)
    return by != "" and not by[-1].isalnum()


def _ends_sentence(text: str) -> bool:
    return text.rstrip().rstrip(_AFTER_END)[-1:] in _ENDS_OF_SENTENCE
