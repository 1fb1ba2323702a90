"""Finds the sentences that mislead without a later one: a concession without its point, a charge without its denial.

Pure. The words are those of `bot.writing.language.disputes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.writing.language.cues import has
from bot.writing.language.disputes import (
    accuses,
    acquits,
    charges,
    defends,
    denies,
    denies_its_own_charge,
    denies_told,
    denies_untold,
    title_denies,
    turns_round,
)
from bot.writing.language.references import leans_on_another
from bot.writing.language.scripts import wide_letters
from bot.writing.language.sentences import ends_question
from bot.writing.language.text import Text
from bot.writing.summary.words import content_words

NOWHERE = -1
_LONGEST_CONCESSION = 3
"""Sentences of a paragraph that the next one turns round as a whole."""
_LONGEST_EXPECTATION = 80
"""Characters of a sentence that only tells what was expected; a longer one tells the news beside it."""
_NEAR = 3
"""Sentences after a concession among which its point is, and after a charge its denial."""
_SHORTEST_SENTENCE = 24
"""Characters. A shorter one is a reply to the one before it: "Perhaps." A Japanese or Chinese one counts as two."""
_SHARED, _SHARE_OF_TITLE = 2, 0.3
"""How many words of the title a sentence has, at least, and which share of them, if it tells what the title tells."""
_LONGEST_REPLY = 60
"""Characters of a denial that speaks of nothing but the sentence before it: "Ms Lowe has no brother"."""

_FIRST_CLAUSE = re.compile(r"[^,;:–—.،؛]++(?=[,;:–—،؛])")

Placed = tuple[Text, int]
"""A sentence, and the number of its paragraph."""


class Answers(NamedTuple):
    """Which later sentences a sentence needs beside it. `NOWHERE` stands for one that is not there."""

    points: tuple[int, ...] = ()
    """What turns it round; that may stand without it."""
    denials: tuple[int, ...] = ()
    """What denies it or replies to it; that says nothing without it."""
    charge: int | None = None
    """The earlier one that tells the charge, where this one denies it and only calls it "the accusation"."""
    names_charge: bool = False
    """Whether it denies a charge and names it itself, so that it needs no other to tell it."""


def repeat_refuted_charge(sentences: Sequence[Text], lead: int, title: Text) -> list[bool]:
    """For each sentence whether it may tell once more a charge of which the title or the lead says that it has fallen.

    The news is told once, in a line: whoever repeats the charge at length accuses again. Behind the lead so may every
    sentence, for "He took 40,000 euros" has no word that accuses, but one that tells how the charge fell, that it was
    denied, what is not so, or who was found guilty.
    """
    if not (acquits(title) or any(map(acquits, sentences[lead : lead + 1]))):
        return [False] * len(sentences)
    return [position != lead and not _tells_outcome(text) for position, text in enumerate(sentences)]


def _tells_outcome(text: Text) -> bool:
    if acquits(text) or denies(text):
        return True
    reports_a_charge = accuses(text) or has("attribution", text)
    return not reports_a_charge and (has("negation", text) or has("convicting", text))


def denial_of_standfirst(standfirst: Text, sentences: Iterable[tuple[int, Text]], title: Text) -> int | None:
    """The position of the first sentence of the article that denies what its standfirst charges somebody with.

    `sentences` are those of the article with their positions, in its order. None where the standfirst charges nobody,
    or where it or the title tells itself that the charge is denied or has fallen, or where no sentence denies it. A
    denial farther below counts only if it speaks of a charge, of an offence or of what the standfirst tells.
    """
    is_told_to_be_denied = title_denies(title) or denies(standfirst) or denies_its_own_charge(standfirst)
    if is_told_to_be_denied or acquits(title) or acquits(standfirst) or not charges(standfirst):
        return None
    charge = content_words(standfirst.written)
    return next(
        (
            position
            for position, text in sentences
            if denies(text)
            and (
                position <= _NEAR
                or has("charge", text)
                or has("offence", text)
                or not content_words(text.written).isdisjoint(charge)
            )
        ),
        None,
    )


def leans_only_on_charge(denial: Text, before: Text) -> bool:
    """Whether a denial leans on that earlier sentence for nothing but "the accusation", of which that tells nothing, so
    that a standfirst which tells the charge may stand in its place.
    """
    return denies_untold(denial) and not leans_on_another(denial) and not has("accusing", before)


def answers(sentences: Sequence[Placed], title: Text) -> list[Answers]:
    """For each sentence the later ones without which it misleads."""
    turning = [turns_round(text) and not ends_question(text.written) for text, _ in sentences]
    is_news = bool(sentences) and _is_told_by(title.written, sentences[0][0].written)
    is_denied_by_title = title_denies(title)
    denying = [not is_denied_by_title and (denies(text) or denies_its_own_charge(text)) for text, _ in sentences]
    charged = [_charge(sentences, position) for position in range(len(sentences))]
    return [
        Answers(
            (
                *(() if is_news and position == 0 else _turn(sentences, position, turning)),
                *_point(sentences, position, turning),
            ),
            (
                *_denial(sentences, position, denying),
                *_reply(sentences, position),
                *(
                    denial
                    for denial, charge in enumerate(charged)
                    if charge == position and denying[denial] and not denies_its_own_charge(sentences[position][0])
                ),
            ),
            charged[position],
            denies_told(sentences[position][0]),
        )
        for position in range(len(sentences))
    ]


def _is_told_by(title: str, lead: str) -> bool:
    """Whether the lead is the news of the title: whatever turns it round, the post has told it by its title."""
    words = content_words(title)
    return len(words & content_words(lead)) >= max(_SHARED, _SHARE_OF_TITLE * len(words))


def _turn(sentences: Sequence[Placed], position: int, turning: Sequence[bool]) -> list[int]:
    """The next sentence if it turns this one round, or the first of the next paragraph if it turns the whole one.

    What the next paragraph turns round is not the lead, which stands by itself.
    """
    paragraph = sentences[position][1]
    begin = end = position
    while begin > 0 and sentences[begin - 1][1] == paragraph:
        begin -= 1
    while end < len(sentences) and sentences[end][1] == paragraph:
        end += 1
    if position + 1 < end:
        if turning[position + 1]:
            return [position + 1]
        if end - begin > _LONGEST_CONCESSION:
            return []
    return [end] if position > 0 and end < len(sentences) and turning[end] else []


def _point(sentences: Sequence[Placed], position: int, turning: Sequence[bool]) -> list[int]:
    """What a concession or an expectation leads to ("The night train was supposed to be dead"); nothing if it stands in
    the same sentence: "Granted, it is old, but it is sound".
    """
    text = sentences[position][0]
    is_expectation = len(text.written) <= _LONGEST_EXPECTATION and has("expecting", text)
    if not (is_expectation or has("conceding", text)) or has("turning", text):
        return []
    following = range(position + 1, min(position + 1 + _NEAR, len(sentences)))
    return [next((index for index in following if turning[index]), NOWHERE)]


def _charge(sentences: Sequence[Placed], position: int) -> int | None:
    """Where the charge is told that this sentence only calls "the accusation": in the nearest one before it that
    accuses, or else in the one right before it.
    """
    if position == 0 or not denies_untold(sentences[position][0]):
        return None
    near = range(position - 1, max(-1, position - 1 - _NEAR), -1)
    return next((index for index in near if has("accusing", sentences[index][0])), position - 1)


def _denial(sentences: Sequence[Placed], position: int, denying: Sequence[bool]) -> list[int]:
    text, paragraph = sentences[position]
    if denying[position]:
        return []
    before = _denial_before(sentences, position, denying)
    if before is not None:
        return [before]
    if (
        0 < position < len(sentences) - 1
        and denying[position + 1]
        and len(sentences[position + 1][0].written) <= _LONGEST_REPLY
    ):
        return [position + 1]
    is_charge = charges(text)
    if not is_charge and not has("attribution", text):
        return []
    following = range(position + 1, min(position + 1 + (_NEAR if is_charge else 1), len(sentences)))
    near = [index for index in following if sentences[index][1] <= paragraph + is_charge]
    answering = [index for index in near if denying[index] or (index == near[0] and _contradicts(sentences, index))]
    if not answering and is_charge and near and defends(sentences[near[0]][0]):
        return near[:1]
    return answering[:1]


def _denial_before(sentences: Sequence[Placed], position: int, denying: Sequence[bool]) -> int | None:
    """The position of the denial of the charge with which it goes on: "He denies it. Prosecutors say that …". Between
    the two stands nothing but more of the charge. None: it is no such sentence.
    """
    for before in range(position - 1, max(-1, position - 1 - _NEAR), -1):
        if not (has("accusing", sentences[before + 1][0]) or has("prosecuting", sentences[before + 1][0])):
            return None
        if denying[before]:
            return before
    return None


def _contradicts(sentences: Sequence[Placed], position: int) -> bool:
    """Whether a short sentence says no to the charge before it: "Ms Lowe has no brother"."""
    before, text = sentences[position - 1][0], sentences[position][0]
    return (
        len(text.written) <= _LONGEST_REPLY
        and has("accusing", before)
        and has("negation", text)
        and not content_words(text.written).isdisjoint(content_words(before.written))
    )


def _reply(sentences: Sequence[Placed], position: int) -> list[int]:
    """The next sentence if it only judges what somebody is said to have said: "Perhaps.", "It does not; …"."""
    text, paragraph = sentences[position]
    if position + 1 == len(sentences) or sentences[position + 1][1] != paragraph or not has("attribution", text):
        return []
    reply = sentences[position + 1][0]
    if denies(reply) and denies_its_own_charge(text):
        return []
    is_short = len(reply.written) + wide_letters(reply.written) <= _SHORTEST_SENTENCE
    return [position + 1] if is_short or _begins_with_no(reply) else []


def _begins_with_no(sentence: Text) -> bool:
    """Whether its first words deny what somebody is said to have said: "It does not; there are 600 empty flats"."""
    clause = _FIRST_CLAUSE.match(sentence.written) if has("negation", sentence) else None
    if clause is None or len(clause[0]) > _SHORTEST_SENTENCE:
        return False
    return has("negation", Text(clause[0], sentence.language)) and leans_on_another(sentence)
