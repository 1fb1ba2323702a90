"""Makes the versions of each part of a post, from the richest to the shortest. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.writing.language.sentences import ends_sentence, sentences_of
from bot.writing.summary.cuts import true_cuts
from bot.writing.summary.ranking import Sentence, content_words

_MOST_CANDIDATES = 8
"""Sentences; one that ranks lower is no good summary."""
_ENOUGH_BESIDE_OTHERS = 0.3
"""Share of the best score; a sentence that scores less is used by itself, where no better one fits, or not at all."""
_MOST_CUT = 3
"""Sentences that are cut, those with the best scores."""
_LONGEST_CUT = 500
"""Characters; a longer title or sentence is not cut."""
_SAME = 0.6
"""Share of a sentence's words in another one, from which on it only says that again."""
_ROOM, _MOST_ROOM = 0.3, 200
"""The power by which a longer summary is worth more, for it tells more; up to so many characters."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One version of the summary."""

    text: str
    sentences: tuple[str, ...]
    """Sentences of the article, in its order; the last may be cut."""
    is_cut: bool = False


def summary_versions(ranked: Sequence[Sentence], most: int, language: str, standfirst: str = "") -> tuple[Summary, ...]:
    """The summaries of at most `most` sentences, the best first; the last is empty.

    Before all others is the standfirst, with further sentences or by itself. Then come sets of whole sentences, and the
    best sentences cut, in the order of their worth.
    """
    sets = _self_contained_sets(_candidates(ranked), most)
    valued = [*((_value(chosen), _whole(chosen)) for chosen in sets), *_cuts(ranked, language)]
    in_order = [summary for _, summary in sorted(valued, key=lambda pair: pair[0], reverse=True)]
    return (*_with_standfirst(standfirst, in_order, most, language), *in_order, Summary("", ()))


def title_versions(title: str, language: str) -> tuple[str, ...]:
    """The title; then, the longest first, its beginnings: of a title of several sentences the first ones, and cuts."""
    sentences = sentences_of(title[: 2 * _LONGEST_CUT], language)
    beginnings = [join_sentences(sentences[:count]) for count in range(len(sentences) - 1, 0, -1)]
    cuts = true_cuts(title, language) if len(title) <= _LONGEST_CUT else ()
    return (title, *sorted({*beginnings, *cuts} - {title}, key=len, reverse=True))


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


def _with_standfirst(standfirst: str, others: Sequence[Summary], most: int, language: str) -> Iterator[Summary]:
    """The standfirst with each of the other summaries that adds to it, by itself, and its beginnings."""
    if not standfirst:
        return
    sentences = sentences_of(standfirst, language)
    said = content_words(standfirst)
    if ends_sentence(standfirst):
        for other in others:
            together = (*sentences, *other.sentences)
            if len(together) <= most and not other.is_cut and all(_adds_to(said, text) for text in other.sentences):
                yield Summary(join_sentences(together), together)
    for count in range(len(sentences), 0, -1):
        yield Summary(join_sentences(sentences[:count]), sentences[:count])
    yield from (Summary(text, (text,), is_cut=True) for text in true_cuts(sentences[0], language))


def _adds_to(said: frozenset[str], sentence: str) -> bool:
    words = content_words(sentence)
    return len(words & said) < _SAME * len(words)


def _candidates(ranked: Sequence[Sentence]) -> list[Sentence]:
    """The best sentences, and those on which they depend."""
    best = list(ranked[:_MOST_CANDIDATES])
    positions = {sentence.leans_on for sentence in best}
    return best + [sentence for sentence in ranked[_MOST_CANDIDATES:] if sentence.position in positions]


def _self_contained_sets(ranked: Sequence[Sentence], most: int) -> Iterator[tuple[Sentence, ...]]:
    in_order = sorted(ranked, key=lambda sentence: sentence.position)
    enough = _ENOUGH_BESIDE_OTHERS * max((sentence.score for sentence in ranked), default=0)
    words = {sentence.position: content_words(sentence.text) for sentence in ranked}
    for size in range(1, most + 1):
        for chosen in combinations(in_order, size):
            if _is_self_contained(chosen, enough if size > 1 else 0) and not _repeats_itself(chosen, words):
                yield chosen


def _is_self_contained(chosen: Sequence[Sentence], enough: float) -> bool:
    """Whether every sentence that another depends on is in the set, and none is there that scores less than `enough`
    and on which none depends.
    """
    positions = {sentence.position for sentence in chosen}
    leaned_on = {sentence.leans_on for sentence in chosen}
    return all(
        (sentence.leans_on is None or sentence.leans_on in positions)
        and ((sentence.score > 0 and sentence.score >= enough) or sentence.position in leaned_on)
        for sentence in chosen
    )


def _repeats_itself(chosen: Sequence[Sentence], words: Mapping[int, frozenset[str]]) -> bool:
    """Whether two of the sentences say the same: most words of the one are in the other."""
    pairs = combinations([words[sentence.position] for sentence in chosen], 2)
    return any(len(first & second) > _SAME * min(len(first), len(second)) for first, second in pairs)


def _whole(chosen: Sequence[Sentence]) -> Summary:
    texts = tuple(sentence.text for sentence in chosen)
    return Summary(join_sentences(texts), texts)


def _cuts(ranked: Sequence[Sentence], language: str) -> Iterator[tuple[float, Summary]]:
    """The best sentences that need no other, cut, each with its value."""
    independent = [sentence for sentence in ranked if sentence.leans_on is None and sentence.score > 0]
    for sentence in independent[:_MOST_CUT]:
        if len(sentence.text) <= _LONGEST_CUT:
            for text in true_cuts(sentence.text, language):
                yield sentence.score**2 * _fills(len(text)), Summary(text, (text,), is_cut=True)


def _value(chosen: Sequence[Sentence]) -> float:
    """The value of a set of whole sentences, by squared scores: a good sentence is better than two half as good."""
    length = sum(len(sentence.text) for sentence in chosen)
    return sum(sentence.score**2 for sentence in chosen) * _fills(length)


def _fills(length: int) -> float:
    """How well a summary of so many characters fills the room that posts usually have."""
    return math.pow(min(length, _MOST_ROOM), _ROOM)
