"""Shortens a sentence or a title to a part of it that is still true, with an ellipsis. Pure.

A part is only used where what is left out can not turn it round: no "prosecutors said", no "none of", no "if" (see
`cues.must_stay`). In a language whose words are not known, or whose verb stands at the end of the sentence, nothing is
shortened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.writing.language.cues import boundaries, limits, must_stay, negates, opens_with_phrase
from bot.writing.language.quotes import is_balanced
from bot.writing.language.words import cues_of

ELLIPSIS = "…"

_PAUSE = re.compile(r"[,;]\s|\s[–—]\s|[、，；،؛]")
"""What stands between two clauses, or on both sides of an insertion."""
_DANGLING = ",;:、，；：،؛–—-(（「『“‘„«[" + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SHORTEST = 40
"""Characters; a shorter piece of a sentence seldom makes sense. A Japanese or Chinese one counts as two."""
_SMALLEST_SHARE = 0.45
"""Of the whole: what keeps less seldom tells what the sentence was about."""
_LAST_WORD = re.compile(r"(\S+)\s*\Z")
_NEXT_WORDS = re.compile(r"\s*\S+\s+(\S)")


def true_cuts(text: str, language: str) -> Iterator[str]:
    """The text ended at a pause, or before a phrase of place, time or manner, with an ellipsis; the longest first.

    What is left of it is nearly half or more, and has all words of the whole that say whose claim it is, that deny it
    or that make it conditional. No quotation, number or name is cut in two.
    """
    cues = cues_of(language)
    if cues is None or cues.verb_last:
        return
    pauses = [match.start() for match in _PAUSE.finditer(text)]
    if opens_with_phrase(text, language):
        pauses = pauses[1:]
    before_phrases = set(boundaries(text, language))
    longer = text
    for end in sorted({*pauses, *before_phrases}, reverse=True):
        kept, dropped = text[:end].rstrip(_DANGLING), text[end:]
        if must_stay(dropped, language):
            return  # and so would whatever drops more
        if (
            kept != longer
            and _is_long_enough(kept, text)
            and is_balanced(kept)
            and not _is_within_insertion(end, pauses)
            and (end not in before_phrases or _may_end_before_phrase(kept, dropped, pauses, language))
        ):
            longer = kept
            yield kept + ELLIPSIS


def _is_long_enough(kept: str, whole: str) -> bool:
    length = len(kept) + len(_WIDE.findall(kept))
    return length >= _SHORTEST and len(kept) >= _SMALLEST_SHARE * len(whole)


def _is_within_insertion(end: int, pauses: Sequence[int]) -> bool:
    """Whether the cut may fall into an insertion, or at its end: "Hale, who was convicted in 1998, | was cleared"."""
    return any(pause < end for pause in pauses) and any(pause >= end for pause in pauses)


def _may_end_before_phrase(kept: str, dropped: str, pauses: Sequence[int], language: str) -> bool:
    """Whether the phrase adds to a statement, and does not narrow it: "No one was hurt in the second blast" needs it.

    Neither is a name ("Bank for International Settlements") nor a proportion ("3 in 4") taken apart, nor a short clause
    that has just begun ("…, which begin in May").
    """
    clause_begins = max((pause for pause in pauses if pause < len(kept)), default=0)
    if negates(kept, language) or limits(kept, language) or len(kept) - clause_begins < _SHORTEST:
        return False
    last, following = _LAST_WORD.search(kept), _NEXT_WORDS.match(dropped)
    if last is None or following is None:
        return False
    is_name = last[1][:1].isupper() and following[1].isupper()
    is_proportion = last[1][-1:].isdigit() and following[1].isdigit()
    return not is_name and not is_proportion
