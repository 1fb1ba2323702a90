"""Runs of consecutive sentences that may be a summary, and what they are worth. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.writing.summary.sentence import Sentence
from bot.writing.summary.words import content_words, says_the_same

_ENOUGH = 0.3
"""Share of the best score; a sentence that scores less is not used: the title alone says more."""
_ADVICE = 6
"""How many times as much a warning is worth with each sentence behind its lead that tells people what to do."""
_ROOM, _MOST_ROOM = 0.3, 200
"""The power by which a longer summary is worth more, for it tells more; up to so many characters."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One version of the summary."""

    text: str
    sentences: tuple[str, ...]
    """Sentences of the article, in its order; the last may be cut."""
    is_cut: bool = False
    is_last_resort: bool = False
    """Whether it is used only because no better one has room."""


def join_sentences(sentences: Sequence[str]) -> str:
    """The sentences in one text, with spaces between them where their script has spaces."""
    text = ""
    for sentence in sentences:
        text += sentence if not text or text[-1] in "。！？」』）" else f" {sentence}"
    return text


def self_contained_runs(
    ranked: Sequence[Sentence], most: int, *, starts: Iterable[int] | None = None
) -> Iterator[tuple[Sentence, ...]]:
    """Those runs of at most `most` sentences that say enough below the title.

    Behind a standfirst, which tells the news, `starts` are the indexes at which a run may begin, and a single sentence
    may be of little worth.
    """
    best_score = max((sentence.score for sentence in ranked), default=0)
    enough = _ENOUGH * best_score
    words = {sentence.position: content_words(sentence.text) for sentence in ranked}
    in_order = sorted(ranked, key=lambda sentence: sentence.position)
    for start in range(len(in_order)) if starts is None else starts:
        for chosen in _runs_from(in_order[start : start + 1], in_order[start + 1 :], most):
            lowest_score = 0 if starts is not None and len(chosen) == 1 else enough
            if (
                _is_self_contained(chosen, lowest_score)
                and (starts is not None or _tells_news(chosen))
                and not _says_something_twice(chosen, words)
            ):
                yield chosen


def _runs_from(chosen: Sequence[Sentence], following: Sequence[Sentence], most: int) -> Iterator[tuple[Sentence, ...]]:
    """The chosen sentences, and these with up to `most` in all, as far as each may stand right behind the one before.

    What a sentence calls "the committee" or "the average" only the sentence before it may have named, and no list of
    words tells that of every language. So a post leaves out no sentence between two others.
    """
    yield tuple(chosen)
    if len(chosen) < most:
        for index, sentence in enumerate(following):
            if sentence.may_follow <= chosen[-1].position:
                yield from _runs_from((*chosen, sentence), following[index + 1 :], most)


def _says_something_twice(chosen: Sequence[Sentence], words: Mapping[int, frozenset[str]]) -> bool:
    """Whether one of the sentences only repeats another. A verdict repeats what the claim says, to judge it, and a
    denial what the charge says, to deny it.
    """
    needed = {need for sentence in chosen for need in sentence.needs}
    own = [
        words[sentence.position] for sentence in chosen if not sentence.is_verdict and sentence.position not in needed
    ]
    return any(says_the_same(first, second) for first, second in combinations(own, 2))


def _is_self_contained(chosen: Sequence[Sentence], enough: float) -> bool:
    """Whether every sentence that another depends on is in the set, and its last one scores `enough`, or another one
    depends on it. One between two others may be worth less, for the last one goes on with it.
    """
    positions = [sentence.position for sentence in chosen]
    beside = [sentence.leans_on for sentence in chosen] + [need for sentence in chosen for need in sentence.needs]
    for sentence in chosen:
        if sentence.leans_on is not None and sentence.leans_on not in positions:
            return False
        if any(need not in positions for need in sentence.needs):
            return False
        lowest_score = enough if sentence in (chosen[0], chosen[-1]) else 0
        if (sentence.score <= 0 or sentence.score < lowest_score) and sentence.position not in beside:
            return False
    return True


def _tells_news(chosen: Sequence[Sentence]) -> bool:
    """Whether the lead or the verdict is in the set, or what does not need them: no side matter, and no colour but
    right behind a sentence that tells something.
    """
    if any(sentence.is_lead or sentence.is_verdict for sentence in chosen):
        return True
    behind = {sentence.position + 1 for sentence in chosen}
    positions = {sentence.position for sentence in chosen}
    stands = (sentence.stands_for_lead or sentence.leans_on in positions for sentence in chosen)
    return (chosen[0].is_advice or all(stands)) and not any(
        sentence.is_detail or (sentence.is_colour and sentence.position not in behind) for sentence in chosen
    )


def whole_summary(chosen: Sequence[Sentence]) -> Summary:
    texts = tuple(sentence.text for sentence in chosen)
    return Summary(join_sentences(texts), texts)


def value_of(chosen: Sequence[Sentence]) -> float:
    """The value of a run of whole sentences, by squared scores: a good sentence is better than two half as good."""
    length = sum(len(sentence.text) for sentence in chosen)
    value = sum(sentence.score**2 for sentence in chosen) * filling_of(length)
    advice = sum(sentence.is_advice for sentence in chosen)
    return value * _ADVICE**advice if chosen[0].is_lead or chosen[0].is_advice else value


def filling_of(length: int) -> float:
    """How well a summary of so many characters fills the room that posts usually have."""
    return math.pow(min(length, _MOST_ROOM), _ROOM)
