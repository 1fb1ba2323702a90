"""Splits paragraphs into sentences. Pure."""

from __future__ import annotations

import re

import sentencex

from bot.writing.quotes import open_marks

_WITHOUT_MARKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_INITIAL = re.compile(r"(?<![^\s(«“„\"])[^\W\d_]\.\s*\Z")
_GOES_ON = re.compile("と|って|など")


def sentences_of(paragraph: str, language: str) -> tuple[str, ...]:
    """The sentences of a paragraph; a quotation of several sentences stays with what introduces it."""
    if _WITHOUT_MARKS.search(paragraph):
        return (paragraph,)  # a full stop ends only abbreviations there, and a space need not end a sentence
    sentences: list[str] = []
    pending = ""
    for piece in sentencex.segment(language or "en", paragraph):
        if sentences and not pending and _continues(sentences[-1], piece):
            pending = sentences.pop()
        pending += piece
        if not open_marks(pending):
            sentences.append(pending)
            pending = ""
    if pending:
        sentences.append(pending)
    return tuple(text.strip() for text in sentences if text.strip())


def _continues(sentence: str, piece: str) -> bool:
    """Whether `piece` continues `sentence`, which was split in a name (ASP.NET, E. Sato) or after a quotation."""
    if sentence.endswith(".") and piece[:1].isalnum():
        return True
    if _INITIAL.search(sentence):
        return True
    if not sentence.rstrip().endswith(("”", "“", "»", "」", "』", '"', "’")):
        return False
    return piece[:1].islower() or _GOES_ON.match(piece) is not None
