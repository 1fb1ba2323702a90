"""Shortens a sentence by cutting it after a clause or a word, with an ellipsis. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.writing.quotes import is_balanced

ELLIPSIS = "…"

_CLAUSE_END = re.compile(r"[,;:]\s|\s[–—]\s|[、，；：،؛]")
_WORD_END = re.compile(
    r"(?<=\S)(?=\s)"
    # in Japanese, a word or its particle ends where kana end
    r"|(?<=[\u3041-\u309f])(?=[\u30a1-\u30fa\u4e00-\u9fffA-Za-z0-9「『（])"
    r"|(?<=[、，。])(?=.)"
)
_DANGLING = ",;:、，；：،؛–—-(（「『“‘„«[" + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SHORTEST = 40
"""Characters; a shorter piece of a sentence seldom makes sense. A Japanese or Chinese one counts as two."""


def clause_cuts(sentence: str) -> Iterator[str]:
    """The sentence cut at each end of a clause, with an ellipsis, the longest first. No quotation is cut in two."""
    return _cuts(sentence, _CLAUSE_END, _SHORTEST)


def word_cuts(text: str, *, shortest: int = _SHORTEST) -> Iterator[str]:
    """The text cut after each word, with an ellipsis, the longest first. No quotation is cut in two."""
    return _cuts(text, _WORD_END, shortest)


def _cuts(text: str, end_of_part: re.Pattern[str], shortest: int) -> Iterator[str]:
    for match in reversed(list(end_of_part.finditer(text))):
        start = text[: match.start()].rstrip(_DANGLING)
        if len(start) + len(_WIDE.findall(start)) >= shortest and is_balanced(start):
            yield start + ELLIPSIS
