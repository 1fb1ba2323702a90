"""The sentences of a fact check: none stands without the verdict. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.writing.language.cues import has
from bot.writing.language.scripts import is_without_spaces
from bot.writing.language.text import Text
from bot.writing.summary.answers import NOWHERE
from bot.writing.summary.fact_check import states_claim
from bot.writing.summary.sentence import Sentence
from bot.writing.summary.words import content_words


def with_verdict(
    sentences: Sequence[Sentence],
    verdict: int,
    title: str,
    title_words: frozenset[str],
    *,
    reason: tuple[int, ...],
) -> list[Sentence]:
    """The sentences of a fact check: each needs the verdict, and what stands before the verdict needs the claim.

    The verdict stands by itself below a title that is the claim, but for its `reason`.
    """
    best = max((sentence.score for sentence in sentences), default=0)
    claim = max(
        (sentence for sentence in sentences if sentence.position < verdict),
        key=lambda sentence: (len(content_words(sentence.text) & title_words), -sentence.position),
        default=None,
    )
    return [
        replace(
            sentence,
            score=best,
            leans_on=None if states_claim(title) else sentence.leans_on,
            # "It is true." grants a point elsewhere; here that is the point.
            needs=(*(need for need in sentence.needs if need != NOWHERE), *reason),
            is_verdict=True,
        )
        if sentence.position == verdict
        else replace(
            sentence,
            needs=(*sentence.needs, verdict),
            leans_on=claim.position
            if claim and claim.position != sentence.position < verdict and sentence.leans_on is None
            else sentence.leans_on,
        )
        for sentence in sentences
    ]


def reason_of(texts: Sequence[Text], verdict: int) -> tuple[int, ...]:
    """The position of the sentence behind a verdict that calls something true: "The photo is genuine. It shows a fire
    of 2014." What is true may be less than what was claimed, and only the next sentence tells. A bare "It is true."
    says that all of it is.
    """
    text = texts[verdict]
    is_bare = len(content_words(text.written)) <= 1 and not is_without_spaces(text.written)
    is_confirmation = has("confirming", text) and not has("verdict", text) and not is_bare
    return (verdict + 1,) if is_confirmation and verdict + 1 < len(texts) else ()
