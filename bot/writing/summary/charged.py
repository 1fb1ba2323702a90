"""Finds what the accused say in a report of an arrest or a charge, however far below the charge it stands. Pure.

A report names the accused and the charge in its first lines, and often lets them answer in its last. A post that has
room for a few sentences would tell the charge alone, so no sentence of such a report stands without the answer: the
post has both, or the title alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.writing.language.cues import has
from bot.writing.language.disputes import (
    accuses,
    acquits,
    answers_charge,
    denies,
    denies_its_own_charge,
    denies_told,
    title_denies,
)
from bot.writing.language.text import Text
from bot.writing.summary.sentence import Sentence
from bot.writing.summary.words import content_words

_HEAD = 3
"""Sentences at the head of a report, in one of which it tells who is accused of what."""
_ANSWER = 0.5
"""The part of the best score that an answer has at least."""
_NEAR = 3
"""Sentences behind the charge among which every denial is one of it."""


class ChargeAndAnswer(NamedTuple):
    """The positions of the sentence that tells the charge, and of the one in which the accused answer it."""

    charge: int
    answer: int


def charge_and_answer(sentences: Sequence[Text], title: Text) -> ChargeAndAnswer | None:
    """The charge and its answer; None where nobody is charged in the title or the first sentences, where nobody
    answers, and where the title tells the answer, or it or the charge that the charge has fallen.
    """
    if title_denies(title) or acquits(title):
        return None
    charge = next((position for position, text in enumerate(sentences[:_HEAD]) if is_charge(text)), None)
    if charge is None:
        if not is_charge(title):
            return None
        charge = 0
    if any(map(acquits, sentences[: charge + 1])):
        return None
    words = content_words(title.written).union(*(content_words(text.written) for text in sentences[: charge + 1]))
    answer = next(
        (
            position
            for position, text in enumerate(sentences)
            if answers_charge(text) and (position <= charge + _NEAR or _is_about(text, words))
        ),
        None,
    )
    return None if answer is None else ChargeAndAnswer(charge, answer)


def with_answer(sentences: Sequence[Sentence], texts: Sequence[Text], title: Text) -> list[Sentence]:
    """The sentences; of a report of an arrest each needs what the accused answer, wherever that stands.

    The answer may stand right behind the charge, for that names those whose lawyer or words it tells, and right below a
    title that tells the charge.
    """
    both = charge_and_answer(texts, title)
    if both is None:
        return list(sentences)
    best_score = max((sentence.score for sentence in sentences), default=0)
    with_answer = []
    for sentence in sentences:
        if sentence.position == both.answer:
            answer = texts[both.answer]
            stands_by_itself = denies_told(answer) or denies_its_own_charge(answer) or is_charge(title)
            needs_charge = both.answer > both.charge and not (stands_by_itself and sentence.leans_on is None)
            sentence = replace(
                sentence,
                score=max(sentence.score, _ANSWER * best_score),
                leans_on=both.charge if needs_charge else sentence.leans_on,
                may_follow=0,
                is_detail=False,
                needs_no_lead=True,
                stands_for_lead=True,
            )
        elif not answers_charge(texts[sentence.position]):
            sentence = replace(sentence, needs=(*sentence.needs, both.answer))
        with_answer.append(sentence)
    return with_answer


def is_charge(text: Text) -> bool:
    """Whether it tells that somebody was arrested, or is accused of an offence."""
    return has("detaining", text) or (has("offence", text) and accuses(text))


def _is_about(text: Text, charge_words: frozenset[str]) -> bool:
    """Whether a denial far below the charge speaks of it: by a word for it, of its lawyers, or of its own."""
    if not denies(text) or has("defending", text) or has("charge", text) or has("offence", text):
        return True
    return not content_words(text.written).isdisjoint(charge_words)
