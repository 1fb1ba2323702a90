"""Recognises embedded posts and captions among an article's passages, where no element marks them any more. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.writing.passages import Passage
from bot.writing.roles import Kind
from bot.writing.wordlists import alternatives

__all__ = ["without_foreign_words"]

_HANDLE = r"\(@[\w.-]{1,60}(?:@[\w.-]{1,80})?\)|（@[\w.-]{1,60}）"
_SIGNATURE = re.compile(
    rf"(?:\A|\s)[—–-]{{1,2}}\s?[^—–\n]{{1,80}}?(?:{_HANDLE})(?:\W{{0,4}}[^.!?]{{0,40}}\d{{1,4}}[^!?]{{0,30}})?\W*\Z"
)
"""`— Ann Hale (@annhale) November 20, 2026`, with which X, Bluesky and Mastodon end a post."""
_PICTURE_ADDRESS = re.compile(r"\bpic\.(?:twitter|x)\.com/\w+")
_HANDLE_FIRST = re.compile(rf"\A.{{0,80}}?(?:{_HANDLE})\W*\Z")
_QUOTED = re.compile(r"\A[\"“„«»‘「『”][^\"“”„«»「」『』]{8,400}[\"”“»«’」』][.!?]?\Z")
_LONGEST_LINE = 200
_MOST_COMPARED = 200
"""Passages of an article up to which a quotation is looked for in the others."""


def without_foreign_words(passages: Sequence[Passage]) -> list[Passage]:
    """The passages without the words of others that the page shows in a box: posts, pull quotes, captions."""
    kept: list[Passage] = []
    before: Passage | None = None
    for passage in passages:
        if passage.kind > Kind.TEXT:
            kept.append(passage)
        elif _is_signature(passage.text):
            if kept and kept[-1] is before and _signs_what_precedes(passage.text):
                kept.pop()
        elif not (_is_embedded_line(passage.text) or _is_pull_quote(passage, passages) or _is_caption(passage)):
            kept.append(passage)
        before = passage
    return kept


def _is_signature(text: str) -> bool:
    return "@" in text and ("—" in text or "–" in text or "-" in text) and _SIGNATURE.search(text) is not None


def _signs_what_precedes(text: str) -> bool:
    """Whether a signature stands alone, and so signs the passage before it; else it signs its own."""
    match = _SIGNATURE.search(text)
    return match is not None and match.start() == 0


def _is_embedded_line(text: str) -> bool:
    if "pic." in text and _PICTURE_ADDRESS.search(text):
        return True
    if len(text) > _LONGEST_LINE:
        return False
    if "@" in text and (_HANDLE_FIRST.match(text) or _shared_by().search(text)):
        return True
    return _view().match(text) is not None


def _is_pull_quote(passage: Passage, passages: Sequence[Passage]) -> bool:
    """Whether a quotation stands for itself: set apart, or said again in another passage."""
    text = passage.text
    if len(text) > 2 * _LONGEST_LINE or not _QUOTED.match(text):
        return False
    if passage.set_apart or len(passages) > _MOST_COMPARED:
        return passage.set_apart
    words = text.strip('"“”„«»‘’「」『』.!? ')
    return any(words in other.text for other in passages if other is not passage and other.text != text)


def _is_caption(passage: Passage) -> bool:
    """Whether the passage is in italics or centred below a picture in one block."""
    return passage.below_picture and (passage.set_apart or passage.head == passage.text) and len(passage.text) < 300


@cache
def _view() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{alternatives('embedded_posts', 'view')})(?:\W|\Z)", re.IGNORECASE)


@cache
def _shared_by() -> re.Pattern[str]:
    return re.compile(
        rf"\A\W*(?:{alternatives('embedded_posts', 'shared_by')})\s|(?:{alternatives('embedded_posts', 'shared')})\W*",
        re.IGNORECASE,
    )
