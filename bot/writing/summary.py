"""Which sentences tell the story, best first. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sentencex

from bot.writing.quotes import open_marks


@dataclass(frozen=True, slots=True)
class Sentence:
    """One whole sentence of an article."""

    text: str
    position: int
    """Its place in the article, from 0."""
    score: float = 0.0
    """How well it tells the story; higher is better."""
    leans_on: int | None = None
    """The position of the sentence without which it does not stand; None: it stands on its own."""


def ranked_sentences(paragraphs: Sequence[str], *, title: str, language: str) -> tuple[Sentence, ...]:
    found = [text for paragraph in paragraphs for text in sentences_of(paragraph, language)]
    return tuple(Sentence(text, at, 1 / (at + 1)) for at, text in enumerate(found))


def sentences_of(paragraph: str, language: str) -> tuple[str, ...]:
    """The sentences of a paragraph; a quotation of several sentences stays with what introduces it."""
    whole: list[str] = []
    pending = ""
    for piece in sentencex.segment(language or "en", paragraph):
        pending += piece
        if not open_marks(pending):
            whole.append(pending.strip())
            pending = ""
    if pending.strip():
        whole.append(pending.strip())
    return tuple(text for text in whole if text)
