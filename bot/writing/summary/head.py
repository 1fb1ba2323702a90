"""Reads the first sentences of an article, below whose news an appeal may be out of place. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from bot.writing.appeal import Head
from bot.writing.language.deaths import tells_death
from bot.writing.language.sentences import sentences_of
from bot.writing.language.text import Text

_FIRST = 2
"""Sentences of an excerpt, or of a body, that tell the news."""
_READ = 4
"""Sentences of which a post is mostly made, among which a death is told."""
_LONGEST_PARAGRAPH = 2_000
"""Characters that are read of each."""


def head_of(excerpt: Sequence[str], body: Sequence[str], language: str, published: datetime | None) -> Head:
    """The head of an article, whose excerpt and body are given as their paragraphs."""
    heads = [_first_sentences(excerpt, language), _first_sentences(body, language)]
    texts = (Text(sentence, language) for sentences in heads for sentence in sentences)
    death = next((text.written for text in texts if tells_death(text, published)), "")
    return Head("\n".join(sentence for sentences in heads for sentence in sentences[:_FIRST]), death)


def _first_sentences(paragraphs: Sequence[str], language: str) -> list[str]:
    pieces = (text[:_LONGEST_PARAGRAPH] for text in paragraphs[:_READ])
    return list(islice((sentence for piece in pieces for sentence in sentences_of(piece, language)), _READ))
