"""Shortens a sentence or a title to a part of it that is still true, with an ellipsis. Pure.

A part is only used where what is left out can not turn it round: no "prosecutors said", no "none of", no "if" (see
`cues.must_stay`). It ends before a word of a list, for a comma alone may part a clause from its verb. In a language
whose words are not known, or whose verb stands at the end of the sentence, nothing is shortened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.writing.language.cues import (
    boundaries,
    continues,
    enumerates,
    limits,
    must_stay,
    negates,
    opens_with_phrase,
)
from bot.writing.language.quotes import is_balanced
from bot.writing.language.sentences import ends_question
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
_LONGEST_OPENING = 40
"""Characters of an opening phrase that has surely no insertion of its own."""
_LONGEST_RESTRICTION = 5
"""Words."""
_SHARE = re.compile(
    r"\d\s?[%٪]|\b(?:per ?cent|pro[csz]ent|pour cent|por cien|por cento|persen|процент|відсот|procent)", re.IGNORECASE
)
"""A share of something, which a place or a time may limit: "40 percent of the votes in the district of Selby"."""
_SEMICOLONS = ";；؛"
_OPENS_SINGLE = re.compile(r"(?<!\w)'(?=\w)")
_CLOSES_SINGLE = re.compile(r"(?<=[\w.,!?…])'(?!\w)")
"""Straight single quotation marks, which `is_balanced` takes for apostrophes."""
_LAST_WORD = re.compile(r"(?<!\S)(\S++)\s*+\Z")
_NEXT_WORDS = re.compile(r"\s*\S+\s+(\S)")


def true_cuts(text: str, language: str) -> Iterator[str]:
    """The text ended at a pause, or before a phrase of place, time or manner, with an ellipsis; the longest first.

    What is left of it is nearly half or more, and has all words of the whole that say whose claim it is, that deny it
    or that make it conditional. No quotation, number or name is cut in two, no question is cut to a statement, and no
    enumeration to its first parts.
    """
    cues = cues_of(language)
    if cues is None or cues.verb_last or ends_question(text):
        return
    pauses = {match.end(): match.start() for match in _PAUSE.finditer(text)}
    if cues.spaces and _ends_in_restriction(text, max(pauses, default=0)):
        return
    places = {index: pauses.get(index, index) for index in boundaries(text, language)}
    places |= {end: start for end, start in pauses.items() if text[start] in _SEMICOLONS or start in places}
    longer = text
    for index, end in sorted(places.items(), reverse=True):
        kept, dropped = text[:end].rstrip(_DANGLING), text[end:]
        if must_stay(dropped, language):
            return  # and so would whatever drops more
        if (
            kept != longer
            and _is_long_enough(kept, text)
            and is_balanced(kept)
            and len(_OPENS_SINGLE.findall(kept)) <= len(_CLOSES_SINGLE.findall(kept))
            and _is_between_clauses(text, end, list(pauses.values()), places, language)
            and (
                _may_end_at_pause(kept, text[index:], language)
                if end in pauses.values()
                else _may_end_before_phrase(kept, dropped, list(pauses.values()), language)
            )
        ):
            longer = kept
            yield kept + ELLIPSIS


def _ends_in_restriction(text: str, last_pause: int) -> bool:
    """Whether a few words that are no name are set off at the end: "…, in the women's under-15 competition".

    Whoever sets off so little limits by it what stands before.
    """
    tail = text[last_pause:]
    return last_pause > 0 and tail[:1].islower() and len(tail.split()) <= _LONGEST_RESTRICTION


def _is_long_enough(kept: str, whole: str) -> bool:
    length = len(kept) + len(_WIDE.findall(kept))
    return length >= _SHORTEST and len(kept) >= _SMALLEST_SHARE * len(whole)


def _is_between_clauses(text: str, end: int, pauses: Sequence[int], places: Mapping[int, int], language: str) -> bool:
    """Whether no insertion is cut, or cut off with what follows it: "Hale, who was convicted in 1998, | was cleared".

    The pause after a short opening phrase ("On Friday, …") belongs to no insertion.
    """
    if opens_with_phrase(text, language):
        if not pauses or (pauses[0] > _LONGEST_OPENING and len(pauses) > 1 and end > pauses[0]) or end == pauses[0]:
            return not pauses
        pauses = pauses[1:]
    earlier = [pause for pause in pauses if pause < end]
    later = [pause for pause in pauses if pause > end]
    if end not in pauses:
        return not earlier or not later
    return not earlier and all(pause in places.values() for pause in later[:1])


def _may_end_at_pause(kept: str, following: str, language: str) -> bool:
    """Whether what follows the pause is no further part of an enumeration, and does not say which ones are meant."""
    return not enumerates(following, language, behind_colon=":" in kept) and not limits(kept, language)


def _may_end_before_phrase(kept: str, dropped: str, pauses: Sequence[int], language: str) -> bool:
    """Whether the phrase adds to a statement, and does not narrow it: "No one was hurt in the second blast" needs it.

    Neither is a name ("Bank for International Settlements") nor a proportion ("3 in 4") taken apart, nor a short clause
    that has just begun ("…, which begin in May").
    """
    clause_begins = max((pause for pause in pauses if pause < len(kept)), default=0)
    if negates(kept, language) or limits(kept, language) or len(kept) - clause_begins < _SHORTEST:
        return False
    if continues(dropped, language) or _SHARE.search(kept):
        return False
    last, following = _LAST_WORD.search(kept), _NEXT_WORDS.match(dropped)
    if last is None or following is None:
        return False
    is_name = last[1][:1].isupper() and following[1].isupper()
    is_proportion = last[1][-1:].isdigit() and following[1].isdigit()
    return not is_name and not is_proportion
