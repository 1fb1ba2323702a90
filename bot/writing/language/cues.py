"""What the words of a sentence tell: that it comments, reports, denies or limits, and where it can be ended. Pure.

The words are those of `bot.writing.language.words`. For a language without a file nothing is known: no function says
that a sentence comments, but `must_stay` holds all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from bot.writing.language.text import Text
from bot.writing.language.words import Disputing, LanguageCues, Sought, Warned
from bot.writing.language.words.lists import Word, WordList, taken_apart

_TRUTH_NEEDS = ("attribution", "negation", "condition")
"""Kinds of words without which the rest of a sentence may not be true."""
_LONGEST_BOUNDARY = 3
"""Words."""
_NAME = "^"
"""In a boundary, any word that is a number or begins with a capital."""
_LONGEST_PART = 4
"""Words of a part of an enumeration before its "and"."""
_LONGEST_TAIL = 4
"""Words after a quotation that name no speaker: "she told the court"."""
_AFTER_QUOTATION = re.compile(r"[”“»«」』\"’][,.،、]?\s*+(?:[–—-]\s*+)?([^”“»«」』\"]{1,80})\Z")
_LONGEST_CREDIT = 25
"""Words of a sentence that only says who has reported something."""
_MARKS_OF_CONTENT = frozenset(":：")
"""Behind which a sentence says what was reported."""
_AFTER_DASH = re.compile(r"\s[–—]\s((?:[^\W\d_]++\s?+){1,3})\.\Z")
"""What follows words that a dash parts from who has said them: "… – mówił." """
_BEGINS_WITH_QUOTATION = re.compile(r"\W{0,3}?[“„«»「『\"‘]")
_PRONOUN_SAID = re.compile(
    r"[”“»\"’][,.]?\s*+(?:[–—-]\s*+)?(?:(?:he|she|they|it)\s++\w++|\w++\s++(?:he|she|they|er|sie|он|она|они|él|ella|il|elle)"
    r"|a-t-(?:il|elle) \w+|(?:он|она|они)\s++\w++)\W*+\Z",
    re.IGNORECASE,
)


def speaker_is_missing(sentence: Text) -> bool:
    """Whether the sentence is a quotation whose speaker is named only by a pronoun, or not at all: "…," she said."""
    if _PRONOUN_SAID.search(sentence.written):
        return True
    cues = sentence.cues
    if cues is not None and (said := _AFTER_DASH.search(sentence.written)):
        folded = cues.fold(said[1])
        if folded.text == folded.lowered and cues.attribution.occurs_in(folded):
            return True
    tail = _AFTER_QUOTATION.search(sentence.written) if cues else None
    if cues is None or tail is None:
        return False
    folded = cues.fold(tail[1])
    if len(folded.text.split()) > _LONGEST_TAIL or folded.text != folded.lowered:
        return False
    if not cues.attribution.occurs_in(folded):
        return False
    return cues.pronoun.occurs_in(folded) or _BEGINS_WITH_QUOTATION.match(sentence.written) is not None


def only_credits(sentence: Text) -> bool:
    """Whether the sentence only says who has reported what stood before it: "It was first reported by the Echo"."""
    cues = sentence.cues
    count = cues.credit.beginning(sentence.head) if cues is not None else 0
    if cues is None or not count or not _MARKS_OF_CONTENT.isdisjoint(sentence.written):
        return False
    if len(sentence.words) > _LONGEST_CREDIT:
        return False
    rest = taken_apart(" ".join(["", *sentence.folded.text.split()[count:], ""]))
    return not cues.complementizer.occurs_in(rest) and len(rest.text.partition(" , ")[2].split()) <= _LONGEST_PART


def speaks_of_the_matter(sentence: Text) -> bool:
    """Whether its first clause is about the news itself: "According to ministers, the measure will cost …"."""
    cues = sentence.cues
    return cues is not None and cues.matter.occurs_in(taken_apart(sentence.head))


def begins_with_matter(sentence: Text) -> bool:
    """Whether its first words call the news itself "the measure" or "the ruling": the title tells what that is."""
    cues = sentence.cues
    return cues is not None and any(map(cues.matter.beginning, sentence.openings))


def has(kind: Sought | Disputing | Warned, text: Text) -> bool:
    """Whether a word of that kind stands in the text; `bot.writing.language.words` says what each kind tells."""
    return kind in text.kinds


def must_stay(text: Text) -> bool:
    """Whether the rest of a sentence that a cut would drop holds what makes the sentence true.

    That is an attribution, a negation or a condition. Always true for a language of which nothing is known, and for
    one whose verb stands last.
    """
    return text.cues is None or text.cues.verb_last or not text.kinds.isdisjoint(_TRUTH_NEEDS)


def boundaries(sentence: Text) -> Iterator[int]:
    """The indexes in the sentence before which it can often be ended: those of the first letters of boundary words.

    What stands before an index ends with white space, and may end with a comma. It has not been checked that it holds
    a finite verb or a whole quotation. None for a language whose verb stands last, or of which nothing is known.
    """
    cues = sentence.cues
    if cues is None or cues.verb_last:
        return
    if cues.boundary_piece is not None:
        yield from (match.start() for match in cues.boundary_piece.finditer(sentence.written) if match.start() > 0)
        return
    for index in range(_words_of_opening(sentence), len(sentence.words)):
        if _is_boundary(sentence.written, sentence.words, index, cues):
            yield sentence.words[index][0]


def enumerates(following: Text, *, behind_colon: bool = False) -> bool:
    """Whether a text that follows a comma is a further part of an enumeration: "photos and addresses of …".

    That is, a word for "and" or "or" is among its first words; as the first one it counts only behind a colon. What
    begins with a word for "who" or "when", or with a participle, is no part of an enumeration.
    """
    cues, words = following.cues, following.words[: _LONGEST_PART + 1]
    if cues is None or not words or cues.subordinating.has(words[0][2]) or words[0][2].endswith(cues.boundary_endings):
        return False
    return any(cues.coordinating.has(word) for start, _, word in words if start or behind_colon)


def may_be_left_out(text: Text) -> bool:
    """Whether what follows a comma is only a nearer description of what stands before it: "installed in 1936", "a work
    of Eiffel", "the oldest that there is".

    What has a clause in it ("a victory that …"), what begins with a noun ("title later revoked"), and a noun with a
    participle ("a judgment later quashed") may speak of the whole statement, and turn it round. A phrase with a
    preposition may narrow it ("up to ten percent"). A word for "and", but
    for one between numbers, may belong to an enumeration. Where no endings of participles are known, only a superlative
    is surely a description.
    """
    cues = text.cues
    words = [word for _, _, word in text.words]
    if cues is None or len(words) < 2 or _has_and(words, cues):
        return False
    has_article = cues.articles.has(words[0])
    if has_article and _holds(cues.limiting, words[1]):
        return True
    if not cues.participles.parts or cues.subordinating.has_any(words):
        return False
    is_participle = [_holds(cues.participles, word) for word in words]
    return is_participle[0] or (has_article and not any(is_participle))


def _has_and(words: Sequence[str], cues: LanguageCues) -> bool:
    return any(
        cues.coordinating.has(word) and not (before[-1:].isdigit() and after[:1].isdigit())
        for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False)
    )


def _holds(entries: WordList, words: str) -> bool:
    """Whether an entry stands among these folded words, or is a part of one of them."""
    return entries.occurs_in(taken_apart(f" {words} "))


def words_after_verb(text: Text) -> int:
    """How many words follow the first verb that surely is the verb of a main clause; 0: there is none, or no word."""
    cues, words = text.cues, text.words
    if cues is None:
        return 0
    for index, (start, _, word) in enumerate(words):
        if cues.subordinating.has(word):
            return 0
        following = words[index + 1][2] if index + 1 < len(words) else ""
        if text.written[start].islower() and _holds(cues.finite, f"{word} {following}"):
            return len(words) - index - 1
    return 0


def clause_is_whole(text: Text) -> bool:
    """Whether the text, as far as it goes, needs no verb, or has it: "long of two miles", "who has won the race"."""
    cues = text.cues
    words = [word for _, _, word in text.words]
    if cues is None or not words:
        return False
    if not cues.subordinating.has(words[0]) and not cues.coordinating.has(words[0]):
        return True
    return any(_holds(cues.finite, f"{word} {following}") for word, following in pairwise(words[1:]))


def begins_with(kind: Literal["coordinating", "complementizer"], text: Text) -> bool:
    """Whether the first word of the text is one of that kind."""
    if text.cues is None or not text.words:
        return False
    words: WordList = getattr(text.cues, kind)
    return words.has(text.words[0][2])


def begins_clause_or_adjunct(text: Text) -> bool:
    """Whether the text begins with "who", "among which", "and", "making" or "after", and not with a preposition that a
    verb before it may need: "banned the agency, the largest of its kind, | from working".
    """
    cues = text.cues
    words = [word for _, _, word in text.words[:_LONGEST_BOUNDARY]]
    if cues is None or not words:
        return False
    is_adjunct = any(entry[0] == words[0] for entry in cues.boundary.get(words[0], ()))
    is_clause = cues.subordinating.has_any(words) or cues.coordinating.has(words[0])
    return is_adjunct or is_clause or words[0].endswith(cues.boundary_endings)


def opens_with_phrase(sentence: Text) -> bool:
    """Whether the sentence begins with a phrase of place, time or manner, which a comma may end: "On Friday, …"."""
    opening = tuple(word for _, _, word in sentence.words[:_LONGEST_BOUNDARY])
    return sentence.cues is not None and bool(opening) and _opens_an_adjunct(opening, sentence.cues)


def _words_of_opening(sentence: Text) -> int:
    """How many words stand before the main clause: those up to and after the first comma of "After the fire, …"."""
    if not opens_with_phrase(sentence):
        return 1
    comma = next((index for index in map(sentence.written.find, ",،") if index >= 0), len(sentence.written))
    words = sentence.words
    return next((index for index, (start, _, _) in enumerate(words) if start > comma), len(words)) + 1


def _opens_an_adjunct(opening: tuple[str, ...], cues: LanguageCues) -> bool:
    return any(
        opening[: len(entry)] == entry
        or entry == (opening[0], _NAME)
        or (
            entry[0] == ","
            and opening[: len(entry) - 1] == entry[1:]
            and not _holds(cues.unfinished, opening[0])  # an article
        )
        for entry in cues.boundary.get(opening[0], ())
    )


def _is_boundary(sentence: str, words: Sequence[Word], index: int, cues: LanguageCues) -> bool:
    start, end, word = words[index]
    before = sentence[words[index - 1][1] : start]
    is_participle = "," in before and word.endswith(cues.boundary_endings)
    if not (word in cues.boundary or is_participle) or sentence[start].isupper() or sentence[end : end + 1] == "-":
        return False
    if not before[-1:].isspace() or _holds(cues.unfinished, words[index - 1][2]):
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
