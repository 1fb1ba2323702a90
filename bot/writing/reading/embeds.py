"""Recognises embedded posts and captions among an article's passages, where no element marks them any more. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.writing.reading.passages import Passage
from bot.writing.reading.roles import Kind
from bot.writing.reading.wordlists import alternatives, wordlist

__all__ = ["without_foreign_words"]

_HANDLE = r"\(@[\w.-]{1,60}(?:@[\w.-]{1,80})?\)|（@[\w.-]{1,60}）"
_DATE = r"[\s,·|]{0,3}(?:[^\W\d_]{1,12}[\s.,]{1,2}){0,3}[^!?—–]{0,30}?(?<!\d)\d{4}(?!\d)[^!?—–]{0,25}"
_SIGNATURE = re.compile(rf"(?:\A|\s)[—–-]{{1,2}}\s?[^—–\n]{{1,80}}?(?:{_HANDLE})(?:{_DATE})?\W*\Z")
_ANY_HANDLE = re.compile(_HANDLE)
_PICTURE_ADDRESS = re.compile(r"\bpic\.[a-z]{1,10}\.com/\w+")
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
            parts = _without_embedded_lines(passage.text)
            kept += [passage] if parts == [passage.text] else [passage._replace(text=part, head="") for part in parts]
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
    return "@" in text and len(text) <= _LONGEST_LINE and bool(_HANDLE_FIRST.match(text) or _shared_by().search(text))


def _without_embedded_lines(text: str) -> list[str]:
    """The parts of a text before and after a post of Instagram whose lines stand in it."""
    folded = text.casefold()
    view = _view().search(text) if any(network in folded for network in _networks()) else None
    if view is None:
        return [text]
    handle = _ANY_HANDLE.search(text, view.end())
    after = "" if handle is None else text[handle.end() :]
    return [part.strip() for part in (text[: view.start()], after) if part.strip()]


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
def _networks() -> tuple[str, ...]:
    """The names of networks, one of which stands in each of the lines of `_view`."""
    return tuple(network.casefold() for network in wordlist("embedded_posts")["networks"])


@cache
def _view() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('embedded_posts', 'view')})(?!\w)", re.IGNORECASE)


@cache
def _shared_by() -> re.Pattern[str]:
    return re.compile(
        rf"\A\W*(?:{alternatives('embedded_posts', 'shared_by')})\s|(?:{alternatives('embedded_posts', 'shared')})\W*",
        re.IGNORECASE,
    )
