"""Tells where a sentence says all that the title says, so that a post may go without the title. Pure."""

from __future__ import annotations

import re

from bot.writing.language.detection import function_words
from bot.writing.summary.fact_check import tells_verdict
from bot.writing.summary.words import content_words, says_title_again, words_in

_ENOUGH = 0.8
"""Share of the title's content words that stand in the sentence too; the rest are verbs in other words."""
_FEWEST = 4
"""Content words of a title of which that can be said."""
_BEGINNING = 5
"""Letters of a name that stay where it is inflected."""
_FIGURE = re.compile(r"\d++(?:[.,]\d++)*+")


def retells(sentence: str, title: str, language: str) -> bool:
    """Whether the sentence has every figure and name of the title, and nearly all of its content words."""
    title_words = content_words(title) - content_words(" ".join(function_words(language)))
    if len(title_words) < _FEWEST or not set(_FIGURE.findall(title)) <= set(_FIGURE.findall(sentence)):
        return False
    if tells_verdict(title, language) and not tells_verdict(sentence, language):
        return False
    said = content_words(sentence)
    beginnings = {word[:_BEGINNING] for word in words_in(sentence.casefold())}
    if any(word[0].isupper() and word.casefold()[:_BEGINNING] not in beginnings for word in words_in(title)[1:]):
        return False  # a name, or a noun in German
    return len(title_words & said) >= _ENOUGH * len(title_words) or says_title_again(sentence, title)
