"""Shorter forms of a sentence: cut after a clause, else after a word with an ellipsis. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.writing.quotes import is_balanced

ELLIPSIS = "…"

_CLAUSE_END = re.compile(r"[,;:]\s|\s[–—]\s|[、，；：،؛]")
_WORD_END = re.compile(
    r"(?<=\S)(?=\s)"
    # where Japanese kana end, a word or its particle ends
    r"|(?<=[\u3041-\u309f])(?=[\u30a1-\u30fa\u4e00-\u9fffA-Za-z0-9「『（])"
    r"|(?<=[、，。])(?=.)"
)
_DANGLING_END = re.compile(r"[\s,;:、，；：،؛–—\-(（「『“‘„«\[]+\Z")
_SHORTEST_CLAUSE = 25
"""Characters: a shorter clause seldom says a thing."""


def clause_cuts(sentence: str) -> Iterator[str]:
    """The sentence up to each of its clause ends, the longest first, whole in its quotations, with an ellipsis."""
    yield from _cuts(sentence, [match.start() for match in _CLAUSE_END.finditer(sentence)], _SHORTEST_CLAUSE)


def word_cuts(text: str) -> Iterator[str]:
    """The text up to each of its words, the longest first, whole in its quotations, with an ellipsis."""
    yield from _cuts(text, [match.start() for match in _WORD_END.finditer(text)], 1)


def _cuts(text: str, ends: list[int], shortest: int) -> Iterator[str]:
    for end in reversed(ends):
        kept = _DANGLING_END.sub("", text[:end])
        if len(kept) >= shortest and is_balanced(kept):
            yield kept + ELLIPSIS
