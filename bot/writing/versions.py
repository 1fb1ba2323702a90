"""Makes the versions of each part of a post, from the richest to the shortest. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.writing.cuts import clause_cuts, word_cuts
from bot.writing.summary import Sentence

_MOST_CANDIDATES = 8
"""Sentences; one that ranks lower is no good summary."""
_MOST_CUT = 3
"""Sentences that are cut; the next one is used where the quotations of the one before allow no short cut."""
_LONGEST_CUT = 500
"""Characters of a title or sentence that are kept before it is cut."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One version of the summary."""

    text: str
    sentences: tuple[str, ...]
    """Sentences of the article, in its order; the last may be cut."""
    is_cut: bool = False


def summary_versions(ranked: Sequence[Sentence], most: int) -> tuple[Summary, ...]:
    """Sets of at most `most` whole sentences, the best first; then the best sentences cut; last the empty summary."""
    sets = sorted(_self_contained_sets(_candidates(ranked), most), key=_worth, reverse=True)
    whole = [
        Summary(join_sentences(texts), texts)
        for chosen in sets
        if (texts := tuple(sentence.text for sentence in chosen))
    ]
    return (*whole, *_cut_summaries(ranked), Summary("", ()))


def title_versions(title: str) -> tuple[str, ...]:
    """The title, then cut at each word."""
    return (title, *word_cuts(title[:_LONGEST_CUT], shortest=1))


def appeal_versions(forms: Sequence[str], measure: Callable[[str], int]) -> tuple[str, ...]:
    """The long form, then those other forms that are shorter by `measure`, the platform's count."""
    return (forms[0], *(form for form in forms[1:] if measure(form) < measure(forms[0])))


def hashtag_versions(hashtags: Sequence[str]) -> tuple[str, ...]:
    """All hashtags in one text, then without the last, and so on, down to none."""
    return tuple(" ".join(hashtags[:count]) for count in range(len(hashtags), -1, -1))


def join_sentences(sentences: Sequence[str]) -> str:
    """The sentences in one text, with spaces between them where their script has spaces."""
    text = ""
    for sentence in sentences:
        text += sentence if not text or text[-1] in "。！？」』）" else f" {sentence}"
    return text


def _candidates(ranked: Sequence[Sentence]) -> list[Sentence]:
    """The best sentences, and those on which they depend."""
    best = list(ranked[:_MOST_CANDIDATES])
    positions = {sentence.leans_on for sentence in best}
    return best + [sentence for sentence in ranked[_MOST_CANDIDATES:] if sentence.position in positions]


def _self_contained_sets(ranked: Sequence[Sentence], most: int) -> Iterator[tuple[Sentence, ...]]:
    in_order = sorted(ranked, key=lambda sentence: sentence.position)
    for size in range(1, most + 1):
        for chosen in combinations(in_order, size):
            if _is_self_contained(chosen):
                yield chosen


def _is_self_contained(chosen: Sequence[Sentence]) -> bool:
    """Whether every sentence that another depends on is in the set, and none is there without need."""
    positions = {sentence.position for sentence in chosen}
    leaned_on = {sentence.leans_on for sentence in chosen}
    return all(
        (sentence.leans_on is None or sentence.leans_on in positions)
        and (sentence.score > 0 or sentence.position in leaned_on)
        for sentence in chosen
    )


def _worth(sentences: tuple[Sentence, ...]) -> float:
    """The worth of a set: by squared scores, because one good sentence is better than two half as good."""
    return sum(sentence.score**2 for sentence in sentences)


def _cut_summaries(ranked: Sequence[Sentence]) -> Iterator[Summary]:
    independent = [sentence for sentence in ranked if sentence.leans_on is None and sentence.score > 0]
    for sentence in independent[:_MOST_CUT]:
        for cut in (clause_cuts, word_cuts):
            for text in cut(sentence.text[:_LONGEST_CUT]):
                yield Summary(text, (text,), is_cut=True)
