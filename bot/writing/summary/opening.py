"""How an article begins: with its lead, or with an anecdote before it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.writing.language.scripts import is_without_spaces

_NUT_IS_WITHIN = 6
_NUT_SHARES, _NUT_SHARE = 3, 0.3
"""Sentences among which the nut stands; words of the title that it has at least, and which share of them."""
_ANECDOTE = 0.6
"""The part of its worth that a sentence before the nut keeps."""


def nut_of(words: Sequence[frozenset[str]], title_words: frozenset[str]) -> int:
    """The position of the sentence that tells what the article is about: the lead, unless the article begins with an
    anecdote, of which the title says nothing, and a sentence near the head has much of the title.
    """
    if not words or words[0] & title_words or any(map(is_without_spaces, title_words)):
        return 0
    shares = [len(sentence_words & title_words) for sentence_words in words[:_NUT_IS_WITHIN]]
    most = max(shares)
    return shares.index(most) if most >= max(_NUT_SHARES, _NUT_SHARE * len(title_words)) else 0


def rest_of_anecdote(position: int, nut: int) -> tuple[int, ...]:
    """The positions of the other sentences before the nut: an anecdote's beginning says nothing without its turn."""
    return tuple(other for other in range(nut) if other != position) if position < nut else ()


def position_weight(position: int, paragraph: int, nut: int) -> float:
    """How much a sentence is worth by its place. Before the nut an anecdote is told, and the nut is worth a lead."""
    if position == nut:
        return 1.3
    weight = 1 / (1 + 0.2 * position + 0.05 * paragraph)
    return weight * _ANECDOTE if position < nut else weight
