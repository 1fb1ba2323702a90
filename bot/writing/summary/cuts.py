"""Shortens a sentence or a title to a part of it that is still true, with an ellipsis. Pure.

A part is only used where what is left out can not turn it round: no "prosecutors said", no "none of", no "if" (see
`cues.must_stay`), and where it tells no danger, nor what to do about it. It ends before a word of a list, for a comma
alone may part a clause from its verb. In a language whose words are not known, or whose verb stands at the end of the
sentence, nothing is shortened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from bot.writing.language.cues import (
    begins_clause_or_adjunct,
    begins_with,
    boundaries,
    clause_is_whole,
    enumerates,
    has,
    may_be_left_out,
    must_stay,
    opens_with_phrase,
    words_after_verb,
)
from bot.writing.language.quotes import is_balanced
from bot.writing.language.scripts import may_be_east_asian
from bot.writing.language.sentences import ends_question
from bot.writing.language.text import Text
from bot.writing.language.warnings import advises, tells_hazard, withdraws
from bot.writing.summary.grounds import grounds_of

ELLIPSIS = "…"

_PAUSE = re.compile(r"[,;]\s|\s[–—]\s|[、，；،؛]")
"""What stands between two clauses, or on both sides of an insertion."""
_DANGLING = ",;:、，；：،؛–—-(（「『“‘„«[" + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_SHORTEST = 40
"""Characters; a shorter piece of a sentence seldom makes sense. A Japanese or Chinese one counts as two."""
_SMALLEST_SHARE = 0.45
"""Of the whole: what keeps less seldom tells what the sentence was about."""
_SMALLEST_CLAUSE, _LARGE = 0.33, 70
"""The same of what is surely a whole clause of so many characters."""
_ENOUGH_AFTER_VERB = 3
"""Words of a main clause, at least, after which it needs nothing more."""
_LONGEST_OPENING = 40
"""Characters of an opening phrase that has surely no insertion of its own."""
_LONGEST_RESTRICTION = 5
"""Words."""
_SHARE = re.compile(
    r"\d\s?[%٪]|\b(?:per ?cent|pro[csz]ent|pour cent|por cien|por cento|persen|процент|відсот|procent)", re.IGNORECASE
)
"""A share of something, which a place or a time may limit: "40 percent of the votes in the district of Selby"."""
_NAME = re.compile(
    r"(?=[^\W\d_])[A-ZÀ-ÞĀ-ŽΑ-ΩΆ-ΏА-ЯЁЄІЇҐ][\w.’'-]*+"
    r"(?: (?:(?:de|del|della|di|da|do|dos|la|von|van|der|den|of|bin|al) )*+[A-ZÀ-ÞĀ-ŽΑ-ΩΆ-ΏА-ЯЁЄІЇҐ][\w.’'-]*+){1,4}"
)
"""A name of two words and more."""
_SEMICOLONS = ";；؛"
_OPENS_SINGLE = re.compile(r"(?<!\w)'(?=\w)")
_CLOSES_SINGLE = re.compile(r"(?<=[\w.,!?…])'(?!\w)")
"""Straight single quotation marks, which `is_balanced` takes for apostrophes."""
_LAST_WORD = re.compile(r"(?<!\S)(\S++)\s*+\Z")
_NEXT_WORDS = re.compile(r"\s*\S+\s+(\S)")


@cache
def _wide() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def true_cuts(text: str, language: str) -> Iterator[str]:
    """The text ended at a pause, or before a phrase of place, time or manner, with an ellipsis; the longest first.

    What is left of it is nearly half or more, and has all words of the whole that say whose claim it is, that deny it
    or that make it conditional, and those that tell a danger or what people have to do. No quotation, number or name is
    cut in two, no question is cut to a statement, no enumeration to its first parts, and no recall at all, of which any
    part may tell the danger.
    """
    whole = Text(text, language)
    if whole.cues is None or whole.cues.verb_last or ends_question(text) or withdraws(whole):
        return
    pauses = _without_names(text, {match.end(): match.start() for match in _PAUSE.finditer(text)})
    if whole.cues.spaces and _ends_in_restriction(whole, max(pauses, default=0)):
        return
    places = {index: pauses.get(index, index) for index in boundaries(whole)}
    places |= {end: start for end, start in pauses.items() if text[start] in _SEMICOLONS or start in places}
    rests = _rests(whole, pauses, places)
    grounds = grounds_of(whole, pauses, places)
    places |= {end: start for end, start in pauses.items() if start in rests or start in grounds}
    longer = text
    for index, end in sorted(places.items(), reverse=True):
        kept, dropped = text[:end].rstrip(_DANGLING), Text(text[end:], language)
        if tells_hazard(dropped) or advises(dropped):
            return  # and so would whatever drops more
        if (
            kept != longer
            and (end in grounds or not must_stay(dropped))
            and _is_long_enough(kept, text, is_clause=end in rests or end in grounds)
            and _has_whole_quotations(kept)
            and (end in rests or end in grounds or _is_between_clauses(whole, end, list(pauses.values()), places))
            and (
                end in grounds or _may_end_at_pause(Text(kept, language), Text(text[index:], language))
                if end in pauses.values()
                else _may_end_before_phrase(Text(kept, language), dropped, list(pauses.values()))
            )
        ):
            longer = kept
            yield kept + ELLIPSIS


def _has_whole_quotations(kept: str) -> bool:
    return is_balanced(kept) and len(_OPENS_SINGLE.findall(kept)) <= len(_CLOSES_SINGLE.findall(kept))


def _without_names(text: str, pauses: Mapping[int, int]) -> Mapping[int, int]:
    """The pauses but for those on both sides of a name: "the mayor, Ann Hale, has closed the bridge"."""
    beside_names = {
        pause
        for first, second in pairwise(pauses.items())
        if _NAME.fullmatch(text[first[0] : second[1]].strip())
        for pause in (first[0], second[0])
    }
    return {end: start for end, start in pauses.items() if end not in beside_names}


def _ends_in_restriction(text: Text, last_pause: int) -> bool:
    """Whether a few words that are no name are set off at the end: "…, in the women's under-15 competition".

    Whoever sets off so little limits by it what stands before; but for "…, and offers refunds" behind a main clause.
    """
    tail = text.written[last_pause:]
    if not last_pause or not tail[:1].islower() or len(tail.split()) > _LONGEST_RESTRICTION:
        return False
    goes_on = begins_with("coordinating", Text(tail, text.language))
    return not goes_on or not words_after_verb(Text(text.written[:last_pause], text.language))


def _is_long_enough(kept: str, whole: str, *, is_clause: bool) -> bool:
    wide = _wide().findall(kept) if may_be_east_asian(kept) else ()
    length = len(kept) + len(wide)
    smallest = _SMALLEST_CLAUSE if is_clause and length >= _LARGE else _SMALLEST_SHARE
    return length >= _SHORTEST and len(kept) >= smallest * len(whole)


def _rests(text: Text, pauses: Mapping[int, int], places: Mapping[int, int]) -> frozenset[int]:
    """The pauses behind which nothing belongs to the main clause: it has its verb and what goes with that, and each
    part behind it up to the pause is whole.

    "The council has closed the bridge to all lorries, | a work of 1936, | which has cost two million" has two of them.
    """
    starts, ends = [0, *pauses], [*pauses.values(), len(text.written)]
    parts = [Text(text.written[start:end], text.language) for start, end in zip(starts, ends, strict=True)]
    if opens_with_phrase(text):
        starts, parts = starts[1:], parts[1:]
    if not parts or not _is_main_clause(parts):
        return frozenset()
    rests: set[int] = set()
    for index in range(len(parts) - 1, 0, -1):
        follows = starts[index] in places or begins_with("coordinating", parts[index])
        if _may_go(parts[1:index], parts[index], follows=follows):
            rests.add(pauses[starts[index]])
        if not follows:
            break
    return frozenset(rests)


def _may_go(between: Sequence[Text], part: Text, *, follows: bool) -> bool:
    """Whether a part of the sentence can be left out with all behind it: straight behind the main clause, or behind
    whole parts that stand between. `follows`: it begins with a word before which a sentence can end.
    """
    if not between:
        return follows or may_be_left_out(part)
    if not follows or not all(map(clause_is_whole, between)):
        return False
    if begins_with("coordinating", part):
        return clause_is_whole(part)
    return begins_clause_or_adjunct(part)


def _is_main_clause(parts: Sequence[Text]) -> bool:
    """Whether the first of the parts is a clause that has all that goes with its verb.

    "The mayor said on Friday in Selby, in short words, that …" begins with none.
    """
    if words_after_verb(parts[0]) < _ENOUGH_AFTER_VERB:
        return False
    is_said_behind = any(begins_with("complementizer", part) for part in parts[1:])
    return not is_said_behind or not has("attribution", parts[0])


def _is_between_clauses(text: Text, end: int, pauses: Sequence[int], places: Mapping[int, int]) -> bool:
    """Whether no insertion is cut, or cut off with what follows it: "Hale, who was convicted in 1998, | was cleared".

    The pause after a short opening phrase ("On Friday, …") belongs to no insertion.
    """
    if opens_with_phrase(text):
        if not pauses or (pauses[0] > _LONGEST_OPENING and len(pauses) > 1 and end > pauses[0]) or end == pauses[0]:
            return not pauses
        pauses = pauses[1:]
    earlier = [pause for pause in pauses if pause < end]
    later = [pause for pause in pauses if pause > end]
    if end not in pauses:
        return not earlier or not later
    return not earlier and all(pause in places.values() for pause in later[:1])


def _may_end_at_pause(kept: Text, following: Text) -> bool:
    """Whether what follows the pause is no further part of an enumeration, and does not say which ones are meant."""
    return not enumerates(following, behind_colon=":" in kept.written) and not has("limiting", kept)


def _may_end_before_phrase(kept: Text, dropped: Text, pauses: Sequence[int]) -> bool:
    """Whether the phrase adds to a statement, and does not narrow it: "No one was hurt in the second blast" needs it.

    Neither is a name ("Bank for International Settlements") nor a proportion ("3 in 4") taken apart, nor a short clause
    that has just begun ("…, which begin in May").
    """
    length = len(kept.written)
    clause_begins = max((pause for pause in pauses if pause < length), default=0)
    if length - clause_begins < _SHORTEST or has("negation", kept) or has("limiting", kept):
        return False
    if has("continuing", dropped) or _SHARE.search(kept.written):
        return False
    last, following = _LAST_WORD.search(kept.written), _NEXT_WORDS.match(dropped.written)
    if last is None or following is None:
        return False
    is_name = last[1][:1].isupper() and following[1].isupper()
    is_proportion = last[1][-1:].isdigit() and following[1].isdigit()
    return not is_name and not is_proportion
