"""What the words of a sentence tell: that it depends on another, comments, reports, denies or limits. Pure.

The words are those of `bot.writing.language.words`. `language` is a primary subtag ("de"). For a language without a
file nothing is known: no function says that a sentence leans on another or comments, but `must_stay` holds all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.writing.language.words import LanguageCues, cues_of, fold, words_of

_OPENING_MARKS = ' \u3000“„«「『"‘（([【'
_LONGEST_BOUNDARY = 3
"""Words."""
_Word = tuple[int, int, str]
"""Where a word begins, where it ends, and its folded form."""
_NAME = "^"
"""In a boundary, any word that is a number or begins with a capital."""
_LONGEST_PART = 4
"""Words of a part of an enumeration before its "and"."""
_LONGEST_TAIL = 4
"""Words after a quotation that name no speaker: "she told the court"."""
_AFTER_QUOTATION = re.compile(r"[”“»«」』\"’][,.،、]?\s*+(?:[–—-]\s*+)?([^”“»«」』\"]{1,80})\Z")
_BEGINS_WITH_QUOTATION = re.compile(r"\W{0,3}?[“„«»「『\"‘]")
_PRONOUN_SAID = re.compile(
    r"[”“»\"’][,.]?\s*+(?:[–—-]\s*+)?(?:(?:he|she|they|it)\s++\w++|\w++\s++(?:he|she|they|er|sie|он|она|они|él|ella|il|elle)"
    r"|a-t-(?:il|elle) \w+|(?:он|она|они)\s++\w++)\W*+\Z",
    re.IGNORECASE,
)


def leans_on_another(sentence: str, language: str) -> bool:
    """Whether the sentence refers to what was said before: by its first words ("This", "He", "However"), or by a word
    that stands between its first two commas ("At 30 m, however, …").
    """
    cues = cues_of(language)
    if cues is None:
        return False
    if not cues.spaces:
        return sentence.lstrip(_OPENING_MARKS).startswith(cues.leaning.parts)
    openings = [fold(sentence).lower()]
    if cues.proclitic is not None:
        openings += [
            f" {match[1]}{openings[0][match.end() :]}" for match in [cues.proclitic.match(openings[0])] if match
        ]
    pieces = openings[0].split(" , ", 2)
    if len(pieces) > 2 and cues.leaning.has(pieces[1].strip()):
        return True
    return any(map(cues.leaning.begins, openings)) and not any(_is_expletive(text.split(), cues) for text in openings)


def _is_expletive(words: Sequence[str], cues: LanguageCues) -> bool:
    return any(
        len(opening) <= len(words)
        and all(word in {"_", written} for word, written in zip(opening, words, strict=False))
        for opening in cues.expletive
    )


def speaker_is_missing(sentence: str, language: str = "") -> bool:
    """Whether the sentence is a quotation whose speaker is named only by a pronoun, or not at all: "…," she said."""
    if _PRONOUN_SAID.search(sentence):
        return True
    cues = cues_of(language)
    tail = _AFTER_QUOTATION.search(sentence) if cues else None
    if cues is None or tail is None:
        return False
    folded = cues.fold(tail[1])
    if len(folded.split()) > _LONGEST_TAIL or folded != folded.lower() or not cues.attribution.occurs_in(folded):
        return False
    return cues.pronoun.occurs_in(folded) or _BEGINS_WITH_QUOTATION.match(sentence) is not None


def comments(sentence: str, language: str) -> bool:
    """Whether words of the sentence mark it as an opinion or an estimate."""
    cues = cues_of(language)
    return cues is not None and cues.comment.occurs_in(cues.fold(sentence))


def attributes(text: str, language: str) -> bool:
    """Whether the text says whose words or claims it reports: "said", "according to", "allegedly"."""
    cues = cues_of(language)
    return cues is not None and cues.attribution.occurs_in(cues.fold(text))


def negates(text: str, language: str) -> bool:
    """Whether the text says no: "not", "none of", "without", "failed to"."""
    cues = cues_of(language)
    return cues is not None and cues.negation.occurs_in(cues.fold(text))


def conditions(text: str, language: str) -> bool:
    """Whether the text makes a statement conditional, limited or alternative: "if", "until", "or", "could"."""
    cues = cues_of(language)
    return cues is not None and cues.condition.occurs_in(cues.fold(text))


def limits(text: str, language: str) -> bool:
    """Whether the text has a word whose truth depends on a restriction that follows: "all", "first", "largest"."""
    cues = cues_of(language)
    return cues is not None and cues.limiting.occurs_in(cues.fold(text))


def must_stay(text: str, language: str) -> bool:
    """Whether the rest of a sentence that a cut would drop holds what makes the sentence true.

    That is an attribution, a negation or a condition. Always true for a language of which nothing is known, and for
    one whose verb stands last.
    """
    cues = cues_of(language)
    return cues is None or cues.verb_last or cues.must_stay.occurs_in(cues.fold(text))


def boundaries(sentence: str, language: str) -> Iterator[int]:
    """The indexes in the sentence before which it can often be ended: those of the first letters of boundary words.

    What stands before an index ends with white space, and may end with a comma. It has not been checked that it holds
    a finite verb or a whole quotation. None for a language whose verb stands last, or of which nothing is known.
    """
    cues = cues_of(language)
    if cues is None or cues.verb_last:
        return
    if cues.boundary_piece is not None:
        yield from (match.start() for match in cues.boundary_piece.finditer(sentence) if match.start() > 0)
        return
    words = list(words_of(sentence))
    for index in range(_words_of_opening(sentence, words, cues), len(words)):
        if _is_boundary(sentence, words, index, cues):
            yield words[index][0]


def enumerates(following: str, language: str, *, behind_colon: bool = False) -> bool:
    """Whether a text that follows a comma is a further part of an enumeration: "photos and addresses of …".

    That is, a word for "and" or "or" is among its first words; as the first one it counts only behind a colon.
    """
    cues = cues_of(language)
    words = islice(words_of(following), _LONGEST_PART + 1)
    return cues is not None and any(word in cues.coordinating for start, _, word in words if start or behind_colon)


def continues(phrase: str, language: str) -> bool:
    """Whether the text from a phrase on seems to go on with the clause that began before it.

    "… says the number of groups | in the U.S. declined". False for a language of which no such words are listed.
    """
    cues = cues_of(language)
    return cues is not None and cues.continuing.occurs_in(cues.fold(phrase))


def opens_with_phrase(sentence: str, language: str) -> bool:
    """Whether the sentence begins with a phrase of place, time or manner, which a comma may end: "On Friday, …"."""
    cues = cues_of(language)
    opening = tuple(word for _, _, word in islice(words_of(sentence), _LONGEST_BOUNDARY))
    return cues is not None and bool(opening) and _opens_an_adjunct(opening, cues)


def _words_of_opening(sentence: str, words: Sequence[_Word], cues: LanguageCues) -> int:
    """How many words stand before the main clause: those up to and after the first comma of "After the fire, …"."""
    if not words or not _opens_an_adjunct(tuple(word for _, _, word in words[:_LONGEST_BOUNDARY]), cues):
        return 1
    comma = next((index for index in map(sentence.find, ",،") if index >= 0), len(sentence))
    return next((index for index, (start, _, _) in enumerate(words) if start > comma), len(words)) + 1


def _opens_an_adjunct(opening: tuple[str, ...], cues: LanguageCues) -> bool:
    may_be_article = cues.unfinished.occurs_in(f" {opening[0]} ")
    return any(
        opening[: len(entry)] == entry
        or entry == (opening[0], _NAME)
        or (entry[0] == "," and not may_be_article and opening[: len(entry) - 1] == entry[1:])
        for entry in cues.boundary.get(opening[0], ())
    )


def _is_boundary(sentence: str, words: Sequence[_Word], index: int, cues: LanguageCues) -> bool:
    start, end, word = words[index]
    before = sentence[words[index - 1][1] : start]
    is_participle = "," in before and word.endswith(cues.boundary_endings)
    if not (word in cues.boundary or is_participle) or sentence[start].isupper() or sentence[end : end + 1] == "-":
        return False
    if not before[-1:].isspace() or cues.unfinished.occurs_in(f" {words[index - 1][2]} "):
        return False
    if is_participle:
        return True
    following = tuple(word for _, _, word in words[index : index + _LONGEST_BOUNDARY])
    next_start = words[index + 1][0] if index + 1 < len(words) else start
    if (word, _NAME) in cues.boundary[word] and not sentence[next_start].islower():
        return True
    if "," in before or "،" in before:
        following = (",", *following)
        return any(following[: len(entry)] == entry for entry in _with_comma(cues.boundary[word]))
    return any(following[: len(entry)] == entry for entry in cues.boundary[word])


def _with_comma(entries: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    return (entry if entry[0] == "," else (",", *entry) for entry in entries)
