"""Finds where a sentence goes on with nothing but its reason, or with what happened before. Pure.

"The ferry stops on Friday, | because the county says that it would not pay": who claims something there, what could be,
and a plain "not" turn nothing round that stands before it, so that a cut may leave it out. What is feigned or undone
there may: "was declared safe after an inspection that was faked".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.writing.language.cues import has, must_stay, opens_with_phrase, words_after_verb
from bot.writing.language.detection import function_words
from bot.writing.language.figures import is_numeral
from bot.writing.language.phrases import begins_with_phrase
from bot.writing.language.text import Text

_ENOUGH_AFTER_VERB = 3
"""Words behind the verb of a main clause, at least, after which it needs nothing more."""
_LONGEST = 3
"""Words of what is looked up, and of a measure of time with its "after": "ten months after"."""
_AT_END = 5
"""Words at the end of the reason among which whoever is named may have said the whole: "… after the fire according to
the police"."""

_OF_COURTS = frozenset({"accusing", "detaining", "charge", "offence", "convicting", "prosecuting"})
"""Kinds of words of a sentence that tells what somebody is accused of, or was found guilty of."""
_NOT_IN_VERB = frozenset({"cs", "sk", "lt", "lv"})
"""Languages that write "not" together with the verb."""


def grounds_of(sentence: Text, pauses: Mapping[int, int], places: Mapping[int, int]) -> frozenset[int]:
    """The ends of those beginnings of the sentence behind which it only tells its reason, or what happened before.

    `pauses` and `places` are the indexes at which it goes on, each with the index at which what stands before it ends.
    What follows may hold an insertion or a relative clause, but nothing that feigns, undoes or makes conditional, and
    nothing behind a further pause or at its end that says whose claim the whole is. Where it does hold a further pause,
    the main clause has its verb and all that goes with it before the reason: "The mayor, because he was ill, resigned"
    is not cut. What denies something is not cut either ("They did not leave because of the rent"), nor what somebody is
    accused of, for the reason may be their answer.
    """
    goes_on = {**places, **pauses}
    return frozenset(end for index, end in goes_on.items() if end and _may_go(sentence, index, end, pauses))


def _may_go(sentence: Text, index: int, end: int, pauses: Mapping[int, int]) -> bool:
    """Whether the sentence may end there: see `grounds_of`. It goes on at `index`, perhaps behind a pause."""
    starts = [start for start, pause in pauses.items() if pause > end]
    ends = [*(pauses[start] for start in starts), len(sentence.written)]
    parts = [
        Text(sentence.written[first:last], sentence.language)
        for first, last in zip([index, *starts], ends, strict=True)
    ]
    if not _begins_grounds(parts[0], is_behind_pause=index in pauses):
        return False
    kept = Text(sentence.written[:end], sentence.language)
    if _says_not(kept) or not kept.kinds.isdisjoint(_OF_COURTS) or not all(map(_turns_nothing_round, parts)):
        return False
    earlier = sum(pause < end for pause in pauses.values()) - opens_with_phrase(sentence)
    return not starts or (earlier <= 0 and words_after_verb(kept) >= _ENOUGH_AFTER_VERB)


def _says_not(text: Text) -> bool:
    """Whether it has a "not", of which the reason may be a part: "They did not leave because of the rent"."""
    if text.language in _NOT_IN_VERB or not has("negation", text):
        return has("negation", text)
    return any(_is_not(word, text.language) for word in text.distinct_words)


@lru_cache(maxsize=4096)
def _is_not(word: str, language: str) -> bool:
    """Whether a folded word is "not" or "no", and not one that turns things round, as "annulled" does."""
    return word.endswith("n'") or (word in function_words(language) and has("negation", Text(word, language)))


def _begins_grounds(part: Text, *, is_behind_pause: bool) -> bool:
    """Whether it begins with "because" or "after", or behind a pause with "ten months after" or with a participle."""
    words = [word for _, _, word in part.words[: 2 * _LONGEST]]
    if not words or _is_word_of_grounds(words, part.language):
        return bool(words)
    is_measure = words[0][0].isdecimal() or is_numeral(words[0], part.language)
    is_measured = is_measure and _is_word_of_grounds(words[_LONGEST - 1 :], part.language)
    return is_behind_pause and (is_measured or _begins_with_participle(part))


def _is_word_of_grounds(words: Sequence[str], language: str) -> bool:
    return begins_with_phrase("grounds", " ".join([*words[:_LONGEST], ""]), language)


def _begins_with_participle(part: Text) -> bool:
    """Whether it begins with one as in "…, blaming a shortage of engines": only what follows is somebody's claim."""
    endings = part.cues.boundary_endings if part.cues is not None else ()
    return bool(part.words) and part.words[0][2].endswith(endings)


def _turns_nothing_round(part: Text) -> bool:
    """Whether what the part says leaves the rest of its sentence as true as it is."""
    if _begins_with_participle(part):
        return not must_stay(Text(part.written[part.words[0][1] :], part.language))
    language = part.language
    words = [
        part.written[start:end]
        for start, end, word in part.words
        if not _is_modal(word, language) and not _is_not(word, language)
    ]
    kinds = Text(" ".join(words), language).kinds
    if "negation" in kinds or "condition" in kinds:
        return False
    if not _begins_grounds(part, is_behind_pause=True):
        return "attribution" not in kinds
    return not has("attribution", Text(" ".join(words[-_AT_END:]), language))


def _is_modal(word: str, language: str) -> bool:
    return begins_with_phrase("modals", f"{word} ", language)
