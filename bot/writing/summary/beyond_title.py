"""Tells what a reader learns from a sentence beyond the title. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.writing.summary.names import has_name
from bot.writing.summary.sentence import Sentence
from bot.writing.summary.words import content_words, shared_words

_KNOWN = 0.4
"""The share of a lead's words, in whatever form, that the title has at least if the lead only says it again."""
_NEAR = 2
"""Sentences behind the lead among which the one that tells more is sought."""
_FIGURE = re.compile(r"\d++(?:[.,]\d++)*+")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SAME_NAME = 4
"""Letters that two forms of a name share."""


def adding_sentences(ranked: Sequence[Sentence], title: str, language: str) -> frozenset[int]:
    """The positions of the sentences right behind a lead that only says the title again which tell more than it, and
    may stand for it: they have a figure or a name that the title lacks. None where the lead tells more itself.
    """
    lead = next((sentence for sentence in ranked if sentence.is_lead), None)
    if lead is None or not _only_repeats(lead.text, title, language):
        return frozenset()
    return frozenset(
        sentence.position
        for sentence in ranked
        if 0 < sentence.position - lead.position <= _NEAR
        and sentence.stands_for_lead
        and not sentence.is_detail
        and _new_figures(sentence.text, title)
    )


def _only_repeats(lead: str, title: str, language: str) -> bool:
    words = content_words(lead)
    is_known = bool(words) and shared_words(words, content_words(title)) >= _KNOWN * len(words)
    return is_known and not _new_figures(lead, title) and not _has_new_name(lead, title, language)


def _new_figures(text: str, title: str) -> set[str]:
    return set(_FIGURE.findall(text)) - set(_FIGURE.findall(title))


def _has_new_name(text: str, title: str, language: str) -> bool:
    """Whether a name stands in it that the title lacks; none is seen in a script without capitals."""
    known = {word[:_SAME_NAME].casefold() for word in _WORD.findall(title)}
    rest = _WORD.sub(lambda word: word[0].lower() if word[0][:_SAME_NAME].casefold() in known else word[0], text)
    return has_name(rest, language)
