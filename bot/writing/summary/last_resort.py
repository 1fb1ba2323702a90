"""Finds the sentences that are better than no summary where none of the better ones has room. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.writing.summary.sentence import Sentence
from bot.writing.summary.words import content_words, newness

_GOOD = 0.3
"""Share of the best score; a sentence that scores more is used anyway, if it is no side matter."""
_NEXT, _LEAST = 3, 0.2
"""How far behind the lead a sentence tells more of the news, and its share of the best score."""
_ABOUT_NEWS = 3
"""Words that a sentence farther below shares with the title and the lead, if it is about the same."""
_SURELY_ABOUT_NEWS = 5
"""The same of a sentence that may be a side matter."""
_NEAR_HEAD = 15
"""The positions at which such a sentence stands."""
_NEW = 0.5
"""How new it is to the title (see `newness`)."""
_QUOTES = ("“", "„", "«", "「", "『", '"', "‘", "»", "”")


def last_resort(ranked: Sequence[Sentence], title: str) -> Iterator[Sentence]:
    """Sentences of little worth that are surely about the news and need no other, the best first.

    They stand right behind the lead, or share several words with it and the title.
    """
    best = max((sentence.score for sentence in ranked), default=0)
    lead = next((sentence for sentence in ranked if sentence.is_lead), None)
    title_words = content_words(title)
    topic = title_words | content_words(lead.text if lead else "")
    for sentence in ranked:
        is_used_anyway = sentence.score >= _GOOD * best and not sentence.is_detail
        if sentence.score <= 0 or is_used_anyway or not _may_stand_alone(sentence):
            continue
        words = content_words(sentence.text)
        is_next = lead is not None and 0 < sentence.position - lead.position <= _NEXT
        if sentence.is_detail:
            is_about_news = len(words & topic) >= _SURELY_ABOUT_NEWS
        else:
            is_about_news = (is_next and sentence.score >= _LEAST * best) or len(words & topic) >= _ABOUT_NEWS
        if is_about_news and newness(words, title_words) >= _NEW:
            yield sentence


def _may_stand_alone(sentence: Sentence) -> bool:
    is_side_matter = sentence.is_verdict or sentence.is_colour
    needs_another = sentence.leans_on is not None or bool(sentence.needs)
    return (
        sentence.position < _NEAR_HEAD
        and sentence.stands_for_lead
        and not is_side_matter
        and not needs_another
        and not sentence.text.startswith(_QUOTES)
    )
