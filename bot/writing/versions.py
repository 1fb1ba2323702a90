"""The versions of each part of a post, from the richest to the shortest. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.writing.cuts import clause_cuts, word_cuts
from bot.writing.summary import Sentence

_MOST_CANDIDATES = 8
"""Sentences; one that ranks lower does not tell the story."""
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
    sets = sorted(_sets_that_stand(ranked[:_MOST_CANDIDATES], most), key=_worth, reverse=True)
    whole = [Summary(joined(texts), texts) for chosen in sets if (texts := tuple(each.text for each in chosen))]
    return (*whole, *_cut(ranked), Summary("", ()))


def title_versions(title: str) -> tuple[str, ...]:
    """The title, then cut at each word."""
    return (title, *word_cuts(title[:_LONGEST_CUT]))


def hashtag_versions(hashtags: Sequence[str]) -> tuple[str, ...]:
    """All of them, then without the last, and so on to none."""
    return tuple(" ".join(hashtags[:count]) for count in range(len(hashtags), -1, -1))


def joined(sentences: Sequence[str]) -> str:
    """One after the other, with a space where their script has one."""
    text = ""
    for sentence in sentences:
        text += sentence if not text or text[-1] in "。！？」』）" else f" {sentence}"
    return text


def _sets_that_stand(ranked: Sequence[Sentence], most: int) -> Iterator[tuple[Sentence, ...]]:
    in_order = sorted(ranked, key=lambda sentence: sentence.position)
    for size in range(1, most + 1):
        for chosen in combinations(in_order, size):
            positions = {sentence.position for sentence in chosen}
            if all(sentence.leans_on is None or sentence.leans_on in positions for sentence in chosen):
                yield chosen


def _worth(sentences: tuple[Sentence, ...]) -> float:
    return sum(sentence.score for sentence in sentences)


def _cut(ranked: Sequence[Sentence]) -> Iterator[Summary]:
    best = next((sentence for sentence in ranked if sentence.leans_on is None), None)
    if best is not None:
        for cut in (clause_cuts, word_cuts):
            for text in cut(best.text[:_LONGEST_CUT]):
                yield Summary(text, (text,), is_cut=True)
