"""The versions of each part of a post, from the richest to the shortest. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.writing.cuts import clause_cuts, word_cuts
from bot.writing.summary import Sentence

_MOST_CANDIDATES = 8
"""Sentences; one that ranks lower does not tell the story."""
_MOST_CUT = 3
"""Sentences; the next is cut where the quotations of the one before it allow no cut that is short enough."""
_LONGEST_CUT = 500
"""Characters; what is cut longer than that is no summary on any platform."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One version of the summary."""

    text: str
    sentences: tuple[str, ...]
    """Of the article, in its order; the last may be cut."""
    is_cut: bool = False


def summary_versions(ranked: Sequence[Sentence], most: int) -> tuple[Summary, ...]:
    """Whole sentences, at most so many, the better ones first; then the best cut by clause, by word; then none."""
    sets = sorted(_self_contained_sets(_candidates(ranked), most), key=_worth, reverse=True)
    whole = [Summary(joined(texts), texts) for chosen in sets if (texts := tuple(sentence.text for sentence in chosen))]
    return (*whole, *_cut_summaries(ranked), Summary("", ()))


def title_versions(title: str) -> tuple[str, ...]:
    """The title, then cut at each word."""
    return (title, *word_cuts(title[:_LONGEST_CUT], shortest=1))


def appeal_versions(forms: Sequence[str], measure: Callable[[str], int]) -> tuple[str, ...]:
    """The long form, then the others that are shorter than it as the platform counts."""
    return (forms[0], *(form for form in forms[1:] if measure(form) < measure(forms[0])))


def hashtag_versions(hashtags: Sequence[str]) -> tuple[str, ...]:
    """All of them, then without the last, and so on to none."""
    return tuple(" ".join(hashtags[:count]) for count in range(len(hashtags), -1, -1))


def joined(sentences: Sequence[str]) -> str:
    """One after the other, with a space where their script has one."""
    text = ""
    for sentence in sentences:
        text += sentence if not text or text[-1] in "。！？」』）" else f" {sentence}"
    return text


def _candidates(ranked: Sequence[Sentence]) -> list[Sentence]:
    """The best, and what they lean on."""
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
    """Whether what each sentence leans on is there, and none is there for nothing."""
    positions = {sentence.position for sentence in chosen}
    leaned_on = {sentence.leans_on for sentence in chosen}
    return all(
        (sentence.leans_on is None or sentence.leans_on in positions)
        and (sentence.score > 0 or sentence.position in leaned_on)
        for sentence in chosen
    )


def _worth(sentences: tuple[Sentence, ...]) -> float:
    """By squares, because one sentence that tells much is better than two that tell half as much."""
    return sum(sentence.score**2 for sentence in sentences)


def _cut_summaries(ranked: Sequence[Sentence]) -> Iterator[Summary]:
    independent = [sentence for sentence in ranked if sentence.leans_on is None and sentence.score > 0]
    for sentence in independent[:_MOST_CUT]:
        for cut in (clause_cuts, word_cuts):
            for text in cut(sentence.text[:_LONGEST_CUT]):
                yield Summary(text, (text,), is_cut=True)
